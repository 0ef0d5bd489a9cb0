"""A storage around another one: every call goes through one place, which a subclass writes."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from math import inf
from pathlib import Path

from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put, Storage
from picup_desktop.storage.errors import StorageError


class WrappedStorage:
    """As ``Storage``: hands each call to ``inner``, inside ``around``.

    A subclass writes ``around``, which may refuse a call, translate its error or note it,
    and overrides only the methods whose answers it changes.
    """

    def __init__(self, inner: Storage) -> None:
        self.inner = inner

    def around(self) -> AbstractContextManager[None]:
        """Return what surrounds each call; for a get or a list, the whole of it."""
        raise NotImplementedError

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
        with self.around():
            yield from self.inner.get(name, offset, length)

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        with self.around():
            yield from self.inner.get_many(gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        with self.around():
            return self.inner.stat(name)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``."""
        with self.around():
            yield from self.inner.list(prefix)

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
        """As ``Storage.close``; never refused."""
        self.inner.close()
