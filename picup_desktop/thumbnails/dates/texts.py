"""Dates as cameras and programs write them, in seconds of the wall clock at the place.

A zone beside a date is left out: 10:11 there is 10:11 here, too. Only what is known to be UTC is
moved to this computer's zone.
"""

import re
import time
from calendar import timegm
from datetime import datetime

from picup_desktop.clock import EARLIEST_PHOTO_YEAR, latest_photo_year

LONGEST_TEXT = 64
"""Characters that are looked at; no way to write a date needs more."""
_DAY = re.compile(
    r"(\d{4})(?:(\d\d)(\d\d)(?!\d\Z)|\s*[-:/. ]\s*(\d{1,2})(?:\s*[-:/. ]\s*(\d{1,2}))?|(?!\d))"
    r"(?![A-SU-Z])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[T\s_-]*(AM|PM|오전|오후)?\s*(\d{1,2})\s*[:. ]?\s*(\d{1,2})(?:\s*[:. ]?\s*(\d{1,2}))?"
    r"(?:[.,]\d+)?\s*(AM|PM|오전|오후)?",
    re.IGNORECASE,
)
_WITH_MONTH_NAME = re.compile(
    r"(?:[A-Z]{3,9},?\s+)?(?:([A-Z]{3})[A-Z]*\s+(\d{1,2})|(\d{1,2})[\s-]+([A-Z]{3})[A-Z]*[\s-]+(\d{4}))"
    r"(?:,?\s+(\d\d:\d\d:\d\d))?(?:\s*(\d{4}))?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORENOON, _AFTERNOON = frozenset(("am", "오전")), frozenset(("pm", "오후"))
LAST_SECOND = 59


def moment_of(text: object) -> int | None:
    """Return the moment that a text names; None if it names none, or one that can't be.

    A month or a day that is missing or 0 is the first one, a time that is missing midnight.
    """
    if isinstance(text, bytes):
        text = text[:LONGEST_TEXT].decode("utf-8", "replace")
    if not isinstance(text, str):
        return None
    # Some cameras end the day as a text of its own.
    text = text[:LONGEST_TEXT].replace("\0", " ").strip(" \t\r\n\"'")
    named = _WITH_MONTH_NAME.match(text)
    if named is not None:
        text = _in_numbers(named)
    day = _DAY.match(text)
    if day is None:
        return None
    year = int(day[1])
    month, date = int(day[2] or day[4] or 0), int(day[3] or day[5] or 0)
    if not EARLIEST_PHOTO_YEAR <= year <= latest_photo_year():
        return None
    try:
        midnight = datetime(year, month or 1, date or 1)  # noqa: DTZ001 - the wall clock's
    except ValueError:
        return None
    return timegm(midnight.timetuple()) + _seconds_of(text[day.end() :])


def _seconds_of(text: str) -> int:
    """Return the seconds since midnight of ``10:11:12``; 0 if that is no time."""
    told = _TIME.match(text)
    if told is None:
        return 0
    hour, minute, second = int(told[2]), int(told[3]), min(int(told[4] or 0), LAST_SECOND)
    half = (told[1] or told[5] or "").casefold()
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _FORENOON and hour == 12:
        hour = 0
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 else 0


def _in_numbers(named: re.Match[str]) -> str:
    """Return ``Wed Apr 02 10:11:12 2014`` or ``02 Apr 2014 10:11:12`` as numbers."""
    month = (named[1] or named[4]).casefold()
    if month not in _MONTHS:
        return ""
    year, day = named[5] or named[7] or "", named[2] or named[3]
    return f"{year}-{_MONTHS.index(month) + 1}-{day} {named[6] or ''}"


def wall_clock_of_utc(utc_seconds: float) -> int | None:
    """Return a moment of UTC on this computer's wall clock; None if no photo can be of then."""
    try:
        local = time.localtime(utc_seconds)
    except (OverflowError, OSError, ValueError):
        return None
    is_possible = EARLIEST_PHOTO_YEAR <= local.tm_year <= latest_photo_year()
    return timegm(local) if is_possible else None
