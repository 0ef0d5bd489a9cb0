"""A server that lies: each call ends in time, with a StorageError in plain words (6-2, 6-3)."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.storage.errors import StorageAway, StorageError
from picup_desktop.storage.sftp.storage import SftpStorage
from tests.storage.hostile_server import (
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


def test_6_3_words_that_act_on_a_terminal(tmp_path: Path) -> None:
    with hostile(tmp_path, raw_words) as (place, access):
        storage = SftpStorage(place, access)
        with pytest.raises(StorageError) as caught:
            list(storage.get("objects/a", 0, 10))
        storage.close()
    assert "\x1b" not in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert "All photos are on both storages" in caught.value.sentence
