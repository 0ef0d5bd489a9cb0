"""List the objects of a storage that the ledger names, folder by folder.

Only what is asked for is kept, so memory is bounded by the ledger, whatever a storage
lists. The folders are listed over several connections, because each costs a few round trips.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor

from picup_desktop.clock import Clock
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageStalled
from picup_desktop.sync.reach.workers import Crew

LONGEST_SECONDS = 30 * 60.0
"""Many times what a million objects take at 100 ms; a storage that lists slower is stuck."""


def listed_sizes(
    storage: Storage,
    names: Collection[str],
    *,
    connections: int,
    crew: Crew,
    clock: Clock,
    check_stopped: Callable[[], None],
) -> dict[str, int]:
    """Return the sizes in bytes of those of the objects that the storage lists.

    ``check_stopped`` may raise between two folders. StorageStalled after LONGEST_SECONDS;
    any StorageError.
    """
    folders: dict[str, set[str]] = {}
    for name in names:
        folders.setdefault(name.rpartition("/")[0], set()).add(name)
    ends_at = clock.monotonic() + LONGEST_SECONDS

    def sizes_in(folder: str) -> dict[str, int]:
        check_stopped()
        if clock.monotonic() >= ends_at:
            raise StorageStalled("listing-takes-too-long", minutes=LONGEST_SECONDS / 60)
        wanted = folders[folder]
        return {i.name: i.size_bytes for i in storage.list(folder) if i.name in wanted}

    with crew.executor(max(1, connections), "list") as threads:
        return _joined(threads, sizes_in, sorted(folders))


def _joined(
    threads: Executor, sizes_in: Callable[[str], dict[str, int]], folders: Sequence[str]
) -> dict[str, int]:
    found: dict[str, int] = {}
    listings = [threads.submit(sizes_in, folder) for folder in folders]
    try:
        for listing in listings:
            found |= listing.result()
    finally:
        # After a failure nobody asks for the rest.
        for listing in listings:
            listing.cancel()
    return found
