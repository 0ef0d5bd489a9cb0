"""A server that lies: each call ends in time, with a StorageError in plain words (6-2, 6-3)."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.storage.base import Get, Put
from picup_desktop.storage.errors import StorageAway, StorageError
from picup_desktop.storage.sftp.storage import SftpStorage
from tests.storage.sftp import lies
from tests.storage.sftp.hostile_server import (
    Change,
    Lie,
    empty_lists,
    endless_file,
    endless_list,
    folders_in_folders,
    hostile,
    nothing_read,
    raw_words,
)

DEADLINE_SECONDS = 100.0


@pytest.fixture(autouse=True)
def ends_in_time() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < DEADLINE_SECONDS


@pytest.mark.parametrize("lie", [empty_lists, endless_list, folders_in_folders])
def test_6_2_a_list_without_an_end(lie: Lie, tmp_path: Path) -> None:
    with hostile(tmp_path, lie) as (place, access):
        storage = SftpStorage(place, access)
        with pytest.raises(StorageAway):
            list(storage.list("objects"))
        storage.close()


@pytest.mark.parametrize("lie", [nothing_read, endless_file])
def test_6_2_a_file_without_an_end(lie: Lie, tmp_path: Path) -> None:
    with hostile(tmp_path, lie) as (place, access):
        (tmp_path / "served" / "vault" / "objects" / "a").write_bytes(bytes(1000))
        storage = SftpStorage(place, access)
        with pytest.raises(StorageAway, match="other bytes"):
            list(storage.get("objects/a", 0, 1001))
        storage.close()


@pytest.mark.parametrize("name", lies.REQUESTS)
@pytest.mark.parametrize("seed", range(3))
def test_6_2_garbage_for_each_kind_of_request(name: str, seed: int, tmp_path: Path) -> None:
    lie = lies.garbage(frozenset({lies.REQUESTS[name]}), seed=seed)
    with hostile(tmp_path, lie) as (place, access):
        every_call_ends(SftpStorage(place, access), tmp_path)


@pytest.mark.parametrize("change", [lies.late_answers, lies.other_numbers, lies.twice])
def test_6_2_answers_late_of_others_or_twice(change: Change, tmp_path: Path) -> None:
    with hostile(tmp_path, lambda *_: None, change) as (place, access):
        every_call_ends(SftpStorage(place, replace(access, stall_seconds=1.0)), tmp_path)


def every_call_ends(storage: SftpStorage, folder: Path) -> None:
    """Each call does its work or raises a StorageError, in plain words."""
    there = folder / "served" / "vault" / "objects" / "a"
    there.write_bytes(bytes(1000))
    calls: list[Callable[[], object]] = [
        lambda: storage.put("objects/b", there),
        lambda: storage.put_many([Put("objects/c", there), Put("objects/d", there)]),
        lambda: list(storage.get("objects/a", 0, 1001)),
        lambda: list(storage.get_many([Get("objects/a", 1001)])),
        lambda: storage.stat("objects/a"),
        lambda: list(storage.list("objects")),
        storage.probe,
        storage.free_bytes,
        storage.real_path,
        lambda: storage.folders("vault.json"),
        storage.make_folder,
        lambda: storage.remove("objects/b"),
        lambda: storage.remove_many(["objects/c", "objects/d"]),
    ]
    sentences = [sentence_of(call) for call in calls]
    storage.close()
    assert all(sentence.isprintable() for sentence in sentences)
    assert there.read_bytes() == bytes(1000)


def sentence_of(call: Callable[[], object]) -> str:
    """What a call was refused with; empty if it did its work."""
    try:
        call()
    except StorageError as error:
        return error.sentence
    return ""


def test_6_3_words_that_act_on_a_terminal(tmp_path: Path) -> None:
    with hostile(tmp_path, raw_words) as (place, access):
        storage = SftpStorage(place, access)
        with pytest.raises(StorageError) as caught:
            list(storage.get("objects/a", 0, 10))
        storage.close()
    assert "\x1b" not in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert "All photos are on both storages" in caught.value.sentence
