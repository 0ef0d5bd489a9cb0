"""Storages for restoring: one that is out is not waited for again, or was never named."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from picup_desktop.clock import Clock
from picup_desktop.storage.base import Get, Piece, Storage
from picup_desktop.storage.errors import StorageAway, StorageError, StorageUnreachable
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.words import Role

OUT_SECONDS = 30.0


class AbsentStorage(WrappedStorage):
    """The half of the vault that nobody named: each call raises StorageUnreachable."""

    def __init__(self, role: Role) -> None:
        super().__init__(self)
        self._role = role

    def around(self) -> NoReturn:
        """StorageUnreachable."""
        raise StorageUnreachable(
            f"The {self._role.value} storage was not asked, for its address was not given."
        )

    def close(self) -> None:
        """There is nothing to end."""


class OutRemembered(WrappedStorage):
    """A storage whose last failure to answer is its answer for half a minute.

    Thousands of photos are read one after the other: each may not wait for a time-out.
    """

    def __init__(
        self, storage: Storage, clock: Clock, arrived: Callable[[int], None] = lambda _: None
    ) -> None:
        """``arrived`` hears of the size of every piece that comes; what it raises ends the get."""
        super().__init__(storage)
        self._clock = clock
        self._arrived = arrived
        self._out: tuple[float, StorageError] | None = None

    @contextmanager
    def around(self) -> Iterator[None]:
        """The last failure again while it is fresh; a new one is remembered."""
        out = self._out
        if out is not None and self._clock.monotonic() < out[0]:
            raise type(out[1])(out[1].sentence)
        try:
            yield
        except StorageAway as error:
            self._out = (self._clock.monotonic() + OUT_SECONDS, error)
            raise

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``."""
        for piece in super().get(name, offset, length):
            self._arrived(len(piece))
            yield piece

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        for piece in super().get_many(gets):
            # Which photo of this thread it is for, only its reader will tell.
            self._arrived(0)
            yield piece
