"""Read a storage's clock from the time of a small file written on it just now."""

from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.parts import new_part


def storage_ahead_seconds(storage: Storage, scratch: Path, clock: Clock) -> float:
    """Return the seconds by which the storage's clock is ahead of this one. StorageError."""
    part = new_part()
    name, source = f"{TEMPORARY_FOLDER}/{part}", scratch / part
    source.write_bytes(b"clock")
    try:
        storage.put(name, source)
        written_at = clock.now()
        try:
            return storage.stat(name).modified_at - written_at
        finally:
            storage.remove(name)
    finally:
        source.unlink(missing_ok=True)
