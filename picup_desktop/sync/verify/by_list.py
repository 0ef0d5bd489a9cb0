"""Compare what a storage lists with the ledger, folder by folder.

Of a copy that is there with its size nothing is kept: memory holds one folder at a time, what is
bad, doubtful or unknown, and no more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.checks import CopyToCheck, NeededCopy
from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.reach.connections import connections_to_list
from picup_desktop.sync.reach.workers import Crew
from picup_desktop.sync.seen.listing import MOST_OTHERS, listed_in_parts
from picup_desktop.sync.seen.look import Doubt, doubts
from picup_desktop.sync.seen.strangers import is_litter, is_old
from picup_desktop.sync.verify.report import UnknownObject
from picup_desktop.words import CopyState, Role

NamedAmong = Callable[[Set[str]], Set[str]]
"""Returns those of some names that any computer's journal names, of removed photos too."""

WALKED_WHOLE = 10_000
"""Objects that are listed in one walk, with what lies beside their folders; of a larger vault the
folders are listed one by one."""
NAMES_IN_A_QUESTION = 1000

Bad = list[tuple[CopyToCheck, CopyState]]
"""Copies with the states that were seen."""


@dataclass
class ByList:
    """What the listing of a storage said, apart from what was recorded meanwhile."""

    whole_bytes: int = 0
    """Of the copies that are there with their sizes."""
    doubtful: set[int] = field(default_factory=set)
    """Objects that are there with their sizes, and not stored by the ledger: reading decides."""
    unlisted: dict[str, StorageError] = field(default_factory=dict)
    """Folders of which nothing is known, as they could not be listed, and why."""
    compared: bool = False
    """Whether any folder could be listed in which something is needed."""
    beside: dict[str, ObjectInfo] = field(default_factory=dict)
    """Files that this ledger does not know, at most MOST_OTHERS."""
    more: bool = False
    """Whether there may be more of those."""

    def is_listed(self, name: str) -> bool:
        """Return whether the folder of a copy could be listed."""
        return not self.unlisted or name.rpartition("/")[0] not in self.unlisted

    def take_beside(self, files: Iterable[ObjectInfo], *, more: bool) -> None:
        """Keep files that the ledger does not know; a storage may list one twice."""
        for info in files:
            if len(self.beside) < MOST_OTHERS or info.name in self.beside:
                self.beside[info.name] = info
            else:
                more = True
        self.more = self.more or more


def compare_by_list(
    ledger: Ledger,
    role: Role,
    storage: Storage,
    record_bad: Callable[[Bad], None],
    *,
    clock: Clock,
    crew: Crew,
) -> ByList:
    """List a storage; ``record_bad`` is called with what is missing or has another size.

    Any StorageError of the storage itself: what was compared before is recorded.
    """
    now, settings = clock.now(), ledger.vaults.settings()
    folders = ledger.checks.folders(role, now)
    found = ByList()
    for part in listed_in_parts(
        storage,
        folders,
        partial(ledger.checks.in_folder, role, now),
        walk=sum(folders.values()) <= WALKED_WHOLE,
        connections=connections_to_list(ledger.storages.get(role), settings.most_connections),
        crew=crew,
        clock=clock,
        check_stopped=lambda: None,
    ):
        found.take_beside(_unknown_here(ledger, part.listed.others), more=part.listed.more)
        if part.error is not None:
            found.unlisted |= dict.fromkeys(part.folders, part.error)
            continue
        found.compared |= bool(part.folders)
        seen = doubts(part.needed, part.listed.sizes)
        found.whole_bytes += whole_bytes(part.needed, seen)
        bad, doubtful = sort_doubts(ledger.checks.copies_of(role, now, seen), seen)
        found.doubtful |= doubtful
        if bad:
            record_bad(bad)
    return found


def sort_doubts(copies: Iterable[CopyToCheck], seen: Mapping[int, Doubt]) -> tuple[Bad, set[int]]:
    """Return the bad copies, and the objects whose copies only reading can tell.

    ``copies`` are those of the doubts that are needed after the listing. One whose state changed
    since it began is left out: somebody knows better.
    """
    bad: Bad = []
    doubtful: set[int] = set()
    for copy in copies:
        doubt = seen[copy.object_id]
        if doubt.before is not copy.state:
            continue
        if doubt.seen is CopyState.STORED:
            doubtful.add(copy.object_id)
        else:
            bad.append((copy, doubt.seen))
    return bad, doubtful


def unknown_objects(
    role: Role, beside: Mapping[str, ObjectInfo], named_among: NamedAmong, now: float
) -> list[UnknownObject]:
    """Return the files that no journal names either, by name; no litter."""
    names = {name for name in beside if not is_litter(name)}
    if not names:
        return []
    left = sorted(names - named_among(names))
    return [
        UnknownObject(role, name, info.size_bytes, info.modified_at, is_old(info.modified_at, now))
        for name, info in ((name, beside[name]) for name in left)
    ]


def whole_bytes(needed: Iterable[NeededCopy], seen: Mapping[int, Doubt]) -> int:
    """Return the size of the copies that are there with their sizes, together."""
    bad = {object_id for object_id, one in seen.items() if one.seen is not CopyState.STORED}
    return sum(copy.sealed_bytes for copy in needed if copy.object_id not in bad)


def _unknown_here(ledger: Ledger, files: Sequence[ObjectInfo]) -> Iterator[ObjectInfo]:
    left = iter(files)
    while some := list(islice(left, NAMES_IN_A_QUESTION)):
        known = ledger.checks.known(info.name for info in some)
        yield from (info for info in some if info.name not in known)
