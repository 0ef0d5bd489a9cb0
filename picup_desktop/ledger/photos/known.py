"""An album's photos in the order of their paths, for a scan that keeps none of them.

An album may have a million photos, so a scan reads them page by page beside its walk.
"""

import os
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from picup_desktop.ledger.photos.photos import KnownFile
from picup_desktop.ledger.schema.database import Database

_OF_ALBUM = "FROM photo WHERE album_id = :album AND deleted_at IS NULL"
_COLUMNS = "path, id, size_bytes, mtime_ns, inode, ctime_ns, missing_since IS NOT NULL, remote_only"
_AFTER = f"SELECT {_COLUMNS} {_OF_ALBUM} AND path > :path ORDER BY path LIMIT :at_most"
_AT = f"SELECT {_COLUMNS} {_OF_ALBUM} AND path = :path"
_HOLDS = (
    f"SELECT EXISTS (SELECT 1 {_OF_ALBUM} AND path = :path)"
    f" OR EXISTS (SELECT 1 {_OF_ALBUM} AND path > :inside AND path < :beyond)"
)
_HERE = f"SELECT id {_OF_ALBUM} AND remote_only = 0"
_JUST_AFTER_SLASH = b"0"
"""The byte after ``/``: all that is inside a folder comes before it."""


class KnownRow(NamedTuple):
    """A living photo as a scan compares it; a tuple, because a scan asks for very many.

    The four numbers in the middle are in the order of ``numbers``.
    """

    path: bytes
    photo_id: int
    size_bytes: int
    mtime_ns: int
    inode: int
    ctime_ns: int | None
    missing: int
    remote_only: int

    def as_file(self) -> KnownFile:
        """Return the same as a record to decide on."""
        return KnownFile(
            self.photo_id,
            self.size_bytes,
            self.mtime_ns,
            self.inode,
            bool(self.missing),
            bool(self.remote_only),
            self.ctime_ns,
        )


class KnownPhotos:
    """Queries of a scan about one album's living photos; paths are bytes, ordered as such."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(self, album_id: int, path: bytes, at_most: int) -> Sequence[KnownRow]:
        """Return the first photos after a path, in the order of their paths."""
        values = {"album": album_id, "path": path, "at_most": at_most}
        return list(map(KnownRow._make, self._database.query(_AFTER, values)))

    def at(self, album_id: int, path: bytes) -> KnownRow | None:
        """Return the photo at a path."""
        row = self._database.query_one(_AT, {"album": album_id, "path": path})
        return None if row is None else KnownRow._make(row)

    def holds(self, album_id: int, path: bytes) -> bool:
        """Return whether a path is that of a photo, or of a folder with photos inside."""
        inside, beyond = path + b"/", path + _JUST_AFTER_SLASH
        values = {"album": album_id, "path": path, "inside": inside, "beyond": beyond}
        return bool(self._database.scalar(_HOLDS, values))

    def here(self, album_id: int) -> "array[int]":
        """Return the ids of the photos that are not away on purpose, in 8 bytes each."""
        return self._database.numbers(_HERE, {"album": album_id})


def path_of(row: KnownRow) -> str:
    """Return the path of a row as text."""
    return os.fsdecode(row.path)
