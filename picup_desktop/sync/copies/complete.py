"""Give photos that are on one storage only their second copy (DISASTERS 1-3b).

This also replaces a copy that was found missing or damaged from the other storage.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageError
from picup_desktop.sync.copies.heal import fetched, note_copy, put_back
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.reach.breakers import blamed
from picup_desktop.sync.reach.circuit import Circuit
from picup_desktop.sync.reach.workers import THREADS, Crew
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
        *,
        crew: Crew = THREADS,
    ) -> None:
        self._ledger = ledger
        self._storages = storages
        self._circuits = circuits
        self._clock = clock
        self._scratch = scratch
        self._crew = crew
        self.more = False
        """Whether the last run was ended early and left objects."""

    def run(
        self,
        on_completed: Callable[[ObjectRecord], None],
        is_enough: Callable[[], bool] = lambda: False,
        at_once: int = 1,
    ) -> int:
        """Complete objects as far as both storages work; return how many were completed.

        ``is_enough`` is asked between objects, and ends the run early; ``at_once`` are copied
        at a time.
        """
        completed = 0
        records = iter(self._ledger.objects.half_stored(self._clock.now()))
        with self._crew.executor(at_once, "complete") as threads:
            while self._both_work() and (some := list(islice(records, at_once))):
                self.more = is_enough()
                if self.more:
                    break
                jobs = [job for record in some if (job := self._job(record)) is not None]
                copied = [(job, threads.submit(self._copy, job)) for job in jobs]
                for job, outcome in copied:
                    if self._record(job, outcome.result()):
                        completed += 1
                        on_completed(job.record)
        return completed

    def _both_work(self) -> bool:
        return all(circuit.error is None for circuit in self._circuits.values())

    def _job(self, record: ObjectRecord) -> "_Job | None":
        copies = self._ledger.objects.copies(record.id)
        if CopyState.DAMAGED in copies.values() and standing(self._ledger) is not None:
            # Replacing removes the old copy first, and nothing is removed now (5-5, 5-6).
            return None
        source = next(role for role in Role if copies[role] is CopyState.STORED)
        return _Job(record, source, replace=copies[source.other] is CopyState.DAMAGED)

    def _copy(self, job: "_Job") -> "_Failed | None":
        """Copy one object; return what failed. In a thread of its own."""
        asked = job.source
        try:
            with fetched(self._storages[job.source], job.record, self._scratch) as sealed:
                asked = job.source.other
                put_back(self._storages[asked], job.record.name, sealed, replace=job.replace)
        except (Damaged, StorageError) as error:
            return _Failed(asked, error)
        return None

    def _record(self, job: "_Job", failed: "_Failed | None") -> bool:
        """Record the outcome; return whether the object is on both storages now."""
        if failed is None:
            self._note(job.record, job.source.other, CopyState.STORED)
            return True
        if isinstance(failed.error, Damaged):
            self._note(job.record, job.source, CopyState.DAMAGED)
        elif isinstance(failed.error, ObjectNotFound):
            self._note(job.record, job.source, CopyState.MISSING)
        else:
            circuit = self._circuits[failed.asked]
            circuit.note_failure(blamed(failed.error, self._storages[failed.asked], circuit))
        return False

    def _note(self, record: ObjectRecord, role: Role, state: CopyState) -> None:
        note_copy(self._ledger, self._clock, record.id, role, state)


@dataclass(frozen=True)
class _Job:
    """One object to copy to the other storage; ``replace``: a damaged copy is there."""

    record: ObjectRecord
    source: Role
    replace: bool


@dataclass(frozen=True)
class _Failed:
    """The storage that was asked last, and its error."""

    asked: Role
    error: Damaged | StorageError
