"""Tell an object that breaks the connection from a storage that is away (1-4).

A box or a line may end every long transfer, so one video would open the circuit in every pass
and hold up all photos behind it.
"""

from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import BreaksConnection, StorageAway, StorageError, StorageStalled
from picup_desktop.sync.reach.circuit import Circuit

MOST_BREAKERS = 8
"""Objects in one pass; a storage at which more of them fail counts as away for this pass."""


def blamed(error: StorageError, storage: Storage, circuit: Circuit) -> StorageError:
    """Return the error after the last try for an object: BreaksConnection if it is its own.

    The storage is asked whether it answers, but only if the connection was there and broke.
    """
    if type(error) not in {StorageAway, StorageStalled}:
        return error
    try:
        storage.probe()
    except StorageError:
        return error
    if circuit.count_breaker() > MOST_BREAKERS:
        return error
    return BreaksConnection("object-breaks-connection", why=error.message)
