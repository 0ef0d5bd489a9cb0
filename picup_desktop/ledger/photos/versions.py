"""Earlier versions: objects that were a photo's newest version before (DISASTERS 4-1).

They stay on the storages until the queue removes them; the rows go with the objects.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.schema.database import Database, in_parts, json_keys
from picup_desktop.ledger.schema.models import EarlierVersion
from picup_desktop.words import EndedBy, Role

NEWEST_VERSIONS = "SELECT object_id FROM photo WHERE object_id IS NOT NULL AND state <> 'deleted'"
"""The ids of the objects of living photos, as a subquery."""
_MESSAGE_OBJECTS = "FROM message_object JOIN message ON message.id = message_object.message_id"
_OF_OBJECT = f"{_MESSAGE_OBJECTS} WHERE object_name = object.name"
_WITHIN_GRACE = (
    f"EXISTS (SELECT 1 {_OF_OBJECT} AND gone_at IS NULL)"  # noqa: S608 - of constant parts
    f" AND NOT EXISTS (SELECT 1 {_OF_OBJECT} AND gone_at IS NULL"
    " AND (message.state <> 'queued' OR attempts > 0 OR last_error IS NOT NULL"
    " OR unsure_since IS NOT NULL OR available_at <= :now))"
    # A copy that was removed has no row; it has one again if the object was needed again since.
    f" AND NOT EXISTS (SELECT 1 {_OF_OBJECT} AND gone_at IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM copy AS again WHERE again.object_id = object.id"
    " AND again.role = message.role))"
)
"""That an object is queued, and that no removal of it is due at ``:now``, was tried or was done."""
_OF_LIVING_PHOTO = (
    "EXISTS (SELECT 1 FROM photo WHERE photo.object_id = object.id AND photo.state <> 'deleted')"
)
NEEDED = f"({_OF_LIVING_PHOTO} OR ({_WITHIN_GRACE}))"
"""For SQL on objects, with ``:now``: a living photo's, or one within its grace, of a deleted
photo or an earlier version (3-1b, 4-1). They are verified and completed alike. Objects under
removal are excluded, or the other storage would restore them. Each object is asked about by
itself, so that a question about some of them does not go through all.
"""
_KEPT = (
    "SELECT COUNT(*), CAST(TOTAL(sealed_bytes) AS INTEGER) FROM object WHERE id IN"
    " (SELECT object_id FROM earlier_version WHERE ended_by = 'replaced')"
    " AND NOT EXISTS (SELECT 1 FROM photo WHERE object_id = object.id AND deleted_at IS NULL)"
)
"""An object that was replaced has a row until it is gone from both storages. It is no earlier
version while a living photo has it again.
"""
_KEPT_ON = (
    "SELECT copy.role, COUNT(*) FROM copy WHERE copy.state = 'stored' AND copy.object_id IN"
    " (SELECT object_id FROM earlier_version WHERE ended_by = 'replaced')"
    " AND NOT EXISTS (SELECT 1 FROM photo"
    " WHERE photo.object_id = copy.object_id AND deleted_at IS NULL) GROUP BY copy.role"
)
_LAST_LEAVES = (
    "SELECT MAX(at) FROM (SELECT ("
    " SELECT available_at FROM message WHERE state = 'queued' AND role = roles.value"
    " AND EXISTS (SELECT 1 FROM message_object named"
    "  JOIN object ON object.name = named.object_name"
    "  JOIN earlier_version ON object_id = object.id AND ended_by = 'replaced'"
    "  WHERE named.message_id = message.id AND gone_at IS NULL)"
    " ORDER BY available_at DESC LIMIT 1) AS at FROM json_each(?) roles)"
)
"""Looks at the last messages of each storage first, so that it ends soon. Takes the roles."""
_REPLACED = (
    "FROM earlier_version JOIN photo ON photo.id = earlier_version.photo_id"
    " WHERE photo.album_id = ? AND ended_by = 'replaced'"
)
_REPLACED_SINCE = f"SELECT COUNT(DISTINCT photo_id) {_REPLACED} AND until >= ?"
_LAST_REPLACED = f"SELECT MAX(until) {_REPLACED}"
_FIRST_REPLACED = f"SELECT MIN(until) {_REPLACED} AND until >= ?"
_CHANGES_SINCE = (
    "SELECT id, path, number, version, first FROM (SELECT photo.id, photo.path,"  # noqa: S608 - of constant parts
    " earlier_version.number, photo.version, MIN(until) AS first,"
    " photo.object_id AS now, earlier_version.object_id AS before"
    f" {_REPLACED} AND until >= ? AND photo.deleted_at IS NULL GROUP BY photo.id)"
    " WHERE now IS NOT before ORDER BY first, path LIMIT ?"
)
"""SQLite takes the other columns from the row with the minimum: the first change since then.
One that was put back since is no change.
"""
_REMOVALS_OF = (
    f"SELECT DISTINCT message_id {_MESSAGE_OBJECTS}"
    " WHERE message.state = 'queued' AND gone_at IS NULL AND object_name IN"
)
_REMOVALS_OF_VERSIONS = (
    f"{_REMOVALS_OF} (SELECT object.name FROM earlier_version"  # noqa: S608 - of constant parts
    " JOIN object ON object.id = earlier_version.object_id"
    " JOIN photo ON photo.id = earlier_version.photo_id WHERE photo.album_id = ?)"
)
_REMOVALS_OF_ALBUM = f"{_REMOVALS_OF} (SELECT name FROM object WHERE album_id = ?)"  # noqa: S608 - of constant parts
_WAITING = (
    "SELECT COUNT(*) FROM photo WHERE album_id = ? AND state = 'waiting' AND object_id IS NOT NULL"
)


@dataclass(frozen=True)
class KeptVersions:
    """The earlier versions on the storages; ``until`` is when the last one is removed."""

    objects: int
    sealed_bytes: int
    until: float | None


@dataclass(frozen=True)
class ChangeRecord:
    """A photo's first change in a time, as numbers of its versions; ``until`` is when it was."""

    photo_id: int
    path: str
    before: int
    after: int
    until: float


@dataclass(frozen=True)
class ReplacedObject:
    """An object that was a photo's newest version; times are Unix seconds."""

    object_id: int
    since: float
    until: float


class Versions:
    """Queries of the code that removes objects, and of people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self) -> KeptVersions:
        """Return the number of earlier versions within their grace."""
        ((objects, sealed_bytes),) = self._database.query(_KEPT)
        until = self._database.scalar(_LAST_LEAVES, (json_keys(list(Role)),))
        return KeptVersions(objects, sealed_bytes, None if until is None else float(until))

    def kept_on(self) -> dict[Role, int]:
        """Return the number of earlier versions on each storage."""
        found = {Role(role): int(count) for role, count in self._database.query(_KEPT_ON)}
        return {role: found.get(role, 0) for role in Role}

    def of_photo(self, photo_id: int) -> list[ReplacedObject]:
        """Return a photo's earlier versions, newest first."""
        query = (
            EarlierVersion.select(EarlierVersion.object, EarlierVersion.since, EarlierVersion.until)
            .where(EarlierVersion.photo == photo_id)
            .order_by(EarlierVersion.until.desc(), EarlierVersion.id.desc())
        )
        return [ReplacedObject(*row) for row in self._database.query(query)]

    def ended_at(self, object_ids: Sequence[int]) -> dict[int, float]:
        """Return when each object was last replaced, by its id; without those never replaced."""
        found: dict[int, float] = {}
        for some in in_parts(list(object_ids)):
            query = (
                EarlierVersion.select(EarlierVersion.object, fn.MAX(EarlierVersion.until))
                .where(EarlierVersion.object.in_(some), EarlierVersion.ended_by == EndedBy.REPLACED)
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
        return int(self._database.scalar(_REPLACED_SINCE, (album_id, since)))

    def changes_since(self, album_id: int, since: float, at_most: int) -> list[ChangeRecord]:
        """Return an album's living photos with new content since then, first changed first.

        ``at_most`` below 0: all of them. Those that have their former content again are left out.
        """
        rows = self._database.query(_CHANGES_SINCE, (album_id, since, at_most))
        return [
            ChangeRecord(photo_id, os.fsdecode(path), before, after, float(until))
            for photo_id, path, before, after, until in rows
        ]

    def numbers(self, photo_ids: Sequence[int]) -> dict[int, int]:
        """Return the number of the newest stored version of photos, by photo id."""
        rows = self._database.query(
            "SELECT id, version FROM photo WHERE object_id IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json_keys(photo_ids),),
        )
        return {int(photo_id): int(number) for photo_id, number in rows}

    def last_replaced_at(self, album_id: int) -> float | None:
        """Return when a photo of an album last got new content, in Unix seconds."""
        last = self._database.scalar(_LAST_REPLACED, (album_id,))
        return None if last is None else float(last)

    def first_replaced_at(self, album_id: int, since: float) -> float | None:
        """Return when a photo of an album first got new content since then, in Unix seconds."""
        first = self._database.scalar(_FIRST_REPLACED, (album_id, since))
        return None if first is None else float(first)

    def waiting(self, album_id: int) -> int:
        """Return the number of an album's photos that wait with newer content than stored (4-3)."""
        return int(self._database.scalar(_WAITING, (album_id,)))

    def removals_of_versions(self, album_id: int) -> set[int]:
        """Return the ids of queued messages that remove an album's earlier versions."""
        return {i for (i,) in self._database.query(_REMOVALS_OF_VERSIONS, (album_id,))}

    def removals_of_album(self, album_id: int) -> set[int]:
        """Return the ids of queued messages that remove an album's objects."""
        return {i for (i,) in self._database.query(_REMOVALS_OF_ALBUM, (album_id,))}

    def put_off_versions(self, album_id: int, *, now: float, until: float) -> None:
        """Postpone the removal of an album's earlier versions to ``until`` or later."""
        self._put_off(self.removals_of_versions(album_id), now, until)

    def put_off_album(self, album_id: int, *, now: float, until: float) -> None:
        """Postpone every removal of an album's objects to ``until`` or later."""
        self._put_off(self.removals_of_album(album_id), now, until)

    def _put_off(self, message_ids: Iterable[int], now: float, until: float) -> None:
        self._database.execute_many(
            "UPDATE message SET available_at = ? WHERE id = ? AND state = 'queued' AND available_at <= ?",  # noqa: E501
            ((until, message_id, now) for message_id in message_ids),
        )
