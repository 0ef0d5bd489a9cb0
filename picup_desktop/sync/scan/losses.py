"""Judge the loss or change of many photos of an album (DISASTERS 3-4, 4-3).

Pure decisions. A few missing photos were deleted by a person; many or all missing, or the
folder itself, is more likely a disk that is not mounted: then a person is asked and nothing
is deleted. Many changed or spoiled photos are asked about in the same way.
"""

from dataclasses import dataclass
from enum import Enum

from picup_desktop.settings import Settings


@dataclass(frozen=True)
class Harm:
    """Counts of one album's photos."""

    known: int
    """Living photos before the change, including those lost within the window."""
    spoiled: int
    """Photos that are spoiled now, since any time."""
    spoiled_within_window: int
    lost_within_window: int
    """Photos encrypted under new names look lost, so both counts are added."""


def is_many(count: int, known: int, settings: Settings) -> bool:
    """Return whether a count is more than 20 and more than 10 % of an album's photos."""
    return count > settings.vanished_photos and count > settings.vanished_fraction * known


def holds_spoiled(harm: Harm, settings: Settings, *, was_held: bool) -> bool:
    """Return whether the album waits for a person; once held, until no photo is spoiled."""
    if harm.spoiled == 0:
        return False
    lately = harm.spoiled_within_window + harm.lost_within_window
    spoiled_lately = harm.spoiled_within_window > 0 and is_many(lately, harm.known, settings)
    return was_held or spoiled_lately


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


def judge(losses: Losses, settings: Settings, *, in_doubt: bool = False) -> Verdict:
    """Hold the album if it is empty now, or lost more than 10 % and more than 20 photos.

    ``in_doubt``: any loss holds it, since the folder is another one than before, or an
    earlier question is still open.
    """
    if losses.lost_now == 0:
        return Verdict.NOTHING
    emptied = losses.lost_within_window >= losses.known
    many = (
        losses.lost_within_window > settings.vanished_photos
        and losses.lost_within_window > settings.vanished_fraction * losses.known
    )
    return Verdict.HOLD if emptied or many or in_doubt else Verdict.DELETE
