"""What a scan means for the photos that are known: decisions on plain data."""

import pytest

from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.scan import (
    AlbumChanges,
    FolderScan,
    Moved,
    Unreadable,
    are_inodes_steady,
    compare,
    match_moves,
    settle,
)
from picup_desktop.words import Why

NOTES = LeftOut("notes.txt", Why.KIND)


def _known(*files: SeenFile, missing: bool = False) -> dict[str, KnownFile]:
    """These files as the ledger knows them, with ids from 1."""
    return {
        file.path: KnownFile(
            number, *_as_read((file.size_bytes, file.mtime_ns, file.inode)), missing
        )
        for number, file in enumerate(files, start=1)
    }


def _as_read(numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return equal numbers that are other objects, as from a database."""
    size, mtime_ns, inode = (int(str(number)) for number in numbers)
    return size, mtime_ns, inode


def _seen(path: str, size: int = 1, mtime_ns: int = 1, inode: int = 1) -> SeenFile:
    return SeenFile(path, size, mtime_ns, inode)


def _scan(*quiet: SeenFile, young: tuple[SeenFile, ...] = (), hidden: str = "") -> FolderScan:
    unreadable = (Unreadable(hidden, Message("permission-denied")),) if hidden else ()
    return FolderScan(quiet, young, unreadable)


def test_1_5_only_a_file_that_two_looks_saw_the_same_is_quiet() -> None:
    still, grew_from, grew_to = _seen("still"), _seen("grows", 1), _seen("grows", 2)
    touched_from, touched_to = _seen("touched", mtime_ns=1), _seen("touched", mtime_ns=2)
    before = _scan(touched_from, young=(still, grew_from))
    after = _scan(still, grew_to, touched_to, _seen("came"))
    settled = settle(before, after)
    assert settled.quiet == (still,)
    assert set(settled.young) == {grew_to, touched_to, _seen("came")}


def test_1_5_settling_loses_no_file_that_the_second_look_calls_young() -> None:
    settled = settle(_scan(_seen("a")), _scan(young=(_seen("a"), _seen("b"))))
    assert (settled.quiet, settled.young) == ((_seen("a"),), (_seen("b"),))


def test_settling_keeps_what_the_second_look_could_not_read() -> None:
    assert settle(_scan(hidden="old"), _scan(hidden="now")).unreadable[0].path == "now"


def test_new_changed_and_unchanged_files_are_told_apart() -> None:
    same, size, mtime, inode = (_seen(name) for name in ("same", "size", "mtime", "inode"))
    known = _known(same, size, mtime, inode)
    bigger, later, other = _seen("size", 2), _seen("mtime", mtime_ns=2), _seen("inode", inode=2)
    scan = _scan(same, bigger, later, other, _seen("new"))
    assert compare(known, scan) == AlbumChanges(
        (_seen("new"),), ((2, bigger), (3, later), (4, other))
    )
    assert compare(known, scan, trust_inodes=False).changed == ((2, bigger), (3, later))


def test_missing_files_are_called_missing_once() -> None:
    changes = compare(_known(_seen("a"), _seen("b")), _scan(_seen("b")))
    assert changes == AlbumChanges(missing=(1,))
    later = compare(_known(_seen("a"), missing=True), _scan())
    assert later == AlbumChanges(still_missing=(1,))


def test_3_5_a_missing_file_is_back_where_it_stood() -> None:
    assert compare(_known(_seen("a"), missing=True), _scan(_seen("a"))) == AlbumChanges(back=(1,))


def test_a_missing_file_that_is_back_with_other_content_is_changed_and_not_missing() -> None:
    changes = compare(_known(_seen("a"), missing=True), _scan(_seen("a", 2)))
    assert changes == AlbumChanges(changed=((1, _seen("a", 2)),))


def test_1_5_young_files_are_neither_new_nor_changed_nor_missing() -> None:
    known = _known(_seen("grows"), _seen("same")) | _known(_seen("back"), missing=True)
    young = (_seen("grows", 2), _seen("same"), _seen("back", 2), _seen("new"))
    assert compare(known, _scan(young=young)) == AlbumChanges()


def test_3_4_what_is_hidden_below_an_unreadable_folder_is_not_missing() -> None:
    known = _known(_seen("trip/a"), _seen("trip/x/b"), _seen("trip"), _seen("tripod/c"))
    assert compare(known, _scan(hidden="trip")).missing == (4,)
    gone = _known(_seen("trip/a"), missing=True)
    assert compare(gone, _scan(hidden="trip")) == AlbumChanges()


@pytest.mark.parametrize("changed", [{"size": 2}, {"mtime_ns": 2}, {"inode": 2}])
def test_3_5_a_file_that_differs_in_anything_is_another_photo(changed: dict[str, int]) -> None:
    missing = {1: KnownFile(1, 1, 1, 1, missing=False)}
    assert match_moves(missing, [(1, _seen("z", **changed))]) == []
    assert match_moves(missing, [(1, _seen("z"))]) == [Moved(1, 1, _seen("z"))]


def test_3_5_without_inodes_nothing_is_taken_for_a_move() -> None:
    missing = {1: KnownFile(1, 1, 1, 0, missing=False)}
    assert match_moves(missing, [(1, _seen("z", inode=0))]) == []


def test_3_5_hard_links_of_one_file_move_each_once() -> None:
    missing = {number: KnownFile(number, 1, 1, 1, missing=False) for number in (1, 2)}
    new = [(1, _seen("x")), (1, _seen("y")), (2, _seen("z"))]
    assert match_moves(missing, new) == [Moved(1, 1, _seen("x")), Moved(2, 1, _seen("y"))]


def test_3_5_a_lost_photo_is_found_by_its_own_trace_among_many() -> None:
    missing = {
        number: KnownFile(number, 1, 1, number, missing=False, remote_only=False)
        for number in (1, 2, 3)
    }
    new = [(4, _seen("z", inode=3)), (5, _seen("y", inode=9)), (6, _seen("x", inode=1))]
    assert match_moves(missing, new) == [
        Moved(3, 4, _seen("z", inode=3)),
        Moved(1, 6, _seen("x", inode=1)),
    ]


def test_what_is_away_on_purpose_is_not_missing_and_may_come_back() -> None:
    known = {"a": KnownFile(1, 1, 1, 1, missing=True, remote_only=True)}
    assert compare(known, _scan()) == AlbumChanges()
    assert compare(known, _scan(_seen("a"))) == AlbumChanges(back=(1,))


def _many(count: int, *, inodes_from: int) -> tuple[SeenFile, ...]:
    return tuple(_seen(f"{number}", inode=number + inodes_from) for number in range(count))


@pytest.mark.parametrize(("count", "steady"), [(49, True), (50, False), (51, False)])
def test_4_7_fifty_files_with_new_inodes_only_show_that_inodes_tell_nothing(
    count: int, *, steady: bool
) -> None:
    known = _known(*_many(count, inodes_from=1))
    assert are_inodes_steady(known, _scan(*_many(count, inodes_from=1000))) is steady
    assert are_inodes_steady(known, _scan(*_many(count, inodes_from=1)))


def test_4_7_one_file_that_kept_its_inode_shows_that_they_are_steady() -> None:
    seen = list(_many(60, inodes_from=1000))
    known = _known(*_many(60, inodes_from=1))
    assert not are_inodes_steady(known, _scan(*seen))
    seen[7] = _seen("7", inode=8)
    assert are_inodes_steady(known, _scan(*seen))


def test_4_7_files_with_another_size_or_time_or_unknown_ones_tell_nothing_of_inodes() -> None:
    known = _known(*_many(60, inodes_from=1))
    bigger = [_seen(f"{number}", 2, inode=1000 + number) for number in range(30)]
    unknown = [_seen(f"new {number}", inode=1000 + number) for number in range(60)]
    others = _many(60, inodes_from=1000)[30:]
    assert are_inodes_steady(known, _scan(*bigger, *unknown, *others))


def test_4_7_a_changed_file_that_kept_its_inode_tells_nothing_either() -> None:
    seen = list(_many(60, inodes_from=1000))
    seen[7] = _seen("7", 2, inode=8)
    assert not are_inodes_steady(_known(*_many(60, inodes_from=1)), _scan(*seen))


def test_settling_keeps_what_the_second_look_counted() -> None:
    before = FolderScan((), (), (), (LeftOut("old.txt", Why.KIND),), {"old": 1})
    settled = settle(before, FolderScan((), (), (), (NOTES,), {"mount": 2}))
    assert (settled.left_out, settled.mounts) == ((NOTES,), {"mount": 2})


@pytest.mark.parametrize("field", ["size_bytes", "mtime_ns", "inode"])
@pytest.mark.parametrize("difference", [-1, 1])
def test_large_numbers_are_compared_by_their_value(field: str, difference: int) -> None:
    file = SeenFile("a", 5_000_000, 1_700_000_000_000_000_000, 700_000)
    assert compare(_known(file), _scan(file)) == AlbumChanges()
    other = SeenFile(
        "a",
        file.size_bytes + difference * (field == "size_bytes"),
        file.mtime_ns + difference * (field == "mtime_ns"),
        file.inode + difference * (field == "inode"),
    )
    assert compare(_known(file), _scan(other)) == AlbumChanges(changed=((1, other),))


def test_4_7_lower_inodes_tell_the_same_as_higher_ones() -> None:
    known = _known(*_many(60, inodes_from=1000))
    assert not are_inodes_steady(known, _scan(*_many(60, inodes_from=1)))
    assert are_inodes_steady(known, _scan(*_many(60, inodes_from=1000)))
