"""The back-off for storages that are out, over many passes.

No side effects beyond its state: times are passed in, in monotonic seconds. A
storage that was out is not contacted for a while that doubles; then the next pass
probes it. One that is out again soon after it came back goes on doubling. One that
refuses the login is tried once an hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from picup_desktop.backoff import backoff_seconds
from picup_desktop.storage.errors import StorageAway, StorageError, waits_for_person
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.words import Role, StorageState

FIRST_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 5 * 60.0
FLAPPING_SECONDS = 15 * 60.0
REFUSED_WAIT_SECONDS = 60 * 60.0
"""After a refused login: boxes lock out an address that tries again and again."""


@dataclass(frozen=True)
class Outage:
    """One storage that is out, or was until recently."""

    error: StorageError | None
    """None once it is back."""
    failures: int
    again_at: float
    """The time of the next probe; once it is back, the time until which it may be flapping."""


class Outages:
    """The outages of both storages; used by the engine's owner thread."""

    def __init__(self) -> None:
        self._outages: dict[Role, Outage] = {}

    def note(self, contacts: Mapping[Role, Contact], at: float) -> frozenset[Role]:
        """Record the contacts of a pass; return the storages that are back."""
        back = set()
        for role, contact in contacts.items():
            before = self._outages.get(role)
            was_out = before is not None and before.error is not None
            if contact.state is not StorageState.ONLINE:
                error = contact.error or StorageAway("storage-is-away")
                failures = self._failures(role, at) + 1
                wait = backoff_seconds(FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, failures - 1)
                if waits_for_person(error):
                    wait = REFUSED_WAIT_SECONDS
                self._outages[role] = Outage(error, failures, at + wait)
            elif before is not None and was_out:
                self._outages[role] = Outage(None, before.failures, at + FLAPPING_SECONDS)
                back.add(role)
        return frozenset(back)

    def out(self, at: float) -> dict[Role, StorageError]:
        """Return the storages that must not be contacted yet, with the error of each."""
        return {
            role: outage.error
            for role, outage in self._outages.items()
            if outage.error is not None and at < outage.again_at
        }

    @property
    def any(self) -> bool:
        """Return whether any storage is out, due for a probe or not; from any thread."""
        return any(outage.error is not None for outage in tuple(self._outages.values()))

    def next_at(self) -> float | None:
        """Return the time of the next probe of any storage; None if none is out."""
        return min(
            (o.again_at for o in self._outages.values() if o.error is not None), default=None
        )

    def again_at(self, role: Role) -> float | None:
        """Return the time of this storage's next probe; None if it is not out."""
        outage = self._outages.get(role)
        return None if outage is None or outage.error is None else outage.again_at

    def ask_now(self, at: float, *, by_person: bool) -> None:
        """Make every probe due now, for example after the computer woke.

        A refused login is tried before its time only if a person asks, or changed it.
        """
        for role, outage in tuple(self._outages.items()):
            if outage.error is not None and (by_person or not waits_for_person(outage.error)):
                self._outages[role] = Outage(outage.error, 0, at)

    def _failures(self, role: Role, at: float) -> int:
        before = self._outages.get(role)
        if before is None or (before.error is None and at >= before.again_at):
            return 0
        return before.failures
