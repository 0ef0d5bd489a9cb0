"""When each object leaves the storages, and what never does (3-1, 3-5, 4-1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import enqueue_undo, retire_objects, retire_replaced
from picup_desktop.words import CopyState, Role
from tests.unit.ledger.filled import NOW, add_photos, filled, store

DAY = 86_400.0
SETTINGS = Settings(grace_days=30, objects_per_message=2)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as opened:
        yield opened


def _object(ledger: Ledger, name: str) -> ObjectRecord:
    record = ledger.objects.named(name)
    assert record is not None
    return record


def _photo(ledger: Ledger, version: str, *, at: float = NOW) -> tuple[int, ObjectRecord]:
    (photo,) = add_photos(ledger, [f"{version}.jpg"])
    name, _ = store(ledger, photo, version, at=at)
    return photo, _object(ledger, name)


def _queue(ledger: Ledger) -> list[tuple[Role, tuple[str, ...], float]]:
    """Return the messages with the seconds from NOW to their time."""
    return [(one.role, one.objects, one.available_at - NOW) for one in ledger.deletions.all()]


def _retire(
    ledger: Ledger,
    *objects: ObjectRecord,
    at: float = NOW,
    since: dict[int, float] | None = None,
    photos: dict[int, int] | None = None,
) -> None:
    with ledger.transaction():
        retire_objects(ledger, SETTINGS, objects, at=at, unwanted_since=since, photo_of=photos)


def test_3_1_an_object_leaves_both_storages_after_the_grace(ledger: Ledger) -> None:
    photo, record = _photo(ledger, "a")
    _retire(ledger, record, photos={record.id: photo})
    assert _queue(ledger) == [(role, (record.name,), 30 * DAY) for role in Role]
    assert {one.photo_ids for one in ledger.deletions.all()} == {(photo,)}
    assert {one.made_at for one in ledger.deletions.all()} == {NOW}


def test_an_object_that_belongs_to_no_photo_leaves_without_one(ledger: Ledger) -> None:
    _, record = _photo(ledger, "a")
    _retire(ledger, record)
    assert {one.photo_ids for one in ledger.deletions.all()} == {()}


@pytest.mark.parametrize("state", [CopyState.NONE, CopyState.MISSING, CopyState.DAMAGED])
def test_a_copy_is_removed_whatever_the_ledger_believes(ledger: Ledger, state: CopyState) -> None:
    _, record = _photo(ledger, "a")
    with ledger.transaction():
        ledger.objects.set_copy(record.id, Role.MAIN, state)
    _retire(ledger, record)
    assert [role for role, _, _ in _queue(ledger)] == list(Role)


def test_the_grace_begins_when_an_object_became_unwanted(ledger: Ledger) -> None:
    _, record = _photo(ledger, "a")
    _retire(ledger, record, since={record.id: NOW - 3 * DAY})
    assert {after for _, _, after in _queue(ledger)} == {27 * DAY}


def test_4_1_the_grace_never_begins_before_the_newer_version(ledger: Ledger) -> None:
    photo, first = _photo(ledger, "a", at=NOW - 9 * DAY)
    store(ledger, photo, "b", at=NOW - 1 * DAY)
    _retire(ledger, first, since={first.id: NOW - 5 * DAY})
    assert {after for _, _, after in _queue(ledger)} == {29 * DAY}


def test_objects_of_one_time_share_messages_and_others_do_not(ledger: Ledger) -> None:
    records = [_photo(ledger, version)[1] for version in "abcd"]
    early = {records[3].id: NOW - DAY}
    _retire(ledger, *records, since=early)
    sizes = [(role, len(objects), after) for role, objects, after in _queue(ledger)]
    assert sizes == [
        (Role.MAIN, 1, 29 * DAY),
        (Role.BACKUP, 1, 29 * DAY),
        *[(Role.MAIN, count, 30 * DAY) for count in (2, 1)],
        *[(Role.BACKUP, count, 30 * DAY) for count in (2, 1)],
    ]


def test_the_order_of_the_objects_splits_no_message(ledger: Ledger) -> None:
    records = [_photo(ledger, version)[1] for version in "abc"]
    _retire(ledger, *records, since={records[1].id: NOW - DAY})
    sizes = [(len(objects), after) for _, objects, after in _queue(ledger)]
    assert sizes == [(1, 29 * DAY)] * 2 + [(2, 30 * DAY)] * 2


def test_an_object_that_leaves_already_is_not_queued_twice(ledger: Ledger) -> None:
    _, record = _photo(ledger, "a")
    _retire(ledger, record)
    before = ledger.deletions.all()
    _retire(ledger, record)
    _retire(ledger, record, at=NOW - DAY)
    assert ledger.deletions.all() == before


def test_4_1_an_object_that_would_leave_earlier_stays_longer(ledger: Ledger) -> None:
    _, record = _photo(ledger, "a")
    _retire(ledger, record, at=NOW - 20 * DAY)
    _retire(ledger, record)
    assert _queue(ledger) == [(role, (record.name,), 30 * DAY) for role in Role]


def test_3_2_what_a_worker_is_removing_now_is_left_to_it(ledger: Ledger) -> None:
    _, record = _photo(ledger, "a")
    _retire(ledger, record, at=NOW - 40 * DAY)
    ledger.deletions.claim(Role.MAIN, now=NOW, lease_seconds=60, at_most=1)
    _retire(ledger, record)
    assert [after for _, _, after in _queue(ledger)] == [-10 * DAY] * 2


def _replaced(ledger: Ledger, *, sha256: str | None = None) -> ObjectRecord:
    """Store a photo twice; return its first object."""
    photo, first = _photo(ledger, "a")
    store(ledger, photo, "b", at=NOW, sha256=first.sha256 if sha256 is None else sha256)
    return first


def _retire_replaced(ledger: Ledger, *objects: ObjectRecord) -> None:
    with ledger.transaction():
        retire_replaced(ledger, SETTINGS, objects, at=NOW)


def test_4_1_an_earlier_version_stays_for_the_grace(ledger: Ledger) -> None:
    first = _replaced(ledger, sha256="e" * 64)
    _retire_replaced(ledger, first)
    assert {after for _, _, after in _queue(ledger)} == {30 * DAY}


def test_2_3_the_same_content_that_was_sent_again_leaves_at_once(ledger: Ledger) -> None:
    first = _replaced(ledger)
    with ledger.transaction():
        ledger.objects.set_copy(first.id, Role.MAIN, CopyState.DAMAGED)
    _retire_replaced(ledger, first)
    assert _queue(ledger) == [(role, (first.name,), 0.0) for role in Role]


def test_2_3_the_same_content_stays_while_it_is_on_one_storage_only(ledger: Ledger) -> None:
    first = _replaced(ledger)
    with ledger.transaction():
        ledger.objects.set_copy(first.id, Role.MAIN, CopyState.DAMAGED)
        (newer,) = [one for one in ledger.objects.with_ids([1, 2]) if one.id != first.id]
        ledger.objects.set_copy(newer.id, Role.BACKUP, CopyState.MISSING)
    _retire_replaced(ledger, first)
    assert {after for _, _, after in _queue(ledger)} == {30 * DAY}


def test_2_3_an_object_that_is_whole_itself_was_not_sent_again(ledger: Ledger) -> None:
    _, record = _photo(ledger, "a")
    _retire_replaced(ledger, record)
    assert {after for _, _, after in _queue(ledger)} == {30 * DAY}


def test_2_3_an_object_of_unknown_content_stays_for_the_grace(ledger: Ledger) -> None:
    (photo, other) = add_photos(ledger, ["a.jpg", "z.jpg"])
    name, _ = store(ledger, photo, "a", sha256="")
    store(ledger, other, "z", sha256="")
    first = _object(ledger, name)
    with ledger.transaction():
        ledger.objects.set_copy(first.id, Role.MAIN, CopyState.DAMAGED)
    _retire_replaced(ledger, first)
    assert {after for _, _, after in _queue(ledger)} == {30 * DAY}


def test_4_1_what_was_once_an_earlier_version_stays_though_its_content_is_there(
    ledger: Ledger,
) -> None:
    photo, first = _photo(ledger, "a")
    store(ledger, photo, "b", at=NOW - DAY)
    _, twin = _photo(ledger, "c")
    with ledger.transaction():
        ledger.objects.note_content(twin.id, first.sha256)
        ledger.objects.set_copy(first.id, Role.MAIN, CopyState.DAMAGED)
    _retire_replaced(ledger, first)
    assert {after for _, _, after in _queue(ledger)} == {30 * DAY}


def test_3_1_a_twin_that_waits_in_the_queue_keeps_its_time(ledger: Ledger) -> None:
    first = _replaced(ledger)
    with ledger.transaction():
        ledger.objects.set_copy(first.id, Role.MAIN, CopyState.DAMAGED)
    _retire(ledger, first)
    _retire_replaced(ledger, first)
    assert _queue(ledger) == [(role, (first.name,), 30 * DAY) for role in Role]


def test_1_3_the_remains_of_an_upload_leave_their_storage_at_once(ledger: Ledger) -> None:
    undo = [(Role.MAIN, "a", 1), (Role.BACKUP, "b", 2), (Role.MAIN, "c", 3), (Role.MAIN, "d", 4)]
    add_photos(ledger, [f"{number}.jpg" for number in range(4)])
    with ledger.transaction():
        enqueue_undo(ledger, SETTINGS, undo, NOW)
    assert _queue(ledger) == [
        (Role.MAIN, ("a", "c"), 0.0),
        (Role.MAIN, ("d",), 0.0),
        (Role.BACKUP, ("b",), 0.0),
    ]
    assert [one.photo_ids for one in ledger.deletions.all()] == [(1, 3), (4,), (2,)]


def test_2_3_a_whole_twin_that_was_stored_earlier_counts_as_well(ledger: Ledger) -> None:
    _, twin = _photo(ledger, "twin")
    (photo,) = add_photos(ledger, ["b.jpg"])
    name, _ = store(ledger, photo, "b", sha256=twin.sha256)
    store(ledger, photo, "c", sha256=twin.sha256)
    first = _object(ledger, name)
    with ledger.transaction():
        ledger.objects.set_copy(first.id, Role.MAIN, CopyState.DAMAGED)
    _retire_replaced(ledger, first)
    assert _queue(ledger) == [(role, (first.name,), 0.0) for role in Role]


def test_2_3_an_object_is_compared_with_itself_by_its_number(ledger: Ledger) -> None:
    ledger.database.execute_many(
        "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
        " VALUES (70000, 'objects/x', 1, 'x', 1, 1, 0)",
        [()],
    )
    _, record = _photo(ledger, "a")
    assert record.id == 70_001
    _retire_replaced(ledger, record)
    assert {after for _, _, after in _queue(ledger)} == {30 * DAY}


@pytest.mark.parametrize(("at", "began"), [(-5.0, 0.0), (-0.5, 0.0), (0.5, 0.5)])
def test_4_5_by_a_clock_before_1970_the_grace_begins_then(
    ledger: Ledger, at: float, began: float
) -> None:
    _, record = _photo(ledger, "a")
    _retire(ledger, record, at=at)
    assert {one.available_at for one in ledger.deletions.all()} == {began + 30 * DAY}
