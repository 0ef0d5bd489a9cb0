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
DAY_SECONDS = 24 * 60 * 60
WEEK_SECONDS = 7 * DAY_SECONDS
AFTER_SLASH = chr(ord("/") + 1)
NOWHERE = "[]"
"""How an event says that its photo was stored on no storage."""
MOST_EVENTS = 200
"""How many of the newest events are looked through for photos that became safe."""


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
class NamedPhoto:
    """A photo by its names."""

    photo_id: int
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
            Photo.select(Photo.album, fn.TOTAL(Photo.size_bytes))
            .where(Photo.deleted_at.is_null())
            .group_by(Photo.album)
        )
        return {album: int(total) for album, total in self._database.query(query)}

    def missing(self, album_id: int) -> tuple[int, int]:
        """Return the number and bytes of an album's photos that vanished from this computer."""
        query = Photo.select(fn.COUNT(Photo.id), fn.TOTAL(Photo.size_bytes)).where(
            Photo.album == album_id,
            Photo.deleted_at.is_null(),
            Photo.missing_since.is_null(is_null=False),
            ~Photo.remote_only,
        )
        ((count, size_bytes),) = self._database.query(query)
        return int(count), int(size_bytes or 0)

    def missing_photos(self, album_id: int, folder: str | None, at_most: int) -> list[NamedPhoto]:
        """Return some of the photos that vanished from an album, or from one folder of it."""
        query = (
            Photo.select(Photo.id, Album.name, Photo.path)
            .join(Album)
            .where(
                Photo.album == album_id,
                Photo.deleted_at.is_null(),
                Photo.missing_since.is_null(is_null=False),
                ~Photo.remote_only,
            )
            .order_by(Photo.id)
            .limit(at_most)
        )
        if folder is not None:
            query = query.where(Photo.path >= f"{folder}/", Photo.path < f"{folder}{AFTER_SLASH}")
        return [NamedPhoto(*row) for row in self._database.query(query)]

    def message_photos(self, message_id: int, at_most: int) -> list[NamedPhoto]:
        """Return some of the photos whose objects a message of the deletion queue removes."""
        query = (
            Photo.select(Photo.id, Album.name, Photo.path)
            .join(Album)
            .switch(Photo)
            .join(MessageObject, on=(MessageObject.photo == Photo.id))
            .where(MessageObject.message == message_id)
            .group_by(Photo.id)
            .order_by(Photo.id)
            .limit(at_most)
        )
        return [NamedPhoto(*row) for row in self._database.query(query)]

    def half_there(self) -> dict[Role, HalfThere]:
        """Return the half protected photos by the storage that has them.

        The others that are safe are on both, which their state says; so this is fast.
        """
        query = (
            Photo.select(Copy.role, fn.COUNT(Photo.id), fn.TOTAL(Object.sealed_bytes))
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

    def last_protected(self, at_most: int) -> list[NamedPhoto]:
        """Return the photos that became safe last, the newest first, each once."""
        newest = (
            UploadEvent.select(UploadEvent.id, UploadEvent.photo)
            .order_by(UploadEvent.id.desc())
            .limit(MOST_EVENTS)
            .alias("newest")
        )
        last = fn.MAX(newest.c.id)
        query = (
            Photo.select(Photo.id, Album.name, Photo.path)
            .join(Album)
            .switch(Photo)
            .join(newest, on=(newest.c.photo_id == Photo.id))
            .where(Photo.state == PhotoState.PROTECTED)
            .group_by(Photo.id)
            .order_by(last.desc())
            .limit(at_most)
        )
        return [NamedPhoto(*row) for row in self._database.query(query)]

    def shot_of(self, photo_id: int) -> int | None:
        """Return the id of the shot that a photo belongs to; None while it has none yet."""
        found = self._database.query(
            "SELECT s.id FROM shot_photo m JOIN shot s ON s.album_id = m.album_id"
            " AND s.key = m.key WHERE m.photo_id = ?",
            (photo_id,),
        )
        return next((int(shot_id) for (shot_id,) in found), None)

    def protected_days(self, now: float, days: int) -> tuple[int, ...]:
        """Return how many photos that are safe were stored on each of the past days.

        A day has 24 hours and the newest, which ends now, is first. An edited photo counts on
        each day on which a version of it was stored.
        """
        age = ((now - UploadEvent.at) / DAY_SECONDS).cast("integer")
        query = (
            UploadEvent.select(age.alias("age"), fn.COUNT(fn.DISTINCT(UploadEvent.photo)))
            .join(Photo)
            .where(
                UploadEvent.at > now - days * DAY_SECONDS,
                UploadEvent.stored_on != NOWHERE,
                Photo.state == PhotoState.PROTECTED,
            )
            .group_by(SQL("age"))
        )
        found = [0] * days
        for day, count in self._database.query(query):
            # What a clock that ran ahead wrote is of today.
            found[max(0, int(day))] += int(count)
        return tuple(found)

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
