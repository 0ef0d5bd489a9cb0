"""Choose the copies that are read now, and those about which a storage is asked, by their ids.

The ledger is gone through once for each; what it says of the chosen ones is asked for when it is
their turn.
"""

from array import array
from dataclasses import dataclass, field

from picup_desktop.ledger.photos.checks import Checks, CopyToCheck
from picup_desktop.sync.verify.by_list import ByList
from picup_desktop.sync.verify.plan import Share, is_asked, looked_at
from picup_desktop.words import CopyState, Role


def _no_ids() -> "array[int]":
    return array("q")


@dataclass(frozen=True)
class Scope:
    """How much of a storage is looked at now."""

    all_read: bool
    """Every copy is read, in the order in which they were read last."""
    all_asked: bool
    """The storage is asked about all that is not read, and not about a day's share of it."""
    only_doubtful: bool
    """Nothing is read but what is not known to be whole."""
    rotation_days: int
    last_run_at: float | None


@dataclass
class Turn:
    """Objects in the order of their turns."""

    due: "array[int]" = field(default_factory=_no_ids)
    """Read now; of a share the doubtful ones first."""
    due_bytes: int = 0
    to_ask: "array[int]" = field(default_factory=_no_ids)
    """Asked about."""


@dataclass(frozen=True)
class Choosing:
    """Chooses among the copies that a storage listed with their sizes; ``now`` in Unix seconds."""

    checks: Checks
    role: Role
    scope: Scope
    found: ByList
    now: float

    def run(self) -> Turn:
        """Go through the copies that the ledger needs."""
        turn, scope = self._to_read(), self.scope
        may_ask = not (scope.all_read or scope.only_doubtful)
        if may_ask and (scope.all_asked or is_asked(scope.rotation_days)):
            self._choose_to_ask(turn)
        return turn

    def _to_read(self) -> Turn:
        turn, scope, shared = Turn(), self.scope, _no_ids()
        share = Share(
            self.found.whole_bytes,
            now=self.now,
            last_run_at=scope.last_run_at,
            rotation_days=scope.rotation_days,
        )

        def take(copy: CopyToCheck) -> None:
            if not self._is_there(copy):
                return
            in_share = share.takes(copy.sealed_bytes, copy.verified_at)
            if scope.all_read or copy.object_id in self.found.doubtful:
                turn.due.append(copy.object_id)
            elif in_share and not scope.only_doubtful:
                shared.append(copy.object_id)
            else:
                return
            turn.due_bytes += copy.sealed_bytes

        self.checks.for_each(self.role, self.now, take)
        turn.due.extend(shared)
        return turn

    def _choose_to_ask(self, turn: Turn) -> None:
        """Choose the objects about which a store is asked, today or for the days since."""
        is_read = frozenset(turn.due)
        share = Share(
            self.found.whole_bytes - turn.due_bytes,
            now=self.now,
            last_run_at=self.scope.last_run_at,
        )

        def take(copy: CopyToCheck) -> None:
            if copy.object_id in is_read or not self._is_there(copy):
                return
            if self.scope.all_asked or share.takes(copy.sealed_bytes, looked_at(copy)):
                turn.to_ask.append(copy.object_id)

        self.checks.for_each(self.role, self.now, take, asking_counts=True)

    def _is_there(self, copy: CopyToCheck) -> bool:
        """Return whether a copy may be read: it was listed with its size, or it came since."""
        if not self.found.is_listed(copy.name):
            return False
        return copy.state is CopyState.STORED or copy.object_id in self.found.doubtful
