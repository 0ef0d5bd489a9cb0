"""What every storage promises, over every backend there is."""

import os
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    FolderInPlace,
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    storage_state_after,
)
from picup_desktop.storage.sums import StoredSum
from tests.storage.conftest import SMALL_DISK_BYTES, Backend
from tests.storage.obstacles import forbidden_folders

NAME = "objects/ab/abcdef"


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "source"
    path.write_bytes(data)
    return path


def denied(backend: Backend) -> type[StorageError]:
    return StorageDenied if backend.tells_why else StorageError


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


def test_6_1_a_folder_in_an_objects_place_is_about_that_name_alone(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    (backend.files / NAME / "within").mkdir(parents=True)
    (gone,) = storage.remove_many([NAME])
    assert isinstance(gone, FolderInPlace)
    for touch in (storage.remove, storage.stat, lambda name: list(storage.get(name))):
        with pytest.raises(FolderInPlace, match="a folder") as caught:
            touch(NAME)
        assert storage_state_after(caught.value) is None
    with pytest.raises(ObjectExists):
        storage.put(NAME, _file(tmp_path, b"data"))
    assert (backend.files / NAME / "within").is_dir()
    storage.put(f"{NAME}0", _file(tmp_path, b"data"))
    assert [info.name for info in storage.list("objects")] == [f"{NAME}0"]


def test_what_is_noted_of_an_object_is_of_its_bytes_or_nothing(
    storage: Storage, tmp_path: Path
) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    assert not storage.probe().sums
    assert [*storage.sums([NAME])] in ([None], [StoredSum(sha256(b"data").hexdigest())])
    assert [*storage.sums([])] == []


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
    if backend.keeps_folders:
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
    with pytest.raises(SourceUnreadable, match="nothing"):
        storage.put(NAME, tmp_path / "nothing")
    assert list(storage.list("")) == []
    storage.put(NAME, _file(tmp_path, b"data"))
    assert storage.stat(NAME).size_bytes == 4


def test_1_7_room_runs_out_in_the_middle_of_a_file(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    with backend.small():
        storage.close()
        with pytest.raises(StorageFull, match=r"full|takes no more"):
            storage.put(NAME, _file(tmp_path, os.urandom(2 * SMALL_DISK_BYTES)))
        assert list(storage.list("")) == []
        storage.put(NAME, _file(tmp_path, b"a small one still fits"))
        assert b"".join(storage.get(NAME)) == b"a small one still fits"
        storage.close()


def test_1_7_a_read_only_storage_is_read_and_never_written(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    with backend.read_only():
        storage.close()
        with pytest.raises(StorageDenied):
            storage.put("objects/ab/other", _file(tmp_path, b"other"))
        with pytest.raises(StorageDenied):
            storage.remove(NAME)
        with pytest.raises(StorageDenied):
            storage.probe()
        assert b"".join(storage.get(NAME)) == b"data"
        assert [info.name for info in storage.list("")] == [NAME]
        storage.close()


def test_1_7_permission_denied(storage: Storage, backend: Backend, tmp_path: Path) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    with forbidden_folders(backend.files):
        with pytest.raises(denied(backend)):
            storage.put("objects/ab/other", _file(tmp_path, b"other"))
        with pytest.raises(denied(backend)):
            storage.remove(NAME)
        assert storage.stat(NAME).size_bytes == 4
    storage.put("objects/ab/other", _file(tmp_path, b"other"))
    assert storage.remove(NAME)


def test_1_7_permission_denied_only_where_the_object_belongs(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    with forbidden_folders(backend.files / "objects"):
        for name in ("objects/ab/other", "objects/cd/other"):
            with pytest.raises(denied(backend)):
                storage.put(name, _file(tmp_path, b"other"))
        assert [info.name for info in storage.list("")] == [NAME]


def test_1_6_nothing_stands_under_the_final_name_before_it_is_whole(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    seen: list[bool] = []
    source = _file(tmp_path, os.urandom(6 * 1024 * 1024))
    storage.put(NAME, source, lambda _: seen.append((backend.files / NAME).exists()))
    # A courier tells of the last bytes when all is done.
    assert seen
    assert not any(seen[:-1])
    assert (backend.files / NAME).read_bytes() == source.read_bytes()


def test_a_put_that_its_caller_breaks_off_leaves_nothing(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    def enough(_: int) -> None:
        raise InterruptedError

    # Far more than a pipe or a connection swallows before the caller hears of progress.
    with pytest.raises((InterruptedError, StorageError)):
        storage.put(NAME, _file(tmp_path, os.urandom(32 * 1024 * 1024)), enough)
    assert not (backend.files / NAME).exists()
    storage.put("objects/ab/other", _file(tmp_path, b"other"))
    assert [info.name for info in storage.list("objects")] == ["objects/ab/other"]


def test_names_directly_below_the_root(storage: Storage, tmp_path: Path) -> None:
    storage.put("vault.json", _file(tmp_path, b"{}"))
    assert [info.name for info in storage.list("")] == ["vault.json"]
    with pytest.raises(ObjectExists):
        storage.put("vault.json", _file(tmp_path, b"other"))


@pytest.mark.parametrize(
    ("prefix", "listed"),
    [
        ("", ["keys/1.age", "objects/ab/1", "objects/abc/2", "tmpfoo"]),
        ("objects", ["objects/ab/1", "objects/abc/2"]),
        ("objects/", ["objects/ab/1", "objects/abc/2"]),
        ("objects/ab", ["objects/ab/1"]),
        ("objects/a", []),
        ("objects/ab/1", []),
        ("objects/ab/1/deeper", []),
        ("nothing/at/all", []),
    ],
)
def test_odd_prefixes(
    storage: Storage, backend: Backend, tmp_path: Path, prefix: str, listed: list[str]
) -> None:
    if prefix.endswith("deeper") and not backend.tells_why:
        pytest.skip("it does not tell a missing folder from trouble with one")
    for name in ("keys/1.age", "objects/ab/1", "objects/abc/2", "tmpfoo"):
        storage.put(name, _file(tmp_path, name.encode()))
    assert sorted(info.name for info in storage.list(prefix)) == listed


def test_what_is_no_file_is_not_listed(storage: Storage, backend: Backend, tmp_path: Path) -> None:
    storage.put(NAME, _file(tmp_path, b"data"))
    (backend.files / "objects" / "ab" / "link").symlink_to(tmp_path)
    (backend.files / "objects" / "ab" / "dangling").symlink_to(tmp_path / "nothing")
    assert [info.name for info in storage.list("objects")] == [NAME]


def test_many_files_in_one_folder(storage: Storage, backend: Backend) -> None:
    folder = backend.files / "objects" / "ab"
    folder.mkdir(parents=True)
    names = [f"{number:04}" for number in range(backend.many_files)]
    for name in names:
        (folder / name).touch()
    assert [info.name for info in storage.list("objects")] == [f"objects/ab/{it}" for it in names]


def test_free_space(storage: Storage, backend: Backend) -> None:
    free = storage.free_bytes()
    if free is None:
        assert storage.probe().free_bytes is None
        return
    assert free > 0
    with backend.small():
        storage.close()
        small = storage.probe().free_bytes
        assert small is not None
        assert 0 < small <= SMALL_DISK_BYTES
        storage.close()


def test_a_probe_tells_the_round_trip_and_the_host_key(storage: Storage, backend: Backend) -> None:
    probe = storage.probe()
    assert 0 < probe.round_trip_seconds < 60
    assert probe.host_key is None or len(probe.host_key.split()) == 2
    again = storage.probe()
    assert again.host_key == probe.host_key


def test_probes_do_not_hinder_each_other(storage: Storage, backend: Backend) -> None:
    others = [backend.open() for _ in range(4)]
    failed: list[StorageError] = []

    def look(other: Storage) -> None:
        try:
            for _ in range(10):
                other.probe()
        except StorageError as error:
            failed.append(error)

    threads = [threading.Thread(target=look, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    assert failed == []
