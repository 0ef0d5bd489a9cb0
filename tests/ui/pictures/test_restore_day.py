"""Restore as of a day: what it would bring is said first (DISASTERS 4-4)."""

import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.engine.ipc.answers import BackThen
from picup_desktop.engine.ipc.commands.deletions import Remove
from picup_desktop.engine.ipc.commands.vault import SetSetting
from picup_desktop.ui.face import Face
from picup_desktop.ui.language import Language
from picup_desktop.ui.restore.page import RestorePage
from picup_desktop.ui.restore.when import first_day, look_words
from picup_desktop.words import PhotoState
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, protected_photos
from tests.ui.pictures.test_restore import box_of, files, page_of, until_report
from tests.ui.pictures.test_versions import EDITED, NAME, size_of, versions_of

DAYS = 2 * 24 * 60 * 60


def age_photos(boxes: Boxes) -> None:
    """Everything was stored two days ago."""
    with sqlite3.connect(boxes.home.ledger, timeout=60) as ledger:
        ledger.execute(
            "UPDATE photo SET present_since = COALESCE(present_since, seen_at) - ?", (DAYS,)
        )
        ledger.execute("UPDATE object SET made_at = made_at - ?", (DAYS,))
    ledger.close()


@pytest.fixture
def lived(protected: Face, boxes: Boxes, qtbot: QtBot) -> Face:
    """One photo was painted over today, and one deleted."""
    age_photos(boxes)
    Image.new("RGB", EDITED, "red").save(boxes.album / NAME, "JPEG")
    qtbot.waitUntil(lambda: versions_of(boxes, NAME) == [2, 1], timeout=LONG_MILLISECONDS)
    other = next(file for file in files(boxes.album) if file.name != NAME)
    protected.context.link.ask(Remove((f"Family/{other}",)))
    # The one painted over is not protected either while it is sent.
    qtbot.waitUntil(lambda: deleted_photos(boxes) == 1, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: protected_photos(protected) == PHOTOS - 1, timeout=LONG_MILLISECONDS)
    return protected


def deleted_photos(boxes: Boxes) -> int:
    with reading(boxes.home) as ledger:
        return ledger.photos.counts()[PhotoState.DELETED]


def choose_yesterday(page: RestorePage, qtbot: QtBot) -> None:
    page.when.then.click()
    assert not page.start.isEnabled(), "it is not known yet what would come"
    page.when.day.setDate(QDate.currentDate().addDays(-1))
    qtbot.waitUntil(page.start.isEnabled, timeout=LONG_MILLISECONDS)


def test_4_4_a_day_brings_what_was_there_and_says_so_first(
    lived: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(lived, tmp_path / "back")
    choose_yesterday(page, qtbot)
    assert page.when.words.startswith(f"{PHOTOS} photos, ")
    assert "1 of them is edited now. 1 of them is deleted now." in page.when.words

    page.choice.by_album.click()
    assert page.when.as_of is not None
    box_of(page, "Family").click()
    qtbot.waitUntil(page.start.isEnabled, timeout=LONG_MILLISECONDS)
    page.choice.all.click()
    qtbot.waitUntil(page.start.isEnabled, timeout=LONG_MILLISECONDS)
    page.start.click()
    until_report(page, qtbot)

    assert page.report.headline == f"All {PHOTOS} photos are there"
    assert size_of(tmp_path / "back/Family" / NAME) == (800, 600)
    assert size_of(boxes.album / NAME) == EDITED


def test_4_4_only_days_within_the_grace_are_offered(
    protected: Face, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(protected, tmp_path / "back")
    today = QDate.currentDate()
    assert (page.when.day.minimumDate(), page.when.day.maximumDate()) == (today.addDays(-30), today)
    page.when.then.click()
    page.when.day.setDate(today.addDays(-20))
    qtbot.waitUntil(
        lambda: page.when.words == "No photo was stored then.", timeout=LONG_MILLISECONDS
    )
    assert not page.start.isEnabled()

    protected.context.link.ask(SetSetting("grace_days", 0))
    qtbot.waitUntil(
        lambda: page.when.day.minimumDate() == page.when.day.maximumDate(),
        timeout=LONG_MILLISECONDS,
    )
    qtbot.waitUntil(page.start.isEnabled, timeout=LONG_MILLISECONDS)
    assert "as they are stored now" in page.when.words

    page.choice.some.click()
    assert page.when.as_of is None
    assert not page.when.isVisible()
    assert page.start.isEnabled()


def back_then(photos: int, changed: int = 0, moved: int = 0, deleted: int = 0) -> BackThen:
    return {
        "moment": "",
        "earliest": "",
        "photos": photos,
        "bytes": 5_000,
        "changed": changed,
        "moved": moved,
        "deleted": deleted,
    }


def test_a_day_in_words(language: Language) -> None:
    assert look_words(back_then(0), "a day", today=False) == "No photo was stored then."
    assert look_words(back_then(2), "a day", today=False) == (
        "2 photos, 5.0 kB, as they were at the end of a day. They are the same now."
    )
    assert look_words(back_then(2), "a day", today=True) == (
        "2 photos, 5.0 kB, as they are stored now."
    )
    assert look_words(back_then(9, 1, 2, 3), "a day", today=False).endswith(
        "1 of them is edited now. 2 of them have another name or folder now."
        " 3 of them are deleted now."
    )


def test_the_first_day_is_the_one_whose_end_is_within_the_grace() -> None:
    now = time.mktime((2026, 11, 29, 12, 0, 0, 0, 0, -1))
    assert first_day(now, 0) == date(2026, 11, 29)
    assert first_day(now, 30) == date(2026, 10, 30)
