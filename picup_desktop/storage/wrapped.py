"""A base class of wrappers around another storage: every call goes through ``around``."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from math import inf
from pathlib import Path

from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put, Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.sums import StoredSum


class WrappedStorage(ABC):
    """A ``Storage`` that passes each call to ``inner``, inside ``around``.

    A subclass overrides ``around``, which may refuse a call, translate its error or record
    it, and only those methods whose answers it changes.
    """

    def __init__(self, inner: Storage) -> None:
        self.inner = inner

    @abstractmethod
    def around(self) -> AbstractContextManager[None]:
        """Return what surrounds each call; for a get or a list, the whole of it."""

    def around_reading(self) -> AbstractContextManager[None]:
        """Return what surrounds a get, a stat, a list or sums; unless overridden, as any call."""
        return self.around()

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``."""
        with self.around():
            self.inner.put(name, source, progress)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``."""
        with self.around():
            return self.inner.put_many(puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``."""
        with self.around_reading():
            yield from self.inner.get(name, offset, length)

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        with self.around_reading():
            yield from self.inner.get_many(gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        with self.around_reading():
            return self.inner.stat(name)

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``."""
        with self.around_reading():
            return self.inner.sums(names)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``."""
        with self.around_reading():
            yield from self.inner.list(*folders)

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``."""
        with self.around():
            return self.inner.remove(name)

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        with self.around():
            return self.inner.remove_many(names, seconds)

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``."""
        with self.around():
            return self.inner.free_bytes()

    def probe(self) -> Probe:
        """As ``Storage.probe``."""
        with self.around():
            return self.inner.probe()

    def close(self) -> None:
        """As ``Storage.close``; outside ``around``, so never refused."""
        self.inner.close()
