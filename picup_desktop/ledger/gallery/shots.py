"""Writes the gallery's tables: which photos form a shot, and the position of each shot.

Triggers record every changed photo; ``gallery/one_shot.py`` decides what that means, and
the result is written here. The tables can be rebuilt from the photos at any time.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from picup_desktop.ledger.gallery.kinds import NO_TRAIT, ShotTrait
from picup_desktop.ledger.gallery.sketch import UNKNOWN_SHAPE
from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.words import DateFrom, PhotoState


@dataclass(frozen=True, slots=True)
class PhotoToGroup:
    """A photo to process again; ``living`` is False once it is deleted."""

    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    living: bool
    kind: str | None = None
    """The kind that the scan found; None if it did not read the file."""


@dataclass(frozen=True, slots=True)
class ShotMember:
    """A photo that is, or may be, part of a shot, and the metadata of its file, if known.

    ``taken_at`` is the date in the file itself, in wall-clock seconds at the place it was taken,
    ``told_by`` the part of the file that has it, ``content_id`` is shared by the two halves of a
    live picture.
    """

    photo_id: int
    album_id: int
    key: int
    kind: str
    path: str
    mtime_ns: int
    state: PhotoState
    taken_at: int | None
    content_id: str | None = None
    told_by: DateFrom | None = None
    corrected: int | None = None
    """The date that a person gave it."""
    size_bytes: int = 0
    film_bytes: int | None = None
    """The size of the film that a motion photo has, or says to have had, inside."""
    length_ms: int = 0
    camera: str = ""


@dataclass(frozen=True, slots=True)
class NewMember:
    """A photo that may form a shot with others of its ``family``, judging by its name.

    ``key`` is the key of its shot until more is known: a shot of its own. ``is_asked``: whether
    its file may have a date.
    """

    photo_id: int
    album_id: int
    family: int
    key: int
    kind: str
    mtime_ns: int
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """Metadata of the file with that time; ``kind`` by its content, if that was read."""

    photo_id: int
    mtime_ns: int
    taken_at: int | None = None
    told_by: DateFrom | None = None
    content_id: str = ""
    kind: str | None = None
    length_ms: int = 0
    """The length of a film, or of the film inside a motion photo; 0 if there is none."""
    film_bytes: int | None = None
    """The size of the film that a motion photo has, or says to have had, inside."""
    shape: int = UNKNOWN_SHAPE
    """Width / height of the picture as it is seen, in thousandths."""
    camera: str = ""
    """Maker and model; empty if the file does not say."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in wall-clock seconds at the place, and where it is from."""

    at: int
    source: DateFrom


@dataclass(frozen=True, slots=True)
class NewShot:
    """A shot to be written."""

    month: int
    dated: Dated
    id: int
    album_id: int
    key: int
    state: PhotoState
    words: str
    traits: ShotTrait = NO_TRAIT
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class UnlookedPhoto:
    """A photo on this computer whose file was never asked for its date."""

    photo_id: int
    kind: str
    album_path: str
    path: str
    mtime_ns: int


ShotKey = tuple[int, int]
"""An album id and the key shared by the photos of one shot."""
Family = tuple[int, int]
"""An album id and the key shared by photos that may form a shot, judging by their names."""


class Shots:
    """Queries inside one transaction, so that no change recorded meanwhile is missed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def noted(self, at_most: int) -> list[int]:
        """Return changed photos; new ones first, because people look for them first."""
        found = self._database.query(
            "SELECT photo_id FROM shot_outbox ORDER BY photo_id DESC LIMIT ?", (at_most,)
        )
        return [photo_id for (photo_id,) in found]

    def noted_among(self, photo_ids: Sequence[int], at_most: int) -> list[int]:
        """Return those of these photos that changed."""
        found = self._database.query(
            "SELECT photo_id FROM shot_outbox"
            " WHERE photo_id IN (SELECT value FROM json_each(?)) LIMIT ?",
            (json_keys(photo_ids), at_most),
        )
        return [photo_id for (photo_id,) in found]

    def note_at(self, places: Iterable[tuple[int, str]]) -> None:
        """Record that the photos at these paths of albums, if there are any, are to be tended."""
        self._database.execute_many(
            "INSERT OR IGNORE INTO shot_outbox (photo_id) SELECT id FROM photo"
            " WHERE album_id = ? AND path = ? AND deleted_at IS NULL",
            ((album_id, os.fsencode(path)) for album_id, path in places),
        )

    def beginning(self, album_id: int, words: str, at_most: int) -> list[str]:
        """Return paths of living photos of an album that begin so."""
        first = os.fsencode(words)
        found = self._database.query(
            "SELECT path FROM photo WHERE album_id = ? AND deleted_at IS NULL"
            " AND path >= ? AND path < ? LIMIT ?",
            (album_id, first, first + b"\xff", at_most),
        )
        return [os.fsdecode(path) for (path,) in found]

    def settle(self, photo_ids: Iterable[int]) -> None:
        """Delete the change records of these photos."""
        self._database.execute_many(
            "DELETE FROM shot_outbox WHERE photo_id = ?", ((one,) for one in photo_ids)
        )

    def changed(self, photo_ids: Sequence[int]) -> list[PhotoToGroup]:
        """Return these photos; one that is not in the answer is gone."""
        found = self._database.query(
            "SELECT id, album_id, path, mtime_ns, deleted_at IS NULL, kind FROM photo"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json_keys(photo_ids),),
        )
        return [
            PhotoToGroup(photo_id, album_id, os.fsdecode(path), mtime_ns, bool(living), kind)
            for photo_id, album_id, path, mtime_ns, living, kind in found
        ]

    def keys(self, photo_ids: Sequence[int]) -> set[ShotKey]:
        """Return the shots that these photos belonged to so far."""
        found = self._database.query(
            "SELECT album_id, key FROM shot_photo"
            " WHERE photo_id IN (SELECT value FROM json_each(?))",
            (json_keys(photo_ids),),
        )
        return set(found)

    def families(self, photo_ids: Sequence[int]) -> set[Family]:
        """Return the families that these photos belonged to so far."""
        found = self._database.query(
            "SELECT album_id, family FROM shot_photo"
            " WHERE photo_id IN (SELECT value FROM json_each(?))",
            (json_keys(photo_ids),),
        )
        return set(found)

    def join(self, members: Iterable[NewMember]) -> None:
        """Add photos to families, each as a shot of its own until ``show`` changes that.

        Metadata of a file that has changed is dropped.
        """
        self._database.execute_many(
            "INSERT INTO shot_photo (photo_id, album_id, family, key, kind, told_by)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?7)"
            " ON CONFLICT (photo_id) DO UPDATE SET album_id = ?2, family = ?3, key = ?4,"
            " kind = CASE WHEN looked_at_mtime_ns = ?6 THEN kind ELSE ?5 END,"
            " taken_at = CASE WHEN looked_at_mtime_ns = ?6 THEN taken_at END,"
            " content_id = CASE WHEN looked_at_mtime_ns = ?6 THEN content_id END,"
            " told_by = CASE WHEN looked_at_mtime_ns = ?6 THEN told_by ELSE ?7 END,"
            " length_ms = CASE WHEN looked_at_mtime_ns = ?6 THEN length_ms END,"
            " film_bytes = CASE WHEN looked_at_mtime_ns = ?6 THEN film_bytes END,"
            " shape = CASE WHEN looked_at_mtime_ns = ?6 THEN shape END,"
            " camera = CASE WHEN looked_at_mtime_ns = ?6 THEN camera END,"
            " looked_at_mtime_ns = CASE WHEN looked_at_mtime_ns = ?6 THEN ?6 END",
            (
                (m.photo_id, m.album_id, m.family, m.key, m.kind, m.mtime_ns, _told_unasked(m))
                for m in members
            ),
        )

    def leave(self, photo_ids: Iterable[int]) -> None:
        """Remove photos from their shots."""
        self._database.execute_many(
            "DELETE FROM shot_photo WHERE photo_id = ?", ((one,) for one in photo_ids)
        )

    def members(self, families: Iterable[Family]) -> list[list[ShotMember]]:
        """Return every photo of these families, grouped by family."""
        return [self._members_of(album_id, family) for album_id, family in families]

    def _members_of(self, album_id: int, family: int) -> list[ShotMember]:
        rows = self._database.query(
            "SELECT m.photo_id, m.key, m.kind, p.path, p.mtime_ns, p.state, m.taken_at,"
            " m.content_id, m.told_by, d.taken_at, p.size_bytes, m.film_bytes,"
            " COALESCE(m.length_ms, 0), COALESCE(m.camera, '') FROM shot_photo m"
            " JOIN photo p ON p.id = m.photo_id LEFT JOIN photo_date d ON d.photo_id = m.photo_id"
            " WHERE m.album_id = ? AND m.family = ? ORDER BY m.photo_id",
            (album_id, family),
        )
        return [_member(album_id, row) for row in rows]

    def show(
        self,
        keys: Iterable[ShotKey],
        keyed: Iterable[tuple[int, int]],
        shots: Iterable[NewShot],
        dates: Iterable[tuple[int, Dated]],
    ) -> None:
        """Replace the shots with these keys by new ones, and write the dates of their photos.

        ``keyed`` has (key, photo) pairs, ``dates`` (photo, date) pairs.
        """
        self._database.execute_many("DELETE FROM shot WHERE album_id = ? AND key = ?", keys)
        self._database.execute_many("UPDATE shot_photo SET key = ? WHERE photo_id = ?", keyed)
        self._database.execute_many(
            "INSERT INTO shot (month, taken_at, id, album_id, key, state, words, date_from,"
            " traits, size_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(s.month, s.dated.at, s.id, s.album_id, s.key, s.state, s.words),
                    *(s.dated.source, int(s.traits), s.size_bytes),
                )
                for s in shots
            ),
        )
        self._database.execute_many(
            "UPDATE shot_photo SET dated_at = ?2, date_from = ?3"
            " WHERE photo_id = ?1 AND (dated_at IS NOT ?2 OR date_from IS NOT ?3)",
            ((photo_id, dated.at, dated.source) for photo_id, dated in dates),
        )

    def unlooked(self, at_most: int, below: int | None = None) -> list[UnlookedPhoto]:
        """Return photos on this computer whose file was not asked for its date, newest first.

        ``below`` continues after the last id of an earlier answer.
        """
        found = self._database.query(
            "SELECT m.photo_id, m.kind, a.path, p.path, p.mtime_ns FROM shot_photo m"
            " JOIN photo p ON p.id = m.photo_id JOIN album a ON a.id = p.album_id"
            " WHERE m.told_by IS NULL AND m.photo_id < ?"
            " AND p.missing_since IS NULL AND p.remote_only = 0 AND p.deleted_at IS NULL"
            " ORDER BY m.photo_id DESC LIMIT ?",
            (2**63 - 1 if below is None else below, at_most),
        )
        return [
            UnlookedPhoto(
                photo_id,
                kind,
                os.fsdecode(album),
                os.fsdecode(path),
                mtime_ns,
            )
            for photo_id, kind, album, path, mtime_ns in found
        ]

    def on_this_computer(self, photo_ids: Sequence[int]) -> dict[int, tuple[int, int, bool]]:
        """Return size, mtime and whether it is expected here, for photos by id.

        Those that were deleted are among them while they can be restored.
        """
        found = self._database.query(
            "SELECT id, size_bytes, mtime_ns,"
            " missing_since IS NULL AND NOT remote_only AND deleted_at IS NULL"
            " FROM photo WHERE (deleted_at IS NULL OR object_id IS NOT NULL)"
            " AND id IN (SELECT value FROM json_each(?))",
            (json_keys(photo_ids),),
        )
        return {photo_id: (size, mtime, bool(here)) for photo_id, size, mtime, here in found}

    def kind(self, photo_id: int) -> str | None:
        """Return what a photo is, if known; None before its file was read."""
        found = self._database.query("SELECT kind FROM shot_photo WHERE photo_id = ?", (photo_id,))
        return found[0][0] if found else None

    def note_looked(self, looked: Sequence[Looked]) -> None:
        """Record the metadata of files, and note the photos for which that changes something."""
        rows = [
            (
                *(o.photo_id, o.mtime_ns, o.taken_at, o.told_by or "", o.content_id, o.kind),
                *(o.length_ms, o.film_bytes, o.shape, o.camera),
            )
            for o in looked
        ]
        self._database.execute_many(
            "INSERT OR IGNORE INTO shot_outbox (photo_id) SELECT photo_id FROM shot_photo"
            " WHERE photo_id = ?1 AND (taken_at IS NOT ?3 OR COALESCE(content_id, '') <> ?5"
            " OR kind <> COALESCE(?6, kind) OR (?4 <> '' AND date_from IS NOT ?4)"
            " OR COALESCE(length_ms, 0) <> ?7 OR film_bytes IS NOT ?8"
            " OR COALESCE(shape, 0) <> ?9 OR COALESCE(camera, '') <> ?10)",
            rows,
        )
        self._database.execute_many(
            "UPDATE shot_photo SET looked_at_mtime_ns = ?2, taken_at = ?3, told_by = ?4,"
            " content_id = ?5, kind = COALESCE(?6, kind), length_ms = ?7, film_bytes = ?8,"
            " shape = ?9, camera = ?10"
            " WHERE photo_id = ?1",
            rows,
        )


def _member(album_id: int, row: Row) -> ShotMember:
    photo_id, key, kind, path, mtime_ns, state, taken_at, content_id, told_by, *more = row
    return ShotMember(
        *(photo_id, album_id, key, kind, os.fsdecode(path), mtime_ns, PhotoState(state)),
        *(taken_at, content_id, DateFrom(told_by) if told_by else None),
        *more,
    )


def _told_unasked(member: NewMember) -> str | None:
    """Return ``told_by`` of a file before it is asked; one that never is asked tells no date."""
    return None if member.is_asked else ""
