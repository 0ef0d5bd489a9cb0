"""Decide which date of a photo counts. Pure, but for the computer's year and zone.

In this order: what a person said in PicUp; a date that a program wrote into XMP beside the photo,
because it is there to correct the photo's own; EXIF, XMP and IPTC inside it; other files beside it;
the container of a film; the name; the file's time, which may be that of a copy.
"""

from collections.abc import Iterator, Sequence

from picup_desktop.clock import latest_photo_year
from picup_desktop.gallery.name_dates import date_in_name
from picup_desktop.gallery.wall_clock import wall_clock
from picup_desktop.ledger.gallery.shots import Dated, ShotMember
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import as_compared, described_name
from picup_desktop.words import DateFrom

NANOSECONDS = 1_000_000_000
DAY_SECONDS = 24 * 3600
WEAK = frozenset((DateFrom.NAME, DateFrom.FILE))
"""Dates that another file of the same shot may know better."""


def dates_of(shot: Sequence[ShotMember]) -> dict[int, Dated]:
    """Return the dates that count for the files of a shot, by their ids."""
    return {member.photo_id: date_of(member, shot) for member in shot}


def date_of(member: ShotMember, shot: Sequence[ShotMember] = ()) -> Dated:
    """Return the date that counts for a photo; ``shot`` are the files of its shot."""
    return next(_dates(member, _beside(member, shot)))


def _dates(member: ShotMember, beside: Sequence[ShotMember]) -> Iterator[Dated]:
    """Return the dates of a photo, the most trusted first."""
    if member.corrected is not None:
        yield Dated(member.corrected, DateFrom.PERSON)
    own = _own(member)
    by_sidecars = [
        (one.told_by, Dated(one.taken_at, DateFrom.SIDECAR))
        for one in beside
        if one.taken_at is not None and not _repeats(one.taken_at, own)
    ]
    yield from (date for by, date in by_sidecars if by is DateFrom.XMP)
    if own is not None and own.source is not DateFrom.CONTAINER:
        yield own
    yield from (date for _, date in by_sidecars)
    if own is not None:
        yield own
    named = date_in_name(member.path.rpartition("/")[2], latest_photo_year())
    if named is not None:
        yield Dated(named, DateFrom.NAME)
    yield Dated(wall_clock(member.mtime_ns / NANOSECONDS), DateFrom.FILE)


def _repeats(at: int, own: Dated | None) -> bool:
    """Return whether a sidecar says only what the file itself does, or the day of it."""
    if own is None:
        return False
    day, seconds = divmod(at, DAY_SECONDS)
    return at == own.at or (seconds == 0 and day == own.at // DAY_SECONDS)


def _own(member: ShotMember) -> Dated | None:
    """Return the date in a file itself."""
    if member.taken_at is None:
        return None
    kind = MediaKind(member.kind)
    if kind is MediaKind.SIDECAR:
        return Dated(member.taken_at, DateFrom.SIDECAR)
    # Which part told it was not kept by earlier versions of this program.
    before = DateFrom.CONTAINER if kind is MediaKind.VIDEO else DateFrom.EXIF
    return Dated(member.taken_at, member.told_by or before)


def _beside(member: ShotMember, shot: Sequence[ShotMember]) -> list[ShotMember]:
    """Return the sidecars that are about a file, those that name it in full first."""
    about = []
    for one in shot:
        if MediaKind(one.kind) is not MediaKind.SIDECAR or one is member:
            continue
        named = described_name(one.path)
        if named is None:
            about.append(one)
        elif as_compared(named) == as_compared(member.path):
            about.insert(0, one)
    return [] if MediaKind(member.kind) is MediaKind.SIDECAR else about
