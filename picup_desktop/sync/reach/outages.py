"""Outages: storages that come and go, over many passes; a circuit per storage.

Pure but for its memory: every moment is handed in, in monotonic seconds. A
storage that was out is left alone for a while that doubles; then the next pass
asks it again. One that is out again soon after it came back goes on doubling.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from picup_desktop.backoff import backoff_seconds
from picup_desktop.storage.errors import StorageAway, StorageError
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.words import Role, StorageState

FIRST_WAIT_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 5 * 60.0
FLAPPING_SECONDS = 15 * 60.0


@dataclass(frozen=True)
class Outage:
    """One storage that is out, or was a little while ago."""

    error: StorageError | None
    """None since it came back."""
    failures: int
    again_at: float
    """When it is asked again; once it is back, until when it may be flapping."""


class Outages:
    """What is known of both storages; used by the engine's owner thread."""

    def __init__(self) -> None:
        self._outages: dict[Role, Outage] = {}

    def note(self, contacts: Mapping[Role, Contact], at: float) -> frozenset[Role]:
        """What a pass learned; the storages that are back by it."""
        back = set()
        for role, contact in contacts.items():
            before = self._outages.get(role)
            was_out = before is not None and before.error is not None
            if contact.state is not StorageState.ONLINE:
                error = contact.error or StorageAway("It is away.")
                failures = self._failures(role, at) + 1
                wait = backoff_seconds(FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, failures - 1)
                self._outages[role] = Outage(error, failures, at + wait)
            elif before is not None and was_out:
                self._outages[role] = Outage(None, before.failures, at + FLAPPING_SECONDS)
                back.add(role)
        return frozenset(back)

    def out(self, at: float) -> dict[Role, StorageError]:
        """The storages that are not to be asked yet."""
        return {
            role: outage.error
            for role, outage in self._outages.items()
            if outage.error is not None and at < outage.again_at
        }

    @property
    def any(self) -> bool:
        """Whether a storage is out, to be asked again or not; from any thread."""
        return any(outage.error is not None for outage in tuple(self._outages.values()))

    def next_at(self) -> float | None:
        """When a storage is to be asked again; None if none is out."""
        return min(
            (o.again_at for o in self._outages.values() if o.error is not None), default=None
        )

    def again_at(self, role: Role) -> float | None:
        """When this storage is asked again; None if it is not out."""
        outage = self._outages.get(role)
        return None if outage is None or outage.error is None else outage.again_at

    def ask_now(self, at: float) -> None:
        """Something changed, such as the computer woke: waiting longer has no reason."""
        for role, outage in self._outages.items():
            if outage.error is not None:
                self._outages[role] = Outage(outage.error, 0, at)

    def _failures(self, role: Role, at: float) -> int:
        before = self._outages.get(role)
        if before is None or (before.error is None and at >= before.again_at):
            return 0
        return before.failures
