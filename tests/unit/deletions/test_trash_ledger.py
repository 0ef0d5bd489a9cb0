"""What Recently deleted lists: earlier versions that still wait for their removal (4-1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.deletions.trash import ReplacedPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.delete.delete import delete_photos, retire_objects
from tests.unit.ledger.filled import NOW, add_photos, filled, store

SETTINGS = Settings(grace_days=3)
GRACE = 3 * DAY_SECONDS


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as opened:
        yield opened


def replace(ledger: Ledger, photo: int, version: str, at: float) -> None:
    _, replaced = store(ledger, photo, version, at=at)
    with ledger.transaction():
        retire_objects(ledger, SETTINGS, ledger.objects.unwanted(replaced), at=at)


def numbers(ledger: Ledger) -> list[tuple[int, int]]:
    found = ledger.trash.replaced(100)
    assert len(found) == ledger.trash.replaced_count()
    return [(one.photo_id, one.number) for one in found]


def test_4_1_replaced_photos_are_listed_the_last_one_first(ledger: Ledger) -> None:
    first, second = add_photos(ledger, ["a\udcff.jpg", "b.jpg"])
    for photo in (first, second):
        store(ledger, photo, f"one {photo}", at=NOW)
    assert numbers(ledger) == []
    replace(ledger, first, "two", NOW + 10)
    replace(ledger, second, "three", NOW + 20)
    replace(ledger, first, "four", NOW + 30)
    assert numbers(ledger) == [(first, 2), (second, 1), (first, 1)]
    assert [one.photo_id for one in ledger.trash.replaced(1)] == [first]
    assert ledger.trash.replaced(3)[2] == ReplacedPhoto(
        state_id=1,
        photo_id=first,
        number=1,
        album="Album",
        path="a\udcff.jpg",
        size_bytes=5,
        replaced_at=NOW + 10,
        removed_at=NOW + 10 + GRACE,
    )


def test_4_1_the_present_content_and_that_of_deleted_photos_are_not_listed(ledger: Ledger) -> None:
    first, second = add_photos(ledger, ["a.jpg", "b.jpg"])
    for photo in (first, second):
        store(ledger, photo, f"one {photo}", at=NOW)
        replace(ledger, photo, f"two {photo}", NOW + 10)
    (_, one) = ledger.history.versions(first)
    with ledger.transaction():
        assert ledger.withdrawals.withdraw(one.object)
        replaced = ledger.uploads.finish_linked(first, one.object_id, NOW + 20)
        retire_objects(ledger, SETTINGS, ledger.objects.with_ids(replaced), at=NOW + 20)
    assert numbers(ledger) == [(first, 2), (second, 1)]
    with ledger.transaction():
        delete_photos(ledger, SETTINGS, [first], NOW + 30)
    assert numbers(ledger) == [(second, 1)]


def test_4_1_an_earlier_version_that_another_photo_is_too_is_listed_without_a_day(
    ledger: Ledger,
) -> None:
    first, second = add_photos(ledger, ["a.jpg", "b.jpg"])
    store(ledger, first, "one", at=NOW)
    (one,) = ledger.history.versions(first)
    with ledger.transaction():
        ledger.uploads.finish_linked(second, one.object_id, NOW)
    replace(ledger, first, "two", NOW + 10)
    assert numbers(ledger) == [(first, 1)]
    (listed,) = ledger.trash.replaced(1)
    assert listed.removed_at is None
    with ledger.transaction():
        delete_photos(ledger, SETTINGS, [second], NOW + 20)
    (listed,) = ledger.trash.replaced(1)
    assert listed.removed_at == NOW + 20 + GRACE, "it goes with the last photo that had it"


def test_3_1b_a_deleted_photo_keeps_its_small_picture_while_it_can_be_restored(
    ledger: Ledger,
) -> None:
    stored, never = add_photos(ledger, ["a.jpg", "b.jpg"])
    store(ledger, stored, "one", at=NOW)
    assert ledger.shots.on_this_computer([stored, never]) == {
        stored: (5, 7, True),
        never: (5, 7, True),
    }
    with ledger.transaction():
        delete_photos(ledger, SETTINGS, [stored, never], NOW)
    assert ledger.shots.on_this_computer([stored, never]) == {stored: (5, 7, False)}
    with ledger.transaction():
        ledger.trash.let_go([stored])
    assert ledger.shots.on_this_computer([stored]) == {}


def test_4_1_what_was_removed_is_not_listed(ledger: Ledger) -> None:
    (photo,) = add_photos(ledger, ["a.jpg"])
    store(ledger, photo, "one", at=NOW)
    replace(ledger, photo, "two", NOW + 10)
    ledger.database.execute_many("UPDATE message SET state = 'done'", [()])
    assert numbers(ledger) == []
