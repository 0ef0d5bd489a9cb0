"""Queries of the rolling read of the originals (DISASTERS 4-8)."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.ledger.schema.database import Database, json_keys

_READABLE = (
    "FROM photo JOIN object ON object.id = photo.object_id JOIN album ON album.id = photo.album_id"
    " WHERE photo.state IN ('protected', 'half_protected') AND photo.missing_since IS NULL"
    " AND photo.remote_only = 0 AND object.sha256 <> '' AND album.state IN ('watched', 'held')"
)
"""Photos with a file in a scanned album, whose newest version is stored."""
_LAST_READ = "MAX(COALESCE(photo.file_read_at, 0), object.made_at)"
"""An upload read the file as well; the later of both is when its bytes were last seen."""
_ALL = (
    f"SELECT photo.id, photo.size_bytes, {_LAST_READ} AS read_at {_READABLE}"
    # A time in the future is from a wrong clock, and says nothing.
    " ORDER BY CASE WHEN read_at > :now THEN 0 ELSE read_at END, photo.id"
)
_SOME = (
    "SELECT photo.id, photo.album_id, album.path, photo.path, photo.size_bytes, photo.mtime_ns,"  # noqa: S608 - of constant parts
    f" object.sha256 {_READABLE} AND photo.id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class OriginalToRead:
    """A file that can be read; ``read_at`` in Unix seconds, None if that is unknown."""

    photo_id: int
    size_bytes: int
    read_at: float | None


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file as the ledger has it; ``sha256`` is of the stored version."""

    photo_id: int
    album_id: int
    root: Path
    path: str
    size_bytes: int
    mtime_ns: int
    sha256: str


class Originals:
    """When each original was last read whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, now: float) -> list[OriginalToRead]:
        """Return every original that can be read, the one unread for longest first."""
        rows = self._database.query(_ALL, {"now": now})
        return [
            OriginalToRead(photo_id, size, float(at) if 0 < at <= now else None)
            for photo_id, size, at in rows
        ]

    def files(self, photo_ids: Sequence[int]) -> dict[int, OriginalFile]:
        """Return those of the originals that can still be read, by photo id."""
        return {
            photo_id: OriginalFile(
                *(photo_id, album_id, Path(os.fsdecode(root)), os.fsdecode(path)),
                *(size, mtime_ns, sha256),
            )
            for photo_id, album_id, root, path, size, mtime_ns, sha256 in self._database.query(
                _SOME, (json_keys(photo_ids),)
            )
        }

    def note_read(self, photo_ids: Iterable[int], at: float) -> None:
        """Record when files were read whole, or could not be."""
        self._database.execute_many(
            "UPDATE photo SET file_read_at = ? WHERE id = ?", ((at, i) for i in photo_ids)
        )

    def hand_over(self, file: OriginalFile, ctime_ns: int) -> None:
        """Make the next scan read a file whose content is another one (4-8).

        ``ctime_ns`` is the file's change time. The recorded one becomes another, which is
        what makes a scan read a file. Nothing happens if the photo changed meanwhile.
        """
        self._database.execute_many(
            "UPDATE photo SET ctime_ns = ? WHERE id = ? AND size_bytes = ? AND mtime_ns = ?"
            " AND state IN ('protected', 'half_protected')",
            [(ctime_ns - 1, file.photo_id, file.size_bytes, file.mtime_ns)],
        )
