"""The states that photos had, from when to when: content, album and path (DISASTERS 4-1, 4-4).

A state ends when a newer version is stored, when the photo is moved, or when it is deleted
and later restored. A deleted photo's last state ends with ``left_at``; its ``deleted_at`` counts
the grace, and moves with time that does not count (4-5). Times are Unix seconds.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.words import CopyState, EndedBy, Role

CLOSE_STATE = (
    "INSERT INTO earlier_version (photo_id, object_id, album_id, path, mtime_ns, number, since,"
    " until, ended_by)"
    " SELECT photo.id, object.id, photo.album_id, photo.path,"
    " COALESCE(photo.stored_mtime_ns, photo.mtime_ns), photo.version,"
    " COALESCE(photo.present_since, object.made_at), ?, ?"
    " FROM photo JOIN object ON object.id = photo.object_id WHERE photo.id = ?"
)
"""Record the present state as an earlier one. Takes its end, ``EndedBy``, and the photo.

It ends before it began if the clock went back meanwhile; a clock that is right again corrects it.
"""


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a photo: a content, and from when to when it was the newest."""

    number: int
    object_id: int
    object: str
    album: str
    path: str
    size_bytes: int
    mtime_ns: int
    sha256: str
    since: float
    until: float | None
    """None for the present version of a photo that is not deleted."""
    copies: dict[Role, CopyState]
    removed_at: float | None
    """When its removal from the storages is due; None if none is queued."""


@dataclass(frozen=True, slots=True)
class PastPhoto:
    """A photo as it was at one moment; ``photo_id`` is 0 for one of another computer."""

    photo_id: int
    object_id: int
    album_id: int
    path: str
    size_bytes: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PastAndPresent:
    """The photos of one moment, and how many of them are different now.

    ``changed`` have other content now, ``moved`` the same content under another name or in
    another album; ``deleted`` are no photos of this vault now.
    """

    photos: int
    size_bytes: int
    changed: int
    moved: int
    deleted: int


@dataclass(frozen=True, slots=True)
class EndedState:
    """An earlier state of a photo of this computer, as written to its journal."""

    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    object: str
    sealed_bytes: int
    sha256: str
    size_bytes: int
    number: int
    since: float
    until: float


SAME_SECONDS = 1.0
"""A journal may give the beginning of a state in whole seconds."""
REMOVAL_DUE = (
    "(SELECT MIN(available_at) FROM message_object JOIN message ON message.id = message_id"
    " WHERE object_name = object.name AND gone_at IS NULL AND message.state = 'queued')"
)
"""For SQL on objects: when the removal of one from the storages is due; NULL if none is queued."""
_OF_STATES = (
    " SELECT state.number, object.id, object.name, album.name, state.path, object.size_bytes,"  # noqa: S608 - of constant parts
    " state.mtime_ns, object.sha256, state.since, state.until,"
    " (SELECT state FROM copy WHERE copy.object_id = object.id AND role = 'main'),"
    " (SELECT state FROM copy WHERE copy.object_id = object.id AND role = 'backup'),"
    f" {REMOVAL_DUE}"
    " FROM state JOIN object ON object.id = state.object_id"
    " LEFT JOIN album ON album.id = state.album_id"
)
_VERSIONS = (
    "WITH state AS ("  # noqa: S608 - of constant parts
    " SELECT number, object_id, album_id, path, mtime_ns, since, until FROM earlier_version"
    " WHERE photo_id = ?1"
    " UNION ALL"
    " SELECT version, object_id, album_id, path, COALESCE(stored_mtime_ns, mtime_ns),"
    " COALESCE(present_since, seen_at), COALESCE(left_at, deleted_at) FROM photo"
    " WHERE id = ?1 AND object_id IS NOT NULL)"
    f" {_OF_STATES} ORDER BY state.number DESC, state.since DESC"
)
_VERSIONS_ELSEWHERE = (
    "WITH state AS ("  # noqa: S608 - of constant parts
    " SELECT 0 AS number, object_id, album_id, path, mtime_ns, since, until FROM foreign_state"
    " JOIN photo_origin USING (device_id, remote_id) WHERE photo_id = ?)"
    f" {_OF_STATES} ORDER BY state.since DESC"
)
_AS_OF = (
    "SELECT photo_id, object_id, album_id, path, size_bytes, mtime_ns, sha256 FROM ("
    " SELECT past.photo_id, past.object_id, past.album_id, past.path, past.mtime_ns"
    " FROM earlier_version past WHERE past.since <= ?1 AND past.until > ?1"
    " UNION ALL"
    " SELECT 0, foreign_state.object_id, album_id, path, mtime_ns FROM foreign_state"
    " WHERE since <= ?1 AND until > ?1"
    # Of a photo that this computer knew itself, its own record counts (5-5).
    " AND NOT EXISTS (SELECT 1 FROM photo_origin origin JOIN earlier_version own"
    "  ON own.photo_id = origin.photo_id WHERE origin.device_id = foreign_state.device_id"
    "  AND origin.remote_id = foreign_state.remote_id AND own.since <= ?1 AND own.until > ?1)"
    " UNION ALL"
    " SELECT id, object_id, album_id, path, COALESCE(stored_mtime_ns, mtime_ns) FROM photo"
    " WHERE object_id IS NOT NULL AND COALESCE(present_since, seen_at) <= ?1"
    " AND (deleted_at IS NULL OR COALESCE(left_at, deleted_at) > ?1)"
    " AND NOT EXISTS (SELECT 1 FROM earlier_version"
    "  WHERE photo_id = photo.id AND since <= ?1 AND until > ?1)"
    # A present state of another computer begins with a whole second, a past one ends exactly.
    " AND NOT EXISTS (SELECT 1 FROM photo_origin origin JOIN foreign_state past"
    "  ON past.device_id = origin.device_id AND past.remote_id = origin.remote_id"
    "  WHERE origin.photo_id = photo.id AND past.since <= ?1 AND past.until > ?1)"
    ") was JOIN (SELECT id AS number, size_bytes, sha256 FROM object) ON number = was.object_id"
    " ORDER BY album_id, path"
)
_COMPARE = (
    "SELECT COUNT(*), TOTAL(was.size_bytes),"  # noqa: S608 - of constant parts
    " COALESCE(SUM(object.id <> was.object_id AND object.sha256 <> was.sha256), 0),"
    " COALESCE(SUM((object.id = was.object_id OR object.sha256 = was.sha256)"
    "  AND (now.album_id, now.path) <> (was.album_id, was.path)), 0),"
    " COALESCE(SUM(now.id IS NULL), 0)"
    f" FROM ({_AS_OF}) was"
    " LEFT JOIN photo now ON now.id = COALESCE("
    "  (SELECT id FROM photo WHERE id = was.photo_id AND deleted_at IS NULL),"
    "  (SELECT id FROM photo WHERE album_id = was.album_id AND path = was.path"
    "   AND deleted_at IS NULL))"
    " LEFT JOIN object ON object.id = now.object_id"
)
_COMPARE_SOME = (
    f"{_COMPARE} WHERE was.album_id IN (SELECT id FROM album WHERE name IN"  # noqa: S608 - as above
    " (SELECT value FROM json_each(?2)))"
)
_ENDED = (
    "SELECT past.photo_id, past.album_id, past.path, past.mtime_ns, object.name,"
    " object.sealed_bytes, object.sha256, object.size_bytes, past.number, past.since, past.until"
    " FROM earlier_version past JOIN object ON object.id = past.object_id"
    " JOIN photo ON photo.id = past.photo_id"
    " WHERE object.sha256 <> '' AND photo.album_id NOT IN"
    " (SELECT album_id FROM album_origin WHERE NOT adopted)"
)
_SOME = " AND past.id IN (SELECT value FROM json_each(?)) ORDER BY past.id"
_ENDED_SOME = _ENDED + _SOME
_AFTER = " AND past.until > ? ORDER BY past.id"
_ENDED_AFTER = _ENDED + _AFTER


class History:
    """Queries of people, of a restore as of a day, and of the journal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, photo_id: int) -> list[VersionRecord]:
        """Return the versions of a photo that are still known, newest first.

        A version that was moved, or deleted and restored, is one version: from its first
        moment to its last. What another computer had before has the numbers before.
        """
        own = [_version(row) for row in self._database.query(_VERSIONS, (photo_id,))]
        elsewhere = map(_version, self._database.query(_VERSIONS_ELSEWHERE, (photo_id,)))
        others = [state for state in elsewhere if not any(is_same(state, one) for one in own)]
        found: dict[int, VersionRecord] = {}
        for version in numbered(own, others):
            newer = found.get(version.number)
            found[version.number] = (
                version if newer is None else _joined(earlier=version, later=newer)
            )
        return sorted(found.values(), key=lambda one: -one.number)

    def as_of(self, moment: float) -> list[PastPhoto]:
        """Return every photo as it was at a moment, by album and path."""
        found: list[PastPhoto] = []

        def take(row: Row) -> None:
            photo_id, object_id, album_id, path, *others = row
            found.append(PastPhoto(photo_id, object_id, album_id, os.fsdecode(path), *others))

        self._database.for_each(_AS_OF, (moment,), take)
        return found

    def compare(self, moment: float, albums: Sequence[str] | None) -> PastAndPresent:
        """Count the photos of a moment, all or those of some albums, and how they are now."""
        if albums is None:
            rows = self._database.query(_COMPARE, (moment,))
        else:
            rows = self._database.query(_COMPARE_SOME, (moment, json_keys(albums)))
        (counts,) = rows
        return PastAndPresent(*map(int, counts))

    def ended(self, state_ids: Sequence[int]) -> list[EndedState]:
        """Return these earlier states of this computer's photos, for its journal."""
        rows = self._database.query(_ENDED_SOME, (json_keys(state_ids),))
        return [_ended(row) for row in rows]

    def ended_after(self, moment: float) -> list[EndedState]:
        """Return the earlier states of this computer's photos that ended after a moment."""
        rows = self._database.query(_ENDED_AFTER, (moment,))
        return [_ended(row) for row in rows]

    def note_restored(self, photo_id: int, at: float) -> None:
        """Record that a deleted photo is there again: what it was before ended by the deletion.

        Call it before the photo is made a living one.
        """
        if self._close_deleted(photo_id):
            self._database.execute(
                "UPDATE photo SET present_since = ? WHERE id = ?", (at, photo_id)
            )

    def take_over(self, undone: int, living: int) -> None:
        """Give a living photo the states of the deleted one that it is again (3-5)."""
        self._database.execute(
            "UPDATE earlier_version SET number = number + (SELECT version - 1 FROM photo"
            " WHERE id = ?) WHERE photo_id = ?",
            (undone, living),
        )
        self._database.execute(
            "UPDATE photo SET version = version + (SELECT version - 1 FROM photo WHERE id = ?)"
            " WHERE id = ?",
            (undone, living),
        )
        self._close_deleted(undone)
        self._database.execute(
            "UPDATE earlier_version SET photo_id = ? WHERE photo_id = ?", (living, undone)
        )

    def prune(self, before: float) -> None:
        """Forget states that ended before the grace and keep no object on the storages."""
        self._database.execute(
            "DELETE FROM earlier_version WHERE until < ? AND (ended_by <> 'replaced' OR object_id"
            " IN (SELECT object_id FROM photo WHERE deleted_at IS NULL))",
            (before,),
        )

    def _close_deleted(self, photo_id: int) -> bool:
        """Record a deleted photo's last state as an earlier one; return whether it is deleted."""
        left_at = self._database.scalar(
            "SELECT COALESCE(left_at, deleted_at) FROM photo"
            " WHERE id = ? AND deleted_at IS NOT NULL",
            (photo_id,),
        )
        if left_at is None:
            return False
        self._database.execute(CLOSE_STATE, (left_at, EndedBy.DELETED, photo_id))
        return True


def is_same(state: VersionRecord, own: VersionRecord) -> bool:
    """Return whether a former identity's journal tells of a state that this ledger knows (5-5)."""
    return state.object == own.object and abs(state.since - own.since) < SAME_SECONDS


def numbered(
    own: Sequence[VersionRecord], elsewhere: Sequence[VersionRecord]
) -> list[VersionRecord]:
    """Number the states of another computer's journal, which are older than a photo's own ones.

    Both are newest first. The own numbers begin above as many contents as there were before.
    """
    if not own or not elsewhere:
        return list(own)
    newer = [own[-1], *elsewhere[:-1]]
    changes = [
        one.object_id != after.object_id for one, after in zip(elsewhere, newer, strict=True)
    ]
    missing = max(0, 1 + sum(changes) - own[-1].number)
    states = [replace(state, number=state.number + missing) for state in own]
    for state, is_other in zip(elsewhere, changes, strict=True):
        states.append(replace(state, number=states[-1].number - is_other))
    return states


def _version(row: tuple[Any, ...]) -> VersionRecord:
    number, object_id, name, album, path, size, mtime_ns, sha256, since, until, *rest = row
    main, backup, removed_at = rest
    return VersionRecord(
        number=number,
        object_id=object_id,
        object=name,
        album=album or "",
        path=os.fsdecode(path),
        size_bytes=size,
        mtime_ns=mtime_ns,
        sha256=sha256,
        since=since,
        until=until,
        copies={
            Role.MAIN: CopyState(main or CopyState.NONE),
            Role.BACKUP: CopyState(backup or CopyState.NONE),
        },
        removed_at=removed_at,
    )


def _joined(*, earlier: VersionRecord, later: VersionRecord) -> VersionRecord:
    return replace(later, since=min(earlier.since, later.since))


def _ended(row: tuple[Any, ...]) -> EndedState:
    photo_id, album_id, path, *rest = row
    return EndedState(photo_id, album_id, os.fsdecode(path), *rest)
