"""Judge the change of many photos of an album at once (DISASTERS 4-3).

Pure decisions. Spoiled files come from ransomware, or from a disk that came back with
empty files: a person is asked. Changed files that are still pictures are a batch edit: they
are protected at once, and an item says how long the earlier versions stay.
"""

from dataclasses import dataclass

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
