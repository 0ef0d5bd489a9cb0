"""6-1: links, devices, pipes and sockets in a folder as a storage are never followed."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from picup_desktop.storage.errors import (
    FolderInPlace,
    ObjectExists,
    ObjectNotFound,
    StorageError,
    StorageUnreachable,
    StrangeEntry,
    StrangeFolder,
    storage_state_after,
)
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.parts import is_ours, new_part
from picup_desktop.storage.tree import (
    OpenFolder,
    OpenRoot,
    TreeFolder,
    looked_at_root,
    open_root,
    rename_exclusively,
)
from picup_desktop.sync.reach.findings import is_finding

NAME = "objects/ab/abcdef"
OWN_NAMES = ("vault.json", "README.txt", "tmp", "keys", "journal", "objects")


@pytest.fixture(params=[open_root, looked_at_root], ids=["descriptors", "looks"])
def opens(request: pytest.FixtureRequest) -> OpenRoot:
    """Both ways to walk; the second one is for systems without the calls of the first."""
    opens: OpenRoot = request.param
    return opens


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "Pictures"
    (folder / "ab").mkdir(parents=True)
    for name in ("wedding.jpg", "abcdef", "ab/abcdef", "README.txt"):
        (folder / name).write_bytes(b"dear to somebody")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for folder in ("tmp", "keys", "journal/0123456789abcdef", "objects/ab"):
        (root / folder).mkdir(parents=True)
    return root


@pytest.fixture
def storage(root: Path, opens: OpenRoot) -> FolderStorage:
    return FolderStorage(root, own_names=OWN_NAMES, open_root=opens)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(b"sealed")
    return path


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def in_its_place(path: Path, make: Callable[[Path], object]) -> None:
    if path.is_dir():
        path.rename(path.with_name(f"was-{path.name}"))
    make(path)


def socket_at(path: Path) -> None:
    # A socket's path is short, and where tests run may be deep.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(before)


def device_at(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3))
    except PermissionError as error:
        pytest.skip(f"this user may not make a device: {error}")


SPECIALS: dict[str, Callable[[Path], object]] = {
    "loop": lambda path: path.symlink_to(path.name),
    "dangling": lambda path: path.symlink_to("nothing at all"),
    "fifo": os.mkfifo,
    "socket": socket_at,
    "device": device_at,
}


@pytest.mark.parametrize("kind", ["folder", "file", *SPECIALS])
@pytest.mark.parametrize("place", ["tmp", "objects", "objects/ab"])
def test_6_1_in_a_folders_place_nothing_is_read_written_or_removed_through_it(
    storage: FolderStorage, root: Path, outside: Path, source: Path, *, place: str, kind: str
) -> None:
    target = {"folder": outside, "file": outside / "wedding.jpg"}
    make = SPECIALS.get(kind) or (lambda path: path.symlink_to(target[kind]))
    in_its_place(root / place, make)
    before = everything(outside)
    expected = StrangeEntry if "/" in place else StrangeFolder
    with pytest.raises(expected, match=place):
        storage.put(NAME, source)
    with pytest.raises(expected):
        list(storage.list(place))
    with pytest.raises(expected):
        storage.remove(f"{place}/abcdef")
    with pytest.raises(expected):
        list(storage.get(f"{place}/abcdef"))
    with pytest.raises(expected):
        storage.stat(f"{place}/abcdef")
    if place == "tmp":
        with pytest.raises(StrangeFolder):
            storage.probe()
    else:
        assert place in storage.probe().strange
    assert everything(outside) == before
    assert not list(root.rglob("picup-part-*"))


@pytest.mark.parametrize("kind", ["file", *SPECIALS])
@pytest.mark.parametrize("name", [NAME, "vault.json", "README.txt", "keys/1.age"])
def test_6_1_in_a_files_place_it_is_told_and_only_the_link_itself_goes(
    storage: FolderStorage, root: Path, outside: Path, source: Path, *, name: str, kind: str
) -> None:
    make = SPECIALS.get(kind) or (lambda path: path.symlink_to(outside / "wedding.jpg"))
    make(root / name)
    before = everything(outside)
    with pytest.raises(StrangeEntry, match=name):
        list(storage.get(name))
    with pytest.raises(StrangeEntry, match=name):
        storage.stat(name)
    with pytest.raises(ObjectExists):
        storage.put(name, source)
    assert name not in [info.name for info in storage.list("")]
    assert storage.probe().strange == (name,)
    assert storage.remove(name)
    storage.put(name, source)
    assert b"".join(storage.get(name)) == b"sealed"
    assert storage.probe().strange == ()
    assert everything(outside) == before


def test_6_1_a_folder_in_a_files_place_is_named_and_stays(
    storage: FolderStorage, root: Path
) -> None:
    (root / NAME).mkdir()
    for touch in (storage.remove, storage.stat):
        with pytest.raises(FolderInPlace, match=f"{NAME} .* but a folder") as caught:
            touch(NAME)
        # The rest of the storage works, and a person is told in its own words.
        assert storage_state_after(caught.value) is None
        assert is_finding(caught.value, reads=False)
    assert (root / NAME).is_dir()


def test_6_1_a_file_in_a_folders_place_is_told_and_never_taken_for_the_object(
    storage: FolderStorage, root: Path, source: Path
) -> None:
    (root / "tmp").rmdir()
    (root / "tmp").write_bytes(b"")
    with pytest.raises(StrangeFolder, match="tmp"):
        storage.put(NAME, source)


def test_6_1_the_root_may_be_a_link_for_a_person_named_it(
    root: Path, opens: OpenRoot, source: Path, tmp_path: Path
) -> None:
    link = tmp_path / "my-disk"
    link.symlink_to(root)
    storage = FolderStorage(link, open_root=opens)
    storage.put(NAME, source)
    assert (root / NAME).read_bytes() == b"sealed"
    link.unlink()
    link.symlink_to(link.name)
    with pytest.raises(StorageError):
        storage.stat(NAME)
    link.unlink()
    link.symlink_to(tmp_path / "unplugged")
    with pytest.raises(StorageUnreachable):
        storage.put(NAME, source)


def test_6_1_links_that_somebody_keeps_beside_the_vault_are_none_of_ours(
    storage: FolderStorage, root: Path, outside: Path
) -> None:
    (root / "music").symlink_to(outside)
    assert storage.probe().strange == ()


class Swapping(OpenFolder):
    """Somebody puts a link in the place of ``tmp`` between its listing and what follows."""

    swap: Callable[[], None] = staticmethod(lambda: None)

    def below(self, name: str) -> TreeFolder:
        folder = super().below(name)
        if name == "tmp":
            type(self).swap()
        return folder


def test_6_1_a_folder_that_is_swapped_for_a_link_after_it_was_opened(
    root: Path, outside: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = new_part()
    (root / "tmp" / part).write_bytes(b"left over")
    (outside / part).write_bytes(b"dear to somebody")

    def swap() -> None:
        if not (root / "tmp").is_symlink():
            (root / "tmp").rename(root / "was-tmp")
            (root / "tmp").symlink_to(outside)

    monkeypatch.setattr(Swapping, "swap", staticmethod(swap))
    storage = FolderStorage(root, open_root=lambda path: Swapping(os.open(path, os.O_RDONLY), ""))
    before = everything(outside)
    assert storage.remove(f"tmp/{part}")
    assert not (root / "was-tmp" / part).exists()
    (root / "tmp").unlink()
    (root / "was-tmp").rename(root / "tmp")
    storage.put(NAME, source)
    assert (root / NAME).read_bytes() == b"sealed"
    assert everything(outside) == before
    assert list((root / "was-tmp").iterdir()) == []


class SwapsThePart(OpenFolder):
    """Somebody puts a link in the place of a part just before it gets its name."""

    target = Path()

    def below(self, name: str) -> TreeFolder:
        folder = super().below(name)
        assert isinstance(folder, OpenFolder)
        return SwapsThePart(folder.descriptor, name)

    def give_name(self, name: str, to: TreeFolder, new_name: str) -> None:
        self.remove(name)
        os.symlink(self.target, name, dir_fd=self.descriptor)
        super().give_name(name, to, new_name)


def test_6_1_a_part_that_is_swapped_for_a_link_never_counts_as_the_object(
    root: Path, outside: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SwapsThePart, "target", outside / "wedding.jpg")
    storage = FolderStorage(
        root, open_root=lambda path: SwapsThePart(os.open(path, os.O_RDONLY), "")
    )
    before = everything(outside)
    with pytest.raises(StrangeEntry):
        storage.put(NAME, source)
    assert everything(outside) == before


@pytest.mark.skipif(os.name == "nt", reason="descriptors of folders")
def test_an_exclusive_rename_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"new")
    (tmp_path / "taken").write_bytes(b"first")
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(FileExistsError):
            rename_exclusively(folder, "old", folder, "taken")
        assert rename_exclusively(folder, "old", folder, "free")
    finally:
        os.close(folder)
    assert (tmp_path / "taken").read_bytes() == b"first"
    assert (tmp_path / "free").read_bytes() == b"new"


@pytest.mark.parametrize("exclusive", [True, False])
def test_without_hard_links_nothing_is_overwritten_either(
    root: Path, source: Path, monkeypatch: pytest.MonkeyPatch, exclusive: bool
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(22, "Incorrect function")

    monkeypatch.setattr(os, "link", no_links)
    if not exclusive:
        monkeypatch.setattr("picup_desktop.storage.tree.rename_exclusively", lambda *_: False)
    storage = FolderStorage(root)
    storage.put(NAME, source)
    source.write_bytes(b"other!")
    with pytest.raises(ObjectExists):
        storage.put(NAME, source)
    assert (root / NAME).read_bytes() == b"sealed"
    assert list((root / "tmp").iterdir()) == []
    with pytest.raises(ObjectNotFound):
        storage.stat("objects/ab/other")


def test_a_sweep_knows_our_parts_by_name() -> None:
    digest = "ab" * 32
    ours = [
        new_part(),
        *(f"objects-ab-{digest}", f"objects-ab-{digest}-0123abcd"),
        *("journal-0123456789abcdef-00000001.age-0123abcd", "keys-1.age", "README.txt-0123abcd"),
        *("probe-0123abcd", "doctor-0123abcd", "tmp-doctor-0123abcd-0123abcd"),
        "apart-0123456789abcdef",
    ]
    assert [is_ours(name) for name in ours] == [True] * len(ours)
    others = ["wedding.jpg", digest, f"sub/{new_part()}", f"{new_part()}.jpg", f"x{new_part()}"]
    assert [is_ours(name) for name in others] == [False] * len(others)
