"""Which copies are needed, by folder and in which order, asked of a real ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.checks import CopyToCheck, NeededCopy
from picup_desktop.words import CopyState, Role
from tests.unit.ledger.filled import NOW, add_photos, filled, store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as ledger:
        yield ledger


def names(ledger: Ledger, *, asking_counts: bool = False) -> list[str]:
    found: list[CopyToCheck] = []
    ledger.checks.for_each(Role.MAIN, NOW, found.append, asking_counts=asking_counts)
    return [one.name for one in found]


def set_times(ledger: Ledger, name: str, read_at: float | None, asked_at: float | None) -> None:
    ledger.database.execute(
        "UPDATE copy SET verified_at = ?, asked_at = ?"
        " WHERE object_id = (SELECT id FROM object WHERE name = ?)",
        (read_at, asked_at, name),
    )


def test_the_later_of_reading_and_asking_orders_what_is_asked_about(ledger: Ledger) -> None:
    photos = add_photos(ledger, [f"{n}.jpg" for n in range(6)])
    a, b, c, d, e, f = (store(ledger, photo, str(photo))[0] for photo in photos)
    times = {
        a: (5.0, 90.0),
        b: (20.0, None),
        c: (None, 30.0),
        d: (None, None),
        e: (60.0, 7.0),
        f: (10.0, 20.0),
    }
    for name, (read_at, asked_at) in times.items():
        set_times(ledger, name, read_at, asked_at)
    assert names(ledger) == [c, d, a, f, b, e]
    assert names(ledger, asking_counts=True) == [d, f, b, c, e, a]


def test_what_is_needed_is_told_by_folder(ledger: Ledger) -> None:
    photos = add_photos(ledger, [f"{n}.jpg" for n in range(40)])
    stored = {store(ledger, photo, str(photo))[0] for photo in photos}
    folders = ledger.checks.folders(Role.MAIN, NOW)
    assert set(folders) == {name.rpartition("/")[0] for name in stored}
    assert sum(folders.values()) == 40
    found: list[NeededCopy] = []
    for folder, count in folders.items():
        inside = ledger.checks.in_folder(Role.MAIN, NOW, folder)
        assert {one.name.rpartition("/")[0] for one in inside} == {folder}
        assert len(inside) == count
        found += inside
    assert {one.name for one in found} == stored
    assert ledger.checks.in_folder(Role.MAIN, NOW, "objects") == []
    assert {one.state for one in found} == {CopyState.STORED}
    # Another storage has what was sent there only.
    ledger.checks.forget_copies(Role.BACKUP)
    assert ledger.checks.folders(Role.BACKUP, NOW) == {}
    assert ledger.checks.in_folder(Role.BACKUP, NOW, folder) == []


def test_names_of_any_kind_are_in_their_folders(ledger: Ledger) -> None:
    (photo,) = add_photos(ledger, ["a.jpg"])
    for name in ("objects/zz/9", "objects/aa/b0/cc", "objects/aa/x-y", "objects/cafe"):
        store(ledger, photo, name)
        ledger.database.execute("UPDATE object SET name = ? WHERE id = 1", (name,))
        folder = name.rpartition("/")[0]
        assert ledger.checks.folders(Role.MAIN, NOW) == {folder: 1}
        assert [one.name for one in ledger.checks.in_folder(Role.MAIN, NOW, folder)] == [name]
        ledger.database.execute("DELETE FROM copy")
        ledger.database.execute("UPDATE photo SET object_id = NULL")
        ledger.database.execute("DELETE FROM object")


def test_what_is_not_known_to_be_whole_is_counted_as_long_as_it_is_needed(ledger: Ledger) -> None:
    photos = add_photos(ledger, ["a.jpg", "b.jpg", "c.jpg"])
    ids = []
    for photo in photos:
        record = ledger.objects.named(store(ledger, photo, str(photo))[0])
        assert record is not None
        ids.append(record.id)
    assert ledger.checks.count_bad(Role.MAIN, NOW) == 0
    ledger.objects.set_copy(ids[0], Role.MAIN, CopyState.MISSING)
    ledger.objects.set_copy(ids[1], Role.MAIN, CopyState.DAMAGED)
    assert [ledger.checks.count_bad(role, NOW) for role in (Role.MAIN, Role.BACKUP)] == [2, 0]
    ledger.database.execute("UPDATE photo SET state = 'deleted' WHERE id = ?", (photos[0],))
    assert ledger.checks.count_bad(Role.MAIN, NOW) == 1
