"""What the window reads for its first glance: what became safe, and what items are about."""

from pathlib import Path

from picup_desktop.attention import items
from picup_desktop.ledger.gallery.glance import DAY_SECONDS, Glance
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.uploads import FailedRecord
from picup_desktop.messages.message import Message
from picup_desktop.ui.attention.photos import photos_about
from picup_desktop.words import Outcome, PhotoState, Role
from tests.unit.ledger.filled import NOW, add_photos, filled, store

WEEK = 7


def test_photos_that_became_safe_are_counted_by_the_day(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        ids = add_photos(ledger, [f"{number}.jpg" for number in range(7)])
        store(ledger, ids[0], "a")
        store(ledger, ids[0], "a, edited", at=NOW + 1)
        store(ledger, ids[1], "b", at=NOW - DAY_SECONDS + 2)
        store(ledger, ids[2], "c", at=NOW - DAY_SECONDS - 1)
        store(ledger, ids[3], "d", at=NOW - WEEK * DAY_SECONDS + 2)
        store(ledger, ids[4], "too old", at=NOW - WEEK * DAY_SECONDS - 1)
        store(ledger, ids[5], "only on one", on=(Role.MAIN,))
        fail(ledger, ids[6])

        assert Glance(ledger.database).protected_days(NOW + 1, WEEK) == (2, 1, 0, 0, 0, 0, 1)


def test_a_clock_that_ran_ahead_writes_of_today(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        (photo,) = add_photos(ledger, ["a.jpg"])
        store(ledger, photo, "a", at=NOW + 300 * 365 * DAY_SECONDS)

        assert Glance(ledger.database).protected_days(NOW, 2) == (1, 0)


def test_the_last_safe_photos_come_first_and_each_once(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        ids = add_photos(ledger, ["2024/a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"])
        for number, photo in enumerate(ids[:3]):
            store(ledger, photo, f"version {number}")
        store(ledger, ids[0], "edited")
        store(ledger, ids[3], "half", on=(Role.MAIN,))
        fail(ledger, ids[4])
        glance = Glance(ledger.database)

        last = glance.last_protected(2)
        assert [(photo.album, photo.path) for photo in last] == [
            ("Album", "2024/a.jpg"),
            ("Album", "c.jpg"),
        ]
        assert [photo.photo_id for photo in glance.last_protected(9)] == [ids[0], ids[2], ids[1]]
        assert glance.shot_of(ids[0]) is None, "nobody worked out yet what is one shot"


def test_an_item_shows_the_photos_that_it_is_about(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        paths = ["2019/a.jpg", "2019-05/b.jpg", "2019%/c.jpg", "here.jpg"]
        ids = add_photos(ledger, paths)
        with ledger.transaction():
            ledger.database.execute(
                "UPDATE photo SET missing_since = ? WHERE id <= ?", (NOW, ids[2])
            )
        gone = items.album_vanished(1, "Album", Message("x"), 3)
        folder = items.subfolder_vanished(1, "Album", "2019", Message("x"), 1)
        failed = items.upload_failed(ids[3], "here.jpg", Message("x"))
        away = items.backup_away(3, "2026-11-29T10:00:00Z", Message("x"))
        about = [
            [photo.path for photo in photos_about(ledger, [item])[item.id]]
            for item in (gone, folder, failed, away)
        ]

        assert about == [paths[:3], ["2019/a.jpg"], ["here.jpg"], []]


def fail(ledger: Ledger, photo_id: int) -> None:
    record = FailedRecord(
        photo_id=photo_id,
        outcome=Outcome.MAIN_FAILED,
        state=PhotoState.WAITING,
        stored_on=(),
        attempts=1,
        reason=Message("x"),
        due_at=NOW,
    )
    with ledger.transaction():
        ledger.uploads.finish_failed([record], NOW)
