"""What the trust side says and paints, from plain facts."""

import base64
import dataclasses
import io
from collections.abc import Callable
from itertools import pairwise
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QRectF, QTime
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.answers import Restored, Thumbnail
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.glance import NamedPhoto
from picup_desktop.names import Shown
from picup_desktop.settings import DECLARED, Settings
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.engine.batch import Batch
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.engine.live import Live, Pass, Pause, PauseCause
from picup_desktop.ui.engine.starter import Presence
from picup_desktop.ui.overview.progress_card import grown_words, progress_figures
from picup_desktop.ui.overview.trend import (
    READ_DAYS,
    SHOWN_DAYS,
    SHOWN_WEEKS,
    Trend,
    trend_of,
    trend_words,
)
from picup_desktop.ui.overview.trend_card import LEAST, bar_boxes
from picup_desktop.ui.restore.report import report_lines
from picup_desktop.ui.settings.section import NumberRow
from picup_desktop.ui.settings.times import DailyTime, Hours
from picup_desktop.ui.snapshots.snapshot import without_names
from picup_desktop.ui.status import StatusInputs, everything
from picup_desktop.ui.storages.words import both_seen_words
from picup_desktop.ui.text import tray_words
from picup_desktop.ui.tray.words import (
    moves_words,
    needs_words,
    photo_words,
    shortened,
    waits_words,
)
from picup_desktop.ui.widgets.secret_words import CONCEALED, SecretWords
from picup_desktop.words import Role
from tests.ui.words.test_facts import NOW, snapshot


def _jpeg() -> str:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "JPEG")
    return base64.b64encode(made.getvalue()).decode()


SMALL_JPEG = _jpeg()
RATES = {Role.MAIN: 2_000_000.0, Role.BACKUP: 1_000_000.0}
RUN = Pass("uploading", 400, 1_000_000_000, 100, 400_000_000, "now")


@pytest.mark.parametrize(
    ("live", "words"),
    [
        (Live(), ""),
        (Live(rates=RATES), "Sending 3.0 MB/s"),
        (Live(run=RUN, rates=RATES), "Sending 3.0 MB/s, 10 minutes left"),
        (Live(paused=Pause(PauseCause.PERSON), rates=RATES), "Paused by you."),
    ],
)
def test_the_trays_menu_says_what_moves(live: Live, words: str, qapp: QApplication) -> None:
    assert moves_words(live) == words


def test_the_trays_tip_is_the_whole_verdict(qapp: QApplication) -> None:
    given = snapshot(waiting=5, out=Role.BACKUP, hidden_attention=2)
    live = Live(run=RUN, rates=RATES, paused=Pause(PauseCause.BATTERY))
    tip = everything(StatusInputs(given, live, Presence.THERE))

    for part in ("10 of 15 photos", "2 things need you", "Backup has not answered", "battery",
                 "Sending 3.0 MB/s, 10 minutes left."):  # fmt: skip
        assert tip.count(part) == 1, tip


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ((10, 10), []),
        ((7, 7), ["3 photos wait for both storages"]),
        ((10, 7), ["Backup: 3 photos wait"]),
        ((9, 4), ["Main: 1 photo waits", "Backup: 6 photos wait"]),
        ((11, 10), []),
    ],
)
def test_what_waits_is_counted_for_each_box(
    on: tuple[int, int], words: list[str], qapp: QApplication
) -> None:
    given = snapshot()
    storages = tuple(
        dataclasses.replace(one, photos=photos)
        for one, photos in zip(given.storages, on, strict=True)
    )
    assert waits_words(dataclasses.replace(given, storages=storages)) == words


def test_2_1_a_locked_tray_counts_and_does_not_name(qapp: QApplication) -> None:
    recent = (NamedPhoto(1, "Family", "2024/secret.jpg"),)
    locked = without_names(snapshot(recent=recent, hidden_attention=0))
    assert locked.recent == ()
    assert needs_words(dataclasses.replace(locked, hidden_attention=2)) == "Needs attention (2)"
    assert needs_words(locked) == ""


def test_a_photos_name_in_the_menu_is_plain_and_short() -> None:
    assert photo_words(NamedPhoto(1, "Mum & Dad", "2019/a<b>.jpg")) == tray_words(
        Shown("a<b>.jpg  ·  Mum & Dad")
    )
    long = photo_words(NamedPhoto(1, "가" * 300, "x" * 300))
    assert len(long) < 100
    assert len(shortened("x" * 40)) == 40  # type: ignore[arg-type] # plain as it is
    assert "\n" not in photo_words(NamedPhoto(1, "a\nb", "c\nd"))


def test_both_boxes_say_when_they_were_seen_whole(qapp: QApplication) -> None:
    main, backup = snapshot().storages
    assert both_seen_words(snapshot()) == [
        "Main was seen whole 1 minute ago.",
        "Backup was seen whole 1 minute ago.",
    ]
    never = dataclasses.replace(backup, record=dataclasses.replace(backup.record, seen_at=None))
    assert both_seen_words(snapshot(storages=(main, never)))[1] == (
        "Backup has not been looked at as a whole yet."
    )
    long_ago = dataclasses.replace(
        backup, record=dataclasses.replace(backup.record, seen_at=NOW - 400 * 86_400)
    )
    assert "too long ago" in both_seen_words(snapshot(storages=(main, long_ago)))[1]


def test_a_young_vault_is_shown_by_day_and_an_older_one_by_week() -> None:
    days = [0] * READ_DAYS
    days[0], days[SHOWN_DAYS - 1] = 3, 5
    assert trend_of(days) == Trend((5, *[0] * (SHOWN_DAYS - 2), 3), by_week=False)

    days[SHOWN_DAYS], days[-1] = 7, 11
    assert trend_of(days) == Trend((11, *[0] * (SHOWN_WEEKS - 4), 7, 5, 3), by_week=True)


def test_the_trend_is_a_sentence(qapp: QApplication) -> None:
    assert trend_words(Trend((1200, 1), by_week=True)) == (
        "1,201 photos were brought to both storages. 1 of them in the last 7 days."
    )
    assert trend_words(Trend((1, 0), by_week=False)) == (
        "1 photo was brought to both storages. 0 of them in the last 24 hours."
    )


@pytest.mark.parametrize("counts", [(), (0, 0), (1, 1_000_000), tuple(range(14))])
def test_every_bar_stands_inside_and_can_be_seen(counts: tuple[int, ...]) -> None:
    box = QRectF(0, 0, 500, 56)
    bars = bar_boxes(counts, box)
    assert len(bars) == len(counts)
    assert all(box.contains(bar) and bar.height() >= LEAST for bar in bars)
    assert all(one.right() <= other.left() for one, other in pairwise(bars))


def test_a_hundred_per_cent_is_said_of_all_and_nothing_less(qapp: QApplication) -> None:
    almost = Batch(RUN, 400, fraction=0.9999)
    assert progress_figures(almost, Live(run=RUN)) == "99 %"
    assert progress_figures(almost, Live()) == ""
    assert progress_figures(Batch(RUN, 400, fraction=1.0), Live(run=RUN)) == "100 %"


def test_what_a_report_names_has_its_picture() -> None:
    document = {"failed": [{"photo": "Family/a.jpg", "reason": "away"}],
                "beside": [{"photo": "Family/b.jpg", "written_to": "/x/b (1).jpg"}],
                "renamed": [{"photo": "Family/CON.jpg", "written_to": "/x/_CON.jpg"}]}  # fmt: skip
    lines = report_lines(cast(Restored, document))
    assert [line.picture for line in lines] == [
        PictureOf("Family/a.jpg"),
        PictureOf("Family/b.jpg"),
        PictureOf("Family/CON.jpg"),
    ]
    assert lines[-1].detail == "/x/_CON.jpg"


def test_growth_is_told_in_words(qapp: QApplication) -> None:
    assert grown_words(Batch(RUN, 400)) == ""
    assert grown_words(Batch(RUN, 100)) == "300 more came since it began."
    assert grown_words(Batch(RUN, 399)) == "1 more came since it began."


def test_words_of_a_kit_are_readable_only_while_the_button_is_held(qtbot: QtBot) -> None:
    secret = SecretWords()
    qtbot.addWidget(secret)
    secret.hold.pressed.emit()
    assert secret.seen == []
    secret.give(["apple", "banana"])
    assert secret.seen == [CONCEALED] * 2
    secret.hold.pressed.emit()
    assert secret.seen == ["apple", "banana"]
    secret.hide()
    assert secret.seen == [CONCEALED] * 2, "another screen took its place"
    secret.hold.pressed.emit()
    secret.forget()
    secret.hold.pressed.emit()
    assert secret.seen == [CONCEALED] * 2


def test_quiet_hours_are_two_times_and_a_switch(qtbot: QtBot) -> None:
    hours = Hours("22:00-07:00")
    chosen: list[str] = []
    qtbot.addWidget(hours)
    hours.chosen.connect(chosen.append)
    hours.show_setting("")
    assert not hours.on.isChecked()
    assert not any(field.isEnabled() for field in hours.fields)

    hours.on.click()
    assert chosen == ["22:00-07:00"]
    hours.show_setting("22:00-07:00")
    hours.fields[0].setTime(QTime(23, 30))
    hours.fields[0].editingFinished.emit()
    hours.fields[0].editingFinished.emit()
    assert chosen[1:] == ["23:30-07:00"] * 2, "it is asked for until the engine took it"
    hours.show_setting("23:30-07:00")
    hours.fields[1].editingFinished.emit()
    assert len(chosen) == 3, "nothing changed"
    hours.on.click()
    assert chosen[3:] == [""]
    hours.show_setting("")
    assert hours.fields[0].time() == QTime(23, 30), "it is offered again"


def test_what_an_older_vault_says_of_a_time_breaks_nothing(qtbot: QtBot) -> None:
    daily = DailyTime("09:00")
    qtbot.addWidget(daily)
    for odd in ("99:99", "nonsense", "-", "08:00-"):
        daily.show_setting(odd)
        assert daily.fields[0].time() in (QTime(9, 0), QTime(8, 0))


def test_a_number_leads_back_to_its_default(qtbot: QtBot) -> None:
    number = NumberRow(DECLARED["grace_days"])
    asked: list[str] = []
    qtbot.addWidget(number)
    number.reset.connect(asked.append)
    number.show_value(Settings())
    assert number.back.isHidden()
    number.show_value(dataclasses.replace(Settings(), grace_days=7))
    assert not number.back.isHidden()
    assert number.back.text() == "Default: 30 days"
    number.back.click()
    assert asked == ["grace_days"]


class HeldLink:
    """An engine that answers when the test lets it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[Thumbnail], None]] = []

    def ask(
        self,
        _command: object,
        done: Callable[[Thumbnail], None],
        refused: Callable[[Failure], None],
    ) -> None:
        self.waiting.append(done)


def test_2_1_a_picture_that_comes_after_the_lock_is_not_kept(qtbot: QtBot) -> None:
    link = HeldLink()
    pictures = VersionPictures(cast(EngineLink, link), 40)
    assert pictures.image(PictureOf(1)) is None
    qtbot.waitUntil(lambda: len(link.waiting) == 1)
    pictures.forget()
    link.waiting.pop()({"jpeg": SMALL_JPEG, "trouble": None})
    assert not pictures.missing(PictureOf(1))
    assert pictures.image(PictureOf(1)) is None

    qtbot.waitUntil(lambda: len(link.waiting) == 1)
    link.waiting.pop()({"jpeg": SMALL_JPEG, "trouble": None})
    assert pictures.image(PictureOf(1)) is not None
