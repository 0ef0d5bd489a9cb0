"""How many photos became safe lately: by day in a young vault, else by week."""

from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.names import Shown
from picup_desktop.ui import text
from picup_desktop.ui.text import translate

WEEK_DAYS = 7
SHOWN_WEEKS = 12
SHOWN_DAYS = 14
READ_DAYS = SHOWN_WEEKS * WEEK_DAYS
"""How far back the ledger is read, in days of 24 hours before now."""


@dataclass(frozen=True)
class Trend:
    """Counts for each day or week, oldest first."""

    counts: tuple[int, ...]
    by_week: bool

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)

    @property
    def newest(self) -> int:
        """The last day's or the last week's."""
        return self.counts[-1] if self.counts else 0


def trend_of(days: Sequence[int]) -> Trend:
    """Return the trend of counts by the day, newest first; the first is of the last 24 hours."""
    if not any(days[SHOWN_DAYS:]):
        return Trend(tuple(reversed(days[:SHOWN_DAYS])), by_week=False)
    weeks = [sum(days[start : start + WEEK_DAYS]) for start in range(0, len(days), WEEK_DAYS)]
    return Trend(tuple(reversed(weeks)), by_week=True)


def trend_title(trend: Trend) -> Shown:
    """Return which time the chart shows."""
    if trend.by_week:
        return translate("Overview", "The last 12 weeks")
    return translate("Overview", "The last 14 days")


def trend_words(trend: Trend) -> Shown:
    """Return the chart in a sentence."""
    newest = (
        translate("Overview", "{count} of them in the last 7 days.")
        if trend.by_week
        else translate("Overview", "{count} of them in the last 24 hours.")
    ).format(count=text.number(trend.newest))
    brought = translate("Overview", "%Ln photos were brought to both storages.", None, trend.total)
    return f"{brought} {newest}"
