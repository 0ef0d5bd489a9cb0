"""Stopping: how whatever a pass waits for ends at once when the pass shall end.

The pass hands these on instead of the storages and the clock themselves; once
``stopping`` is set, every call of theirs raises PassStopped, so no failure is
recorded that was only our own stopping.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put, Storage
from picup_desktop.storage.errors import StorageAway, StorageError

LONGEST_SLEEP_SECONDS = 0.2


class PassStopped(Exception):
    """Somebody asked for the pass to end early."""


class StoppableClock:
    """A clock whose sleeps end early with PassStopped."""

    def __init__(self, clock: Clock, stopping: threading.Event) -> None:
        self._clock = clock
        self._stopping = stopping

    def now(self) -> float:
        """As the clock itself."""
        return self._clock.now()

    def monotonic(self) -> float:
        """As the clock itself."""
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        """In short pieces. PassStopped."""
        left = seconds
        while left > 0:
            if self._stopping.is_set():
                raise PassStopped
            self._clock.sleep(min(left, LONGEST_SLEEP_SECONDS))
            left -= LONGEST_SLEEP_SECONDS


class StoppableStorage:
    """A storage as one pass uses it; whoever sets ``stopping`` also closes the storage."""

    def __init__(self, storage: Storage, stopping: threading.Event) -> None:
        self._storage = storage
        self._stopping = stopping

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``. PassStopped."""
        with self._cut():
            self._storage.put(name, source, progress)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``. PassStopped."""
        with self._cut():
            errors = self._storage.put_many(puts, progress)
        if self._stopping.is_set() and any(errors):
            raise PassStopped
        return errors

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``. PassStopped."""
        with self._cut():
            yield from self._storage.get(name, offset, length)

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``. PassStopped."""
        with self._cut():
            yield from self._storage.get_many(gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``. PassStopped."""
        with self._cut():
            return self._storage.stat(name)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``. PassStopped."""
        with self._cut():
            yield from self._storage.list(prefix)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``; StorageAway when stopped, so that a message is given back."""
        try:
            with self._cut():
                return self._storage.remove(name)
        except PassStopped as stopped:
            raise StorageAway("Removing was stopped.") from stopped

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``; StorageAway for each when stopped, as ``remove``."""
        stopped = StorageAway("Removing was stopped.")
        try:
            with self._cut():
                told = self._storage.remove_many(names, seconds)
        except PassStopped:
            return [stopped] * len(names)
        if not self._stopping.is_set():
            return told
        return [stopped if isinstance(one, StorageError) else one for one in told]

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``. PassStopped."""
        with self._cut():
            return self._storage.free_bytes()

    def probe(self) -> Probe:
        """As ``Storage.probe``. PassStopped."""
        with self._cut():
            return self._storage.probe()

    def close(self) -> None:
        """As ``Storage.close``."""
        self._storage.close()

    @contextmanager
    def _cut(self) -> Iterator[None]:
        if self._stopping.is_set():
            raise PassStopped
        try:
            yield
        except StorageError as error:
            if self._stopping.is_set():
                raise PassStopped from error
            raise
