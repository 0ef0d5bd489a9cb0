"""Many objects in one go: what each backend promises of them, and of the trouble of some."""

import os
from pathlib import Path

import pytest

from picup_desktop.storage.base import Get, Put, Storage
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
)
from tests.storage.conftest import SMALL_DISK_BYTES, Backend
from tests.storage.obstacles import forbidden_folders


def _puts(folder: Path, sizes_bytes: list[int]) -> list[Put]:
    puts = []
    for number, size_bytes in enumerate(sizes_bytes):
        source = folder / f"source-{number}"
        source.write_bytes(os.urandom(size_bytes))
        puts.append(Put(f"objects/{number % 3:02x}/{number:04}", source))
    return puts


def _names(storage: Storage, prefix: str) -> list[str]:
    return sorted(info.name for info in storage.list(prefix))


def test_all_come_to_rest_in_folders_that_were_not_there(storage: Storage, tmp_path: Path) -> None:
    puts = _puts(tmp_path, [0, 1, 32_768, 70_000, 300_000, 10, 11, 12])
    seen: list[int] = []
    assert list(storage.put_many(puts, seen.append)) == [None] * len(puts)
    assert _names(storage, "") == sorted(put.name for put in puts)
    for put in puts:
        assert b"".join(storage.get(put.name)) == put.source.read_bytes()
    assert seen[-1] == sum(put.source.stat().st_size for put in puts)


def test_one_that_is_there_and_one_without_a_source_take_no_other_with_them(
    storage: Storage, tmp_path: Path
) -> None:
    puts = _puts(tmp_path, [100] * 5)
    storage.put(puts[1].name, tmp_path / "source-0")
    puts[3].source.unlink()
    errors = storage.put_many(puts)
    assert [type(error) for error in errors] == [
        type(None),
        ObjectExists,
        type(None),
        SourceUnreadable,
        type(None),
    ]
    assert b"".join(storage.get(puts[1].name)) == (tmp_path / "source-0").read_bytes()
    assert _names(storage, "") == sorted(put.name for put in puts if put is not puts[3])


def test_1_7_room_runs_out_among_many(storage: Storage, backend: Backend, tmp_path: Path) -> None:
    with backend.small():
        storage.close()
        puts = _puts(tmp_path, [SMALL_DISK_BYTES // 4] * 8)
        errors = storage.put_many(puts)
        assert {type(error) for error in errors} == {type(None), StorageFull}
        rest = [put for put, error in zip(puts, errors, strict=True) if error is None]
        assert _names(storage, "") == sorted(put.name for put in rest)
        for put in rest:
            assert b"".join(storage.get(put.name)) == put.source.read_bytes()
        storage.close()


def test_many_come_back_whole_and_in_order(storage: Storage, tmp_path: Path) -> None:
    puts = _puts(tmp_path, [0, 1, 32_768, 70_000, 300_000, 10, 11, 12])
    storage.put_many(puts)
    gets = [Get(put.name, put.source.stat().st_size) for put in puts]
    came = [None if data is None else bytes(data) for data in storage.get_many(gets)]
    assert came == [put.source.read_bytes() for put in puts]


def test_those_that_are_not_as_the_ledger_knows_them_are_left_to_a_get_of_their_own(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    puts = _puts(tmp_path, [100] * 6)
    storage.put_many(puts)
    storage.remove(puts[1].name)
    (backend.files / puts[2].name).write_bytes(b"a" * 99)
    (backend.files / puts[3].name).write_bytes(b"a" * 101)
    (backend.files / puts[4].name).unlink()
    (backend.files / puts[4].name).mkdir()
    gets = [*(Get(put.name, 100) for put in puts), Get(puts[1].name, 0)]
    came = list(storage.get_many(gets))
    assert [data is not None for data in came] == [True, False, False, False, False, True, False]
    with pytest.raises(ObjectNotFound):
        list(storage.get(puts[1].name))


def test_a_reader_of_many_that_has_enough_leaves_the_connection_usable(
    storage: Storage, tmp_path: Path
) -> None:
    puts = _puts(tmp_path, [200_000] * 6)
    storage.put_many(puts)
    came = storage.get_many([Get(put.name, 200_000) for put in puts])
    assert bytes(next(came) or b"") == puts[0].source.read_bytes()
    del came
    assert b"".join(storage.get(puts[5].name)) == puts[5].source.read_bytes()
    assert storage.stat(puts[4].name).size_bytes == 200_000


def test_a_missing_root_is_never_made_by_many(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    backend.files.rename(tmp_path / "elsewhere")
    errors = storage.put_many(_puts(tmp_path, [10] * 3))
    assert [isinstance(error, StorageAway) for error in errors] == [True] * 3
    assert not backend.files.exists()


def test_1_7_permission_denied_to_many(storage: Storage, backend: Backend, tmp_path: Path) -> None:
    storage.put("objects/00/0000", _puts(tmp_path, [5])[0].source)
    with forbidden_folders(backend.files):
        errors = storage.put_many(_puts(tmp_path, [10] * 3))
        kind = StorageDenied if backend.tells_why else StorageError
        assert [isinstance(error, kind) for error in errors] == [True] * 3
        assert isinstance(storage.remove_many(["objects/00/0000"])[0], kind)
    assert _names(storage, "") == ["objects/00/0000"]


def test_what_is_gone_already_is_told_apart_among_many(
    storage: Storage, backend: Backend, tmp_path: Path
) -> None:
    puts = _puts(tmp_path, [10] * 4)
    storage.put_many(puts)
    storage.remove(puts[1].name)
    (backend.files / "objects" / "folder").mkdir()
    names = [put.name for put in puts]
    told = storage.remove_many([*names[:2], "objects/folder", *names[2:]])
    assert [told[0], told[1], told[3], told[4]] == [True, False, True, True]
    assert isinstance(told[2], StorageError if backend.keeps_folders else bool)
    assert _names(storage, "") == []


@pytest.mark.parametrize("many", [0, 1])
def test_few_are_many_too(storage: Storage, tmp_path: Path, many: int) -> None:
    puts = _puts(tmp_path, [10] * many)
    assert list(storage.put_many(puts)) == [None] * many
    assert list(storage.remove_many([put.name for put in puts])) == [True] * many
