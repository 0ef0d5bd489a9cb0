"""Earlier versions: objects that were a photo's newest version before (DISASTERS 4-1).

They stay on the storages until the queue removes them; the rows go with the objects.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.schema.database import Database, in_parts
from picup_desktop.ledger.schema.models import EarlierVersion, Message, MessageObject, Object, Photo
from picup_desktop.ledger.schema.question import Question, given
from picup_desktop.words import MessageState, PhotoState

_LEAVING = (
    MessageObject.select(MessageObject.object_name)
    .join(Message)
    .where(MessageObject.gone_at.is_null(), Message.state != MessageState.DONE)
)
_KEPT = Question(
    Object.select(fn.COUNT(Object.id), fn.SUM(Object.sealed_bytes)).where(
        Object.id.in_(EarlierVersion.select(EarlierVersion.object)), Object.name.in_(_LEAVING)
    )
)
_LAST_LEAVES = Question(
    Message.select(fn.MAX(Message.available_at)).where(
        Message.state == MessageState.QUEUED,
        Message.id.in_(
            MessageObject.select(MessageObject.message)
            .join(Object, on=(Object.name == MessageObject.object_name))
            .where(
                MessageObject.gone_at.is_null(),
                Object.id.in_(EarlierVersion.select(EarlierVersion.object)),
            )
        ),
    )
)
_REPLACED_SINCE = Question(
    EarlierVersion.select(fn.COUNT(EarlierVersion.photo.distinct()))
    .join(Photo)
    .where(Photo.album == given("album_id"), EarlierVersion.until >= given("since"))
)
_LAST_REPLACED = Question(
    EarlierVersion.select(fn.MAX(EarlierVersion.until))
    .join(Photo)
    .where(Photo.album == given("album_id"))
)
_WAITING = Question(
    Photo.select(fn.COUNT(Photo.id)).where(
        Photo.album == given("album_id"),
        Photo.state == PhotoState.WAITING,
        Photo.object.is_null(is_null=False),
    )
)


@dataclass(frozen=True)
class KeptVersions:
    """The earlier versions on the storages; ``until`` is when the last one is removed."""

    objects: int
    sealed_bytes: int
    until: float | None


@dataclass(frozen=True)
class VersionRecord:
    """One earlier version of a photo; times are Unix seconds."""

    object_id: int
    since: float
    until: float


class Versions:
    """Queries of the code that removes objects, and of people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self) -> KeptVersions:
        """Return the number of earlier versions within their grace."""
        ((objects, sealed_bytes),) = self._database.ask_plainly(_KEPT)
        ((until,),) = self._database.ask_plainly(_LAST_LEAVES)
        return KeptVersions(
            int(objects), int(sealed_bytes or 0), None if until is None else float(until)
        )

    def of_photo(self, photo_id: int) -> list[VersionRecord]:
        """Return a photo's earlier versions, newest first."""
        query = EarlierVersion.select().where(EarlierVersion.photo == photo_id)
        ordered = query.order_by(EarlierVersion.until.desc(), EarlierVersion.id.desc())
        return [
            VersionRecord(row["object"], row["since"], row["until"])
            for row in self._database.rows(ordered)
        ]

    def ended_at(self, object_ids: Sequence[int]) -> dict[int, float]:
        """Return when each object was last replaced, by its id; without those never replaced."""
        found: dict[int, float] = {}
        for some in in_parts(list(object_ids)):
            query = (
                EarlierVersion.select(EarlierVersion.object, fn.MAX(EarlierVersion.until))
                .where(EarlierVersion.object.in_(some))
                .group_by(EarlierVersion.object)
            )
            found |= {int(i): float(until) for i, until in self._database.query(query)}
        return found

    def photos_of(self, object_id: int) -> set[int]:
        """Return the photos that this object was an earlier version of."""
        query = EarlierVersion.select(EarlierVersion.photo).where(
            EarlierVersion.object == object_id
        )
        return {photo_id for (photo_id,) in self._database.query(query)}

    def replaced_since(self, album_id: int, since: float) -> int:
        """Return the number of an album's photos with new content since then (4-3)."""
        ((count,),) = self._database.ask_plainly(_REPLACED_SINCE, album_id=album_id, since=since)
        return int(count)

    def last_replaced_at(self, album_id: int) -> float | None:
        """Return when a photo of an album last got new content, in Unix seconds."""
        ((last,),) = self._database.ask_plainly(_LAST_REPLACED, album_id=album_id)
        return None if last is None else float(last)

    def waiting(self, album_id: int) -> int:
        """Return the number of an album's photos that wait with newer content than stored (4-3)."""
        ((count,),) = self._database.ask_plainly(_WAITING, album_id=album_id)
        return int(count)

    def removals_of_versions(self, album_id: int) -> set[int]:
        """Return the ids of queued messages that remove an album's earlier versions."""
        of_album = Photo.select(Photo.id).where(Photo.album == album_id)
        objects = EarlierVersion.select(EarlierVersion.object).where(
            EarlierVersion.photo.in_(of_album)
        )
        return self._removing(Object.id.in_(objects))

    def removals_of_album(self, album_id: int) -> set[int]:
        """Return the ids of queued messages that remove an album's objects."""
        return self._removing(Object.album == album_id)

    def _removing(self, which: Any) -> set[int]:
        query = (
            MessageObject.select(MessageObject.message)
            .join(Message)
            .where(
                Message.state == MessageState.QUEUED,
                MessageObject.gone_at.is_null(),
                MessageObject.object_name.in_(Object.select(Object.name).where(which)),
            )
        )
        return {int(message_id) for (message_id,) in self._database.query(query)}

    def put_off_versions(self, album_id: int, *, now: float, until: float) -> None:
        """Postpone the removal of an album's earlier versions to ``until`` or later."""
        self._database.execute_many(
            "UPDATE message SET available_at = ? WHERE state = 'queued' AND available_at <= ?"
            " AND id IN (SELECT message_id FROM message_object"
            " WHERE gone_at IS NULL AND object_name IN"
            " (SELECT object.name FROM earlier_version"
            " JOIN object ON object.id = earlier_version.object_id"
            " JOIN photo ON photo.id = earlier_version.photo_id WHERE photo.album_id = ?))",
            [(until, now, album_id)],
        )

    def put_off_album(self, album_id: int, *, now: float, until: float) -> None:
        """Postpone every removal of an album's objects to ``until`` or later."""
        self._database.execute_many(
            "UPDATE message SET available_at = ? WHERE state = 'queued' AND available_at <= ?"
            " AND id IN (SELECT message_id FROM message_object WHERE gone_at IS NULL"
            " AND object_name IN (SELECT name FROM object WHERE album_id = ?))",
            [(until, now, album_id)],
        )
