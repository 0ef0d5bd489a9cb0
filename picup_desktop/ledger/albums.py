"""Queries about the watched folders."""

from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Album
from picup_desktop.ledger.schema.question import Question, given
from picup_desktop.words import AlbumState

LONGEST_ALBUM_NAME = 200
"""In characters."""

_ALL_EVER = Question(Album.select().order_by(Album.id))
_ALL = Question(Album.select().where(Album.state != AlbumState.REMOVED).order_by(Album.id))
_NOTE_SCAN = Question(
    Album.update(scanned_at=given("at"), skipped_files=given("skipped")).where(
        Album.id == given("album_id")
    )
)


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


class Albums:
    """The albums, in the order in which they were added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, removed: bool = False) -> tuple[AlbumRecord, ...]:
        """Return every album; removed ones only on request."""
        question = _ALL_EVER if removed else _ALL
        return tuple(_plain(row) for row in self._database.ask(question))

    def get(self, album_id: int) -> AlbumRecord | None:
        """Return one album, removed or not."""
        row = self._database.row(Album.select().where(Album.id == album_id))
        return None if row is None else _plain(row)

    def named(self, name: str) -> AlbumRecord | None:
        """Return the album with a name, removed or not: names are never reused."""
        row = self._database.row(Album.select().where(Album.name == name))
        return None if row is None else _plain(row)

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

    def note_scan(self, album_id: int, *, at: float, skipped_files: int) -> None:
        """Record a scan of the whole folder."""
        self._database.carry_out(_NOTE_SCAN, at=at, skipped=skipped_files, album_id=album_id)


def _plain(row: dict[str, Any]) -> AlbumRecord:
    row["state"] = AlbumState(row["state"])
    row["sealed_identity"] = bytes(row["sealed_identity"])
    return AlbumRecord(**row)
