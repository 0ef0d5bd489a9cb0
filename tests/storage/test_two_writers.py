"""Two writers of one object at once, one of which is cut, over every backend.

The source of the one that is cut is a pipe, so that the test says how far it has come. Storages
over HTTP tell the size before the bytes; for them ``bucket/test_hostile_writing.py`` and
``share/test_hostile_writing.py`` cut the connection instead.
"""

import contextlib
import os
import threading
from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import ObjectNotFound, StorageError
from tests.storage.conftest import Backend

NAME = "keys/1.age"
SOME_BYTES = 3 * 1024 * 1024
"""Far more than a pipe holds: once it is fed, its reader has opened its part."""


class CutOff(Exception):
    """Raised in the middle of a put."""


class HalfWay:
    """A put that stands half-way until it is cut or let go on."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        self.ended_with: BaseException | None = None
        self._storage = storage
        self._cut = threading.Event()
        self._pipe = folder / "pipe"
        os.mkfifo(self._pipe)
        self._thread = threading.Thread(target=self._put)
        self._thread.start()
        self._feeding = self._pipe.open("wb", buffering=0)
        self._feed(b"b" * SOME_BYTES)

    def cut(self) -> None:
        self._cut.set()
        if isinstance(self._storage, Courier):
            self._storage.close()
        with contextlib.suppress(BrokenPipeError):
            self._feed(b"b" * SOME_BYTES)
        self.go_on()

    def go_on(self) -> None:
        """To the end."""
        self._feeding.close()
        self._thread.join()

    def _feed(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self._feeding.write(left) :]

    def _put(self) -> None:
        try:
            self._storage.put(NAME, self._pipe, self._moved)
        except (StorageError, CutOff) as error:
            self.ended_with = error

    def _moved(self, _: int) -> None:
        if self._cut.is_set():
            raise CutOff


@pytest.fixture
def whole(tmp_path: Path, backend: Backend) -> Path:
    if not backend.takes_pipes:
        pytest.skip("it sends files only, whose size it tells before")
    path = tmp_path / "whole"
    path.write_bytes(b"a" * SOME_BYTES)
    return path


def test_one_writes_it_whole_while_another_that_began_earlier_is_cut(
    storage: Storage, backend: Backend, whole: Path, tmp_path: Path
) -> None:
    other = backend.open()
    half_way = HalfWay(other, tmp_path)
    try:
        storage.put(NAME, whole)
    finally:
        half_way.cut()
        other.close()
    assert half_way.ended_with is not None
    assert b"".join(storage.get(NAME)) == whole.read_bytes()


def test_one_that_is_cut_leaves_nothing_under_the_final_name(
    storage: Storage, backend: Backend, whole: Path, tmp_path: Path
) -> None:
    other = backend.open()
    half_way = HalfWay(other, tmp_path)
    half_way.cut()
    other.close()
    with pytest.raises(ObjectNotFound):
        storage.stat(NAME)
    storage.put(NAME, whole)
    assert b"".join(storage.get(NAME)) == whole.read_bytes()


def test_the_one_that_comes_later_is_told_and_changes_nothing(
    storage: Storage, backend: Backend, whole: Path, tmp_path: Path
) -> None:
    other = backend.open()
    half_way = HalfWay(other, tmp_path)
    try:
        storage.put(NAME, whole)
    finally:
        half_way.go_on()
        other.close()
    assert type(half_way.ended_with).__name__ == "ObjectExists"
    assert b"".join(storage.get(NAME)) == whole.read_bytes()
