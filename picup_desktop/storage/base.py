"""The one interface of a place where sealed bytes rest.

A name is a ``/``-separated ASCII path below the vault's root on the storage,
such as ``objects/ab/ab12...``. A storage knows nothing of photos, keys or the
ledger. Methods block; each instance is used by one thread at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Protocol, TypeAlias

from picup_desktop.storage.errors import StorageError

Progress = Callable[[int], None]
"""Called with the bytes moved so far, from the thread that moves them."""

Piece: TypeAlias = bytes | memoryview
"""Some bytes of an object; they stay as they are."""

TEMPORARY_FOLDER = "tmp"


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """One file on a storage."""

    name: str
    size_bytes: int
    modified_at: float
    """Unix seconds by the storage's own clock."""


@dataclass(frozen=True)
class Probe:
    """What one look at a storage told."""

    round_trip_seconds: float
    free_bytes: int | None
    """None where the storage does not say."""
    host_key: str | None
    """The server's ``type base64`` host key; None where there is none."""
    strange: tuple[str, ...] = ()
    """Names of links and special files where files and folders of the vault belong (6-1)."""


@dataclass(frozen=True)
class Put:
    """One object to be written: its name, and the local file with its bytes."""

    name: str
    source: Path


@dataclass(frozen=True)
class Get:
    """One small object to be read whole: its name, and its size as the ledger knows it."""

    name: str
    size_bytes: int


class Storage(Protocol):
    """Where bytes rest. Every method raises a ``StorageError`` and nothing else."""

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """Write the file ``source`` under ``name``; visible only when whole, never overwriting.

        It is written below ``tmp/``, flushed where the storage offers it, its size
        checked, then renamed. Missing folders are made. ObjectExists if taken.
        """

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``put`` for each, with their waits shared; how each ended, None for well.

        One that fails leaves nothing behind and takes no other with it, unless the
        link breaks: then all that were not answered yet have that error. A stall is
        raised: which of them rest there is not known. ``progress`` tells of all of them
        together.
        """

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """Yield the bytes from ``offset`` in order, read ahead of the reader.

        Ends early where the object ends. ObjectNotFound if it is not there;
        StrangeEntry if something that is not a file stands there.
        """

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """Yield each small object whole, in order, with their waits shared.

        None for one that can't be had in this way, or has another size: ``get`` tells why.
        """

    def stat(self, name: str) -> ObjectInfo:
        """What stands under the name; ObjectNotFound if nothing does."""

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """Every file below the folder ``prefix``, at any depth; none if there is no such folder."""

    def remove(self, name: str) -> bool:
        """Remove one file; False if it was gone already (DISASTERS 3-1)."""

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``remove`` for each, with their waits shared; how each ended.

        After ``seconds`` no further one is begun: the answer may be shorter than ``names``.
        A stall is raised.
        """

    def free_bytes(self) -> int | None:
        """Room left, or None where the storage does not say."""

    def probe(self) -> Probe:
        """Connect if need be, check the root folder can be used, and measure a round trip."""

    def close(self) -> None:
        """End the connection; the instance may be used again and then connects anew."""
