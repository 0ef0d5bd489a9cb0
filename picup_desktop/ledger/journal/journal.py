"""This computer's own journal: the outbox of changes, and the sealed segments made of it.

Triggers fill the outbox in the transaction of the change; segments are written to the
ledger in the transaction that empties it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.journal.others import UNKNOWN_CONTENT, foreign_albums
from picup_desktop.ledger.schema.database import Database, Row, among, in_parts, json_keys
from picup_desktop.ledger.schema.journal_models import (
    JournalOutbox,
    JournalSegment,
    PhotoOrigin,
)
from picup_desktop.ledger.schema.models import Album, Object, Photo
from picup_desktop.words import AlbumState, Role

_SEGMENTS = (
    "SELECT number, hash, entries, part, parts, on_main, on_backup, LENGTH(data)"
    " FROM journal_segment ORDER BY number"
)
_NOTE_ON = {
    Role.MAIN: "UPDATE journal_segment SET on_main = ? WHERE number = ?",
    Role.BACKUP: "UPDATE journal_segment SET on_backup = ? WHERE number = ?",
}
RESTATED = "restated"
"""The kind of a line which says that earlier times were corrected, so all is told again."""
_FORGET_ON = {
    Role.MAIN: "UPDATE journal_segment SET on_main = FALSE",
    Role.BACKUP: "UPDATE journal_segment SET on_backup = FALSE",
}
_KNOWN_OBJECTS = "SELECT name FROM object WHERE name IN (SELECT value FROM json_each(?))"
_UNIDENTIFIED = (
    "SELECT photo.id FROM photo JOIN object ON object.id = photo.object_id WHERE object.sha256 = ?"
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the outbox: a kind of entry, and the id or object it is about."""

    id: int
    kind: str
    subject: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class JournalPhoto:
    """A photo of this computer that is on the storages, as written to its journal."""

    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    deleted_at: float | None
    object: str
    sealed_bytes: int
    sha256: str
    """Empty if only the object's header was read so far."""
    size_bytes: int
    since: float
    """When its present state began: stored, moved or restored."""


@dataclass(frozen=True, slots=True)
class JournalAlbum:
    """An album of this computer."""

    album_id: int
    name: str
    recipient: str
    added_at: float
    removed: bool


@dataclass(frozen=True, slots=True)
class OwnSegment:
    """A sealed segment of this computer, and the storages that have it."""

    number: int
    hash: str
    entries: int
    part: int | None
    parts: int | None
    on: frozenset[Role]
    size_bytes: int


class OwnJournal:
    """The outbox, and the segments made of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outbox(self) -> list[Happened]:
        """Return every line not written to a segment yet, in order."""
        return [
            Happened(*row)
            for row in self._database.query(
                "SELECT id, kind, subject, name FROM journal_outbox ORDER BY id"
            )
        ]

    def anything_to_tell(self) -> bool:
        """Return whether the outbox has any line."""
        return bool(self._database.query("SELECT 1 FROM journal_outbox LIMIT 1"))

    def last_noted(self) -> int:
        """Return the number of the outbox's last line; 0 if it is empty."""
        return int(self._database.scalar("SELECT COALESCE(MAX(id), 0) FROM journal_outbox"))

    def forget(self, *, up_to: int | None = None, after: int | None = None) -> None:
        """Delete lines that are written, or that concern nobody."""
        if up_to is not None:
            self._database.execute(JournalOutbox.delete().where(JournalOutbox.id <= up_to))
        if after is not None:
            self._database.execute(JournalOutbox.delete().where(JournalOutbox.id > after))

    def begin_anew(self) -> None:
        """Delete every segment and every line, to start the journal anew."""
        self._database.execute(JournalSegment.delete())
        self._database.execute(JournalOutbox.delete())

    def note(self, kind: str, subject: int | None = None) -> None:
        """Add a line to the outbox that no trigger adds."""
        self._database.execute(JournalOutbox.insert(kind=kind, subject=subject))

    def photos(self, photo_ids: Sequence[int] | None = None) -> Iterator[JournalPhoto]:
        """Yield this computer's stored photos, deleted ones too: all, or those with the ids."""
        if photo_ids is None:
            yield from self._photos(self._own_photos().order_by(Photo.id))
            return
        for some in in_parts(photo_ids):
            yield from self._photos(self._own_photos().where(Photo.id.in_(among(some))))

    def unidentified(self) -> list[int]:
        """Return this computer's photos with objects of which only the header was read."""
        ids = [photo_id for (photo_id,) in self._database.query(_UNIDENTIFIED, (UNKNOWN_CONTENT,))]
        return sorted(set(ids) - self.foreign(ids))

    def foreign(self, photo_ids: Sequence[int]) -> frozenset[int]:
        """Return those of the photos that belong to another computer and are in its journal."""
        found: set[int] = set()
        for some in in_parts(photo_ids):
            query = Photo.select(Photo.id).where(
                Photo.id.in_(among(some)), Photo.album.in_(foreign_albums())
            )
            found |= {photo_id for (photo_id,) in self._database.query(query)}
        return frozenset(found)

    def albums(self) -> list[JournalAlbum]:
        """Return this computer's albums, including removed ones."""
        query = (
            Album.select(Album.id, Album.name, Album.recipient, Album.added_at, Album.state)
            .where(Album.id.not_in(foreign_albums()))
            .order_by(Album.id)
        )
        return [
            JournalAlbum(album_id, name, recipient, added_at, state == AlbumState.REMOVED)
            for album_id, name, recipient, added_at, state in self._database.query(query)
        ]

    def held(self) -> list[tuple[str, int, str, int]]:
        """Return objects of its albums without a photo: (name, sealed bytes, sha256, size)."""
        named = Photo.select(Photo.object).where(Photo.object.is_null(is_null=False))
        query = Object.select(
            Object.name, Object.sealed_bytes, Object.sha256, Object.size_bytes
        ).where(
            Object.album.not_in(foreign_albums()),
            Object.id.not_in(named),
            Object.sha256 != UNKNOWN_CONTENT,
        )
        return self._database.query(query)

    def known_objects(self, names: Sequence[str]) -> frozenset[str]:
        """Return those of the objects that are in the ledger."""
        rows = self._database.query(_KNOWN_OBJECTS, (json_keys(names),))
        return frozenset(name for (name,) in rows)

    def adoptions(self, photo_ids: Sequence[int] | None = None) -> list[tuple[int, str, int]]:
        """Return adopted photos as (photo id, device, the device's id of it)."""
        query = PhotoOrigin.select(
            PhotoOrigin.photo_id, PhotoOrigin.device_id, PhotoOrigin.remote_id
        ).where(PhotoOrigin.adopted)
        if photo_ids is None:
            return self._database.query(query)
        found: list[tuple[int, str, int]] = []
        for some in in_parts(photo_ids):
            found += self._database.query(query.where(PhotoOrigin.photo_id.in_(among(some))))
        return found

    def segments(self) -> list[OwnSegment]:
        """Return the stored segments, in order."""
        return [_segment(row) for row in self._database.query(_SEGMENTS)]

    def last(self) -> tuple[int, str] | None:
        """Return the number and the hash of the newest segment."""
        row = self._database.query_one(
            "SELECT number, hash FROM journal_segment ORDER BY number DESC LIMIT 1"
        )
        return None if row is None else (int(row[0]), str(row[1]))

    def data(self, number: int) -> bytes:
        """Return a segment's sealed bytes; KeyError if it was dropped."""
        data = self._database.scalar("SELECT data FROM journal_segment WHERE number = ?", (number,))
        if data is None:
            raise KeyError(number)
        return bytes(data)

    def keep(
        self,
        number: int,
        sealed_hash: str,
        data: bytes,
        *,
        entries: int,
        part: tuple[int, int] | None = None,
    ) -> None:
        """Insert a new segment, which no storage has yet."""
        self._database.execute(
            JournalSegment.insert(
                number=number,
                hash=sealed_hash,
                data=data,
                entries=entries,
                part=None if part is None else part[0],
                parts=None if part is None else part[1],
            )
        )

    def note_on(self, number: int, role: Role, *, there: bool = True) -> None:
        """Record that a storage has the segment, or lost it."""
        self._database.execute(_NOTE_ON[role], (there, number))

    def forget_on(self, role: Role) -> None:
        """Record that a storage has no segment: another place takes its part (5-3)."""
        self._database.execute(_FORGET_ON[role])

    def drop_before(self, number: int) -> None:
        """Delete segments made obsolete by a checkpoint on both storages."""
        self._database.execute(JournalSegment.delete().where(JournalSegment.number < number))

    @staticmethod
    def _own_photos() -> Any:
        return (
            Photo.select(
                Photo.id,
                Photo.album,
                Photo.path,
                Photo.mtime_ns,
                fn.COALESCE(Photo.left_at, Photo.deleted_at),
                Object.name,
                Object.sealed_bytes,
                Object.sha256,
                Object.size_bytes,
                fn.COALESCE(Photo.present_since, Object.made_at),
            )
            .join(Object)
            .where(Photo.album.not_in(foreign_albums()))
        )

    def _photos(self, query: Any) -> Iterator[JournalPhoto]:
        for row in self._database.query(query):
            yield JournalPhoto(*row)


def _segment(row: Row) -> OwnSegment:
    number, sealed_hash, entries, part, parts, on_main, on_backup, size_bytes = row
    on = frozenset(role for role, has in ((Role.MAIN, on_main), (Role.BACKUP, on_backup)) if has)
    return OwnSegment(number, sealed_hash, entries, part, parts, on, size_bytes)
