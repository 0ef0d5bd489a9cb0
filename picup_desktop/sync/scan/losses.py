"""Losses: what it means that photos are gone from an album's folder (DISASTERS 3-4).

A pure decision. A few photos gone were deleted by a person; many, or all of
them, or the folder itself, is rather a disk that is not there: then a person is
asked and nothing is deleted.
"""

from dataclasses import dataclass
from enum import Enum

from picup_desktop.settings import Settings


class Verdict(Enum):
    """What follows from the losses of one album."""

    NOTHING = "nothing"
    DELETE = "delete"
    HOLD = "hold"


@dataclass(frozen=True)
class Losses:
    """Counts of one album's photos."""

    known: int
    """Living photos before these losses, those lost within the window included."""
    lost_now: int
    lost_within_window: int
    """Lost within the last hour, those of this scan included."""


def judge(losses: Losses, settings: Settings) -> Verdict:
    """Hold the album when it is emptied, or loses more than 10 % and more than 20 photos."""
    if losses.lost_now == 0:
        return Verdict.NOTHING
    emptied = losses.lost_within_window >= losses.known
    many = (
        losses.lost_within_window > settings.vanished_photos
        and losses.lost_within_window > settings.vanished_fraction * losses.known
    )
    return Verdict.HOLD if emptied or many else Verdict.DELETE
