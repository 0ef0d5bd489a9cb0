"""Queries about very many chosen shots: they are named by their rows, never one by one.

A row says nothing about which shot it is once the gallery has changed. So each answer has a
number, ``which``, that other shots at the same rows would not have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from picup_desktop.ledger.gallery.gallery import Gallery, PhotoFilter, ShownShot
from picup_desktop.ledger.schema.database import Database

SPREAD = 1009
"""A prime: the sum of the ids alone would be the same for too many sets of shots."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a month that follow one another; ``first`` is the index of the first of them."""

    month: int
    first: int
    shots: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some shots; ``size_bytes`` is None while a size is not known yet."""

    shots: int = 0
    size_bytes: int | None = 0
    which: int = 0


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """One file of a chosen shot; the first of a shot represents it."""

    shot_id: int
    photo_id: int
    path: str
    size_bytes: int
    here: bool
    """Whether it is expected on this computer."""


class ChosenShots:
    """Queries of the window on a read-only ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gallery = Gallery(database)

    def sum_of(self, wanted: PhotoFilter, stretch: Stretch) -> Sum:
        """Return the sum of a stretch of the shots that match."""
        rows, values = self._rows(wanted, stretch, "s.id, s.size_bytes")
        ((shots, size_bytes, sized, which),) = self._database.query(
            "SELECT COUNT(*), CAST(TOTAL(size_bytes) AS INTEGER), COUNT(size_bytes),"  # noqa: S608 - of constant parts
            f" COALESCE(SUM(id * (id % {SPREAD} + 1)), 0) FROM ({rows})",
            values,
        )
        return Sum(shots, size_bytes if sized == shots else None, which)

    def files_of(self, wanted: PhotoFilter, stretch: Stretch) -> tuple[int, list[ChosenFile]]:
        """Return ``which`` of a stretch, and the files of its shots in their order."""
        rows, values = self._rows(wanted, stretch, "s.id")
        ids = [shot_id for (shot_id,) in self._database.query(rows, values)]
        return which_of(ids), list(files_of(self._gallery.named(ids)))

    def _rows(
        self, wanted: PhotoFilter, stretch: Stretch, columns: str
    ) -> tuple[str, list[object]]:
        where, values = self._gallery.conditions(wanted, "s.month = ?", [stretch.month])
        rows = (
            f"SELECT {columns} FROM shot s {where}"  # noqa: S608 - of constant parts
            " ORDER BY s.taken_at DESC, s.id DESC LIMIT ? OFFSET ?"
        )
        return rows, [*values, stretch.shots, stretch.first]


def which_of(shot_ids: Iterable[int]) -> int:
    """Return the number by which sets of shots are told apart."""
    return sum(shot_id * (shot_id % SPREAD + 1) for shot_id in shot_ids)


def files_of(shots: Iterable[ShownShot]) -> Iterator[ChosenFile]:
    """Yield the files of shots in their order."""
    for shot in shots:
        for photo in shot.photos:
            yield ChosenFile(*(shot.id, photo.photo_id, photo.path, photo.size_bytes, photo.here))
