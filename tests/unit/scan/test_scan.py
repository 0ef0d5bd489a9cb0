"""The walk through real folders, with everything that can stand in one."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.scan import (
    AlbumChanges,
    AlbumFolderGone,
    FolderScan,
    Moved,
    Unreadable,
    compare,
    match_moves,
    settle,
)
from picup_desktop.sync.scan.walk import scan_folder
from picup_desktop.words import Why
from tests.unit.scan.known_files import NOTHING_KNOWN, KnownByTest

JPEG = b"\xff\xd8\xff\xe0" + b"p" * 100
NOBODY = 65534


@pytest.fixture
def as_ordinary_user() -> Iterator[Path]:
    """A folder of a user whom file permissions hold back; root is made one for the test."""
    is_root = os.geteuid() == 0
    # Not tmp_path: pytest's own folders are closed to everybody but their owner.
    with tempfile.TemporaryDirectory() as name:
        if not is_root:
            yield Path(name)
            return
        os.chown(name, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)


def _write(folder: Path, name: str, content: bytes = JPEG, *, mtime_ns: int = 10**18) -> SeenFile:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(mtime_ns, mtime_ns))
    status = path.stat()
    return SeenFile(name, status.st_size, status.st_mtime_ns, status.st_ino)


def _look(root: Path, known: dict[str, KnownFile] | None = None) -> FolderScan:
    return scan_folder(root, KnownByTest(known or {}), quiet_before_ns=None)


def _known(*files: SeenFile, missing: bool = False) -> dict[str, KnownFile]:
    """These files as the ledger knows them, with ids from 1."""
    return {
        file.path: KnownFile(number, file.size_bytes, file.mtime_ns, file.inode, missing)
        for number, file in enumerate(files, start=1)
    }


def test_photos_are_found_at_every_depth_and_the_rest_is_counted(tmp_path: Path) -> None:
    photos = {
        _write(tmp_path, "a.jpg"),
        _write(tmp_path, "2024/Lake/b.JPG"),
        _write(tmp_path, "2024/no extension"),
        _write(tmp_path, "broken.jpg", b"not a picture"),
        _write(tmp_path, "empty.jpg", b""),
    }
    for name in ("notes.txt", "2024/.hidden.jpg", "a.jpg.part", "Thumbs.db", "empty"):
        _write(tmp_path, name, b"text" if name != "empty" else b"")
    for name in (".trash/c.jpg", "@eaDir/c.jpg", "2024/#recycle/c.jpg"):
        _write(tmp_path, name)
    scan = _look(tmp_path)
    assert set(scan.quiet) == photos
    assert (scan.young, scan.unreadable, len(scan.left_out)) == ((), (), 5)


def test_3_4_a_folder_that_is_gone_is_said_to_be_gone_not_empty(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("nowhere", "file"):
        with pytest.raises(AlbumFolderGone, match="connect it"):
            _look(tmp_path / name)


def test_the_albums_own_folder_may_be_a_link(tmp_path: Path) -> None:
    photo = _write(tmp_path / "disk", "a.jpg")
    (tmp_path / "album").symlink_to(tmp_path / "disk")
    assert _look(tmp_path / "album").quiet == (photo,)


def test_links_are_not_followed(tmp_path: Path) -> None:
    album = tmp_path / "album"
    photo = _write(album, "a.jpg")
    _write(tmp_path, "elsewhere/secret.jpg")
    (album / "link.jpg").symlink_to(album / "a.jpg")
    (album / "dangling.jpg").symlink_to("nowhere")
    (album / "outside").symlink_to(tmp_path / "elsewhere")
    (album / "loop").symlink_to(album)
    left_out = ("dangling.jpg", "link.jpg", "loop", "outside")
    scan = _look(album)
    assert replace(scan, left_out=(), standing=()) == FolderScan((photo,), (), ())
    assert sorted(scan.left_out, key=lambda one: one.path) == [
        LeftOut(path, Why.LINK) for path in left_out
    ]


@pytest.mark.timeout(20)
def test_a_pipe_is_reported_and_nothing_waits_for_it(tmp_path: Path) -> None:
    photo = _write(tmp_path, "a.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    scan = _look(tmp_path)
    assert scan.quiet == (photo,)
    assert scan.unreadable == (
        Unreadable("pipe.jpg", Message("it is not a regular file"), is_photo=False),
    )
    assert set(scan.left_out) == {
        LeftOut("pipe", Why.SPECIAL),
        LeftOut("pipe.jpg", Why.SPECIAL),
    }


def test_closed_files_and_folders_are_reported_and_the_rest_goes_on(as_ordinary_user: Path) -> None:
    root = as_ordinary_user
    photos = [_write(root, name) for name in ("open.jpg", "closed.jpg", "trip/b.jpg")]
    (root / "closed.jpg").chmod(0)
    (root / "trip").chmod(0)
    try:
        scan, known_scan = _look(root), _look(root, _known(*photos))
    finally:
        (root / "trip").chmod(0o700)
    denied = Message("permission-denied")
    assert scan.quiet == (photos[0],)
    assert set(scan.unreadable) == {
        Unreadable("closed.jpg", denied),
        Unreadable("trip", denied),
    }
    # A known file that looks the same is not opened, so it is as good as before.
    assert set(known_scan.quiet) == set(photos[:2])
    assert compare(_known(*photos), known_scan) == AlbumChanges()
    assert compare(_known(*photos), scan) == AlbumChanges()


def test_a_folder_too_deep_to_be_listed_is_reported_even_to_root(tmp_path: Path) -> None:
    # Permissions don't hold root back, but a path of more than 4096 bytes does.
    photo = _write(tmp_path, "a.jpg")
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(17):
        os.mkdir("d" * 255, dir_fd=folder)
        below = os.open("d" * 255, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    scan = _look(tmp_path)
    assert scan.quiet == (photo,)
    assert [item.reason for item in scan.unreadable] == [Message("file-name-too-long")]


ODD_NAMES = [
    b"line\nbreak.jpg",
    b"tab\tand\x7f.jpg",
    b"n" * 251 + b".jpg",
    b"caf\xe9 latin-1.jpg",
    b"\xff\xfe\xfd",
    "Café.jpg".encode(),
    "Cafe\u0301.jpg".encode(),
    "가족.jpg".encode(),
    b" .jpg ",
    b"-rf *.jpg",
    b"back\\slash.jpg",
    b"a.jpg",
    b"A.jpg",
]


def test_every_legal_name_is_taken_and_known_again(tmp_path: Path) -> None:
    for number, name in enumerate(ODD_NAMES):
        folder = os.fsdecode(b"odd \xe9\n" + name[:200])
        _write(tmp_path, f"{folder}/{os.fsdecode(name)}", JPEG + bytes([number]))
    scan = _look(tmp_path)
    assert {os.fsencode(file.path).rpartition(b"/")[2] for file in scan.quiet} == {*ODD_NAMES}
    assert all((tmp_path / file.path).is_file() for file in scan.quiet)
    assert (len(scan.quiet), scan.unreadable, scan.left_out) == (len(ODD_NAMES), (), ())
    known = _known(*scan.quiet)
    assert compare(known, _look(tmp_path, known)) == AlbumChanges()


def test_both_ways_to_write_an_accent_are_two_files(tmp_path: Path) -> None:
    files = {_write(tmp_path, "Café.jpg"), _write(tmp_path, "Cafe\u0301.jpg")}
    assert set(_look(tmp_path).quiet) == files
    assert len(compare({}, _look(tmp_path)).new) == 2


def test_1_5_a_file_written_a_moment_ago_is_young(tmp_path: Path) -> None:
    old, at, new = (_write(tmp_path, f"{n}.jpg", mtime_ns=n) for n in (1000, 2000, 2001))
    scan = scan_folder(tmp_path, NOTHING_KNOWN, quiet_before_ns=2000)
    assert set(scan.quiet) == {old, at}
    assert scan.young == (new,)


def test_a_file_dated_in_the_future_becomes_quiet(tmp_path: Path) -> None:
    photo = _write(tmp_path, "a.jpg", mtime_ns=4 * 10**18)
    first = scan_folder(tmp_path, NOTHING_KNOWN, quiet_before_ns=2 * 10**18)
    assert first.young == (photo,)
    assert settle(first, _look(tmp_path)).quiet == (photo,)


def test_3_4_photos_moved_away_behind_a_link_are_not_missing(tmp_path: Path) -> None:
    album, disk = tmp_path / "album", tmp_path / "disk"
    known = _known(
        _write(album, "trip/day 1/a.jpg"), _write(album, "b.jpg"), _write(album, "c.jpg")
    )
    disk.mkdir()
    for name in ("trip", "b.jpg"):
        (album / name).rename(disk / name)
        (album / name).symlink_to(disk / name)
    (album / "c.jpg").unlink()
    (album / "other").symlink_to(disk)
    scan = _look(album, known)
    assert {item.path for item in scan.unreadable} == {"trip", "b.jpg"}
    assert compare(known, scan) == AlbumChanges(missing=(3,))


@pytest.mark.timeout(20)
def test_3_4_a_photo_that_became_a_pipe_is_not_missing(tmp_path: Path) -> None:
    known = _known(_write(tmp_path, "a.jpg"))
    (tmp_path / "a.jpg").unlink()
    os.mkfifo(tmp_path / "a.jpg")
    assert compare(known, _look(tmp_path, known)) == AlbumChanges()


def test_1_a_known_photo_emptied_by_a_crash_is_changed_and_not_missing(tmp_path: Path) -> None:
    known = _known(_write(tmp_path, "no extension"))
    emptied = _write(tmp_path, "no extension", b"", mtime_ns=2 * 10**18)
    scan = _look(tmp_path, known)
    assert compare(known, scan) == AlbumChanges(changed=((1, emptied),))
    assert len(_look(tmp_path).left_out) == 1


def test_a_file_has_the_kind_that_its_content_says(tmp_path: Path) -> None:
    film = b"\0\0\0\x18ftypmp42" + bytes(100)
    for name, content in (("a.jpg", film), ("b.LRV", film), ("c", JPEG), ("d.xmp", b"<x/>")):
        _write(tmp_path, name, content)
    _write(tmp_path, "c.m4a", b"\0\0\0\x18ftypM4A " + bytes(100))
    assert {file.path: file.kind for file in _look(tmp_path).quiet} == {
        "a.jpg": "video",
        "b.LRV": "video",
        "c": "photo",
        "d.xmp": "sidecar",
        "c.m4a": "sidecar",
    }
    known = _known(_write(tmp_path, "c"))
    _write(tmp_path, "c", b"", mtime_ns=2 * 10**18)
    assert {file.path: file.kind for file in _look(tmp_path, known).quiet}["c"] is None


def test_known_files_are_not_opened_again(tmp_path: Path) -> None:
    # Without being opened, a file of text with a name that says nothing can't be told apart.
    file = _write(tmp_path, "name", b"text")
    assert _look(tmp_path, _known(file)).quiet == (file,)
    assert _look(tmp_path).quiet == ()


def test_3_5_a_renamed_file_is_the_same_photo(tmp_path: Path) -> None:
    known = _known(_write(tmp_path, "a.jpg"), _write(tmp_path, "b.jpg", JPEG + b"!"))
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.jpg").rename(tmp_path / "sub/z.jpg")
    changes = compare(known, _look(tmp_path, known))
    assert (changes.missing, [file.path for file in changes.new]) == ((1,), ["sub/z.jpg"])
    moves = match_moves({1: known["a.jpg"]}, [(7, file) for file in changes.new])
    assert moves == [Moved(1, 7, *changes.new)]


def _meanwhile(folder: Path, happens: Callable[[], object]) -> FolderScan:
    """Scan; that the ledger is asked is the moment between the look and the opening."""
    return scan_folder(folder, KnownByTest(asked=happens), quiet_before_ns=None)


def test_1_5_a_file_that_vanishes_while_it_is_looked_at_is_no_trouble(tmp_path: Path) -> None:
    _write(tmp_path, "a.jpg")
    scan = _meanwhile(tmp_path, lambda: (tmp_path / "a.jpg").unlink(missing_ok=True))
    assert scan == FolderScan((), (), ())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("what", ["pipe", "link"])
def test_a_file_swapped_while_it_is_looked_at_is_neither_waited_for_nor_followed(
    tmp_path: Path, what: str
) -> None:
    album, secret = tmp_path / "album", _write(tmp_path, "secret")
    _write(album, "a")

    def swap() -> None:
        (album / "a").unlink()
        if what == "pipe":
            os.mkfifo(album / "a")
        else:
            (album / "a").symlink_to(tmp_path / secret.path)

    assert _meanwhile(album, swap).quiet == ()
