"""Look whether a storage has everything that the ledger says: names and sizes (5-1).

A look has two halves, ``list`` and ``compare``. Between them the caller reads the journals of
other computers: what they removed meanwhile is then in the ledger, and is not missed.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from picup_desktop.clock import Clock
from picup_desktop.ledger.evidence import is_listing_due
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.checks import CopyToCheck, NeededCopy
from picup_desktop.names import plain
from picup_desktop.settings import Settings
from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.sync.reach.connections import connections_to_list
from picup_desktop.sync.reach.workers import THREADS, Crew
from picup_desktop.sync.seen.listing import FEW_FOLDERS, Listed, joined, listed_in_parts
from picup_desktop.sync.seen.losses import open_lost
from picup_desktop.sync.seen.strangers import NamedByOthers, find_strangers, note_strangers
from picup_desktop.words import CopyState, Role

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A copy that is not stored for certain; ``seen`` is its state by its size."""

    before: CopyState
    """As the ledger had it when the storage was listed."""
    seen: CopyState


@dataclass(frozen=True)
class Listing:
    """What a storage listed of the copies that were needed when the listing began."""

    role: Role
    began_at: float
    doubtful: Mapping[int, Doubt]
    """By object id, the copies that the listing or the ledger does not call stored."""
    others: Sequence[ObjectInfo] = ()
    """Files that are not among them."""
    more: bool = False
    """Whether there are others beyond these."""


@dataclass(frozen=True)
class Compared:
    """What a listing says about the copies of a storage."""

    lacking: int
    """Copies that are missing or have another size."""
    changes: Sequence[tuple[int, CopyState, CopyState]]
    """Object id, state before, state now."""


class Look:
    """Lists storages and compares; belongs to the thread that writes the ledger."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        settings: Settings,
        crew: Crew = THREADS,
        check_stopped: Callable[[], None] = lambda: None,
    ) -> None:
        """``check_stopped`` is called often and may raise; a stopped look changed nothing."""
        self._ledger = ledger
        self._clock = clock
        self._settings = settings
        self._crew = crew
        self._check_stopped = check_stopped

    def is_due(self, role: Role) -> bool:
        """Return whether a storage must be listed now."""
        last = self._ledger.storages.get(role).last_seen
        return is_listing_due(last, self._clock.now(), self._settings.seen_whole_seconds)

    def list(self, role: Role, storage: Storage, connections: int | None = None) -> Listing:
        """List what the ledger needs on a storage. Any StorageError.

        ``connections`` at once; None: as many as serve its distance best.
        """
        began_at = self._clock.now()
        record = self._ledger.storages.get(role)
        checks = self._ledger.checks
        folders = checks.folders(role, began_at)
        best = connections_to_list(record, self._settings.most_connections)
        doubtful: dict[int, Doubt] = {}
        beside = Listed({})
        for part in listed_in_parts(
            storage,
            folders,
            partial(checks.in_folder, role, began_at),
            walk=len(folders) <= FEW_FOLDERS,
            connections=connections or best,
            crew=self._crew,
            clock=self._clock,
            check_stopped=self._check_stopped,
        ):
            if part.error is not None:
                raise part.error
            doubtful |= doubts(part.needed, part.listed.sizes)
            beside = joined([beside, replace(part.listed, sizes={})])
        return Listing(role, began_at, doubtful, beside.others, beside.more)

    def compare(self, listing: Listing, signs: Sequence[str] = ()) -> bool:
        """Record what a listing says; return whether something is missing that was not known.

        With ``signs`` or a loss an item is opened, else the storage was seen whole.
        """
        role, now = listing.role, self._clock.now()
        found = compared(self._ledger.checks.copies_of(role, now, listing.doubtful), listing)
        with self._ledger.transaction():
            self._ledger.checks.record(role, found.changes, None)
            for object_id, _, _ in found.changes:
                self._ledger.photos.restate(object_id)
            if signs or found.lacking:
                open_lost(self._ledger, role, found.lacking, signs, now)
            else:
                self._ledger.storages.note_seen(role, listing.began_at)
        for name in signs:
            log.warning("%s is gone from %s", plain(name), role.value)
        if found.lacking:
            log.warning("%d objects are gone from %s", found.lacking, role.value)
        return any(before is CopyState.STORED for _, before, _ in found.changes)

    def count_strangers(self, listing: Listing, named_by_others: NamedByOthers) -> None:
        """Record and offer what no computer names; the journals were read since the listing."""
        now = self._clock.now()
        names = find_strangers(self._ledger, listing.others, named_by_others, now)
        if names is not None:
            note_strangers(self._ledger, listing.role, names, now, more=listing.more)


def doubts(needed: Iterable[NeededCopy], sizes: Mapping[str, int]) -> dict[int, Doubt]:
    """Return the copies that are not stored by their size on the storage, or in the ledger.

    Of all others a listing says what the ledger says.
    """
    found = {}
    for object_id, name, sealed_bytes, before in needed:
        seen = state_by_size(sizes.get(name), sealed_bytes)
        if seen is not CopyState.STORED or before is not CopyState.STORED:
            found[object_id] = Doubt(before, seen)
    return found


def compared(needed: Sequence[CopyToCheck], listing: Listing) -> Compared:
    """Compare the doubtful copies that are needed now with a listing.

    One whose state changed since the listing began is left out: somebody knows better. A
    copy that was missing and is listed with its size is there again; a damaged one is not
    healed by its size.
    """
    lacking = 0
    changes = []
    for copy in needed:
        doubt = listing.doubtful.get(copy.object_id)
        if doubt is None or doubt.before is not copy.state:
            continue
        state = doubt.seen
        lacking += state is not CopyState.STORED
        is_worse = copy.state is CopyState.STORED and state is not CopyState.STORED
        is_back = copy.state is CopyState.MISSING and state is CopyState.STORED
        if is_worse or is_back:
            changes.append((copy.object_id, copy.state, state))
    return Compared(lacking, changes)


def state_by_size(size: int | None, sealed_bytes: int) -> CopyState:
    """Return the state of a copy by its size on the storage; None: it is not there."""
    if size is None:
        return CopyState.MISSING
    return CopyState.STORED if size == sealed_bytes else CopyState.DAMAGED
