"""Cancellation: wrappers that make every blocking call of a pass end when the pass is stopped.

The pass uses these in place of the storages and the clock themselves; once
``stopping`` is set, each of their calls raises PassStopped, so that the stop itself
is never recorded as a failure.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf

from picup_desktop.clock import Clock
from picup_desktop.storage.base import Progress, Put, Storage
from picup_desktop.storage.errors import StorageAway, StorageError
from picup_desktop.storage.wrapped import WrappedStorage

LONGEST_SLEEP_SECONDS = 0.2


class PassStopped(Exception):
    """The pass was asked to end early."""


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
        """Sleep in short intervals. PassStopped."""
        left = seconds
        while left > 0:
            if self._stopping.is_set():
                raise PassStopped
            self._clock.sleep(min(left, LONGEST_SLEEP_SECONDS))
            left -= LONGEST_SLEEP_SECONDS


class StoppableStorage(WrappedStorage):
    """A storage as one pass uses it; the caller that sets ``stopping`` also closes the storage.

    Every call raises PassStopped once the pass is stopped; a removal raises StorageAway, so
    that its message goes back to the queue.
    """

    def __init__(self, storage: Storage, stopping: threading.Event) -> None:
        super().__init__(storage)
        self._stopping = stopping

    @contextmanager
    def around(self) -> Iterator[None]:
        """Raise PassStopped before the call, and in place of an error that the stop caused."""
        if self._stopping.is_set():
            raise PassStopped
        try:
            yield
        except StorageError as error:
            if self._stopping.is_set():
                raise PassStopped from error
            raise

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``. PassStopped."""
        errors = super().put_many(puts, progress)
        if self._stopping.is_set() and any(errors):
            raise PassStopped
        return errors

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``; StorageAway when stopped."""
        try:
            return super().remove(name)
        except PassStopped as stopped:
            raise StorageAway("removing-stopped") from stopped

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``; StorageAway for each when stopped."""
        stopped = StorageAway("removing-stopped")
        try:
            answers = super().remove_many(names, seconds)
        except PassStopped:
            return [stopped] * len(names)
        if not self._stopping.is_set():
            return answers
        return [stopped if isinstance(one, StorageError) else one for one in answers]
