"""The folders of an account, for a person to choose from: on a real server, and on a lying one."""

import os
import stat
from pathlib import Path

import pytest

from picup_desktop.storage.errors import (
    ObjectExists,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageUnreachable,
)
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import MOST_ENTRIES, MOST_FOLDERS, Access, FolderListing
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp import folders
from picup_desktop.storage.sftp.packets import Attributes
from picup_desktop.storage.sftp.storage import SftpStorage
from tests.sshd import Sshd
from tests.storage.sftp import lies
from tests.storage.sftp.hostile_server import Liar, Lie, empty_lists, hostile, names

FILE = "vault.json"
FOLDER = stat.S_IFDIR | 0o755


def test_an_account_is_walked_and_a_folder_made(tmp_path: Path) -> None:
    server = Sshd(tmp_path / "box").start()
    top = server.root
    for name in ("photos", "Music", "사진", ".hidden", "a b"):
        (top / name).mkdir()
    (top / "photos" / FILE).write_text("{}")
    (top / "file").write_text("")
    (top / "to-photos").symlink_to("photos")
    (top / "to-file").symlink_to("file")
    (top / "to-nothing").symlink_to("nothing")
    (top / os.fsdecode(b"\xff")).mkdir()
    try:
        access = Access(tmp_path / "known_hosts", key_file=server.key_file, trust_new_host_key=True)
        base = server.url.removesuffix("/vault")

        def at(path: str) -> FolderListing:
            return parse_place(f"{base}{path}").folders(access, FILE)

        assert at("") == FolderListing(
            str(top), ("a b", "Music", "photos", "to-photos", "사진"), more=False, holds=False
        )
        assert at("/photos").holds
        # What the server calls the folder, whatever was asked for.
        assert at("/Music/../to-photos").path == str(top / "photos")

        with pytest.raises(StorageUnreachable, match="not there on"):
            at("/gone")
        new = parse_place(f"{base}/Music/new")
        new.make_folder(access)
        assert (top / "Music" / "new").is_dir()
        with pytest.raises(ObjectExists, match="already"):
            new.make_folder(access)
        with pytest.raises(StorageError):
            parse_place(f"{base}/gone/new").make_folder(access)
        assert not (top / "gone").exists(), "only one is made at a time"
    finally:
        server.stop()


def test_a_folder_that_the_account_may_not_enter(tmp_path: Path) -> None:
    with (
        hostile(tmp_path, _denied) as (place, access),
        pytest.raises(StorageDenied, match="denies"),
    ):
        SftpStorage(place, access).folders(FILE)


def _denied(_: Liar, kind: int, request: int) -> bytes | None:
    denied = 3
    return lies.status(request, denied) if kind == lies.REQUESTS["opendir"] else None


def _endless(liar: Liar, kind: int, request: int) -> bytes | None:
    """Each answer has a hundred folders more."""
    if kind != lies.REQUESTS["readdir"]:
        return None
    return names(request, *((f"{request}-{number}", FOLDER) for number in range(100)))


def _endless_files(liar: Liar, kind: int, request: int) -> bytes | None:
    if kind != lies.REQUESTS["readdir"]:
        return None
    return names(request, *((f"{request}-{n}", stat.S_IFREG) for n in range(1000)))


def _odd_names(liar: Liar, kind: int, request: int) -> bytes | None:
    odd = ("~", " led", "trailed ", "\x1b[2J", "back\\slash", "\u202etxt.exe", "x" * 1024, "fine")
    return _once(liar, kind, request, *((name, FOLDER) for name in odd))


def _many_links(liar: Liar, kind: int, request: int) -> bytes | None:
    links = ((f"link-{number}", lies.LINK) for number in range(folders.MOST_LINKS * 3))
    return _once(liar, kind, request, *links)


def _once(liar: Liar, kind: int, request: int, *entries: tuple[str, int]) -> bytes | None:
    """List these, and then no more."""
    if kind != lies.REQUESTS["readdir"]:
        return None
    if getattr(liar, "listed", False):
        return lies.status(request, lies.EOF)
    liar.listed = True  # type: ignore[attr-defined]
    return names(request, *entries)


def _impossible(liar: Liar, kind: int, request: int) -> bytes | None:
    return _once(liar, kind, request, ("../../etc", FOLDER))


def test_6_2_endless_folders_are_cut_off(tmp_path: Path) -> None:
    with hostile(tmp_path, _endless) as (place, access):
        found = SftpStorage(place, access).folders(FILE)
    assert (len(found.folders), found.more) == (MOST_FOLDERS, True)


def test_6_2_endless_files_are_cut_off(tmp_path: Path) -> None:
    with hostile(tmp_path, _endless_files) as (place, access):
        found = SftpStorage(place, access).folders(FILE)
    assert (found.folders, found.more) == ((), True)


@pytest.mark.parametrize("lie", [empty_lists, _impossible])
def test_6_2_a_list_that_can_not_be_true(lie: Lie, tmp_path: Path) -> None:
    with hostile(tmp_path, lie) as (place, access), pytest.raises(StorageAway):
        SftpStorage(place, access).folders(FILE)


def test_6_3_names_that_no_form_can_hold_are_left_out(tmp_path: Path) -> None:
    with hostile(tmp_path, _odd_names) as (place, access):
        found = SftpStorage(place, access).folders(FILE)
    kept = {"~", "\x1b[2J", "back\\slash", "\u202etxt.exe", "x" * 1024, "fine"}
    assert set(found.folders) == kept


def test_6_2_links_are_asked_about_within_bounds(tmp_path: Path) -> None:
    asked = 0

    def lie(liar: Liar, kind: int, request: int) -> bytes | None:
        nonlocal asked
        asked += kind == lies.REQUESTS["stat"]
        return _many_links(liar, kind, request)

    with hostile(tmp_path, lie) as (place, access):
        found = SftpStorage(place, access).folders(FILE)
    assert found.more
    assert asked <= folders.MOST_LINKS + 2


def test_a_slow_listing_ends_with_what_there_is() -> None:
    class Slow:
        """A wire that lists, and a clock that goes on by a second at each entry."""

        now = 0.0

        def real_path(self, path: str) -> str:
            return f"/srv/{path}"

        def list(self, _path: str):  # type: ignore[no-untyped-def]
            for number in range(1000):
                self.now += 1.0
                yield f"{number:04}", Attributes(0, FOLDER, 0)

    wire = Slow()
    found = folders.folders_at(wire, "x", FILE, lambda: wire.now)  # type: ignore[arg-type]
    assert found.path == "/srv/x"
    assert found.more
    assert len(found.folders) == int(folders.LISTING_SECONDS)


def test_a_folder_of_this_computer(tmp_path: Path) -> None:
    place, access = FolderPlace(tmp_path / "disk"), Access(tmp_path / "known_hosts")
    with pytest.raises(StorageUnreachable, match="not there"):
        place.folders(access, FILE)
    place.make_folder(access)
    (tmp_path / "disk" / "photos").mkdir()
    (tmp_path / "disk" / FILE).write_text("")
    found = place.folders(access, FILE)
    assert (found.folders, found.more, found.holds) == (("photos",), False, True)
    with pytest.raises(ObjectExists):
        place.make_folder(access)
    for number in range(MOST_FOLDERS):
        (tmp_path / "disk" / f"{number}").mkdir()
    assert place.folders(access, FILE).more
    assert MOST_ENTRIES > MOST_FOLDERS
