"""Spoiled photos: the file in the album is damaged, not edited (DISASTERS 4-2, 4-3).

Their newest version remains the stored one until a person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from picup_desktop.ledger.photos.photos import STATE_BY_COPIES
from picup_desktop.ledger.schema.database import Database, among, in_parts
from picup_desktop.ledger.schema.models import Photo, SpoiledPhoto
from picup_desktop.messages.message import Message, from_json, to_json
from picup_desktop.words import PhotoState


@dataclass(frozen=True)
class SpoiledRecord:
    """One spoiled photo; ``since`` in Unix seconds."""

    photo_id: int
    path: str
    reason: Message
    since: float


@dataclass(frozen=True)
class HeadRecord:
    """The beginning of a photo's file at its last scan, and whether a version is stored."""

    content_kind: str | None
    head_digest: str | None
    is_stored: bool


class SpoiledPhotos:
    """Queries of scans and answers; ``note`` and ``clear`` need a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_album(self, album_id: int) -> dict[int, SpoiledRecord]:
        """Return every spoiled photo of an album by its id."""
        query = (
            SpoiledPhoto.select(
                SpoiledPhoto.photo, Photo.path, SpoiledPhoto.reason, SpoiledPhoto.since
            )
            .join(Photo)
            .where(Photo.album == album_id)
            .order_by(Photo.path)
        )
        return {
            photo_id: SpoiledRecord(photo_id, path, from_json(reason), since)
            for photo_id, path, reason, since in self._database.query(query)
        }

    def note(self, reasons: Mapping[int, Message], at: float) -> None:
        """Mark photos as failed for these reasons; nothing of them is uploaded."""
        self._database.execute_many(
            "INSERT INTO spoiled_photo (photo_id, reason, since) VALUES (?, ?, ?)"
            " ON CONFLICT (photo_id) DO UPDATE SET reason = excluded.reason",
            ((photo_id, to_json(reason), at) for photo_id, reason in reasons.items()),
        )
        self._database.execute_many(
            "UPDATE photo SET state = ?, reason = ?, missing_since = NULL WHERE id = ?",
            (
                (PhotoState.FAILED, to_json(reason), photo_id)
                for photo_id, reason in reasons.items()
            ),
        )

    def clear(self, photo_ids: Iterable[int]) -> None:
        """Unmark photos, and recompute their state from their copies.

        A photo with a newer state keeps it.
        """
        ids = [(photo_id,) for photo_id in photo_ids]
        self._database.execute_many(
            f"UPDATE photo SET reason = NULL, state = {STATE_BY_COPIES}"  # noqa: S608 - of constant parts
            " WHERE id = ? AND state = 'failed' AND reason ="
            " (SELECT reason FROM spoiled_photo WHERE photo_id = photo.id)",
            ids,
        )
        self._database.execute_many("DELETE FROM spoiled_photo WHERE photo_id = ?", ids)

    def heads(self, photo_ids: Iterable[int]) -> dict[int, HeadRecord]:
        """Return the beginnings of the files of these photos."""
        found: dict[int, HeadRecord] = {}
        for some in in_parts(list(photo_ids)):
            query = Photo.select(
                Photo.id, Photo.content_kind, Photo.head_digest, Photo.object.is_null(is_null=False)
            ).where(Photo.id.in_(among(some)))
            for photo_id, kind, digest, is_stored in self._database.query(query):
                found[photo_id] = HeadRecord(kind, digest, bool(is_stored))
        return found

    def unlooked(self, album_id: int, at_most: int) -> list[tuple[int, str]]:
        """Return photos without a recorded beginning, as (id, path)."""
        query = (
            Photo.select(Photo.id, Photo.path)
            .where(
                Photo.album == album_id,
                Photo.content_kind.is_null(),
                Photo.deleted_at.is_null(),
                Photo.missing_since.is_null(),
            )
            .limit(at_most)
        )
        return [(photo_id, path) for photo_id, path in self._database.query(query)]

    def note_heads(self, heads: Iterable[tuple[int, str, str]]) -> None:
        """Record beginnings as (photo id, content kind, digest of the beginning)."""
        self._database.execute_many(
            "UPDATE photo SET content_kind = ?, head_digest = ? WHERE id = ?",
            ((kind, digest, photo_id) for photo_id, kind, digest in heads),
        )
