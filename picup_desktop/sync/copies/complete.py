"""Give photos that are on one storage only their second copy (DISASTERS 1-3b).

This also replaces a copy that was found missing or damaged from the other storage.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageError
from picup_desktop.sync.copies.heal import fetched, note_copy, put_back
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.reach.circuit import Circuit
from picup_desktop.vault.errors import Damaged
from picup_desktop.words import CopyState, Role


class Completion:
    """Copies objects from the storage that has them to the one that lacks them."""

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        circuits: Mapping[Role, Circuit],
        clock: Clock,
        scratch: Path,
    ) -> None:
        self._ledger = ledger
        self._storages = storages
        self._circuits = circuits
        self._clock = clock
        self._scratch = scratch

    def run(self, on_completed: Callable[[ObjectRecord], None]) -> int:
        """Complete objects as far as both storages work; return how many were completed."""
        completed = 0
        for record in self._ledger.objects.half_stored(self._clock.now()):
            if any(circuit.error is not None for circuit in self._circuits.values()):
                break
            copies = self._ledger.objects.copies(record.id)
            if CopyState.DAMAGED in copies.values() and standing(self._ledger) is not None:
                # Replacing removes the old copy first, and nothing is removed now (5-5, 5-6).
                continue
            source = next(role for role in Role if copies[role] is CopyState.STORED)
            target = next(role for role in Role if role is not source)
            if self._copy(record, source, target, copies[target]):
                completed += 1
                on_completed(record)
        return completed

    def _copy(self, record: ObjectRecord, source: Role, target: Role, before: CopyState) -> bool:
        asked = source
        try:
            with fetched(self._storages[source], record, self._scratch) as sealed:
                asked = target
                replace = before is CopyState.DAMAGED
                put_back(self._storages[target], record.name, sealed, replace=replace)
        except Damaged:
            self._note(record, source, CopyState.DAMAGED)
            return False
        except ObjectNotFound:
            self._note(record, source, CopyState.MISSING)
            return False
        except StorageError as error:
            self._circuits[asked].note_failure(error)
            return False
        self._note(record, target, CopyState.STORED)
        return True

    def _note(self, record: ObjectRecord, role: Role, state: CopyState) -> None:
        note_copy(self._ledger, self._clock, record.id, role, state)
