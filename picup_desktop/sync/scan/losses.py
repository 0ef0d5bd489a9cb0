"""Judge the loss of photos from an album's folder (DISASTERS 3-4).

A pure decision. A few missing photos were deleted by a person; many or all missing,
or the folder itself, is more likely a disk that is not mounted: then a person is
asked and nothing is deleted.
"""

from dataclasses import dataclass
from enum import Enum

from picup_desktop.settings import Settings


class Verdict(Enum):
    """The decision about the losses of one album."""

    NOTHING = "nothing"
    DELETE = "delete"
    HOLD = "hold"


@dataclass(frozen=True)
class Losses:
    """Counts of one album's photos."""

    known: int
    """Living photos before these losses, including those lost within the window."""
    lost_now: int
    lost_within_window: int
    """Photos lost within the last hour, including this scan."""


def judge(losses: Losses, settings: Settings) -> Verdict:
    """Hold the album if it is empty now, or lost more than 10 % and more than 20 photos."""
    if losses.lost_now == 0:
        return Verdict.NOTHING
    emptied = losses.lost_within_window >= losses.known
    many = (
        losses.lost_within_window > settings.vanished_photos
        and losses.lost_within_window > settings.vanished_fraction * losses.known
    )
    return Verdict.HOLD if emptied or many else Verdict.DELETE
