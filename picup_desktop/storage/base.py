"""The one interface of a place that keeps sealed bytes.

A name is a ``/``-separated ASCII path below the vault's root on the storage,
such as ``objects/ab/ab12...``. A storage knows nothing about photos, keys or the
ledger, but that names below ``objects/`` say their bytes. Methods block; each instance is
used by one thread at a time, unless its place says that its connections are shared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Protocol, TypeAlias

from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.errors import SourceUnreadable, StorageError, StorageHolds
from picup_desktop.storage.keeping import Keeping
from picup_desktop.storage.sums import StoredSum

Progress = Callable[[int], None]
"""Called with the total number of bytes moved so far, by the thread that moves them."""

Piece: TypeAlias = bytes | memoryview
"""Some bytes of an object; the buffer is never changed afterwards."""

TEMPORARY_FOLDER = "tmp"

FOLDERS_OF_WHAT_SAYS_ITS_BYTES = ("objects/", f"{TEMPORARY_FOLDER}/")
"""A name there is the hash of its bytes, or random: two writers of one name write the same."""

MOST_NAMES = 2_000_000
"""Files and folders in one listing: several times those of a million photos (6-2)."""
MOST_NAMES_IN_A_FOLDER = 200_000
"""The largest folder of a vault of fifty million photos, ``objects/ab``, is near this."""
MOST_SUMS = 8
"""Objects that a storage is asked about at once: it may be slow in answering for each."""
MOST_LEVELS = 8
"""Depth of folders: ``objects/ab/...`` is 2."""


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """One file on a storage."""

    name: str
    size_bytes: int
    modified_at: float
    """Unix seconds by the storage's own clock."""


@dataclass(frozen=True)
class Probe:
    """The result of one check of a storage."""

    round_trip_seconds: float
    free_bytes: int | None
    """None if the storage does not report it."""
    host_key: str | None
    """The ``type base64`` host key or pinned certificate of the server; None if it has none."""
    strange: tuple[str, ...] = ()
    """Names of links and special files found where the vault has files and folders (6-1)."""
    folder: str | None = None
    """Which folder of which file system it is, where that is known (5-8)."""
    keeps: Keeping | None = None
    """What becomes of what is removed; None for a kind of storage that removes it."""
    overwrites: bool = False
    """Whether it takes a name twice, or refuses to be told not to; each is looked at before."""
    sums: bool | None = False
    """Whether ``Storage.sums`` is the store's own: it refused bytes that came with another hash.

    None if that could not be found out now.
    """


@dataclass(frozen=True)
class Put:
    """One object to write: its name, and the local file with its bytes."""

    name: str
    source: Path


@dataclass(frozen=True)
class Get:
    """One small object to read whole: its name, and its size according to the ledger."""

    name: str
    size_bytes: int


class Storage(Protocol):
    """A place for sealed bytes. Every method raises ``StorageError`` only."""

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """Write the file ``source`` under ``name``: atomically, and never over another file.

        It is written below ``tmp/``, flushed if the storage can, checked for its size, then
        renamed. Missing folders are made. ObjectExists if the name is taken.
        """

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """Do ``put`` for each, in one batch; return the error of each, None for success.

        A put that fails leaves nothing behind and does not affect the others, unless the
        connection breaks: then every unanswered one gets that error. A stall is raised,
        because nobody knows which of them are stored. ``progress`` counts the bytes of all
        of them together.
        """

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """Yield at most ``length`` bytes from ``offset`` in order, with read-ahead.

        The program never reads without a length: it is what the ledger knows of the object, or
        what its format allows (6-2).
        Ends early where the object ends. ObjectNotFound if there is no such object;
        StrangeEntry if the entry is not a regular file.
        """

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """Yield each small object whole, in order, in one batch.

        Yields None for one that can't be read this way, or has another size: ``get`` says why.
        """

    def stat(self, name: str) -> ObjectInfo:
        """Return size and time of an object; ObjectNotFound if there is none."""

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """Return what the storage has noted of the bytes of each object, which it does not read.

        None for one of which it noted nothing. It is no proof that the bytes are there and can be
        read, and worth nothing where ``Probe.sums`` is False. At most MOST_SUMS names. The error
        of one does not affect the others.
        """

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """Yield every file below the folders, at any depth, in the order of the folders.

        One that is missing has none.

        Several are asked about at once where each would wait for its answer.
        """

    def remove(self, name: str) -> bool:
        """Remove one file; False if it was already gone (DISASTERS 3-1)."""

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """Do ``remove`` for each, in one batch; return the result of each, in order.

        No removal starts after ``seconds``, so the answer may be shorter than ``names``.
        A stall is raised.
        """

    def free_bytes(self) -> int | None:
        """Return the free space in bytes, or None if the storage does not report it."""

    def probe(self) -> Probe:
        """Connect if needed, check that the root folder is usable, and measure a round trip."""

    def close(self) -> None:
        """Close the connection; the next call of the instance connects again."""


def says_its_bytes(name: str) -> bool:
    """Return whether a name has one content only, whoever writes it."""
    return name.startswith(FOLDERS_OF_WHAT_SAYS_ITS_BYTES)


def remove_unless_held(storage: Storage, name: str) -> bool:
    """Remove a temporary file; return False if a lock holds it, so that it goes later (3-2).

    Any other StorageError.
    """
    try:
        storage.remove(name)
    except StorageHolds:
        return False
    return True


def pieces(source: Path, most_bytes: int, size_bytes: int | None = None) -> Iterator[bytes]:
    """Yield the file in order, ``most_bytes`` at a time; SourceUnreadable.

    Also if it has another size than ``size_bytes`` by then (DISASTERS 1-5).
    """
    moved = 0
    try:
        with source.open("rb", buffering=0) as file:
            while data := file.read(most_bytes):
                moved += len(data)
                if size_bytes is not None and moved > size_bytes:
                    break
                yield data
    except OSError as error:
        raise SourceUnreadable(
            "source-cant-be-read", source=shown(str(source)), why=reason_of(error)
        ) from error
    if size_bytes is not None and moved != size_bytes:
        why = Message("changed-meanwhile")
        raise SourceUnreadable("source-cant-be-read", source=shown(str(source)), why=why)
