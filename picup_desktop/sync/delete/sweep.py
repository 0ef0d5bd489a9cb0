"""Remove old remains of interrupted uploads from ``tmp/`` on a storage."""

from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.parts import is_ours
from picup_desktop.sync.clock.watch import storage_ahead_seconds

OLD_SECONDS = DAY_SECONDS


def sweep(storage: Storage, clock: Clock, scratch: Path) -> int:
    """Remove our temporary files older than a day by this computer's clock and by the storage's.

    Return how many. Files with names that we never give there stay (6-1). StorageError
    if the storage fails. Another computer's current upload is never disturbed, because
    its files are young by the storage's clock, whatever this computer's says (4-5).
    """
    before = clock.now() - OLD_SECONDS
    found = [
        info
        for info in storage.list(TEMPORARY_FOLDER)
        if info.modified_at < before and is_ours(info.name.removeprefix(f"{TEMPORARY_FOLDER}/"))
    ]
    if not found:
        return 0
    before += min(0.0, storage_ahead_seconds(storage, scratch, clock))
    old = [info.name for info in found if info.modified_at < before]
    for name in old:
        storage.remove(name)
    return len(old)
