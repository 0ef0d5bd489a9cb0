"""What every storage promises, over every backend there is."""

import os
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageError,
)
from tests.storage.conftest import Backend

NAME = "objects/ab/abcdef"


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "source"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "size", [0, 1, 32767, 32768, 32769, 32672, 1024 * 1024, 5 * 1024 * 1024 + 3]
)
def test_what_was_put_comes_back(storage: Storage, tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    seen: list[int] = []
    storage.put(NAME, _file(tmp_path, data), seen.append)
    assert b"".join(storage.get(NAME)) == data
    assert storage.stat(NAME).size_bytes == size
    assert seen == sorted(seen)
    assert not size or seen[-1] == size


@pytest.mark.parametrize(
    ("offset", "length"), [(0, 10), (5, None), (40_000, 70_000), (99_990, 100), (200_000, 5)]
)
def test_ranges(storage: Storage, tmp_path: Path, offset: int, length: int | None) -> None:
    data = os.urandom(100_000)
    storage.put(NAME, _file(tmp_path, data))
    end = None if length is None else offset + length
    assert b"".join(storage.get(NAME, offset, length)) == data[offset:end]


def test_a_reader_may_stop_early(storage: Storage, tmp_path: Path) -> None:
    data = os.urandom(6 * 1024 * 1024)
    storage.put(NAME, _file(tmp_path, data))
    reading = storage.get(NAME)
    assert data.startswith(next(reading))
    reading.close()  # type: ignore[attr-defined]
    assert storage.stat(NAME).size_bytes == len(data)


def test_nothing_is_overwritten(storage: Storage, tmp_path: Path) -> None:
    storage.put(NAME, _file(tmp_path, b"first"))
    with pytest.raises(ObjectExists):
        storage.put(NAME, _file(tmp_path, b"second"))
    assert b"".join(storage.get(NAME)) == b"first"
    assert [info.name for info in storage.list("tmp")] == []


def test_missing_objects_are_told_apart(storage: Storage) -> None:
    with pytest.raises(ObjectNotFound):
        storage.stat(NAME)
    with pytest.raises(ObjectNotFound):
        list(storage.get(NAME))
    assert list(storage.list("objects")) == []


def test_remove_twice(storage: Storage, tmp_path: Path) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    assert storage.remove(NAME)
    assert not storage.remove(NAME)
    assert list(storage.list("objects")) == []


def test_list_at_any_depth(storage: Storage, tmp_path: Path) -> None:
    names = ["objects/ab/1", "objects/cd/2", "objects/cd/3", "keys/1.age"]
    for name in names:
        storage.put(name, _file(tmp_path, name.encode()))
    listed = {info.name: info.size_bytes for info in storage.list("objects")}
    assert listed == {name: len(name) for name in names if name.startswith("objects/")}


def test_a_folder_in_the_objects_place(storage: Storage, backend: Backend) -> None:
    (backend.files / NAME).mkdir(parents=True)
    with pytest.raises(StorageDenied):
        storage.stat(NAME)
    with pytest.raises(StorageDenied):
        list(storage.get(NAME))
    with pytest.raises(StorageError):
        storage.remove(NAME)


def test_a_missing_root_is_never_made(storage: Storage, backend: Backend, tmp_path: Path) -> None:
    backend.files.rename(tmp_path / "elsewhere")
    with pytest.raises(StorageAway):
        storage.put(NAME, _file(tmp_path, b"data"))
    with pytest.raises(StorageAway):
        storage.probe()
    assert not backend.files.exists()


def test_a_probe_leaves_nothing(storage: Storage, backend: Backend) -> None:
    probe = storage.probe()
    assert probe.round_trip_seconds > 0
    assert [path for path in backend.files.rglob("*") if path.is_file()] == []


def test_it_works_again_after_close(storage: Storage, tmp_path: Path) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    storage.close()
    assert storage.stat(NAME).size_bytes == 4


def test_a_source_that_vanished_leaves_nothing(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises((StorageError, OSError)):
        storage.put(NAME, tmp_path / "nothing")
    assert list(storage.list("tmp")) == []
    assert list(storage.list("objects")) == []
