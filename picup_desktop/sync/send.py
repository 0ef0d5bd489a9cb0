"""Send: one sealed object to one storage, with the retries of DISASTERS 1-4."""

from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.settings import Settings
from picup_desktop.storage.base import Progress, Storage
from picup_desktop.storage.errors import (
    CourierDied,
    ObjectExists,
    StorageAway,
    StorageError,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.sync.circuit import Circuit
from picup_desktop.sync.outcomes import NotSent, Sent, is_worth_another_try
from picup_desktop.words import Role


class Sender:
    """Sends to one storage; the storage must stand calls from several threads."""

    def __init__(
        self, role: Role, storage: Storage, circuit: Circuit, clock: Clock, settings: Settings
    ) -> None:
        self.role = role
        self.circuit = circuit
        self._storage = storage
        self._clock = clock
        self._settings = settings

    def send(self, name: str, source: Path, progress: Progress | None = None) -> Sent | NotSent:
        """Put the object, again at most ``worker_retries`` times, each after a pause."""
        tries, perhaps_there = 0, False
        while True:
            known = self.circuit.error
            if known is not None:
                return NotSent(self.role, tries, known, perhaps_there)
            tries += 1
            try:
                self._put(name, source, progress)
            except StorageError as error:
                perhaps_there |= _may_have_written(error)
                last_try = tries > self._settings.worker_retries
                if last_try or not is_worth_another_try(error):
                    self.circuit.note_failure(error)
                    return NotSent(self.role, tries, error, perhaps_there)
                self._clock.sleep(self._settings.worker_retry_pause_seconds)
            else:
                self.circuit.note_success()
                return Sent(self.role, tries)

    def stop(self) -> None:
        """Cut what is under way and send nothing more; from any thread."""
        self.circuit.note_failure(StorageAway("Sending was stopped."))
        self._storage.close()

    def _put(self, name: str, source: Path, progress: Progress | None) -> None:
        try:
            self._storage.put(name, source, progress)
        except ObjectExists:
            # The name is the hash of these very bytes: an earlier try brought them.
            size = self._storage.stat(name).size_bytes
            if size != source.stat().st_size:
                raise StorageNonsense(
                    f"{name} stands on {self.role.value} with {size} bytes, which can't be."
                ) from None


def _may_have_written(error: StorageError) -> bool:
    """Whether a failed put may have left the object under its final name.

    Only a link that broke in the middle can: a storage that answers tells.
    """
    if isinstance(error, StorageUnreachable):
        return False
    return isinstance(error, CourierDied) or is_worth_another_try(error)
