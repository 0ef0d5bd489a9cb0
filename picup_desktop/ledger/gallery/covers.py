"""The covers of albums: which pictures stand for an album, and from when to when its photos are.

Four pictures that are spread over the album, or one where there are fewer. Which shots these
are follows from the counts of the months, so nothing is read but those shots.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.ledger.gallery.gallery import Gallery, Month, PhotoFilter, ShownShot
from picup_desktop.ledger.schema.database import Database

PICTURES = 4
LOOKED_AT = 8
"""So many shots in a row are looked at to find one that has a picture."""
WITHOUT_PICTURE = frozenset(("sidecar", "other"))


@dataclass(frozen=True, slots=True)
class Cover:
    """The shots that stand for an album, and the first and the last month of its photos."""

    shots: tuple[ShownShot, ...]
    first: int
    last: int


class Covers:
    """Queries on a read-only ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cover(self, album_id: int, keep: Sequence[int] = ()) -> Cover | None:
        """Return an album's cover; None if it has no photos yet.

        The four shots with the ids ``keep`` stay if all of them are still there.
        """
        gallery, wanted = Gallery(self._database), PhotoFilter(album_id=album_id)
        months = gallery.months(wanted)
        if not months:
            return None
        last, first = months[0].month, months[-1].month
        kept = gallery.named(keep) if len(keep) == PICTURES else []
        if len([shot for shot in kept if shot.album_id == album_id]) == PICTURES:
            return Cover(tuple(kept), first, last)
        found: dict[int, ShownShot] = {}
        for month, index in spread(months, PICTURES):
            shots = gallery.shots(wanted, month, index, LOOKED_AT)
            shot = next((s for s in shots if has_picture(s) and s.id not in found), None)
            if shot is not None:
                found[shot.id] = shot
        chosen = tuple(found.values())
        return Cover(chosen if len(chosen) == PICTURES else chosen[:1], first, last)


def has_picture(shot: ShownShot) -> bool:
    """Return whether a shot can be shown."""
    return shot.lead.kind not in WITHOUT_PICTURE


def spread(months: Sequence[Month], pictures: int) -> list[tuple[int, int]]:
    """Return the month and the index in it of shots at even intervals, the newest one first.

    ``months`` are newest first. There are as many as shots at most.
    """
    every = sum(month.shots for month in months)
    many = min(pictures, every)
    wanted = [number * every // many for number in range(many)] if many else []
    places, before = [], 0
    for month in months:
        after = before + month.shots
        places += [(month.month, rank - before) for rank in wanted if before <= rank < after]
        before = after
    return places
