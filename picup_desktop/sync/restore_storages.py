"""Restore, storages: one that is out is not waited for again and again, or was never named."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import NoReturn

from picup_desktop.clock import Clock
from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put, Storage
from picup_desktop.storage.errors import StorageAway, StorageError, StorageUnreachable
from picup_desktop.words import Role

OUT_SECONDS = 30.0


class AbsentStorage:
    """The half of the vault that nobody named: nothing can be asked of it."""

    def __init__(self, role: Role) -> None:
        self._role = role

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:  # noqa: ARG002
        """StorageUnreachable."""
        self._absent()

    def put_many(
        self,
        puts: Sequence[Put],  # noqa: ARG002
        progress: Progress | None = None,  # noqa: ARG002
    ) -> Sequence[StorageError | None]:
        """StorageUnreachable."""
        self._absent()

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:  # noqa: ARG002
        """StorageUnreachable."""
        self._absent()

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:  # noqa: ARG002
        """StorageUnreachable."""
        self._absent()

    def stat(self, name: str) -> ObjectInfo:  # noqa: ARG002
        """StorageUnreachable."""
        self._absent()

    def list(self, prefix: str) -> Iterator[ObjectInfo]:  # noqa: ARG002
        """StorageUnreachable."""
        self._absent()

    def remove(self, name: str) -> bool:  # noqa: ARG002
        """StorageUnreachable."""
        self._absent()

    def remove_many(
        self,
        names: Sequence[str],  # noqa: ARG002
        seconds: float = inf,  # noqa: ARG002
    ) -> Sequence[bool | StorageError]:
        """StorageUnreachable."""
        self._absent()

    def free_bytes(self) -> int | None:
        """StorageUnreachable."""
        self._absent()

    def probe(self) -> Probe:
        """StorageUnreachable."""
        self._absent()

    def close(self) -> None:
        """There is nothing to end."""

    def _absent(self) -> NoReturn:
        raise StorageUnreachable(
            f"The {self._role.value} storage was not asked, for its address was not given."
        )


class OutRemembered:
    """A storage whose last failure to answer is its answer for half a minute.

    Thousands of photos are read one after the other: each may not wait for a time-out.
    """

    def __init__(
        self, storage: Storage, clock: Clock, arrived: Callable[[int], None] = lambda _: None
    ) -> None:
        """``arrived`` hears of the size of every piece that comes; what it raises ends the get."""
        self._storage = storage
        self._clock = clock
        self._arrived = arrived
        self._out: tuple[float, StorageError] | None = None

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``."""
        with self._told():
            self._storage.put(name, source, progress)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``."""
        with self._told():
            return self._storage.put_many(puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``."""
        with self._told():
            for piece in self._storage.get(name, offset, length):
                self._arrived(len(piece))
                yield piece

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        with self._told():
            for piece in self._storage.get_many(gets):
                # Which photo of this thread it is for, only its reader will tell.
                self._arrived(0)
                yield piece

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        with self._told():
            return self._storage.stat(name)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``."""
        with self._told():
            yield from self._storage.list(prefix)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``."""
        with self._told():
            return self._storage.remove(name)

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        with self._told():
            return self._storage.remove_many(names, seconds)

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``."""
        with self._told():
            return self._storage.free_bytes()

    def probe(self) -> Probe:
        """As ``Storage.probe``."""
        with self._told():
            return self._storage.probe()

    def close(self) -> None:
        """As ``Storage.close``."""
        self._storage.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        out = self._out
        if out is not None and self._clock.monotonic() < out[0]:
            raise type(out[1])(out[1].sentence)
        try:
            yield
        except StorageAway as error:
            self._out = (self._clock.monotonic() + OUT_SECONDS, error)
            raise
