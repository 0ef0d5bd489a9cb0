"""List the objects of a storage: the sizes of those that the ledger names, and the others.

Memory is bounded by the largest folder and by ``MOST_OTHERS``, whatever a storage lists. Many
folders are listed over several connections, because each costs a few round trips.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from picup_desktop.clock import Clock
from picup_desktop.ledger.photos.checks import NeededCopy
from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.storage.errors import (
    StorageDenied,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StorageStalled,
)
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
OF_ONE_FOLDER = (StorageImpossible, StorageDenied, StorageNonsense)
"""How a storage that answers says that it can't list a folder."""


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
    """A part of a listing: some folders, what was needed in them just before, what they hold."""

    folders: Sequence[str]
    needed: Sequence[NeededCopy]
    listed: Listed
    error: StorageError | None = None
    """Why the folder could not be listed, so that nothing is known of what is needed in it."""


Needed = Callable[[str], Sequence[NeededCopy]]
"""Returns the copies that are needed directly in a folder; called by the thread that lists."""


def listed_in_parts(
    storage: Storage,
    folders: Collection[str],
    needed: Needed,
    *,
    walk: bool,
    connections: int,
    crew: Crew,
    clock: Clock,
    check_stopped: Callable[[], None],
) -> Iterator[Part]:
    """List the objects that are needed in these folders, and what else lies among them.

    With ``walk`` all of it is asked for at once, if that can be listed; what lies beside the
    folders is seen only then. A folder that can't be listed, for a flood of names or a link in
    its place, is a part with an error and not the end of the listing.
    ``check_stopped`` may raise between two folders. StorageStalled after LONGEST_SECONDS;
    any StorageError of the storage itself.
    """
    ends_at = clock.monotonic() + LONGEST_SECONDS

    def files_in(folder: str, copies: Sequence[NeededCopy]) -> Listed:
        check_stopped()
        if clock.monotonic() >= ends_at:
            raise StorageStalled("listing-takes-too-long", minutes=LONGEST_MINUTES)
        return sorted_out(storage.list(folder), {copy.name for copy in copies})

    def in_one(folder: str, copies: Sequence[NeededCopy]) -> Part:
        try:
            return Part([folder], copies, files_in(folder, copies))
        except OF_ONE_FOLDER as error:
            return Part([folder], copies, Listed({}, more=True), error)

    def beside(folder: str, copies: Sequence[NeededCopy]) -> Part:
        # Nothing that is needed is there, and the storage was reported for what is.
        return replace(in_one(folder, copies), folders=[], error=None)

    ordered = sorted(folders)
    if walk:
        copies = [copy for folder in ordered for copy in needed(folder)]
        with suppress(*OF_ONE_FOLDER):
            yield Part(ordered, copies, files_in(OBJECTS_FOLDER, copies))
            return
        # What lies beside the folders stays unseen.
        yield Part([], [], Listed({}, more=True))
    connections = max(1, connections)
    with crew.executor(connections, "list") as threads:
        yield from _each(threads, in_one, needed, ordered, connections)
        if not walk or len(ordered) > FEW_FOLDERS:
            others = sorted(ALL_FOLDERS - set(ordered))
            yield from _each(threads, beside, lambda _: (), others, connections)


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
    list_one: Callable[[str, Sequence[NeededCopy]], Part],
    needed: Needed,
    folders: Sequence[str],
    connections: int,
) -> Iterator[Part]:
    """Yield what each folder holds; after a failure nobody asks for the rest.

    Only as much is asked ahead as keeps the connections busy.
    """
    ahead: deque[Future[Part]] = deque()
    left = iter(folders)
    try:
        while True:
            for folder in islice(left, connections * ASKED_AHEAD - len(ahead)):
                ahead.append(threads.submit(list_one, folder, needed(folder)))
            if not ahead:
                return
            yield ahead.popleft().result()
    finally:
        for listing in ahead:
            listing.cancel()
