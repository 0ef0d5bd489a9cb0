"""Changes: what it means that many photos of an album got another content (DISASTERS 4-3).

Pure decisions. Spoiled files are software that scrambles, or a disk that came back with
empty files: a person is asked. Pictures that are still pictures are a batch edit: they are
protected at once, and a person learns how long the earlier versions stay.
"""

from dataclasses import dataclass

from picup_desktop.settings import Settings


@dataclass(frozen=True)
class Harm:
    """Counts of one album's photos."""

    known: int
    """Living photos before, those lost within the window included."""
    spoiled: int
    """Spoiled at present, since whenever."""
    spoiled_within_window: int
    lost_within_window: int
    """Scrambled under new names they look lost; together they tell."""


def is_many(count: int, known: int, settings: Settings) -> bool:
    """More than 20 and more than 10 % of an album's photos."""
    return count > settings.vanished_photos and count > settings.vanished_fraction * known


def holds_spoiled(harm: Harm, settings: Settings, *, was_held: bool) -> bool:
    """Whether the album waits for a person; once it does, until no photo of it is spoiled."""
    if harm.spoiled == 0:
        return False
    lately = harm.spoiled_within_window + harm.lost_within_window
    spoiled_lately = harm.spoiled_within_window > 0 and is_many(lately, harm.known, settings)
    return was_held or spoiled_lately
