"""A circuit breaker per storage: after a failure of the whole storage nothing more is sent.

It lasts for one pass; its state is written to the ledger, so that the next pass
knows of a storage that was away before (DISASTERS 1-3c).
"""

import threading
from collections.abc import Mapping

from picup_desktop.storage.errors import StorageError, StorageFull, storage_state_after
from picup_desktop.words import Policy, Role, StorageState


class Circuit:
    """Shared by the threads that send to one storage; a lock guards it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._error: StorageError | None = None
        self._proven = False
        self._breakers = 0

    def note_success(self) -> None:
        """Record a success: the storage is there."""
        with self._lock:
            self._proven = True

    def note_failure(self, error: StorageError) -> None:
        """Open the circuit if the error is about the whole storage."""
        if storage_state_after(error) is not None:
            with self._lock:
                self._error = self._error or error

    def count_breaker(self) -> int:
        """Count one more object at which the connection broke each time; return how many."""
        with self._lock:
            self._breakers += 1
            return self._breakers

    @property
    def error(self) -> StorageError | None:
        """The error that opened the circuit; None while it is closed."""
        with self._lock:
            return self._error

    @property
    def takes_removals(self) -> bool:
        """Whether nothing failed, or nothing but that the storage is full."""
        return isinstance(self.error, StorageFull | None)

    @property
    def proven(self) -> bool:
        """Whether the storage has stored something in this pass."""
        with self._lock:
            return self._proven

    @property
    def state(self) -> StorageState | None:
        """The state of the storage as this pass saw it; None if it did not see it."""
        error = self.error
        if error is not None:
            return storage_state_after(error)
        return StorageState.ONLINE if self.proven else None


def held_by(circuits: Mapping[Role, Circuit], policy: Policy) -> tuple[Role, StorageError] | None:
    """Return why no new photo is sent: main is out (1-2), or backup under ``pair`` (1-3c)."""
    roles = (Role.MAIN, Role.BACKUP) if policy is Policy.PAIR else (Role.MAIN,)
    for role in roles:
        error = circuits[role].error
        if error is not None:
            return role, error
    return None
