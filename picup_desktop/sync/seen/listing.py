"""List the objects of a storage: the sizes of those that the ledger names, and the others.

Memory is bounded by the largest folder and by ``MOST_OTHERS``, whatever a storage lists. Many
folders are listed over several connections, because each costs a few round trips.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from picup_desktop.clock import Clock
from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.storage.errors import StorageDenied, StorageImpossible, StorageStalled
from picup_desktop.sync.reach.workers import Crew
from picup_desktop.vault.objects import OBJECTS_FOLDER

LONGEST_MINUTES = 30
LONGEST_SECONDS = LONGEST_MINUTES * 60.0
"""Many times what a million objects take at 100 ms; a storage that lists slower is stuck."""
FEW_FOLDERS = 32
"""Up to this number of folders, one walk costs less than asking for all 256 of them."""
ALL_FOLDERS = frozenset(f"{OBJECTS_FOLDER}/{number:02x}" for number in range(256))
ASKED_AHEAD = 2
"""Folders for each connection whose listings are under way or wait to be looked at."""
WALKED_WHOLE = 1_000_000
"""Objects that one walk lists; those of a larger vault are asked for by their 256 folders."""
MOST_OTHERS = 200_000
"""The most files beyond those of the ledger that one listing keeps."""


@dataclass(frozen=True)
class Listed:
    """What a storage lists."""

    sizes: Mapping[str, int]
    """The sizes in bytes of those of the objects that are there."""
    others: Sequence[ObjectInfo] = ()
    """Files that were not asked for, at most MOST_OTHERS of them."""
    more: bool = False
    """Whether there are others beyond these."""


@dataclass(frozen=True)
class Part:
    """A part of a listing, and the folders whose needed objects it is about."""

    folders: Sequence[str]
    listed: Listed


class Names(Protocol):
    """The needed objects of one folder."""

    def names(self) -> Collection[str]:
        """Return their names."""


def listed_in_parts(
    storage: Storage,
    needed: Mapping[str, Names],
    *,
    connections: int,
    crew: Crew,
    clock: Clock,
    check_stopped: Callable[[], None],
) -> Iterator[Part]:
    """List the needed objects, given by folder, and what else lies among them.

    A flood of names fails a folder that holds none of the objects only, not the listing.
    ``check_stopped`` may raise between two folders. StorageStalled after LONGEST_SECONDS;
    any StorageError.
    """
    ends_at = clock.monotonic() + LONGEST_SECONDS

    def files_in(folder: str, wanted: Collection[str]) -> Listed:
        check_stopped()
        if clock.monotonic() >= ends_at:
            raise StorageStalled("listing-takes-too-long", minutes=LONGEST_MINUTES)
        return sorted_out(storage.list(folder), wanted)

    def needed_in(folder: str) -> Listed:
        return files_in(folder, frozenset(needed[folder].names()))

    def files_in_any(folder: str) -> Listed:
        try:
            return files_in(folder, ())
        except (StorageImpossible, StorageDenied):
            # Nothing that is needed is there, and the storage was reported for it.
            return Listed({}, more=True)

    folders = sorted(needed)
    if len(folders) <= FEW_FOLDERS:
        with suppress(StorageImpossible, StorageDenied):
            wanted = frozenset(name for names in needed.values() for name in names.names())
            yield Part(folders, files_in(OBJECTS_FOLDER, wanted))
            return
    connections = max(1, connections)
    with crew.executor(connections, "list") as threads:
        for folder, listed in _each(threads, needed_in, folders, connections):
            yield Part([folder], listed)
        if len(folders) <= FEW_FOLDERS:
            yield Part([], Listed({}, more=True))
            return
        beside = sorted(ALL_FOLDERS - set(folders))
        for _, listed in _each(threads, files_in_any, beside, connections):
            yield Part([], listed)


def all_objects(storage: Storage, expected: int) -> Iterator[ObjectInfo]:
    """Yield every object of a storage, of which ``expected`` are known.

    Beyond WALKED_WHOLE a listing ends at twice as many, so that a flood has an end (6-2).
    Any StorageError.
    """
    if expected <= WALKED_WHOLE:
        yield from storage.list(OBJECTS_FOLDER)
        return
    left = 2 * expected
    for folder in sorted(ALL_FOLDERS):
        for info in storage.list(folder):
            left -= 1
            if left < 0:
                raise StorageImpossible("folder-lists-too-much", folder=OBJECTS_FOLDER)
            yield info


def sorted_out(files: Iterable[ObjectInfo], wanted: Collection[str]) -> Listed:
    """Return the sizes of the wanted files, and the others up to MOST_OTHERS."""
    sizes: dict[str, int] = {}
    others: list[ObjectInfo] = []
    for info in files:
        if info.name in wanted:
            sizes[info.name] = info.size_bytes
        elif len(others) <= MOST_OTHERS:
            others.append(info)
    return Listed(sizes, others[:MOST_OTHERS], more=len(others) > MOST_OTHERS)


def joined(parts: Iterable[Listed]) -> Listed:
    """Return several parts of a listing as one, with at most MOST_OTHERS others."""
    sizes: dict[str, int] = {}
    others: list[ObjectInfo] = []
    more = False
    for part in parts:
        sizes |= part.sizes
        more = more or part.more or len(others) + len(part.others) > MOST_OTHERS
        others = [*others, *part.others][:MOST_OTHERS]
    return Listed(sizes, others, more)


def _each(
    threads: Executor,
    files_in: Callable[[str], Listed],
    folders: Sequence[str],
    connections: int,
) -> Iterator[tuple[str, Listed]]:
    """Yield what each folder holds; after a failure nobody asks for the rest.

    Only as much is asked ahead as keeps the connections busy.
    """
    ahead: deque[tuple[str, Future[Listed]]] = deque()
    left = iter(folders)
    try:
        while True:
            for folder in islice(left, connections * ASKED_AHEAD - len(ahead)):
                ahead.append((folder, threads.submit(files_in, folder)))
            if not ahead:
                return
            folder, listing = ahead.popleft()
            yield folder, listing.result()
    finally:
        for _, listing in ahead:
            listing.cancel()
