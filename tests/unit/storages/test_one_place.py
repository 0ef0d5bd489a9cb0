"""Two storages that are one folder, or one in the other: what shows that they are."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.storage.errors import (
    LoginRefused,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageNonsense,
)
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.sync.join.one_place import (
    MOST_FOLDERS_DEEP,
    Side,
    is_one_place,
    may_be_one_place,
    names_through,
    side_of,
)

NAS = SftpPlace("nas", 22, "me", "/photos")


def test_a_name_is_looked_for_from_each_folder_above() -> None:
    assert list(names_through("tmp/x", ("/a/b", "c/./d"))) == [
        "tmp/x",
        "b/tmp/x",
        "a/b/tmp/x",
        "d/tmp/x",
        "c/d/tmp/x",
    ]


def test_an_endless_path_costs_an_end_of_questions() -> None:
    assert len(list(names_through("x", ("/d" * 5000,)))) == MOST_FOLDERS_DEEP + 1


def folder(path: Path) -> Side:
    path.mkdir(parents=True, exist_ok=True)
    return side_of(FolderStorage(path), FolderPlace(path))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("real", "real", True),
        ("real", "link", True),
        ("real", "real/sub", True),
        ("real/sub", "real", True),
        ("real", "link/sub", True),
        ("real", "link/a/b/c", True),
        ("real", "deep", True),
        ("real", "other", False),
        ("real/sub", "real/sub2", False),
        ("real/sub", "other/sub", False),
    ],
)
def test_links_and_folders(tmp_path: Path, one: str, two: str, *, same: bool) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "deep").symlink_to("real/inner")
    first, second = folder(tmp_path / one), folder(tmp_path / two)
    assert is_one_place(first, second, tmp_path) is same
    assert is_one_place(second, first, tmp_path) is same
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class Answering(FolderStorage):
    """A folder that answers a question in some way of its own."""

    def __init__(self, root: Path, error: Callable[[str], StorageError], part: str = "") -> None:
        super().__init__(root)
        self._error = error
        self._part = part

    def stat(self, name: str):  # type: ignore[no-untyped-def]
        if self._part in name.removesuffix(f"tmp/{Path(name).name}"):
            raise self._error("no")
        return super().stat(name)


@pytest.mark.parametrize("error", [StorageDenied, StorageNonsense])
def test_a_path_that_leads_nowhere_is_no_answer_of_the_storage(
    tmp_path: Path, error: Callable[[str], StorageError]
) -> None:
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    odd = Side(Answering(tmp_path / "two", error, "one"), two.paths)
    assert not is_one_place(one, odd, tmp_path)


@pytest.mark.parametrize("error", [StorageAway, LoginRefused, StorageDenied])
def test_a_storage_that_can_not_be_asked_is_told(
    tmp_path: Path, error: Callable[[str], StorageError]
) -> None:
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    odd = Side(Answering(tmp_path / "two", error), two.paths)
    with pytest.raises(StorageError):
        is_one_place(one, odd, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_full_twin_is_looked_through_all_the_same(tmp_path: Path) -> None:
    class Full(FolderStorage):
        def put(self, name: str, source: Path, progress: object = None) -> None:
            raise StorageDenied("read-only")

    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    assert not is_one_place(one, Side(Full(tmp_path / "two"), two.paths), tmp_path)
    assert is_one_place(one, Side(Full(tmp_path / "one"), one.paths), tmp_path)
    with closing(Full(tmp_path / "two")) as full, pytest.raises(StorageDenied):
        is_one_place(Side(full, two.paths), one, tmp_path)


def test_what_can_not_be_asked_is_told_by_path_and_key() -> None:
    other_name = SftpPlace("192.168.1.2", 22, "you", "/photos")
    assert may_be_one_place(NAS, "key", other_name, "key")
    assert not may_be_one_place(NAS, "key", other_name, "another")
    assert not may_be_one_place(NAS, "key", SftpPlace("nas", 22, "me", "/other"), "key")
    assert not may_be_one_place(NAS, None, FolderPlace(Path("/photos")), None)
