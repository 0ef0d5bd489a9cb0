"""The date in a file's name, as cameras, phones and messengers write it. Pure.

A number alone is never a date. It is one with a time beside it, with its parts apart
(``1953-05-04``), or after a word.
"""

import re
import time
from calendar import timegm
from collections.abc import Iterator
from datetime import date

from picup_desktop.clock import EARLIEST_PHOTO_YEAR
from picup_desktop.gallery.wall_clock import wall_clock

FIRST_DIGITAL_YEAR = 1990
"""No camera named a file before; a scan is named by a person, the parts of its date apart."""
LONGEST_NAME = 255
MILLISECONDS = 1_000

_DAY = r"(?<![0-9])(\d{4})([-_.]?)(\d\d)\2(\d\d)"
_WITH_TIME = re.compile(
    _DAY + r"(?:[-_ T.,]|\sat\s|\sum\s|_at_)*"
    r"(\d\d?)([-_.:h]?)(\d\d)(?:\6|[-_.:m])(\d\d)(?:[-_.]?\d{1,3})?(?!\d)(\s?[AP]M\b)?",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(_DAY + r"(?![0-9])")
_MERE_NUMBER = re.compile(r"[\d\s()]*")
_UNIX_MILLISECONDS = re.compile(r"(?:FB_IMG_|mmexport|wx_camera_|microMsg\.)(\d{13})(?!\d)")
"""What Facebook and WeChat write: a moment of UTC."""
_UTC_NAMES = re.compile(r"PXL_\d{8}_\d{6}")
"""Pixel phones name their photos in UTC."""


def date_in_name(name: str, latest_year: int) -> int | None:
    """Return wall-clock seconds for a file's name; None if it has no date.

    A date without a time is midnight; one after ``latest_year`` can't be.
    """
    stem = name[:LONGEST_NAME].rpartition(".")[0] or name[:LONGEST_NAME]
    moment = next(_moments(stem, latest_year), None)
    if moment is None:
        return None
    return wall_clock(moment) if _UTC_NAMES.match(stem) else moment


def _moments(stem: str, latest_year: int) -> Iterator[int]:
    """Return the moments in a name, the most precise first."""
    unix = _UNIX_MILLISECONDS.match(stem)
    if unix is not None:
        local = wall_clock(int(unix[1]) / MILLISECONDS)
        if FIRST_DIGITAL_YEAR <= time.gmtime(local).tm_year <= latest_year:
            yield local
    for found in _WITH_TIME.finditer(stem):
        day = _day_of(found, latest_year)
        seconds = None if day is None else _seconds_of(found)
        if day is not None and seconds is not None:
            yield day + seconds
    if not _MERE_NUMBER.fullmatch(stem):
        days = (_day_of(found, latest_year) for found in _DAY_ALONE.finditer(stem))
        yield from (day for day in days if day is not None)


def _day_of(found: re.Match[str], latest_year: int) -> int | None:
    """Return midnight of a day; None if the calendar has no such day, or no photo is of then."""
    year = int(found[1])
    earliest = EARLIEST_PHOTO_YEAR if found[2] else FIRST_DIGITAL_YEAR
    if not earliest <= year <= latest_year:
        return None
    try:
        day = date(year, int(found[3]), int(found[4]))
    except ValueError:
        return None
    return timegm(day.timetuple())


def _seconds_of(found: re.Match[str]) -> int | None:
    """Return seconds since midnight; None for a number that is no time."""
    hour, minute, second = int(found[5]), int(found[7]), int(found[8])
    half = (found[9] or "").strip().upper()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "PM" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second
