"""Where the years and months stand on the scrubber, as pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from picup_desktop.ui.photos.layout.layout import MONTHS_A_YEAR

YEAR_STEP = 26
"""The least distance between the names of two years, in pixels."""
MONTH_STEP = 7
"""The least distance between two marks of months."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A month on the scrubber: its place in pixels, and the year to be written, or None."""

    month: int
    y: int
    year: int | None = None


def marks(tops: Iterable[tuple[int, int]], height: int, track: int) -> list[Mark]:
    """Return the marks for months, from their tops in a grid of that height.

    ``tops`` are pairs of a month (since the year 0) and its top, from above. A year is written at
    its first month where there is room, and no month stands where it would touch another mark.
    """
    found: list[Mark] = []
    written = marked = -YEAR_STEP
    year_before: int | None = None
    for month, top in tops:
        y = place_of(top, height, track)
        year = month // MONTHS_A_YEAR
        # A year without room for its name may get it at a later month of the same year.
        if year != year_before and y - written >= YEAR_STEP:
            found = [mark for mark in found if mark.year is not None or y - mark.y >= MONTH_STEP]
            found.append(Mark(month, y, year))
            written = marked = y
            year_before = year
        elif y - marked >= MONTH_STEP and y - written >= YEAR_STEP // 2:
            found.append(Mark(month, y))
            marked = y
    return found


def place_of(value: int, height: int, track: int) -> int:
    """Return the pixel of a track for a height of the grid."""
    if height <= 0:
        return 0
    return min(max(value * track // height, 0), track)


def value_at(y: int, track: int, most: int) -> int:
    """Return the scrolled height for a pixel of a track; ``most`` at its lower end."""
    if track <= 0:
        return 0
    return min(max(y * most // track, 0), most)


def month_beside(months: Sequence[int], month: int, step: int) -> int:
    """Return the number of the month to go to, in a list from the newest to the oldest.

    ``step`` 1 and -1 are the next older and newer month with photos, 12 and -12 the first month of
    the next older year and the newer one.
    """
    at = months.index(month)
    if abs(step) < MONTHS_A_YEAR:
        return min(max(at + step, 0), len(months) - 1)
    years = [month // MONTHS_A_YEAR for month in months]
    if step > 0:
        later = [other for other in range(at, len(months)) if years[other] < years[at]]
        return later[0] if later else len(months) - 1
    newer = [other for other in range(at) if years[other] > years[at]]
    return years.index(years[newer[-1]]) if newer else 0
