"""What the window says and shows, from plain facts: no engine and no screen needed."""

import ast
import dataclasses
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

import picup_desktop.ui
from picup_desktop.engine.ipc.answers import State
from picup_desktop.home import Home
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.message import Message
from picup_desktop.settings import DECLARED, Declared, Settings, checked_setting
from picup_desktop.ui.activity.pause_menu import seconds_until_morning
from picup_desktop.ui.activity.rate_plot import SECONDS, Rates
from picup_desktop.ui.answer import deliver
from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.engine.live import Live, Pass, Pause, PauseCause, live_of
from picup_desktop.ui.engine.starter import (
    MOST_IN_A_WHILE,
    MOST_UNANSWERED,
    WHILE_SECONDS,
    Presence,
    may_start,
)
from picup_desktop.ui.language import Language
from picup_desktop.ui.lock import section as lock
from picup_desktop.ui.settings import speed
from picup_desktop.ui.settings.section import (
    NumberBox,
    connection_numbers,
    deletion_numbers,
    upload_numbers,
)
from picup_desktop.ui.snapshots.snapshot import Snapshot, StorageSummary, without_names
from picup_desktop.ui.status import Status, StatusInputs, everything, summary_of
from picup_desktop.ui.storages.one_box import one_box_line, show_one_box
from picup_desktop.ui.theme.colours import DARK, LIGHT, Colours
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.tray.tray import tray_icon
from picup_desktop.words import PhotoState, Role, StorageState, Why

NOW = 1_700_000_000.0
UI = Path(picup_desktop.ui.__file__).parent
TRANSLATIONS = UI / "resources" / "translations"


class _Page(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    def hear(self, answer: int) -> None:
        self.heard.append(answer)


def test_an_answer_to_a_page_that_is_gone_goes_nowhere() -> None:
    page = _Page()
    heard: list[int] = []
    deliver(page.hear, 1)
    deliver(heard.append, 1)
    delete(page)
    deliver(page.hear, 2)
    assert (page.heard, heard) == ([1], [1])


def snapshot(
    *, safe: int = 10, waiting: int = 0, out: Role | None = None, **others: object
) -> Snapshot:
    counts = dict.fromkeys(PhotoState, 0)
    counts |= {PhotoState.PROTECTED: safe, PhotoState.WAITING: waiting}
    given = Snapshot(
        taken_at=NOW,
        settings=Settings(),
        kit_confirmed=True,
        counts=counts,
        storages=tuple(StorageSummary(storage(role, out=role is out), safe, 1) for role in Role),
        albums=(),
        reasons=(),
        attention=(),
        queued_objects=0,
        dead_letters=0,
    )
    return dataclasses.replace(given, **others)  # type: ignore[arg-type] # named by the test


def storage(role: Role, *, out: bool) -> StorageRecord:
    return StorageRecord(
        role=role,
        url="sftp://a@b/c",
        key_file=None,
        host_key=None,
        state=StorageState.AWAY if out else StorageState.ONLINE,
        reason=None,
        state_since=NOW - 3 * 3600,
        checked_at=NOW - 120,
        free_bytes=None,
        round_trip_seconds=None,
        seen_at=NOW - 60,
    )


@pytest.mark.parametrize(
    "told",
    [
        Message("check-one-host-key"),
        Message("check-one-server", server="nas"),
        Message("check-one-disk"),
        None,
    ],
)
def test_5_8_what_says_that_both_storages_are_one_box_stands_in_the_window(
    told: Message | None, qtbot: QtBot
) -> None:
    """Two folders on one disk were told by setup and doctor alone."""
    line = one_box_line()
    qtbot.addWidget(line)
    show_one_box(line, dataclasses.replace(snapshot(), one_box=told))
    assert line.isHidden() is (told is None)
    assert ("picup storage" in line.text()) is False
    assert ("both copies" in line.text()) is (told is not None)
    assert without_names(dataclasses.replace(snapshot(), one_box=told)).one_box is None
    show_one_box(line, None)
    assert line.isHidden()


def known(given: Snapshot | None, live: Live | None = None) -> StatusInputs:
    return StatusInputs(given, live or Live(), Presence.THERE)


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        (known(snapshot()), Status.SAFE, "All 10 photos are on both storages"),
        (known(snapshot(safe=1)), Status.SAFE, "Your 1 photo is on both storages"),
        (known(snapshot(safe=0)), Status.EMPTY, "Which photos should be kept safe?"),
        (known(snapshot(waiting=2)), Status.WORKING, "10 of 12 photos are on both storages"),
        (
            known(snapshot(waiting=2, out=Role.BACKUP)),
            Status.AWAY,
            "10 of 12 photos are on both storages",
        ),
        (known(None), Status.LOOKING, "Looking after your photos…"),
        (
            known(snapshot(), Live(paused=Pause(PauseCause.PERSON))),
            Status.PAUSED,
            "All 10 photos are on both storages",
        ),
        (
            dataclasses.replace(known(snapshot(waiting=1)), presence=Presence.FAILED),
            Status.BROKEN,
            "10 of 11 photos are on both storages",
        ),
    ],
)
def test_nothing_is_called_safe_that_is_not(
    qapp: QApplication, given: StatusInputs, status: Status, words: str
) -> None:
    told = summary_of(given)

    assert (told.status, told.headline) == (status, words)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (known(snapshot(safe=0, hidden_albums=1)), Status.EMPTY),
        (known(snapshot(safe=0, hidden_albums=1, hidden_attention=1)), Status.ATTENTION),
        (known(snapshot(safe=0, hidden_albums=1, out=Role.MAIN)), Status.AWAY),
        (
            known(snapshot(safe=0, hidden_albums=1), Live(paused=Pause(PauseCause.PERSON))),
            Status.PAUSED,
        ),
        (known(snapshot(safe=0, out=Role.MAIN)), Status.EMPTY),
        (known(snapshot(safe=0, no_room=Message("ledger-disk-is-full", path="a"))), Status.BROKEN),
        (dataclasses.replace(known(snapshot(safe=0)), presence=Presence.FAILED), Status.BROKEN),
    ],
)
def test_without_photos_nothing_is_said_to_work_by_itself_that_does_not(
    qapp: QApplication, given: StatusInputs, status: Status
) -> None:
    told = summary_of(given)

    assert told.status is status
    if status is not Status.EMPTY:
        assert told.headline == "No photos yet"
        assert "by themselves" not in told.detail


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"seen_at": None}, "Main has not been looked at as a whole yet."),
        (
            {"seen_at": NOW - 2 * 86400},
            "Main was last seen whole 2 days ago, which is too long ago.",
        ),
        ({"doubted_at": NOW - 5}, "Something was gone from Main; it is looked at again."),
    ],
)
def test_5_1_nothing_is_called_safe_that_was_not_seen(
    qapp: QApplication, changes: dict[str, Any], detail: str
) -> None:
    given = snapshot()
    main, backup = given.storages
    main = dataclasses.replace(main, record=dataclasses.replace(main.record, **changes))
    told = summary_of(known(dataclasses.replace(given, storages=(main, backup))))

    assert told.status is Status.UNSEEN
    assert told.headline == "10 of 10 photos were brought to both storages"
    assert told.detail == detail


def test_what_waits_for_a_nas_is_counted(qapp: QApplication) -> None:
    told = summary_of(known(snapshot(waiting=2, out=Role.BACKUP)))

    assert told.detail == "Backup has not answered for 3 hours. 2 photos wait for it."


def state(**fields: Any) -> State:
    """An engine that does nothing, but for ``fields``."""
    idle: dict[str, Any] = {
        "vault": True,
        "locked": False,
        "unlocked_by": None,
        "pid": 1,
        "since": "2026-11-23T19:00:00Z",
        "pass": None,
        "moving": [],
        "rates": {},
        "paused": None,
        "storages": [],
        "watching": [],
        "next_pass_at": None,
    }
    return cast(State, idle | fields)


def test_the_engines_state_is_understood() -> None:
    live = live_of(
        state(
            locked=True,
            **{
                "pass": {
                    "began_at": "2026-11-23T18:00:00Z",
                    "step": "uploading",
                    "photos": 4,
                    "bytes": 100,
                    "ended_photos": 1,
                    "ended_bytes": 25,
                }
            },
            moving=[{"storage": "main", "photo": 3, "bytes": 5, "size": 10}],
            rates={"main": 25.0, "backup": 5.0},
            paused={"reason": "battery", "until": "2026-11-23T19:00:00Z"},
            storages=[{"role": "main", "next_try_at": None}],
        )
    )

    assert live.run == Pass("uploading", 4, 100, 1, 25, "2026-11-23T18:00:00Z")
    assert live.seconds_left == 15.0
    assert live.paused is not None
    assert live.paused.reason is PauseCause.BATTERY


def test_a_rate_is_not_shown_when_nothing_moves() -> None:
    assert live_of(state(rates={"main": 1000.0})).rate == 0.0


def test_rates_remember_five_minutes() -> None:
    rates = Rates()
    for second in range(SECONDS + 10):
        rates.tick({Role.MAIN: float(second)})

    assert len(rates.of(Role.MAIN)) == SECONDS
    assert rates.of(Role.MAIN)[-1] == rates.highest == SECONDS + 9
    assert rates.of(Role.BACKUP) == [0.0] * SECONDS


def test_until_tomorrow_ends_at_seven_in_the_morning() -> None:
    then = time.localtime(NOW + seconds_until_morning(NOW))

    assert (then.tm_hour, then.tm_min) == (7, 0)
    assert 0 < seconds_until_morning(NOW) <= 31 * 3600


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_what_it_lies_on(colours: Colours) -> None:
    pairs = [
        (colours.text, colours.page),
        (colours.text, colours.card),
        (colours.quiet, colours.page),
        (colours.quiet, colours.card),
        (colours.quiet, colours.sidebar),
        (colours.text, colours.selected),
        (colours.accent, colours.card),
        (colours.on_accent, colours.accent),
        (colours.warning, colours.card),
        (colours.warning, colours.warning_soft),
        (colours.quiet, colours.warning_soft),
        (colours.accent, colours.warning_soft),
        (colours.quiet, colours.accent_soft),
        (colours.accent, colours.accent_soft),
        (colours.danger, colours.card),
        (colours.page, colours.text),
    ]

    low = {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5}

    assert not low


def contrast(one: str, two: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    given = QColor(colour)
    channels = [given.redF(), given.greenF(), given.blueF()]
    linear: list[float] = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_number_of_the_settings_has_its_place() -> None:
    elsewhere = {
        *("policy", "grace_days", "alert_on_desktop", "alert_file_names", "alert_digest_at"),
        "alert_language",
        *("quiet_hours", "pause_on_battery", "pause_on_metered"),
        *speed.FIELDS.values(),
        *("updates_check", "updates_url"),
        *lock.FIELDS,
    }
    shown = {c.name for c in (*upload_numbers(), *deletion_numbers(), *connection_numbers())}

    assert shown | elsewhere == {field.name for field in dataclasses.fields(Settings)}


@pytest.mark.parametrize(
    "one", [d for d in DECLARED.values() if d.least is not None], ids=lambda one: one.name
)
def test_a_number_box_keeps_to_both_bounds(qapp: QApplication, one: Declared) -> None:
    box, chosen = NumberBox(one), []
    box.chosen.connect(lambda name, value: chosen.append(checked_setting(name, value)))
    box.show_value(Settings())
    assert not chosen
    for shown in (-1e9, 1e9):
        box.setValue(shown)

    assert chosen[-2:] in ([one.least, one.most], [one.most])


def test_every_icon_can_be_drawn_in_every_state_of_the_tray(qapp: QApplication) -> None:
    folder = files("picup_desktop.ui") / "resources" / "icons"
    names = [Path(str(file)).stem for file in folder.iterdir()]

    assert len(names) > 15
    assert all(not icon(name, "#000000").isNull() for name in names)
    pictures = {bytes(tray_icon(m).pixmap(22).toImage().constBits()) for m in Status}
    assert len(pictures) == len(Status)


def test_an_engine_that_dies_is_started_again_unless_it_does_so_again_and_again() -> None:
    assert may_start(0, [], 0.0)
    assert may_start(MOST_UNANSWERED - 1, [0.0], 1.0)
    assert not may_start(MOST_UNANSWERED, [0.0], 1.0)
    killed_often = [float(n) for n in range(MOST_IN_A_WHILE)]
    assert may_start(0, killed_often[1:], 10.0)
    assert not may_start(0, killed_often, 10.0)
    assert may_start(0, killed_often, WHILE_SECONDS)


def test_autostart_writes_an_entry_that_names_the_home(tmp_path: Path) -> None:
    autostart = WindowAutostart(Home(tmp_path / 'odd "home" 100%'), tmp_path / "autostart")

    autostart.set(enabled=True)
    text = (tmp_path / "autostart" / "picup-desktop.desktop").read_text()

    assert autostart.enabled
    assert "--hidden" in text
    assert r'odd \\"home\\" 100%%' in text
    autostart.set(enabled=False)
    assert not autostart.enabled


def test_every_text_is_translated() -> None:
    known_texts = {
        code: {
            (context.findtext("name"), message.findtext("source"))
            for context in ET.parse(TRANSLATIONS / f"picup_{code}.ts").iter("context")
            for message in context.iter("message")
            if (text := message.find("translation")) is not None and text.get("type") is None
        }
        for code in ("ko", "en")
    }
    used = set(texts_in_code())

    assert len(used) > 250
    assert used - known_texts["ko"] == set()
    assert {text for text in used if "%Ln" in text[1]} - known_texts["en"] == set()


def test_what_is_loaded_is_what_was_translated(load: Callable[[str], dict[str, str]]) -> None:
    loaded = load("ko")

    assert loaded == {"Sidebar/Overview": "개요", "Words/Main": "메인"}


@pytest.fixture
def load(qapp: QApplication) -> Callable[[str], dict[str, str]]:
    from PySide6.QtCore import QTranslator

    def loaded(code: str) -> dict[str, str]:
        translator = QTranslator()
        assert translator.load(str(TRANSLATIONS / f"picup_{code}.qm"))
        wanted = [("Sidebar", "Overview"), ("Words", "Main")]
        return {f"{c}/{t}": str(translator.translate(c, t)) for c, t in wanted}

    return loaded


def texts_in_code() -> Iterator[tuple[str, str]]:
    """Every text of the window and of the causes that stands in the code as it is."""
    for file in (*UI.rglob("*.py"), *UI.with_name("attention").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
            if node.func.id in {"translate", "QT_TRANSLATE_NOOP"} and len(given) == 2:
                context, text = map(str, given)
                yield context, text


@pytest.mark.parametrize("language_code", ["en", "ko"])
@pytest.mark.parametrize(
    ("others", "live"),
    [
        ({}, Live()),
        ({"out": Role.BACKUP}, Live()),
        ({"hidden_attention": 2}, Live()),
        ({}, Live(paused=Pause(PauseCause.PERSON))),
        ({}, Live(run=Pass("uploading"))),
    ],
    ids=["safe", "away", "attention", "paused", "working"],
)
def test_all_photos_are_on_both_is_never_said_without_what_is_left_out(
    others: dict[str, Any], live: Live, language_code: str, language: Language
) -> None:
    language.speak(language_code)
    kinds = {Why.KIND: {"psd": 1200}, Why.LINK: {"": 34}}
    for left_out_kinds, told in ((kinds, ("1,234", "psd", "34")), ({}, ("1,234",))):
        given = snapshot(left_out=1234, left_out_kinds=left_out_kinds, **others)
        for presence in (Presence.THERE, Presence.FAILED):
            inputs = StatusInputs(given, live, presence)
            summary = summary_of(inputs)
            assert "10" in summary.headline
            for said in (summary.detail, everything(inputs)):
                assert all(part in said for part in told)
                assert said.count("1,234") == 1
        assert "1,234" not in summary_of(StatusInputs(snapshot(**others), live, presence)).detail


def test_no_photos_yet_is_not_said_without_what_is_left_out() -> None:
    given = snapshot(safe=0, left_out=3, left_out_kinds={Why.KIND: {"psd": 3}}, hidden_albums=1)
    summary = summary_of(StatusInputs(given, Live(), Presence.THERE))
    assert summary.headline == "No photos yet"
    assert "3 other files in your albums are not kept: 3 .psd." in summary.detail
