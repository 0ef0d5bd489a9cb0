"""Send sealed objects to one storage, with the retries of DISASTERS 1-4."""

from collections.abc import Sequence
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.settings import Settings
from picup_desktop.storage.base import Progress, Put, Storage
from picup_desktop.storage.errors import (
    CourierDied,
    ObjectExists,
    StorageAway,
    StorageError,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.sync.reach.breakers import blamed
from picup_desktop.sync.reach.circuit import Circuit
from picup_desktop.sync.upload.outcomes import NotSent, Sent, is_worth_another_try
from picup_desktop.words import Role


class Sender:
    """Sends to one storage, which must allow calls from several threads."""

    def __init__(
        self, role: Role, storage: Storage, circuit: Circuit, clock: Clock, settings: Settings
    ) -> None:
        self.role = role
        self.circuit = circuit
        self._storage = storage
        self._clock = clock
        self._settings = settings

    def send(self, name: str, source: Path, progress: Progress | None = None) -> Sent | NotSent:
        """Put the object; retry at most ``worker_retries`` times, each after a pause."""
        known = self.circuit.error
        if known is not None:
            return NotSent(self.role, 0, known, perhaps_there=False)
        return self._settled(Put(name, source), self._try(Put(name, source), progress), progress)

    def send_many(self, puts: Sequence[Put]) -> list[Sent | NotSent]:
        """Put small objects in one batch; retry those that failed as ``send`` does."""
        known = self.circuit.error
        if known is not None:
            return [NotSent(self.role, 0, known, perhaps_there=False) for _ in puts]
        errors: Sequence[StorageError | None]
        try:
            errors = self._storage.put_many(puts)
        except StorageError as error:
            errors = [error] * len(puts)
        return [self._settled(put, error) for put, error in zip(puts, errors, strict=True)]

    def _settled(
        self, put: Put, error: StorageError | None, progress: Progress | None = None
    ) -> Sent | NotSent:
        """Return the final result for an object whose first try ended with ``error``; retries."""
        tries, perhaps_there = 1, False
        while error is not None:
            if isinstance(error, ObjectExists):
                error = self._error_of_what_is_there(put)
                continue
            perhaps_there |= _may_have_written(error)
            if tries > self._settings.worker_retries or not is_worth_another_try(error):
                error = blamed(error, self._storage, self.circuit)
                self.circuit.note_failure(error)
                return NotSent(self.role, tries, error, perhaps_there)
            self._clock.sleep(self._settings.worker_retry_pause_seconds)
            known = self.circuit.error
            if known is not None:
                return NotSent(self.role, tries, known, perhaps_there)
            tries += 1
            error = self._try(put, progress)
        self.circuit.note_success()
        return Sent(self.role, tries)

    def stop(self) -> None:
        """Cut the transfers under way and send nothing more; from any thread."""
        self.circuit.note_failure(StorageAway("sending-stopped"))
        self._storage.close()

    def _try(self, put: Put, progress: Progress | None) -> StorageError | None:
        try:
            self._storage.put(put.name, put.source, progress)
        except StorageError as error:
            return error
        return None

    def _error_of_what_is_there(self, put: Put) -> StorageError | None:
        """Return None if the existing object has the right size, else the error.

        Its name is the hash of these bytes, so an earlier try stored it.
        """
        try:
            size = self._storage.stat(put.name).size_bytes
        except StorageError as error:
            return error
        if size == put.source.stat().st_size:
            return None
        return StorageNonsense(
            "object-has-impossible-size", object=put.name, storage=self.role.value, size=size
        )


def _may_have_written(error: StorageError) -> bool:
    """Return whether a failed put may have left the object under its final name.

    Only a connection that broke can; a storage that answers says how the put ended.
    """
    if isinstance(error, StorageUnreachable):
        return False
    return isinstance(error, CourierDied) or is_worth_another_try(error)
