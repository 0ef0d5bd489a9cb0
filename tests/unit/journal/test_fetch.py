"""Keys files and segments are fetched together where they are small, and alone where they fail."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from picup_desktop.storage.base import Get, Piece
from picup_desktop.storage.errors import ObjectNotFound, StorageAway
from picup_desktop.sync.journal.fetch import (
    AGE_BEGINS,
    MOST_AT_ONCE,
    MOST_BYTES_AT_ONCE,
    SMALL_BYTES,
    fetch,
    together,
)
from tests.unit.storages.in_memory import MemoryStorage


class _Counting(MemoryStorage):
    """Notes what is asked for in one go."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        super().__init__(objects)
        self.at_once: list[list[str]] = []

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        self.at_once.append([get.name for get in gets])
        for get in gets:
            data = self.objects.get(get.name)
            yield data if data is not None and len(data) == get.size_bytes else None


def _files(folder: Path, names: Sequence[str]) -> dict[str, Path]:
    return {name: folder / "cache" / name for name in names}


def _fetched(storage: MemoryStorage, folder: Path, sizes: dict[str, int]) -> dict[str, bytes]:
    files = _files(folder, [*sizes])
    fetch(storage, sizes, files)
    return {name: file.read_bytes() for name, file in files.items() if file.exists()}


def _sealed(size_bytes: int) -> bytes:
    return AGE_BEGINS + bytes(size_bytes - len(AGE_BEGINS))


def test_small_files_come_in_one_go_and_large_ones_alone(tmp_path: Path) -> None:
    objects = {f"keys/{n}.age": _sealed(100 + n) for n in range(3)}
    objects["journal/a/1.age"] = _sealed(SMALL_BYTES + 1)
    storage = _Counting(objects)
    assert _fetched(storage, tmp_path, {n: len(d) for n, d in objects.items()}) == objects
    assert storage.at_once == [["keys/0.age", "keys/1.age", "keys/2.age"]]
    assert storage.asked == [("get", "journal/a/1.age")]


def test_one_file_is_asked_for_alone(tmp_path: Path) -> None:
    storage = _Counting({"keys/1.age": _sealed(10)})
    assert _fetched(storage, tmp_path, {"keys/1.age": 10}) == {"keys/1.age": _sealed(10)}
    assert storage.at_once == []


def test_6_2_what_does_not_begin_like_one_is_dropped_and_no_more_is_read_than_listed(
    tmp_path: Path,
) -> None:
    storage = _Counting({"a": b"no age file", "b": _sealed(10), "c": _sealed(50), "d": b""})
    kept = tmp_path / "cache" / "a"
    kept.parent.mkdir()
    kept.write_bytes(b"of before")
    got = _fetched(storage, tmp_path, {"a": 11, "b": 10, "c": 20, "d": 0})
    # One that grew since it was listed is read up to its size of then.
    assert got == {"b": _sealed(10), "c": _sealed(50)[:20], "d": b""}
    assert storage.read_at_most == [20, 0]
    assert {path.name for path in kept.parent.iterdir()} == {"b", "c", "d"}


def test_one_that_left_meanwhile_and_a_storage_that_goes_away_end_it(tmp_path: Path) -> None:
    storage = _Counting({"a": _sealed(10)})
    (gone := tmp_path / "cache" / "b").parent.mkdir()
    gone.write_bytes(b"of before")
    with pytest.raises(ObjectNotFound):
        _fetched(storage, tmp_path, {"a": 10, "b": 10})
    assert (tmp_path / "cache" / "a").exists()
    assert not gone.exists()
    storage.failing["get"].append(StorageAway("sending-stopped"))
    with pytest.raises(StorageAway):
        _fetched(storage, tmp_path, {"a": 10})


def test_how_many_come_in_one_go() -> None:
    many = {f"{n:03}": 10 for n in range(MOST_AT_ONCE * 2 + 1)}
    parts = [*together(many)]
    assert [len(part) for part in parts] == [MOST_AT_ONCE, MOST_AT_ONCE, 1]
    assert [name for part in parts for name in part] == [*many]
    large = {"a": MOST_BYTES_AT_ONCE - 1, "b": 1, "c": 1, "d": MOST_BYTES_AT_ONCE + 1, "e": 1}
    assert [*together(large)] == [["a", "b"], ["c"], ["d"], ["e"]]
    assert [*together({})] == []
