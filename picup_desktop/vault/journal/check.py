"""Compare the segments of a journal with each other and across the storages.

Signatures and places are checked when a segment is opened. Here the segments of a
device are compared with each other, with the heads that this computer remembers and
with the other storage. An attack that none of the three shows stays undetected: a
new computer with one storage can't tell that all of it is an older state.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from picup_desktop.vault.journal.chain import trusted_chain
from picup_desktop.vault.journal.findings import Finding, SegmentCheck
from picup_desktop.vault.journal.segment import (
    ChainHead,
    Refused,
    Segment,
    parse_name,
    segment_name,
)
from picup_desktop.words import Role


@dataclass(frozen=True)
class Report:
    """The findings, and the segments that can be trusted nevertheless."""

    findings: tuple[Finding, ...]
    trusted: Mapping[str, tuple[Segment, ...]]
    """The verified chain of each device id, from both storages together."""
    loose: tuple[Segment, ...]
    """Signed segments in their places that no chain reaches: for salvage only."""
    silent: frozenset[str] = frozenset()
    """Devices without any segment, of which none was ever seen."""

    @property
    def heads(self) -> tuple[ChainHead, ...]:
        """The heads to remember for the next check, if nothing was found."""
        return tuple(chain[-1].head for chain in self.trusted.values())


@dataclass(frozen=True)
class _Shelf:
    """The segments of one device on one storage."""

    role: Role
    device_id: str
    opened: Mapping[int, Segment]
    present: tuple[int, ...]
    """The numbers of all files there, usable or not, in ascending order."""

    @property
    def highest(self) -> int:
        return self.present[-1] if self.present else 0

    def finding(self, check: SegmentCheck, number: int) -> Finding:
        return Finding(check, self.role, segment_name(self.device_id, number))


def check_journal(
    found: Mapping[Role, Sequence[Segment | Refused]],
    *,
    devices: Collection[str],
    remembered: Collection[ChainHead] = (),
) -> Report:
    """Check everything found under ``journal/`` on each storage that could be listed.

    ``devices`` are the ids that belong to the vault; ``remembered`` the heads that
    this computer saw before. Do not pass a storage
    whose files could only partly be fetched: the rest would count as missing.
    """
    findings = [
        Finding(one.check, role, one.name)
        for role, segments in found.items()
        for one in segments
        if isinstance(one, Refused)
    ]
    heads = {head.device_id: head for head in remembered}
    trusted: dict[str, tuple[Segment, ...]] = {}
    loose: list[Segment] = []
    silent: set[str] = set()
    for device_id in sorted(devices):
        shelves = [_shelf(role, device_id, segments) for role, segments in found.items()]
        head = heads.get(device_id)
        pool = {one.hash: one for shelf in shelves for one in shelf.opened.values()}
        chain = trusted_chain(pool.values(), head)
        findings += _of_device(shelves, head, chain)
        if chain:
            trusted[device_id] = chain
        if head is None and not any(shelf.present for shelf in shelves):
            silent.add(device_id)
        loose += _out_of_reach(pool, chain)
    return Report(tuple(findings), trusted, tuple(loose), frozenset(silent))


def _shelf(role: Role, device_id: str, segments: Sequence[Segment | Refused]) -> _Shelf:
    opened = {
        one.number: one
        for one in segments
        if isinstance(one, Segment) and one.device_id == device_id
    }
    places = (parse_name(one.name) for one in segments)
    present = {place[1] for place in places if place is not None and place[0] == device_id}
    return _Shelf(role, device_id, opened, tuple(sorted(present)))


def _of_device(
    shelves: Sequence[_Shelf], head: ChainHead | None, chain: Sequence[Segment]
) -> Iterator[Finding]:
    # A file that does not open says nothing about how far the journal goes.
    opened = [one for shelf in shelves for one in shelf.opened.values()]
    genuine = max((one.number for one in opened), default=0)
    reach = max((_reach(one) for one in opened), default=0)
    newest = genuine or max((shelf.highest for shelf in shelves), default=0)
    expected = max(newest, head.number if head else 0)
    for shelf in shelves:
        if shelf.present:
            yield from _gaps(shelf, chain, max(expected, reach))
            yield from _breaks(shelf)
        elif not expected:
            yield shelf.finding(SegmentCheck.MISSING_SEGMENT, 1)
        if shelf.highest < expected:
            yield shelf.finding(SegmentCheck.ROLLED_BACK, shelf.highest + 1)
        if head and _contradicts(shelf, head):
            yield shelf.finding(SegmentCheck.FORKED, head.number)
    for first, second in pairwise(shelves):
        yield from _forks(first, second)


def _reach(segment: Segment) -> int:
    """Return the number up to which a checkpoint's part says that there are more."""
    part = segment.part
    return segment.number if part is None else segment.number - part.number + part.count


def _gaps(shelf: _Shelf, chain: Sequence[Segment], newest: int) -> Iterator[Finding]:
    """Yield the gaps up to the ``newest`` segment that is known to have been written."""
    first, last = _needed(shelf, chain)
    last, expected = min(last, newest), first
    for number in (*(one for one in shelf.present if first <= one <= newest), last + 1):
        if number > expected:
            # A file with a huge number must not cause one finding for each number before it.
            names = [segment_name(shelf.device_id, one) for one in (expected, number - 1)]
            place = names[0] if names[0] == names[1] else f"{names[0]} to {names[1]}"
            yield Finding(SegmentCheck.MISSING_SEGMENT, shelf.role, place)
        expected = max(expected, number + 1)


def _needed(shelf: _Shelf, chain: Sequence[Segment]) -> tuple[int, int]:
    """Return the first and last number that must be there."""
    if chain:
        return chain[0].number, shelf.highest
    lowest = shelf.opened[min(shelf.opened)] if shelf.opened else None
    if lowest is None or lowest.part is None:
        return 1, shelf.highest
    # Segments before a checkpoint may be removed, so only its parts are required.
    first = lowest.number - lowest.part.number + 1
    return first, max(shelf.highest, first + lowest.part.count - 1)


def _breaks(shelf: _Shelf) -> Iterator[Finding]:
    for number, segment in sorted(shelf.opened.items()):
        before = shelf.opened.get(number - 1)
        if before is not None and segment.previous != before.hash:
            yield shelf.finding(SegmentCheck.BROKEN_CHAIN, number)


def _contradicts(shelf: _Shelf, head: ChainHead) -> bool:
    at_head, after = shelf.opened.get(head.number), shelf.opened.get(head.number + 1)
    if at_head is not None:
        return at_head.hash != head.hash
    return after is not None and after.previous != head.hash


def _forks(first: _Shelf, second: _Shelf) -> Iterator[Finding]:
    for number in sorted(first.opened.keys() & second.opened.keys()):
        if first.opened[number].hash != second.opened[number].hash:
            # All later segments differ as well and would only repeat the finding.
            yield second.finding(SegmentCheck.FORKED, number)
            return


def _out_of_reach(pool: Mapping[str, Segment], chain: Sequence[Segment]) -> list[Segment]:
    reached = {one.hash for one in chain}
    start = chain[0].number if chain else 0
    beyond = (one for one in pool.values() if one.number >= start and one.hash not in reached)
    return sorted(beyond, key=lambda one: (one.number, one.hash))
