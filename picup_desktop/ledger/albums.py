"""Queries about the watched folders."""

import os
from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database, Row
from picup_desktop.ledger.schema.models import Album
from picup_desktop.names import is_valid
from picup_desktop.settings.albums import BY_DEFAULT, AlbumChoices, Files, Hidden, Links
from picup_desktop.words import AlbumState

LONGEST_ALBUM_NAME = 200
"""In characters."""

_ALBUMS = (
    "SELECT id, name, path, state, recipient, sealed_identity, added_at, scanned_at,"
    " skipped_files, links, hidden, files FROM album"
)
_ALL_EVER = f"{_ALBUMS} ORDER BY id"
_ALL = f"{_ALBUMS} WHERE state <> 'removed' ORDER BY id"
_ONE = f"{_ALBUMS} WHERE id = ?"
_NAMED = f"{_ALBUMS} WHERE name = ?"


@dataclass(frozen=True)
class AlbumRecord:
    """One album. Its identity opens its objects, and is itself sealed to the vault."""

    id: int
    name: str
    path: str
    state: AlbumState
    recipient: str
    sealed_identity: bytes
    added_at: float
    scanned_at: float | None
    skipped_files: int
    choices: AlbumChoices = BY_DEFAULT


class Albums:
    """The albums, in the order in which they were added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, removed: bool = False) -> tuple[AlbumRecord, ...]:
        """Return every album; removed ones only on request."""
        rows = self._database.query(_ALL_EVER if removed else _ALL)
        return tuple(_album(row) for row in rows)

    def get(self, album_id: int) -> AlbumRecord | None:
        """Return one album, removed or not."""
        row = self._database.query_one(_ONE, (album_id,))
        return None if row is None else _album(row)

    def named(self, name: str) -> AlbumRecord | None:
        """Return the album with a name, removed or not: names are never reused."""
        if not is_valid(name):
            # Typed in bytes that are no text: no album has such a name, and SQLite takes none.
            return None
        row = self._database.query_one(_NAMED, (name,))
        return None if row is None else _album(row)

    def add(
        self, name: str, path: str, *, recipient: str, sealed_identity: bytes, at: float
    ) -> int:
        """Insert an album; return its id."""
        return self._database.execute(
            Album.insert(
                name=name,
                path=path,
                state=AlbumState.WATCHED,
                recipient=recipient,
                sealed_identity=sealed_identity,
                added_at=at,
            )
        )

    def set_state(self, album_id: int, state: AlbumState) -> None:
        """Pause, resume, hold or remove an album."""
        self._database.execute(Album.update(state=state).where(Album.id == album_id))

    def revive(self, album_id: int, path: str) -> None:
        """Watch a removed album again, in this folder."""
        self._database.execute(
            Album.update(state=AlbumState.WATCHED, path=path).where(Album.id == album_id)
        )

    def set_path(self, album_id: int, path: str) -> None:
        """Watch an album in another folder."""
        self._database.execute(Album.update(path=path).where(Album.id == album_id))

    def rename(self, album_id: int, name: str) -> None:
        """Give an album a name that no other has; the journal tells it."""
        self._database.execute(Album.update(name=name).where(Album.id == album_id))

    def choose(self, album_id: int, choices: AlbumChoices) -> None:
        """Record what a person chose for an album."""
        self._database.execute(
            Album.update(links=choices.links, hidden=choices.hidden, files=choices.files).where(
                Album.id == album_id
            )
        )

    def note_scan(self, album_id: int, *, at: float, skipped_files: int) -> None:
        """Record a scan of the whole folder."""
        self._database.execute(
            "UPDATE album SET scanned_at = ?, skipped_files = ? WHERE id = ?",
            (at, skipped_files, album_id),
        )


def _album(row: Row) -> AlbumRecord:
    *others, scanned_at, skipped_files, links, hidden, files = row
    album_id, name, path, state, recipient, sealed_identity, added_at = others
    return AlbumRecord(
        album_id,
        name,
        os.fsdecode(path),
        AlbumState(state),
        recipient,
        sealed_identity,
        added_at,
        scanned_at,
        skipped_files,
        AlbumChoices(Links(links), Hidden(hidden), Files(files)),
    )
