"""A walk beside the ledger's photos: each meets its own file, and nothing done is kept."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.scan import known as known_module
from picup_desktop.sync.scan import walk as walk_module
from picup_desktop.sync.scan.known import KnownOfAlbum, Meeting, all_paths
from picup_desktop.sync.scan.scan import AlbumChanges, FolderScan, compare, match_moves
from picup_desktop.sync.scan.walk import scan_folder
from tests.unit.ledger.filled import NOW, add_photos, filled
from tests.unit.scan.known_files import NOTHING_KNOWN, KnownByTest

JPEG = b"\xff\xd8\xff\xe0" + b"p" * 100
PLACES = [
    *("a.jpg", "a/x.jpg", "a/b/y.jpg", "a/b.jpg", "a0.jpg", "a-/z.jpg", "a ", "A/1", "b/c/d/e.jpg"),
    *("b.c/1.jpg", "b/c.jpg", "b/c/d.jpg", "z/가.jpg", "z/\udcff.jpg", "\udce9/1.jpg", "é.jpg"),
]
"""Names around the slash, in whose order a folder and a file may be taken for each other."""


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_module, "ROWS_IN_A_PAGE", 2)


def _album(root: Path, paths: list[str]) -> dict[str, KnownFile]:
    """Make the files; return them as the ledger knows them after a scan."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(JPEG)
    found = scan_folder(root, NOTHING_KNOWN, quiet_before_ns=None)
    assert sorted(file.path for file in found.quiet) == sorted(paths)
    assert [file.path for file in found.quiet] == sorted(paths, key=os.fsencode)
    return {
        file.path: KnownFile(
            *(number, file.size_bytes, file.mtime_ns, file.inode),
            missing=False,
            ctime_ns=file.ctime_ns,
        )
        for number, file in enumerate(found.quiet, start=1)
    }


def _scan(root: Path, known: dict[str, KnownFile], *always: int) -> FolderScan:
    return scan_folder(root, KnownByTest(known), quiet_before_ns=None, always=frozenset(always))


def test_what_is_as_it_was_is_counted_and_not_kept(tmp_path: Path) -> None:
    known = _album(tmp_path, PLACES)
    scan = _scan(tmp_path, known)
    assert (scan.untouched, scan.known, list(scan.quiet)) == (len(PLACES), {}, [])
    folders = {path.rpartition("/")[0] for path in PLACES}
    assert {path.rpartition("/")[0] for path in scan.standing} == folders
    assert len(scan.standing) == len(folders)
    assert {*scan.standing} <= {*PLACES}


@pytest.mark.parametrize("path", PLACES)
def test_each_file_that_goes_is_the_one_that_is_missing(tmp_path: Path, path: str) -> None:
    known = _album(tmp_path, PLACES)
    (tmp_path / path).unlink()
    scan = _scan(tmp_path, known)
    assert (scan.known, scan.untouched) == ({path: known[path]}, len(PLACES) - 1)
    assert compare(scan.known, scan) == AlbumChanges(missing=(known[path].photo_id,))


@pytest.mark.parametrize("path", PLACES)
def test_each_file_that_changes_is_the_one_that_is_kept(tmp_path: Path, path: str) -> None:
    known = _album(tmp_path, PLACES)
    (tmp_path / path).write_bytes(JPEG + b"more")
    scan = _scan(tmp_path, known)
    (file,) = scan.quiet
    assert (file.path, file.size_bytes) == (path, len(JPEG) + 4)
    assert compare(scan.known, scan).changed == ((known[path].photo_id, file),)
    assert scan.untouched == len(PLACES) - 1


def test_an_unknown_file_beside_each_known_one_is_new(tmp_path: Path) -> None:
    known = _album(tmp_path, PLACES)
    for path in PLACES:
        (tmp_path / f"{path}.png").write_bytes(JPEG)
    scan = _scan(tmp_path, known)
    assert {file.path for file in scan.quiet} == {f"{path}.png" for path in PLACES}
    assert (scan.known, scan.untouched) == ({}, len(PLACES))


@pytest.mark.parametrize(
    "difference",
    [{"missing": True}, {"missing": True, "remote_only": True}, {"ctime_ns": 5}, {"inode": 5}],
)
def test_what_is_known_otherwise_is_kept(tmp_path: Path, difference: dict[str, int]) -> None:
    known = _album(tmp_path, ["a.jpg", "b.jpg"])
    numbers = {
        name: getattr(known["b.jpg"], name)
        for name in ("photo_id", "size_bytes", "mtime_ns", "inode", "missing", "ctime_ns")
    }
    known["b.jpg"] = KnownFile(**{**numbers, **difference})
    scan = _scan(tmp_path, known)
    assert ([file.path for file in scan.quiet], scan.untouched) == (["b.jpg"], 1)
    assert scan.known == {"b.jpg": known["b.jpg"]}


def test_a_photo_that_is_asked_for_is_kept_though_nothing_is_new(tmp_path: Path) -> None:
    known = _album(tmp_path, PLACES)
    scan = _scan(tmp_path, known, known["a/b.jpg"].photo_id, 9999)
    assert [file.path for file in scan.quiet] == ["a/b.jpg"]
    assert compare(scan.known, scan) == AlbumChanges()


def test_1_5_a_known_file_with_a_time_of_just_now_is_young(tmp_path: Path) -> None:
    known = _album(tmp_path, ["a.jpg"])
    at = known["a.jpg"].mtime_ns
    scan = scan_folder(tmp_path, KnownByTest(known), quiet_before_ns=at - 1)
    assert [file.path for file in scan.young] == ["a.jpg"]
    assert (compare(scan.known, scan), scan.standing) == (AlbumChanges(), ("a.jpg",))
    assert scan_folder(tmp_path, KnownByTest(known), quiet_before_ns=at).untouched == 1


def test_what_is_away_on_purpose_is_not_kept_and_not_missing(tmp_path: Path) -> None:
    known = _album(tmp_path, ["b.jpg"])
    away = KnownFile(7, 1, 1, 1, missing=True, remote_only=True)
    scan = _scan(tmp_path, {**known, "a.jpg": away, "c.jpg": away})
    assert (scan.known, scan.untouched) == ({}, 1)


def test_a_file_that_comes_out_of_order_meets_its_own_photo() -> None:
    known = {path: KnownFile(n, 1, 1, 1, missing=False) for n, path in enumerate("abcde")}
    known["c"] = KnownFile(2, 1, 1, 1, missing=True, remote_only=True)
    meeting = Meeting(KnownByTest(known))
    met = [meeting.at(path.encode()) for path in ("d", "a", "c", "cc", "e", "b", "bb")]
    assert [row and row.photo_id for row in met] == [3, 0, 2, None, 4, 1, None]
    meeting.end()
    assert meeting.kept == {}


def test_all_that_no_walk_meets_is_kept_once() -> None:
    known = {f"{n:03}": KnownFile(n, 1, 1, 1, missing=False) for n in range(50)}
    meeting = Meeting(KnownByTest(known))
    assert meeting.at(b"025") is not None
    meeting.end()
    meeting.end()
    assert sorted(one.photo_id for one in meeting.kept.values()) == [
        n for n in range(50) if n != 25
    ]


def test_the_ledger_answers_as_a_scan_asks(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        ids = add_photos(ledger, PLACES)
        with ledger.transaction():
            gone = add_photos(ledger, ["deleted.jpg"])
            ledger.photos.set_deleted(gone, NOW)
            ledger.photos.keep_remote(ids[:1], NOW)
        known = KnownOfAlbum(ledger.known, 1)
        assert list(all_paths(known)) == sorted(PLACES, key=os.fsencode)
        assert all(known.holds(os.fsencode(path)) for path in PLACES)
        inside = ["a", "a/b", "a-", "A", "b", "b/c", "b/c/d", "b.c", "z", "\udce9"]
        assert all(known.holds(os.fsencode(path)) for path in inside)
        others = ["", "deleted.jpg", "a/", "a.", "a/b/y", "b/c/d/", "zz", "0", "a-/z"]
        assert not any(known.holds(os.fsencode(path)) for path in others)
        row = known.at(b"a.jpg")
        assert row is not None
        assert row.as_file() == ledger.photos.known(1)["a.jpg"]
        assert known.at(b"deleted.jpg") is None
        assert KnownOfAlbum(ledger.known, 2).after(b"", 9) == []
        assert sorted(ledger.known.here(1)) == sorted(ids[1:])


class ListedByWindows:
    """An entry as Windows lists it: without the inode, which only the file itself tells."""

    def __init__(self, entry: "os.DirEntry[bytes]") -> None:
        self.name = entry.name
        self._entry = entry

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        real = self._entry.stat(follow_symlinks=follow_symlinks)
        told = {name: getattr(real, name) for name in dir(real) if name.startswith("st_")}
        return cast(os.stat_result, SimpleNamespace(**told | {"st_ino": 0, "st_dev": 0}))


@pytest.fixture
def _windows_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = walk_module._entries
    monkeypatch.setattr(
        walk_module, "_entries", lambda folder: [ListedByWindows(one) for one in listed(folder)]
    )


@pytest.mark.usefixtures("_windows_lists")
def test_3_5_a_renamed_folder_is_a_move_where_no_listing_tells_an_inode(tmp_path: Path) -> None:
    known = _album(tmp_path, ["old/1.jpg", "old/2.jpg"])
    assert all(file.inode for file in known.values())
    assert _scan(tmp_path, known).untouched == 2
    (tmp_path / "old").rename(tmp_path / "new")
    scan = _scan(tmp_path, known)
    changes = compare(known, scan)
    by_id = {file.photo_id: file for file in known.values()}
    missing = {photo_id: by_id[photo_id] for photo_id in changes.missing}
    moves = match_moves(missing, [(1, file) for file in changes.new])
    assert [(move.photo_id, move.file.path) for move in moves] == [
        (known["old/1.jpg"].photo_id, "new/1.jpg"),
        (known["old/2.jpg"].photo_id, "new/2.jpg"),
    ]


@pytest.mark.usefixtures("_windows_lists")
def test_an_untouched_file_is_not_opened_for_its_inode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = _album(tmp_path, ["1.jpg"])
    monkeypatch.setattr(Path, "lstat", None)
    assert _scan(tmp_path, known).untouched == 1


def test_a_scanned_file_is_recorded_with_its_change_time(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        with ledger.transaction():
            ledger.photos.add(1, [SeenFile("a.jpg", 1, 2, 3, ctime_ns=4)], NOW)
        assert ledger.photos.known(1)["a.jpg"].ctime_ns == 4
