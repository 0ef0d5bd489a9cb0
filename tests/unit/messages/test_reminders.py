"""Reminders: one when nothing is protected for a day, and one each morning of what waits."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from picup_desktop.alerts.reminders import STANDSTILL, digest_due_at, reminders
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.settings import DAY_SECONDS, Settings

HOUR = 3600.0
EVENING = datetime(2026, 3, 3, 20, 0).astimezone().timestamp()
SETTINGS = Settings()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


def add_photo(ledger: Ledger, name: str, at: float) -> int:
    with ledger.transaction():
        if not ledger.albums.all():
            ledger.albums.add("Album", "/album", recipient="", sealed_identity=b"", at=at)
        (album,) = ledger.albums.all()
        ledger.photos.add(album.id, [SeenFile(name, 10, 5, 1)], at)
    return max(listed.photo.id for listed in ledger.listing.photos())


def titles(ledger: Ledger, now: float, settings: Settings = SETTINGS) -> list[str]:
    return [alert.title for alert in reminders(ledger, settings, now)]


def test_a_standstill_is_told_once_however_long_it_lasts(ledger: Ledger) -> None:
    for n in range(5):
        add_photo(ledger, f"{n}.jpg", EVENING)
    told = [
        alert
        for minute in range(0, 14 * 24 * 60, 7)
        for alert in reminders(ledger, SETTINGS, EVENING + 60 * minute)
    ]
    assert [alert.kind for alert in told] == [STANDSTILL]
    (alert,) = told
    assert alert.title.startswith("No photo protected since ")
    assert alert.text.startswith("5 photos wait.")
    assert DAY_SECONDS <= alert.at - EVENING <= DAY_SECONDS + 7 * 60


def test_after_something_was_protected_a_new_standstill_is_told_again(ledger: Ledger) -> None:
    one, other = add_photo(ledger, "1.jpg", EVENING), add_photo(ledger, "2.jpg", EVENING)
    assert len(titles(ledger, EVENING + 2 * DAY_SECONDS)) == 1
    with ledger.transaction():
        ledger.database.execute_many(
            "INSERT INTO upload_event (photo_id, at, outcome, stored_on, attempts)"
            " VALUES (?, ?, 'stored', '[]', 1)",
            [(one, EVENING + 3 * DAY_SECONDS)],
        )
        ledger.database.execute_many("UPDATE photo SET state = 'protected' WHERE id = ?", [(one,)])
    assert titles(ledger, EVENING + 3 * DAY_SECONDS + HOUR) == []
    assert titles(ledger, EVENING + 4 * DAY_SECONDS - HOUR) == []
    assert len(titles(ledger, EVENING + 4 * DAY_SECONDS + HOUR)) == 1
    with ledger.transaction():
        ledger.database.execute_many(
            "UPDATE photo SET state = 'protected' WHERE id = ?", [(other,)]
        )
    assert titles(ledger, EVENING + 9 * DAY_SECONDS) == []


def test_a_paused_album_is_no_standstill_and_0_seconds_is_never(ledger: Ledger) -> None:
    add_photo(ledger, "1.jpg", EVENING)
    never = Settings(alert_standstill_seconds=0.0)
    assert titles(ledger, EVENING + 9 * DAY_SECONDS, never) == []
    with ledger.transaction():
        ledger.database.execute_many("UPDATE album SET state = ?", [("paused",)])
    assert titles(ledger, EVENING + 10 * DAY_SECONDS) == []


def test_what_waits_is_told_each_morning_but_not_what_came_since(ledger: Ledger) -> None:
    assert titles(ledger, EVENING) == []
    with ledger.transaction():
        ledger.attention.open(
            AttentionRecord(
                Cause.UNREADABLE_FILES, "album:1", Message("Text"), ("retry", "ignore")
            ),
            EVENING,
        )
    before_nine = EVENING + 12.9 * HOUR
    assert titles(ledger, before_nine) == []
    at_nine = EVENING + 13 * HOUR
    assert titles(ledger, at_nine) == ["One thing needs you"]
    assert titles(ledger, at_nine + HOUR) == []
    with ledger.transaction():
        ledger.attention.open(
            AttentionRecord(
                Cause.UNREADABLE_FILES, "album:2", Message("Text"), ("retry", "ignore")
            ),
            at_nine + 2 * HOUR,
        )
    # The computer slept for three days: one digest, not three.
    woken = at_nine + 3 * DAY_SECONDS + HOUR
    assert titles(ledger, woken) == ["2 things need you"]
    assert titles(ledger, woken + 60) == []
    assert titles(ledger, woken + DAY_SECONDS, Settings(alert_digest_at="")) == []


def test_the_moment_of_the_digest_is_a_time_of_the_local_day() -> None:
    assert digest_due_at("", EVENING) is None
    assert digest_due_at("09:00", EVENING) == EVENING - 11 * HOUR
    assert digest_due_at("21:30", EVENING) == EVENING - 22.5 * HOUR
    assert digest_due_at("20:00", EVENING) == EVENING
