"""Commands about dates that a person corrects; the photos' files stay as they are."""

from dataclasses import dataclass

from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.base import Command


@dataclass(frozen=True)
class CorrectDates(Command[answers.DatesCorrected], command="dates_correct"):
    """Give photos another date, or move their dates; one of ``taken_at`` and ``seconds``."""

    photos: tuple[str, ...]
    taken_at: str | None = None
    """A wall-clock time without a zone, ``2008-05-30T12:00`` or a day."""
    keep_intervals: bool = False
    """Give ``taken_at`` to the earliest, and move the others by as much."""
    seconds: int | None = None
    """Move every date by so many seconds."""


@dataclass(frozen=True)
class UndoDates(Command[answers.DatesCorrected], command="dates_undo"):
    """Give photos the dates that they had before their last correction."""

    photos: tuple[str, ...]
    made_here: bool = False
    """Leave out those that another computer corrected last."""


@dataclass(frozen=True)
class UseFileDates(Command[answers.DatesCorrected], command="dates_of_files"):
    """Give photos the dates of their files again."""

    photos: tuple[str, ...]
