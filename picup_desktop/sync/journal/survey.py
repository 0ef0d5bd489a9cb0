"""Check which of the objects that journals name are present on a storage.

Only names and sizes are compared; the verifier checks the bytes.
"""

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageDenied
from picup_desktop.vault.objects import OBJECTS_FOLDER
from picup_desktop.words import CopyState, Role

ASKED_ONE_BY_ONE = 100


def survey(ledger: Ledger, role: Role, storage: Storage) -> int:
    """Check the presence of every unchecked object; return how many. Any StorageError."""
    wanted = ledger.survey.unchecked(role)
    if not wanted:
        return 0
    if len(wanted) <= ASKED_ONE_BY_ONE:
        there = {name: _size(storage, name) for _, name, _ in wanted}
    else:
        there = dict(sizes_of_all(storage))
    states = [(i, _state(there.get(name), sealed_bytes)) for i, name, sealed_bytes in wanted]
    with ledger.transaction():
        ledger.survey.set_copies(role, states)
        ledger.survey.restate()
    return len(states)


def sizes_of_all(storage: Storage) -> dict[str, int | None]:
    """Return every object on a storage with its size in bytes."""
    return {info.name: info.size_bytes for info in storage.list(OBJECTS_FOLDER)}


def _size(storage: Storage, name: str) -> int | None:
    try:
        return storage.stat(name).size_bytes
    except ObjectNotFound:
        return None
    except StorageDenied:
        # The name belongs to something that is not a file.
        return -1


def _state(size: int | None, sealed_bytes: int) -> CopyState:
    if size is None:
        return CopyState.MISSING
    return CopyState.STORED if size == sealed_bytes else CopyState.DAMAGED
