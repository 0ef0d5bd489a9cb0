"""Sums and newest entries for the overview; every list is bounded.

These queries stay fast with a million photos, because a window repeats them while
something moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from peewee import SQL, fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import (
    Album,
    Copy,
    DeletionMessage,
    MessageObject,
    Object,
    Photo,
    UploadEvent,
)
from picup_desktop.messages.message import Message, from_column
from picup_desktop.words import AlbumState, CopyState, MessageState, Outcome, PhotoState, Role

NOT_SAFE = (PhotoState.WAITING, PhotoState.FAILED, PhotoState.HALF_PROTECTED)
WEEK_SECONDS = 7 * 24 * 60 * 60


@dataclass(frozen=True)
class Unprotected:
    """Why some photos are not protected; None if they only wait for their turn."""

    state: PhotoState
    reason: Message | None
    photos: int


@dataclass(frozen=True)
class HalfThere:
    """Photos that are on one storage and not on the other, and their sealed bytes."""

    photos: int = 0
    sealed_bytes: int = 0


@dataclass(frozen=True)
class WaitingPhoto:
    """One photo that is not protected."""

    photo_id: int
    album: str
    path: str
    state: PhotoState
    reason: Message | None
    due_at: float


@dataclass(frozen=True)
class ShownEvent:
    """One upload event and its photo."""

    id: int
    at: float
    outcome: Outcome
    attempts: int
    reason: Message | None
    album: str
    path: str


@dataclass(frozen=True)
class OpenMessage:
    """A message of the deletion queue that is not done."""

    id: int
    role: Role
    state: MessageState
    attempts: int
    available_at: float
    last_error: Message | None
    objects: int
    path: str | None
    """The path of its first photo, if one is known."""


class Glance:
    """Queries of the window on a read-only ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def album_bytes(self) -> dict[int, int]:
        """Return the total size of the living photos of each album, in bytes."""
        query = (
            Photo.select(Photo.album, fn.SUM(Photo.size_bytes))
            .where(Photo.deleted_at.is_null())
            .group_by(Photo.album)
        )
        return {album: int(total) for album, total in self._database.query(query)}

    def missing(self, album_id: int) -> tuple[int, int]:
        """Return the number and bytes of an album's photos that vanished from this computer."""
        query = Photo.select(fn.COUNT(Photo.id), fn.SUM(Photo.size_bytes)).where(
            Photo.album == album_id,
            Photo.deleted_at.is_null(),
            Photo.missing_since.is_null(is_null=False),
            ~Photo.remote_only,
        )
        ((count, size_bytes),) = self._database.query(query)
        return int(count), int(size_bytes or 0)

    def half_there(self) -> dict[Role, HalfThere]:
        """Return the half protected photos by the storage that has them.

        The others that are safe are on both, which their state says; so this is fast.
        """
        query = (
            Photo.select(Copy.role, fn.COUNT(Photo.id), fn.SUM(Object.sealed_bytes))
            .join(Object)
            .join(Copy)
            .where(Photo.state == PhotoState.HALF_PROTECTED, Copy.state == CopyState.STORED)
            .group_by(Copy.role)
        )
        found = {
            Role(role): HalfThere(int(count), int(size_bytes or 0))
            for role, count, size_bytes in self._database.query(query)
        }
        return {role: found.get(role, HalfThere()) for role in Role}

    def reasons(self, at_most: int) -> list[Unprotected]:
        """Return the reasons why photos are not protected, the most frequent first."""
        count = fn.COUNT(Photo.id)
        query = (
            Photo.select(Photo.state, Photo.reason, count)
            .where(Photo.state.in_(NOT_SAFE))
            .group_by(Photo.state, Photo.reason)
            .order_by(count.desc())
            .limit(at_most)
        )
        return [
            Unprotected(PhotoState(state), from_column(reason), int(photos))
            for state, reason, photos in self._database.query(query)
        ]

    def waiting(self, at_most: int) -> list[WaitingPhoto]:
        """Return photos that are not protected, those with errors first."""
        query = (
            Photo.select(Photo.id, Album.name, Photo.path, Photo.state, Photo.reason, Photo.due_at)
            .join(Album)
            .where(Photo.state.in_(NOT_SAFE), Album.state != AlbumState.REMOVED)
            .order_by(Photo.reason.is_null(), Photo.due_at, Photo.id)
            .limit(at_most)
        )
        return [
            WaitingPhoto(photo_id, album, path, PhotoState(state), from_column(reason), due_at)
            for photo_id, album, path, state, reason, due_at in self._database.query(query)
        ]

    def events(self, at_most: int) -> list[ShownEvent]:
        """Return the last upload events, newest first."""
        query = (
            UploadEvent.select(
                UploadEvent.id,
                UploadEvent.at,
                UploadEvent.outcome,
                UploadEvent.attempts,
                UploadEvent.reason,
                Album.name,
                Photo.path,
            )
            .join(Photo)
            .join(Album)
            .order_by(UploadEvent.id.desc())
            .limit(at_most)
        )
        return [
            ShownEvent(event_id, at, Outcome(outcome), attempts, from_column(reason), album, path)
            for event_id, at, outcome, attempts, reason, album, path in self._database.query(query)
        ]

    def open_messages(self, at_most: int) -> list[OpenMessage]:
        """Return open messages of the deletion queue, dead letters first."""
        query = (
            DeletionMessage.select(
                DeletionMessage.id,
                DeletionMessage.role,
                DeletionMessage.state,
                DeletionMessage.attempts,
                DeletionMessage.available_at,
                DeletionMessage.last_error,
                fn.COUNT(MessageObject.object_name),
                fn.MIN(Photo.path),
            )
            .join(MessageObject)
            .left_outer_join(Photo)
            .where(DeletionMessage.state != MessageState.DONE, MessageObject.gone_at.is_null())
            .group_by(DeletionMessage.id)
            .order_by(
                (DeletionMessage.state == MessageState.DEAD).desc(), DeletionMessage.available_at
            )
            .limit(at_most)
        )
        return [
            OpenMessage(
                number,
                Role(role),
                MessageState(state),
                attempts,
                available_at,
                from_column(error),
                count,
                path,
            )
            for number, role, state, attempts, available_at, error, count, path in (
                self._database.query(query)
            )
        ]

    def verified_weeks(self, now: float, weeks: int) -> Mapping[Role, tuple[int, ...]]:
        """Return the number of stored copies last verified in each of the past weeks.

        The newest week is first; the last number counts everything older.
        """
        age = fn.MIN(weeks, ((now - Copy.verified_at) / WEEK_SECONDS).cast("integer")).coerce(False)  # noqa: FBT003 - Peewee's signature
        query = (
            Copy.select(Copy.role, age.alias("age"), fn.COUNT(Copy.object))
            .where(Copy.state == CopyState.STORED, Copy.verified_at.is_null(is_null=False))
            .group_by(Copy.role, SQL("age"))
        )
        found = {role: [0] * (weeks + 1) for role in Role}
        for role, week, count in self._database.query(query):
            found[Role(role)][max(0, int(week))] += int(count)
        return {role: tuple(counts) for role, counts in found.items()}
