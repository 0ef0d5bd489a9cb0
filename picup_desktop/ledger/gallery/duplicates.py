"""Queries about identical files: contents that stand in several places.

The table ``duplicate`` has a row for each such content, which triggers keep; so a page is read
by an index, however many photos there are. A photo that is not stored yet has no known content.
"""

import os
from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database, Row

_PLACES = (
    "SELECT p.id, p.album_id, a.name, a.path, p.path, p.mtime_ns,"
    " p.missing_since IS NULL AND NOT p.remote_only, COALESCE(m.kind, p.kind, ''), m.dated_at"
    " FROM object o JOIN photo p ON p.object_id = o.id AND p.deleted_at IS NULL"
    " JOIN album a ON a.id = p.album_id LEFT JOIN shot_photo m ON m.photo_id = p.id"
    " WHERE o.sha256 = ? LIMIT ? OFFSET ?"
)
# The inner question is answered by the index alone, so rows that are passed over cost little.
# Sidecars of one camera or program are often the same; nobody looks for those.
_SHOWN = (
    " WHERE EXISTS (SELECT 1 FROM object o JOIN photo p ON p.object_id = o.id"
    " AND p.deleted_at IS NULL LEFT JOIN shot_photo m ON m.photo_id = p.id"
    " WHERE o.sha256 = duplicate.sha256 AND COALESCE(m.kind, p.kind, '') <> 'sidecar')"
)
# The inner question is answered by the index alone, so rows that are passed over cost little.
_COLUMNS = "d.sha256, d.photos, d.here, d.size_bytes FROM (SELECT sha256 FROM duplicate"
_IN_ORDER = (
    " ORDER BY spare_bytes DESC, sha256 LIMIT ? OFFSET ?) page"
    " JOIN duplicate d ON d.sha256 = page.sha256 ORDER BY d.spare_bytes DESC, d.sha256"
)
_PAGE = f"SELECT {_COLUMNS}{_IN_ORDER}"
_SHOWN_PAGE = f"SELECT {_COLUMNS}{_SHOWN}{_IN_ORDER}"
_SUMS = (
    "SELECT COUNT(*), COALESCE(SUM(photos), 0),"
    " CAST(TOTAL(MAX(spare_bytes, 0)) AS INTEGER) FROM duplicate"
)
_SHOWN_SUMS = _SUMS + _SHOWN


@dataclass(frozen=True, slots=True)
class Place:
    """A photo, as one of the places where a content stands."""

    photo_id: int
    album_id: int
    album: str
    folder: str
    """The album's folder."""
    path: str
    mtime_ns: int
    here: bool
    """Whether its file is expected on this computer."""
    kind: str
    taken_at: int | None
    """Wall-clock seconds; None before it is known."""


@dataclass(frozen=True, slots=True)
class Identical:
    """A content that stands in several places; ``places`` has the first of them."""

    sha256: str
    size_bytes: int
    photos: int
    here: int
    places: tuple[Place, ...]

    @property
    def bytes_here(self) -> int:
        """The bytes that all its files take on this computer."""
        return self.size_bytes * self.here

    @property
    def more(self) -> int:
        """The number of places that are not among ``places``."""
        return max(0, self.photos - len(self.places))


@dataclass(frozen=True, slots=True)
class DuplicateSums:
    """How many contents stand in several places, in how many photos, and what that takes."""

    contents: int = 0
    photos: int = 0
    spare_bytes: int = 0
    """What would do without, on this computer: all but one file of each content."""

    @property
    def extra(self) -> int:
        """The number of photos that share their content with another that is counted before."""
        return self.photos - self.contents


class Duplicates:
    """Queries on a read-only ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sums(self, *, sidecars: bool = True) -> DuplicateSums:
        """Return the sums over all duplicates; without those of sidecars, each is looked at."""
        sums = _SUMS if sidecars else _SHOWN_SUMS
        ((contents, photos, spare),) = self._database.query(sums)
        return DuplicateSums(contents, photos, spare)

    def page(
        self, first: int, at_most: int, places: int, *, sidecars: bool = True
    ) -> list[Identical]:
        """Return up to ``at_most`` contents from index ``first``, each with its first places.

        Those that take the most bytes on this computer come first.
        """
        page = _PAGE if sidecars else _SHOWN_PAGE
        rows = self._database.query(page, (at_most, first))
        return [
            Identical(sha256, size_bytes, photos, here, self.places(sha256, 0, places))
            for sha256, photos, here, size_bytes in rows
        ]

    def places(self, sha256: str, first: int, at_most: int) -> tuple[Place, ...]:
        """Return up to ``at_most`` of the places where a content stands, from index ``first``."""
        rows = self._database.query(_PLACES, (sha256, at_most, first))
        return tuple(_place(row) for row in rows)

    def beside(self, photo_id: int, at_most: int) -> Identical | None:
        """Return the other places of a photo's content; None if it stands nowhere else."""
        row = self._database.query_one(
            "SELECT d.sha256, d.photos, d.here, d.size_bytes FROM photo p"
            " JOIN object o ON o.id = p.object_id JOIN duplicate d ON d.sha256 = o.sha256"
            " WHERE p.id = ? AND p.deleted_at IS NULL",
            (photo_id,),
        )
        if row is None:
            return None
        sha256, photos, here, size_bytes = row
        others = [p for p in self.places(sha256, 0, at_most + 1) if p.photo_id != photo_id]
        return Identical(sha256, size_bytes, photos - 1, here, tuple(others[:at_most]))


def _place(row: Row) -> Place:
    photo_id, album_id, album, folder, path, mtime_ns, here, kind, taken_at = row
    return Place(
        *(photo_id, album_id, album, os.fsdecode(folder), os.fsdecode(path), mtime_ns),
        *(bool(here), kind, taken_at),
    )
