"""The looks of one pass: at storages that are due, between uploads and at their end (5-1)."""

import logging
from collections.abc import Callable, Collection, Mapping

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.seen.look import Listing, Look
from picup_desktop.sync.seen.strangers import NamedByOthers
from picup_desktop.words import Role

PULSE_SECONDS = 30.0

log = logging.getLogger(__name__)


class LookRound:
    """Belongs to the thread that runs the pass."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        look: Look,
        *,
        storages: Callable[[], Mapping[Role, Storage]],
        read_journals: Callable[[], None],
        named_by_others: NamedByOthers,
    ) -> None:
        """``storages`` returns those that may be listed now.

        ``read_journals`` takes in what other computers removed before a listing, and
        ``named_by_others`` is asked about what this computer does not know.
        """
        self._ledger = ledger
        self._clock = clock
        self._look = look
        self._storages = storages
        self._read_journals = read_journals
        self._named_by_others = named_by_others
        self._pulsed_at = clock.monotonic()
        self._lost_meanwhile = False

    def run(self, without: Collection[Role] = ()) -> bool:
        """List the storages that are due; return whether the pass found losses so far."""
        found = self._run(without, None)
        return found or self._lost_meanwhile

    def pulse(self, without: Collection[Role]) -> None:
        """Do the same every 30 s while uploads go on, which have the other connections."""
        if self._clock.monotonic() - self._pulsed_at >= PULSE_SECONDS:
            self._pulsed_at = self._clock.monotonic()
            self._lost_meanwhile |= self._run(without, 1)

    def _run(self, without: Collection[Role], connections: int | None) -> bool:
        """List and compare; return whether something is missing newly.

        Not while this home is old or copied: it does not know what was removed meanwhile. A
        listing that fails proves nothing, so such a storage stays as it is.
        """
        there = self._storages().items()
        due = {r: s for r, s in there if r not in without and self._look.is_due(r)}
        if not due or standing(self._ledger) is not None:
            return False
        listings: list[Listing] = []
        for role, storage in due.items():
            try:
                listings.append(self._look.list(role, storage, connections))
            except StorageError as error:
                log.warning("%s could not be listed: %s", role.value, error.sentence)
        if not listings:
            return False
        self._read_journals()
        # Each is compared, whatever the first one says.
        found = [self._look.compare(listing) for listing in listings]
        for listing in listings:
            self._look.count_strangers(listing, self._named_by_others)
        return any(found)
