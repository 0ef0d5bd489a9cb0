"""What the words of a search mean: dates as people and the headings write them, kinds, names.

Pure. The words of the window's language are handed in; English, ISO and Korean dates are always
understood. What is no date and no kind is looked for in names, folders, cameras and albums.
"""

import re
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from picup_desktop.ledger.gallery.kinds import KindWord, ShotKind
from picup_desktop.names import searchable

YEARS = range(1826, 2101)
"""Years that the search takes for dates where a number stands alone; others are parts of names."""

_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT_LETTERS = 3
_ENGLISH_DAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
)
_KOREAN_DAYS = tuple(f"{day}요일" for day in "월화수목금토일")
ENGLISH_KINDS: Mapping[ShotKind, tuple[str, ...]] = {
    ShotKind.VIDEO: ("video", "videos", "film", "films", "movie", "movies"),
    ShotKind.LIVE: ("live photo", "live photos", "live", "motion photo", "motion photos"),
    ShotKind.RAW: ("raw", "raws"),
    ShotKind.SCREENSHOT: ("screenshot", "screenshots", "screen shot", "screen shots"),
    ShotKind.UNDATED: ("without date", "without a date", "no date", "undated"),
}
_NUMERIC = re.compile(
    r"(?<!\S)(?P<year>\d{4})(?:[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?)?\.?(?!\S)"
)
_KOREAN = re.compile(
    r"(?<!\d)(?P<year>\d{4})년\s*(?:(?P<month>\d{1,2})월\s*(?:(?P<day>\d{1,2})일)?)?"
)


@dataclass(frozen=True)
class SpokenWords:
    """The words of a language: months in their order, days of the week, and kinds."""

    months: Sequence[Sequence[str]] = ()
    """Each name of the twelve months, as January, Jan; empty for a language without names."""
    weekdays: Sequence[str] = ()
    kinds: Mapping[ShotKind, Sequence[str]] = field(default_factory=dict)


ENGLISH = SpokenWords()


@dataclass(frozen=True)
class Sought:
    """Words of names, kinds, and a time span in seconds of the wall clock."""

    words: tuple[str, ...] = ()
    since: int | None = None
    before: int | None = None
    kinds: tuple[KindWord, ...] = ()


def sought(text: str, spoken: SpokenWords = ENGLISH) -> Sought:
    """Split a search into dates, kinds and names; the first date counts.

    A name in double quotes is looked for as it stands: ``"may 2019"``.
    """
    quoted, text = _quoted(" ".join(searchable(text).split()))
    stretch, text = _dated(text, spoken)
    kinds, text = _kinds(text, spoken)
    since, before = stretch or (None, None)
    return Sought((*text.split(), *quoted), since, before, kinds)


def _quoted(text: str) -> tuple[list[str], str]:
    found = [each.strip() for each in re.findall(r'"([^"]*)"', text)]
    return [each for each in found if each], re.sub(r'"[^"]*"', " ", text).replace('"', " ")


def _dated(text: str, spoken: SpokenWords) -> tuple[tuple[int, int] | None, str]:
    """Return the span of the first date, and the text without it and its day of the week."""
    months = _month_numbers(spoken)
    for pattern in (*_orders(months), _KOREAN, _NUMERIC):
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = parts["month"]
            stretch = _stretch(
                int(parts["year"]),
                months[month] if month in months else _whole(month),
                _whole(parts.get("day")),
            )
            # A bare number is more often a part of a name.
            if stretch is not None and (pattern is not _NUMERIC or int(parts["year"]) in YEARS):
                return stretch, _without(text, found, spoken)
    return None, text


def _orders(months: Mapping[str, int]) -> Iterator[re.Pattern[str]]:
    """Yield the orders in which people write days, months and years, the fullest first."""
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    month, year = rf"(?:(?:of|de) )?(?P<month>{names})\.?,?", r"(?:(?:of|de) )?(?P<year>\d{4})"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?,?"
    for order in (
        *((month, day, year), (day, month, year), (year, month, day)),
        *((month, year), (year, month)),
    ):
        yield re.compile(rf"(?<!\S){' '.join(order)}(?!\S)")


def _month_numbers(spoken: SpokenWords) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, name in enumerate(_ENGLISH_MONTHS, start=1):
        numbers |= {name: number, name[:_SHORT_LETTERS]: number}
    numbers["sept"] = _ENGLISH_MONTHS.index("september") + 1
    for number, names in enumerate(spoken.months, start=1):
        numbers |= {searchable(name).rstrip("."): number for name in names if name.rstrip(".")}
    return numbers


def _without(text: str, found: re.Match[str], spoken: SpokenWords) -> str:
    """Return a text without a date and the day of the week beside it."""
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    days = chain(_ENGLISH_DAYS, _KOREAN_DAYS, map(searchable, spoken.weekdays))
    names = "|".join(re.escape(day.rstrip(".")) for day in days if day)
    before = re.sub(rf"(?<!\S)(?:{names})[.,]*$", "", before)
    after = re.sub(rf"^[,(]*(?:{names})[.,)]*(?!\S)", "", after)
    return f"{before} {after}"


def _kinds(text: str, spoken: SpokenWords) -> tuple[tuple[KindWord, ...], str]:
    """Return the kinds that a text names, and the text without them; long names come first."""
    named = [
        (searchable(word), kind)
        for words in (ENGLISH_KINDS, spoken.kinds)
        for kind, names in words.items()
        for word in names
    ]
    found: dict[ShotKind, KindWord] = {}
    for word, kind in sorted(named, key=lambda each: -len(each[0])):
        text, times = re.subn(rf"(?<!\S){re.escape(word)}(?!\S)", " ", text)
        if times:
            found.setdefault(kind, KindWord(kind, word))
    return tuple(found.values()), text


def _whole(part: str | None) -> int | None:
    return None if part is None else int(part)


def _stretch(year: int, month: int | None, day: int | None) -> tuple[int, int] | None:
    """Return the seconds from the begin of a day, month or year to its end; None for no date."""
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            after = first + timedelta(days=1)
        elif month is not None:
            after = (first + timedelta(days=31)).replace(day=1)
        else:
            after = date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
    return timegm(first.timetuple()), timegm(after.timetuple())
