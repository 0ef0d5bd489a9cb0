"""A circuit breaker per storage: after a failure of the whole storage nothing more is sent.

It lasts for one pass; its state is written to the ledger, so that the next pass
knows of a storage that was away before (DISASTERS 1-3c). ``Reach`` has the circuits of
a pass, and takes its steps at the storages where they are closed.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import plain
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError, StorageFull, storage_state_after
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.reach.workers import Crew, begin_on_each, failed, on_each
from picup_desktop.words import Policy, Role, StorageState

T = TypeVar("T")

log = logging.getLogger(__name__)


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


class Reach:
    """The storages of one pass: takes steps at those that are in reach, at both at once."""

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        crew: Crew,
        check_stopped: Callable[[], None],
    ) -> None:
        """``check_stopped`` raises PassStopped once the pass is to end."""
        self.circuits: Mapping[Role, Circuit] = {role: Circuit() for role in Role}
        self._ledger = ledger
        self._storages = storages
        self._crew = crew
        self._check_stopped = check_stopped

    def storages(self) -> dict[Role, Storage]:
        """Return the storages at which nothing failed in this pass."""
        return {r: s for r, s in self._storages.items() if self.circuits[r].error is None}

    def with_full_ones(self) -> dict[Role, Storage]:
        """Return those, and the ones that are full: a removal makes room there (1-7)."""
        return {r: s for r, s in self._storages.items() if self.circuits[r].takes_removals}

    def at_once(self, act: Callable[[Role, Storage], T]) -> dict[Role, T | StorageError]:
        """As ``workers.on_each``, for the storages in reach. PassStopped."""
        return self._taken_at(self.storages(), act)

    def on_each(self, what: str, act: Callable[[Role, Storage], object]) -> None:
        """Call ``act`` for each storage in reach; the next pass makes up for a failure."""
        self._note_failures(what, self.at_once(act))

    def on_each_with_full_ones(self, what: str, act: Callable[[Role, Storage], object]) -> None:
        """As ``on_each``, at full storages too."""
        self._note_failures(what, self._taken_at(self.with_full_ones(), act))

    @contextmanager
    def beside(self, what: str, act: Callable[[Role, Storage], object]) -> Iterator[None]:
        """As ``on_each``, beside what the block does, where that takes no login of its own."""
        self._check_stopped()
        reachable = self.storages()
        shared = {
            record.role: reachable[record.role]
            for record in self._ledger.storages.all()
            if record.role in reachable and parse_place(record.url).shares_connections
        }
        steps = begin_on_each(shared, act, self._crew, ledger=self._ledger)
        try:
            yield
        finally:
            steps.wait()
        self._note_failures(what, steps.ended())

    def _taken_at(
        self, storages: Mapping[Role, Storage], act: Callable[[Role, Storage], T]
    ) -> dict[Role, T | StorageError]:
        self._check_stopped()
        return on_each(storages, act, self._crew, ledger=self._ledger)

    def _note_failures(self, what: str, ended: Mapping[Role, object]) -> None:
        for role, error in failed(ended).items():
            log.warning("%s on %s failed: %s", plain(what), role.value, error.sentence)
            self.circuits[role].note_failure(error)
