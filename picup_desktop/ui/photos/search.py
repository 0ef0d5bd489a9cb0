"""What somebody typed into the search, as what the ledger is asked for."""

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import date, timedelta

from picup_desktop.names import searchable

_DATE = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_SPOKEN = re.compile(r"(\d{4})년\s*(?:(\d{1,2})월)?\s*(?:(\d{1,2})일)?")
YEARS = range(1826, 2101)
"""Other numbers are parts of names."""


@dataclass(frozen=True)
class Sought:
    """Words of names, and a stretch of time in seconds of the wall clock."""

    words: tuple[str, ...] = ()
    since: int | None = None
    before: int | None = None


def sought(text: str) -> Sought:
    """``2019``, ``2019-05``, ``2019-05-04`` and ``2019년 5월`` are dates; all else is of names."""
    spoken = _SPOKEN.search(text)
    stretch = None if spoken is None else _stretch(spoken)
    if spoken is not None and stretch is not None:
        text = text[: spoken.start()] + text[spoken.end() :]
    words = []
    for token in text.split():
        found = _DATE.fullmatch(token)
        meant = None if found is None or stretch is not None else _stretch(found)
        if meant is None:
            words.append(searchable(token))
        else:
            stretch = meant
    since, before = stretch or (None, None)
    return Sought(tuple(words), since, before)


def _stretch(found: re.Match[str]) -> tuple[int, int] | None:
    year, month, day = (None if part is None else int(part) for part in found.groups())
    if year not in YEARS or year is None:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        after = first + timedelta(days=1)
    elif month is not None:
        after = (first + timedelta(days=31)).replace(day=1)
    else:
        after = date(year + 1, 1, 1)
    return timegm(first.timetuple()), timegm(after.timetuple())
