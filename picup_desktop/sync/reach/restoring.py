"""Storage wrappers for restoring: one that is out is not waited for again, or does not exist."""

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
    """The storage that was not named: each call raises StorageUnreachable."""

    def __init__(self, role: Role) -> None:
        super().__init__(self)
        self._role = role

    def around(self) -> NoReturn:
        """StorageUnreachable."""
        raise StorageUnreachable("storage-not-asked-for-address", storage=self._role.value)

    def close(self) -> None:
        """Do nothing: there is no connection."""


class OutRemembered(WrappedStorage):
    """A storage whose last failure to answer is repeated for half a minute.

    Thousands of photos are read one after the other, and not each may wait for a time-out.
    """

    def __init__(
        self, storage: Storage, clock: Clock, arrived: Callable[[int], None] = lambda _: None
    ) -> None:
        """``arrived`` gets the size in bytes of every piece; an exception from it ends the get."""
        super().__init__(storage)
        self._clock = clock
        self._arrived = arrived
        self._out: tuple[float, StorageError] | None = None

    @contextmanager
    def around(self) -> Iterator[None]:
        """Raise the last failure again while it is recent; remember a new one."""
        out = self._out
        if out is not None and self._clock.monotonic() < out[0]:
            raise type(out[1]).of(out[1].message)
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
            # The piece's photo is not known here, so no size is reported for it.
            self._arrived(0)
            yield piece
