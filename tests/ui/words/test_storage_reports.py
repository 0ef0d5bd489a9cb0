"""What the window says about a storage: counts as people count, and reports."""

import re
import unicodedata
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.engine.commands.verify import MOST_TOLD, bounded
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import CheckedStorage, HostKeyTrusted, Verified
from picup_desktop.home import Home
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown
from picup_desktop.sync.join.replacement import give_part_to_new_place
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.language import Language
from picup_desktop.ui.snapshots.snapshot import StorageSummary, take_snapshot
from picup_desktop.ui.storages.about import first_step
from picup_desktop.ui.storages.moved import MovedForm
from picup_desktop.ui.storages.replaced import ReplaceForm
from picup_desktop.ui.storages.report import CAUTION, GOOD, check_report, verify_report
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.storages.trust import KeyStep
from picup_desktop.ui.storages.words import copying_words, lacks_words, versions_words
from picup_desktop.ui.text import may_wrap
from picup_desktop.ui.welcome.storage_form import FOLDER
from picup_desktop.words import Role
from tests.picup import age
from tests.small import Small, small_vault


def verified(**found: Any) -> Verified:
    """An answer to ``verify`` without findings, but for these."""
    names = ("missing", "damaged", "repaired", "unknown", "not_repaired", "lost", "journal")
    lists: dict[str, Any] = {name: [] for name in names}
    answer: Any = {"checked": 0, "bytes": 0, "vouched": 0, **lists, "not_reached": {}, **found}
    return bounded(answer)


def storages(small: Small) -> dict[Role, StorageSummary]:
    with small.ledger() as ledger:
        return {one.record.role: one for one in take_snapshot(ledger).storages}


def test_two_boxes_are_counted_in_photos_and_earlier_versions_apart(
    tmp_path: Path, language: Language
) -> None:
    small = small_vault(tmp_path / "vault", ["0.jpg"])
    twin = small.folder / "Album" / "twin.jpg"
    twin.write_bytes((small.folder / "Album" / "0.jpg").read_bytes())
    age(twin)
    small.sync()
    for one in storages(small).values():
        # One object holds both photos.
        assert (one.objects, one.photos, one.versions) == (1, 2, 0)

    Image.new("RGB", (64, 48), "red").save(twin, "JPEG")
    age(twin)
    small.sync()
    for edited in ("green", "blue"):
        Image.new("RGB", (64, 48), edited).save(twin, "JPEG")
        age(twin)
        small.sync()
    for one in storages(small).values():
        assert (one.photos, one.versions, one.lacks.photos, one.filled) == (2, 2, 0, 1.0)
    assert versions_words(2) == "and 2 earlier versions of edited photos"
    assert versions_words(0) == ""

    with small.ledger() as ledger, ledger.transaction():
        give_part_to_new_place(ledger, Role.BACKUP)
    main, backup = storages(small)[Role.MAIN], storages(small)[Role.BACKUP]
    assert (main.photos, backup.photos) == (2, 0)
    assert (main.lacks.photos, backup.lacks.photos) == (0, 2)
    assert (main.filled, backup.filled) == (1.0, 0.0)
    assert lacks_words(main) == ""
    assert lacks_words(backup).startswith("2 photos, ")
    assert "2 photos, " in copying_words(Role.BACKUP, main)
    assert "only Main has it" in copying_words(Role.BACKUP, main)


def checked(**found: Any) -> CheckedStorage:
    answer: Any = {"role": "main", "state": "online", "reason": None, "objects": 7}
    answer |= {"missing": 0, "damaged": 0, "unknown": 0, **found}
    return cast(CheckedStorage, answer)


@pytest.mark.parametrize(
    ("found", "lines", "repairable"),
    [
        ({}, [("Everything is there and has the right size.", GOOD)], False),
        ({"state": "full"}, [("Everything is there and has the right size.", GOOD)], False),
        (
            {"missing": 1, "damaged": 2},
            [("1 file is missing.", CAUTION), ("2 files have a wrong size.", CAUTION)],
            True,
        ),
        (
            {"state": "away", "reason": "Nobody answers.", "missing": 3},
            [("Main could not be looked at. Nobody answers.", CAUTION)],
            False,
        ),
    ],
)
def test_5_1_what_a_check_found(
    qapp: QApplication,
    language: Language,
    found: dict[str, Any],
    lines: list[tuple[str, str]],
    repairable: bool,
) -> None:
    report = check_report(checked(**found))
    assert [(line.words, line.part) for line in report.lines] == lines
    assert report.repairable is repairable


def test_5_1_a_stranger_is_told_and_is_no_reason_to_repair(
    qapp: QApplication, language: Language
) -> None:
    report = check_report(checked(unknown=1))
    assert report.lines[-1].words == "1 file there is in no list of this vault. It is kept."
    assert report.lines[0].part == GOOD
    assert not report.repairable


def bad(name: str, *photos: str) -> Any:
    named = [{"id": hash(path), "album": "Family", "path": path} for path in photos]
    return {"storage": "main", "object": name, "photos": named}


def test_5_1_what_was_found_bad_is_named_until_it_is_healed(
    qapp: QApplication, language: Language
) -> None:
    found = {"checked": 9, "bytes": 5_000, "damaged": [bad("a", "1.jpg", "2.jpg")]}
    report = verify_report(Role.MAIN, verified(**found), stopped=False)
    words = [line.words for line in report.lines]
    assert words[0] == "Damaged: 2 photos (Family/1.jpg, Family/2.jpg)"
    assert words[1] == "5.0 kB were read back."
    assert report.repairable

    healed = {"storage": "main", "object": "a", "from": "backup"}
    report = verify_report(Role.MAIN, verified(**found, repaired=[healed]), stopped=False)
    assert ("1 file was brought back from Backup.", GOOD) in [
        (line.words, line.part) for line in report.lines
    ]
    assert not report.repairable


def test_5_1_nothing_is_called_whole_that_was_not_read(
    qapp: QApplication, language: Language
) -> None:
    whole = verify_report(Role.MAIN, verified(checked=2, bytes=10), stopped=False)
    assert [line.part for line in whole.lines] == [GOOD]
    stopped = verify_report(Role.MAIN, verified(checked=2, bytes=10), stopped=True)
    assert stopped.lines[0].words == "It was stopped before its end."
    assert GOOD not in [line.part for line in stopped.lines]
    away = verify_report(Role.MAIN, verified(not_reached={"main": "Gone."}), stopped=False)
    assert [(line.words, line.part) for line in away.lines] == [
        ("Main could not be looked at. Gone.", CAUTION)
    ]
    version = verify_report(Role.MAIN, verified(missing=[bad("b")]), stopped=False)
    assert version.lines[0].words == "Missing: 1 file"


def test_5_1_a_storage_that_lost_everything_is_told_in_a_bounded_answer(
    qapp: QApplication, language: Language
) -> None:
    lost = [bad(f"objects/{number}", f"{number}.jpg") for number in range(20_000)]
    found = verified(missing=lost, unknown=[{"offered": True, "removed": False}] * 7)
    assert len(found["missing"]) == MOST_TOLD
    report = verify_report(Role.MAIN, found, stopped=False)
    assert report.lines[0].words.startswith("Missing: 20,000 photos (Family/0.jpg, Family/1.jpg,")
    assert report.lines[0].words.endswith("Family/4.jpg, 19,995 more)")
    assert report.lines[-1].words.startswith("7 files there")


@pytest.mark.parametrize("name", ["a" * 255, "가" * 85, "IMG_" + "1" * 200 + ".jpg"])
def test_a_long_name_wraps_and_stays_the_same(name: str) -> None:
    wraps = may_wrap(Shown(f"Missing: 1 photo (Family/{name})"))
    assert max(map(len, re.split("[\u200b ]", wraps))) <= 17
    assert wraps.replace("\u200b", "") == f"Missing: 1 photo (Family/{name})"


@pytest.mark.parametrize("form", [MovedForm, ReplaceForm])
def test_the_form_of_a_known_storage_shows_where_it_is(
    qtbot: QtBot, tmp_path: Path, form: type[MovedForm] | type[ReplaceForm]
) -> None:
    link = EngineLink(Home(tmp_path))
    folder = form(Role.MAIN, link, "file:///srv/%EC%82%AC%EC%A7%84")
    qtbot.addWidget(folder)
    assert (folder.kind.currentIndex(), folder.path.text()) == (FOLDER, "/srv/사진")
    assert folder.place.url == "file:///srv/%EC%82%AC%EC%A7%84"
    server = form(Role.MAIN, link, "sftp://ann@nas.local:2222/~/photos")
    qtbot.addWidget(server)
    assert (server.host.text(), server.port.text(), server.user.text()) == (
        *("nas.local", "2222", "ann"),
    )
    assert server.place.url == "sftp://ann@nas.local:2222/~/photos"
    assert server.place.password is None
    assert server.place.ssh == "auto"
    chosen = form(Role.MAIN, link, "sftp://nas@[fd00::7]/photos", "openssh")
    qtbot.addWidget(chosen)
    assert chosen.host.text() == "fd00::7"
    assert chosen.place.url == "sftp://nas@[fd00::7]/photos"
    assert chosen.place.ssh == "openssh"
    assert not chosen.ssh.choice.isHidden()


@pytest.mark.parametrize(
    ("cause", "details", "first"),
    [
        (Cause.HOST_KEY_CHANGED, {"storage": "main"}, (Role.MAIN, StepName.KEY)),
        (Cause.LOGIN_REFUSED, {"storage": "backup"}, (Role.BACKUP, StepName.MOVED)),
        (Cause.BACKUP_AWAY, {"storage": "backup"}, (Role.BACKUP, StepName.CHOICE)),
        (Cause.BACKUP_AWAY, {}, None),
        (Cause.BACKUP_AWAY, {"storage": "third"}, None),
        (Cause.SPOILED, {"storage": "main"}, None),
    ],
)
def test_5_4_an_item_about_a_storage_leads_to_the_step_for_it(
    cause: Cause, details: dict[str, Any], first: tuple[Role, StepName] | None
) -> None:
    item = AttentionRecord(cause, "subject", Message("storage-is-away"), (), details)
    assert first_step(item) == first


def test_5_4_a_new_key_is_trusted_only_once_it_was_compared(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    """No server shows a key without this vault here, so its answers are made up."""
    context: Any = SimpleNamespace(link=EngineLink(Home(tmp_path)))
    step = KeyStep(context, Role.MAIN)
    qtbot.addWidget(step)
    wanted: list[StepName] = []
    step.wanted.connect(wanted.append)
    assert "in the background" in step.outcome
    assert not step.busy
    shown: HostKeyTrusted = {
        "role": "main",
        "server": "nas.local",
        "before": ["SHA256:aaaa"],
        "now": "SHA256:bbbb",
        "trusted": False,
    }
    step.look_answered(shown)
    assert step.keys.words == ("SHA256:aaaa", "SHA256:bbbb")
    assert not step.trust.isEnabled()
    step.compared.setChecked(True)
    assert step.trust.isEnabled()
    step.look_answered({**shown, "now": "SHA256:cccc"})
    assert not step.trust.isEnabled()
    assert not step.replace.isVisibleTo(step)
    step.refuse(Failure("title-not-vault", Message("storage-is-away"), code="NotThisVault"))
    assert step.replace.isVisibleTo(step)
    step.replace.click()
    assert wanted == [StepName.REPLACED]


def test_a_character_of_several_parts_is_not_broken() -> None:
    decomposed = unicodedata.normalize("NFD", "각" * 40 + "é" * 40)
    for part in may_wrap(Shown(decomposed)).split("\u200b"):
        assert not unicodedata.combining(part[0])
        assert not "\u1160" <= part[0] <= "\u11ff"


@pytest.mark.usefixtures("qapp")
def test_what_a_store_said_is_told_apart_from_what_was_read() -> None:
    only = verify_report(Role.MAIN, verified(vouched=7), stopped=False)
    [line] = only.lines
    assert line.words == "7 files were not read: the store has the right checksum of each."
    both = verify_report(Role.MAIN, verified(vouched=1, checked=2, bytes=3_000), stopped=False)
    assert [one.part for one in both.lines] == [GOOD, "quiet"]
    assert "were read back, and all of it" in both.lines[0].words
