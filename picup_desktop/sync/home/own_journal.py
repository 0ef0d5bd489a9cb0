"""Compare this computer's journal on a storage with the one in its ledger.

This comes first in a pass (DISASTERS 5-5, 5-6). More segments than in the ledger mean that
this home was restored from a backup, or that a copy of it writes; other bytes under a known
number mean two homes; segments that were sent and are missing were removed (5-1).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from picup_desktop.ledger.journal.journal import OwnSegment
from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.vault.journal import JOURNAL_FOLDER, SEALED_LIMIT_BYTES, Segment, parse_name
from picup_desktop.words import Role

FORKS_FOLDER = "forks"
"""``forks/<device>/``: marks that an old or copied home leaves for its other copy."""

NEWEST_READ_BYTES = 256 * 1024
"""Size up to which the newest segment is compared with its hash at each check."""

MOST_READ = 20
"""The most unexpected segments or marks to read, since garbage may be unlimited."""

NOTHING_AHEAD: Mapping[str, bytes] = MappingProxyType({})

OpenSegment = Callable[[str, bytes], Segment | None]
"""Opens bytes; returns a segment with this computer's signature, None for anything else."""


@dataclass(frozen=True)
class Signed:
    """A segment on a storage that has this computer's signature."""

    number: int
    hash: str
    previous: str | None


@dataclass(frozen=True)
class OwnLook:
    """The result of checking one storage."""

    view: OwnView
    place: str = ""
    """The name of the segment that shows it."""
    lost: tuple[str, ...] = ()
    """Segments that were sent there and are not complete there any more."""
    strays: tuple[str, ...] = ()
    """Files in this computer's folder that it did not write; at most ``MOST_READ`` of a kind."""


def compare(kept: Sequence[OwnSegment], signed: Sequence[Signed]) -> tuple[OwnView, int]:
    """Return the view and the number of the segment that shows it; 0 if all agree."""
    hashes = {one.number: one.hash for one in kept}
    newest = max(hashes, default=0)
    newer = sorted((one for one in signed if one.number > newest), key=lambda one: one.number)
    for one in signed:
        if hashes.get(one.number, one.hash) != one.hash:
            return OwnView.FORKED, one.number
    if not newer:
        return OwnView.AGREED, 0
    follows = newer[0].number == newest + 1
    if follows and newer[0].previous != hashes.get(newest):
        return OwnView.FORKED, newer[0].number
    return OwnView.AHEAD, newer[0].number


def lost_numbers(
    kept: Sequence[OwnSegment], first: int, role: Role, whole: Mapping[int, int]
) -> list[int]:
    """Return the segments from ``first`` on that the storage had and has no longer.

    ``whole``: sizes in bytes of the undamaged ones that are there, by number.
    """
    return [
        one.number
        for one in kept
        if one.number >= first and role in one.on and whole.get(one.number) != one.size_bytes
    ]


def look_at_own_journal(
    role: Role,
    storage: Storage,
    device_id: str,
    *,
    kept: Sequence[OwnSegment],
    first: int,
    open_segment: OpenSegment,
    files: Iterable[ObjectInfo],
    ahead: Mapping[str, bytes] = NOTHING_AHEAD,
) -> OwnLook:
    """Check the segments stored in this computer's name, ``files``. Any StorageError.

    ``first``: the lowest number that is still needed, according to the last checkpoint.
    ``ahead``: files that were read a moment ago, by name.
    """
    listed: dict[int, tuple[str, int]] = {}
    strays: list[str] = []
    for info in files:
        place = parse_name(info.name)
        if place is not None and place[0] == device_id:
            listed[place[1]] = (info.name, info.size_bytes)
        elif len(strays) < MOST_READ:
            strays.append(info.name)
    signed = {}
    newest = kept[-1].number if kept else 0
    newer = sorted(number for number in listed if number > newest)[:MOST_READ]
    for number in (*_doubtful(kept, role, listed), *newer):
        name = listed[number][0]
        held = ahead.get(name)
        segment = _read(storage, name, open_segment) if held is None else open_segment(name, held)
        if segment is not None:
            signed[number] = Signed(number, segment.hash, segment.previous)
            if number > newest:
                break
        elif number > newest:
            strays.append(name)
    view, number = compare(kept, list(signed.values()))
    if view is not OwnView.AGREED:
        return OwnLook(view, listed[number][0])
    whole = {number: size for number, (_, size) in listed.items()}
    missing = lost_numbers(kept, first, role, whole)
    folder = f"{JOURNAL_FOLDER}/{device_id}"
    lost = tuple(f"{folder}/{number:08d}.age" for number in missing)
    return OwnLook(view, lost=lost, strays=tuple(strays))


def other_halves(
    storage: Storage,
    device_id: str,
    own_marks: frozenset[str],
    open_segment: OpenSegment,
    kept: Sequence[OwnSegment],
    *,
    files: Iterable[ObjectInfo],
) -> list[str]:
    """Return the names of the marks that another home of this identity left. Any StorageError.

    ``files``: those in the folder of the marks. A mark is a segment without entries, sealed and
    signed in this computer's name, that this home never wrote. So nobody without the keys can
    leave one, nor make one of a copy of this home's own journal (6-4).
    """
    hashes = {one.number: one.hash for one in kept}
    found: list[str] = []
    for info in files:
        number = info.name.rpartition("/")[2].partition("-")[0]
        if info.name in own_marks or not number.isdecimal() or len(found) >= MOST_READ:
            continue
        if info.size_bytes > NEWEST_READ_BYTES:
            continue
        place = f"{JOURNAL_FOLDER}/{device_id}/{number}.age"
        mark = None if parse_name(place) is None else _read(storage, info.name, open_segment, place)
        if mark is not None and not mark.entries and hashes.get(mark.number) != mark.hash:
            found.append(info.name)
    return found


def _doubtful(
    kept: Sequence[OwnSegment], role: Role, listed: Mapping[int, tuple[str, int]]
) -> list[int]:
    """Return the numbers to read: the newest, and those not known to be ours."""
    newest = kept[-1].number if kept else 0
    return [
        one.number
        for one in kept
        if one.number in listed
        and (
            role not in one.on
            or listed[one.number][1] != one.size_bytes
            or (one.number == newest and one.size_bytes <= NEWEST_READ_BYTES)
        )
    ]


def _read(
    storage: Storage, name: str, open_segment: OpenSegment, place: str | None = None
) -> Segment | None:
    try:
        data = b"".join(storage.get(name, 0, SEALED_LIMIT_BYTES + 1))
    except ObjectNotFound:
        return None
    return open_segment(place or name, data)
