"""Sweep: what interrupted uploads left in ``tmp/`` on a storage, once it is old."""

from picup_desktop.clock import Clock
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.parts import is_ours

OLD_SECONDS = DAY_SECONDS


def sweep(storage: Storage, clock: Clock) -> int:
    """Remove our temporary files older than a day by the storage's own times; how many.

    What has another name than we give there stays, whoever put it there (6-1).
    StorageError if the storage can't; a computer that uploads at this moment is
    never disturbed, for its files are young.
    """
    before = clock.now() - OLD_SECONDS
    old = [
        info.name
        for info in storage.list(TEMPORARY_FOLDER)
        if info.modified_at < before and is_ours(info.name.removeprefix(f"{TEMPORARY_FOLDER}/"))
    ]
    for name in old:
        storage.remove(name)
    return len(old)
