"""Heal: bring an object from the storage that has it whole to the one that lacks it.

Used by reading (2-2a), by completing (1-3b) and by the verifier. Bytes are held
against the object's own name before they go anywhere: damage never spreads.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectExists, StorageNonsense, StrangeEntry
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.objects import object_name

MOST_SEALED_BYTES = 1 << 40
"""Of an object whose size nobody told; a tebibyte is more than any file of a camera."""


@contextmanager
def fetched(storage: Storage, record: ObjectRecord, folder: Path) -> Iterator[Path]:
    """An object's sealed bytes in a file of their own, which is gone afterwards.

    No more is read than the ledger knows it to have. Damaged if the bytes are
    not those the object is named by; any StorageError.
    """
    with tempfile.TemporaryDirectory(prefix="object-", dir=folder) as scratch:
        path = Path(scratch) / "sealed"
        digest = hashlib.sha256()
        with path.open("wb") as file:
            for piece in storage.get(record.name, 0, enough(record.sealed_bytes)):
                digest.update(piece)
                file.write(piece)
        if object_name(digest.hexdigest()) != record.name:
            raise Damaged(f"The bytes of {record.name} are not those it was stored with.")
        yield path


def enough(sealed_bytes: int) -> int:
    """How much is read of an object that should have so many bytes: one more tells that it grew.

    0: its size is not known.
    """
    return (sealed_bytes or MOST_SEALED_BYTES) + 1


def put_back(storage: Storage, name: str, sealed: Path, *, replace: bool) -> None:
    """Put whole bytes where the object is missing, or with ``replace``, damaged.

    Any StorageError. A damaged file goes only now that its replacement is at hand.
    """
    if replace:
        storage.remove(name)
    try:
        storage.put(name, sealed)
    except ObjectExists:
        # Somebody else brought it meanwhile; the size tells whether it is whole.
        try:
            there_bytes = storage.stat(name).size_bytes
        except StrangeEntry:
            # A link in its place goes itself, and nothing where it leads (6-1).
            storage.remove(name)
            storage.put(name, sealed)
            return
        if there_bytes != sealed.stat().st_size:
            raise StorageNonsense(f"{name} came back, but not whole.") from None
