"""What a person chose in the dialog of dates, and what comes of it. Pure.

Dates are wall-clock seconds at the place of the photo.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from picup_desktop.clock import (
    EARLIEST_PHOTO_YEAR,
    FIRST_WALL_CLOCK,
    LAST_WALL_CLOCK,
    read_wall_clock,
    wall_clock_text,
)
from picup_desktop.engine.ipc.commands.dates import CorrectDates
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.thumbnails.wire import DecoderKind

FIRST_PHOTOGRAPH = read_wall_clock(f"{EARLIEST_PHOTO_YEAR}-01-01T00:00:00")
"""Nothing was photographed before; what has an earlier date is a slip, or a picture of its own."""


class Way(Enum):
    """How the dates of photos are corrected."""

    FIRST = auto()
    """The earliest gets a date, the others move by as much."""
    MOVE = auto()
    """All move by an offset."""
    SAME = auto()
    """All get one date."""


class Doubt(Enum):
    """Why a date may be a slip; the first one can't be chosen at all."""

    BEYOND = auto()
    FUTURE = auto()
    TOO_EARLY = auto()


@dataclass(frozen=True)
class Span:
    """The dates of some photos: of the earliest and of the latest, and of how many."""

    first: int
    last: int
    pictures: int


@dataclass(frozen=True)
class Choice:
    """What was chosen: ``taken_at`` where a date was, else ``seconds``."""

    way: Way
    taken_at: int
    seconds: int = 0

    def after(self, span: Span) -> tuple[int, int]:
        """Return the new dates of the earliest and the latest."""
        if self.way is Way.SAME:
            return self.taken_at, self.taken_at
        offset = self._offset(span)
        return span.first + offset, span.last + offset

    def changes(self, span: Span) -> bool:
        """Return whether any date would be another one."""
        return self.after(span) != (span.first, span.last)

    def command(self, span: Span, photos: tuple[str, ...]) -> CorrectDates:
        """Return what the engine is asked for, about some of the photos. ValueError."""
        if self.way is Way.SAME:
            return CorrectDates(photos, taken_at=wall_clock_text(self.taken_at))
        return CorrectDates(photos, seconds=self._offset(span))

    def _offset(self, span: Span) -> int:
        return self.taken_at - span.first if self.way is Way.FIRST else self.seconds


def span_of(shots: Sequence[ShownShot]) -> Span:
    """Return the dates of at least one shot."""
    dates = [shot.taken_at for shot in shots]
    return Span(min(dates), max(dates), len(dates))


def doubt_of(after: tuple[int, int], now: int) -> Doubt | None:
    """Return why new dates may be a slip; ``now`` is this computer's wall clock."""
    first, last = after
    if first < FIRST_WALL_CLOCK or last > LAST_WALL_CLOCK:
        return Doubt.BEYOND
    if last > now:
        return Doubt.FUTURE
    return Doubt.TOO_EARLY if first < FIRST_PHOTOGRAPH else None


def files_of(shots: Sequence[ShownShot]) -> list[int]:
    """Return the ids of the files whose dates count: those of pictures and films."""
    shown = {DecoderKind.PICTURE.value, DecoderKind.RAW.value, DecoderKind.FILM.value}
    return [photo.photo_id for shot in shots for photo in shot.photos if photo.kind in shown]
