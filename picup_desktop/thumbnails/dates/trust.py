"""The date that a file tells, and the order in which its parts are trusted.

A date of the moment of capture counts more than one of a scan, of an edit or of a satellite.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from picup_desktop.thumbnails.wire import Told
from picup_desktop.words import DateFrom


class Trust(IntEnum):
    """How much a date counts; the least is asked first."""

    EXIF_ORIGINAL = 1
    XMP_ORIGINAL = 2
    IPTC_CREATED = 3
    EXIF_DIGITIZED = 4
    EXIF_CHANGED = 5
    """Many old cameras write no other date; programs write it at every change."""
    XMP_DIGITIZED = 6
    IPTC_DIGITIZED = 7
    CONTAINER = 8
    EXIF_GPS = 9
    """Of satellites, in UTC."""


SOURCES = {
    Trust.EXIF_ORIGINAL: DateFrom.EXIF,
    Trust.XMP_ORIGINAL: DateFrom.XMP,
    Trust.IPTC_CREATED: DateFrom.IPTC,
    Trust.EXIF_DIGITIZED: DateFrom.EXIF,
    Trust.EXIF_CHANGED: DateFrom.EXIF,
    Trust.XMP_DIGITIZED: DateFrom.XMP,
    Trust.IPTC_DIGITIZED: DateFrom.IPTC,
    Trust.CONTAINER: DateFrom.CONTAINER,
    Trust.EXIF_GPS: DateFrom.EXIF,
}


Candidate = tuple[Trust, int | None]
"""A date of a part of the file; None if that part has none."""


def most_trusted(candidates: Iterable[Candidate]) -> Told | None:
    """Return the date that counts; None if no part has one."""
    dates: Sequence[tuple[Trust, int]] = [(t, at) for t, at in candidates if at is not None]
    if not dates:
        return None
    # Of two of one trust the first counts.
    trust, at = min(dates, key=lambda one: one[0])
    return Told(at, SOURCES[trust])
