"""Decide which date of a photo counts. Pure.

A file's own date counts more than the file's time, which may be that of a copy.
"""

import time
from calendar import timegm

from picup_desktop.ledger.gallery.gallery import EARLIEST, LATEST
from picup_desktop.ledger.gallery.shots import Dated, ShotMember
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.words import DateFrom

NANOSECONDS = 1_000_000_000
WEAK = frozenset((DateFrom.NAME, DateFrom.FILE))
"""Dates that another file of the same shot may know better."""


def date_of(member: ShotMember) -> Dated:
    """Return the date that counts for a photo."""
    if member.taken_at is not None:
        return Dated(member.taken_at, member.told_by or _told_before(member))
    return Dated(wall_clock(member.mtime_ns / NANOSECONDS), DateFrom.FILE)


def _told_before(member: ShotMember) -> DateFrom:
    """Return where a date is from that was read before that was recorded."""
    is_film = MediaKind(member.kind) is MediaKind.VIDEO
    return DateFrom.CONTAINER if is_film else DateFrom.EXIF


def wall_clock(unix_seconds: float) -> int:
    """Return a time as seconds of this computer's wall clock."""
    within = min(max(unix_seconds, EARLIEST), LATEST)
    try:
        return timegm(time.localtime(within))
    except (OverflowError, OSError, ValueError):
        # Some systems have no time zones before 1970.
        return int(within)
