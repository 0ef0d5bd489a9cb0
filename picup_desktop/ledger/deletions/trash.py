"""Recently deleted and replaced photos: what can be restored, and what is removed early."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.deletions.deletions import Deletions
from picup_desktop.ledger.history import REMOVAL_DUE
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Album, DeletionMessage, MessageObject, Object, Photo
from picup_desktop.words import MessageState, PhotoState, Role


@dataclass(frozen=True)
class TrashedPhoto:
    """A deleted photo that is still on a storage; times are Unix seconds."""

    photo_id: int
    album: str
    path: str
    size_bytes: int
    mtime_ns: int
    deleted_at: float
    removed_at: float | None
    """When its objects are removed; None if no removal is queued."""


@dataclass(frozen=True)
class ReplacedPhoto:
    """An earlier version of a living photo that can be put back; times are Unix seconds."""

    state_id: int
    photo_id: int
    number: int
    album: str
    path: str
    """Where the photo is now."""
    size_bytes: int
    replaced_at: float
    removed_at: float | None
    """When its object is removed; None where the object stays, because another photo has it too."""


_SHARED = (
    "EXISTS (SELECT 1 FROM photo other WHERE other.object_id = object.id"
    " AND other.deleted_at IS NULL)"
)
_REPLACED = (
    "FROM earlier_version state JOIN photo ON photo.id = state.photo_id"  # noqa: S608 - of constant parts
    " JOIN object ON object.id = state.object_id JOIN album ON album.id = photo.album_id"
    " WHERE state.ended_by = 'replaced' AND photo.deleted_at IS NULL"
    f" AND photo.object_id <> object.id AND ({REMOVAL_DUE} IS NOT NULL OR {_SHARED})"
    # A content that a photo had twice is one row.
    " AND NOT EXISTS (SELECT 1 FROM earlier_version later WHERE later.photo_id = state.photo_id"
    "  AND later.object_id = state.object_id AND later.ended_by = 'replaced'"
    "  AND later.number > state.number)"
)
_REPLACED_LISTING = (
    "SELECT state.id, photo.id, state.number, album.name, photo.path, object.size_bytes,"
    f" state.until, {REMOVAL_DUE} {_REPLACED} ORDER BY state.until DESC, state.id DESC LIMIT ?"
)
"""Follows the index of ``until``, so that few rows of very many are found at once."""
_REPLACED_COUNT = f"SELECT COUNT(*) {_REPLACED}"


@dataclass(frozen=True)
class _QueuedRemoval:
    """A message that queues an object's removal from one storage."""

    role: Role
    message_id: int
    waits: bool
    untried: bool


class Trash:
    """Queries for people, and for the transaction that deletes for good."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self, at_most: int | None = None) -> list[TrashedPhoto]:
        """Return deleted photos that are still on a storage, the last deleted first."""
        due = (
            MessageObject.select(
                MessageObject.object_name, fn.MIN(DeletionMessage.available_at).alias("due_at")
            )
            .join(DeletionMessage)
            .where(DeletionMessage.state == MessageState.QUEUED, MessageObject.gone_at.is_null())
            .group_by(MessageObject.object_name)
        )
        query = (
            Photo.select(
                Photo.id,
                Album.name,
                Photo.path,
                Photo.size_bytes,
                Photo.mtime_ns,
                Photo.deleted_at,
                due.c.due_at,
            )
            .join(Album)
            .switch(Photo)
            .join(Object)
            .left_outer_join(due, on=(due.c.object_name == Object.name))
            .where(Photo.state == PhotoState.DELETED)
            .order_by(Photo.deleted_at.desc(), Album.name, Photo.path)
        )
        rows = self._database.query(query if at_most is None else query.limit(at_most))
        return [TrashedPhoto(*row) for row in rows]

    def count(self) -> int:
        """Return the number of photos in ``listing``."""
        query = Photo.select(fn.COUNT(Photo.id)).where(
            Photo.state == PhotoState.DELETED, Photo.object.is_null(is_null=False)
        )
        return int(self._database.scalar(query))

    def replaced(self, at_most: int) -> list[ReplacedPhoto]:
        """Return earlier versions of living photos within their grace, the last replaced first."""
        return [
            ReplacedPhoto(
                state_id, photo_id, number, album, os.fsdecode(path), size_bytes, until, due
            )
            for state_id, photo_id, number, album, path, size_bytes, until, due in (
                self._database.query(_REPLACED_LISTING, (at_most,))
            )
        ]

    def replaced_count(self) -> int:
        """Return the number of earlier versions in ``replaced``."""
        return int(self._database.scalar(_REPLACED_COUNT))

    def let_go(self, photo_ids: Sequence[int]) -> None:
        """Make deleted photos unrestorable, because other photos share their objects."""
        self._database.execute(
            Photo.update(object=None).where(
                Photo.id.in_(list(photo_ids)), Photo.state == PhotoState.DELETED
            )
        )

    def expedite(
        self, objects: Sequence[tuple[str, int]], *, now: float, objects_per_message: int
    ) -> None:
        """Make the removal of (object name, photo id) pairs due now, and of nothing else.

        Call it inside a transaction.
        """
        waiting: dict[Role, list[tuple[str, int | None]]] = {role: [] for role in Role}
        deletions = Deletions(self._database)
        for name, photo_id in objects:
            asked = self._queued(name)
            for role in Role:
                if role not in {one.role for one in asked}:
                    waiting[role].append((name, photo_id))
            for one in asked:
                if one.untried:
                    # The other objects of the message keep their grace.
                    deletions.exclude(one.message_id, [name])
                    waiting[one.role].append((name, photo_id))
                elif one.waits:
                    self._make_due(one.message_id, now)
        for role, some in waiting.items():
            deletions.enqueue(
                role, some, at=now, available_at=now, objects_per_message=objects_per_message
            )

    def _queued(self, object_name: str) -> list[_QueuedRemoval]:
        query = (
            MessageObject.select(
                DeletionMessage.role,
                DeletionMessage.id,
                DeletionMessage.state,
                DeletionMessage.attempts,
                MessageObject.gone_at,
                MessageObject.unsure_since,
            )
            .join(DeletionMessage)
            .where(MessageObject.object_name == object_name)
        )
        found = []
        for role, message_id, state, attempts, gone_at, unsure in self._database.query(query):
            waits = state == MessageState.QUEUED and gone_at is None
            untried = waits and attempts == 0 and unsure is None
            found.append(_QueuedRemoval(Role(role), message_id, waits=waits, untried=untried))
        return found

    def _make_due(self, message_id: int, now: float) -> None:
        self._database.execute(
            DeletionMessage.update(available_at=now).where(
                (DeletionMessage.id == message_id) & (DeletionMessage.available_at > now)
            )
        )
