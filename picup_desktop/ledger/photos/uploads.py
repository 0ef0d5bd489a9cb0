"""Running uploads, and the results of past ones (DISASTERS 1-1 to 1-6).

The statements run for every photo take many rows at once, because the ledger would
otherwise limit a pass over thousands of small photos.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.ledger.history import CLOSE_STATE
from picup_desktop.ledger.photos.photos import WAITS_FOR_UPLOAD
from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.ledger.schema.models import UploadEvent
from picup_desktop.messages.message import Message, from_column, to_column, to_json
from picup_desktop.words import EndedBy, Outcome, PhotoState, Role

_UNFINISHED = (
    "SELECT photo_id, size_bytes, mtime_ns, started_at, object_name, sealed_bytes, sha256"
    " FROM attempt ORDER BY started_at"
)
_WAITING = f"FROM photo JOIN album ON album.id = photo.album_id WHERE {WAITS_FOR_UPLOAD}"
_NEXT_DUE = f"SELECT MIN(photo.due_at) {_WAITING}"
_WAITING_SINCE = f"SELECT COUNT(*), MIN(photo.seen_at) {_WAITING}"
_LAST_STORED = "SELECT MAX(at) FROM upload_event WHERE outcome = ?"

_SAME_CONTENT = (
    "EXISTS (SELECT 1 FROM object WHERE object.id = photo.object_id AND object.sha256 <> ''"
    " AND object.sha256 = ?)"
)
_NEXT_VERSION = (
    f"version = version + (object_id IS NOT NULL AND NOT {_SAME_CONTENT}),"
    f" present_since = CASE WHEN {_SAME_CONTENT} THEN present_since ELSE ? END"
)
"""Takes the new content's hash twice, and the time."""
_UPDATE = "UPDATE photo SET "
_NEW_OBJECT = (
    ", stored_mtime_ns = ?, object_id = (SELECT id FROM object WHERE name = ?),"
    " state = CASE WHEN size_bytes = ? AND mtime_ns = ? THEN ? ELSE 'waiting' END,"
    " attempts = 0, due_at = 0, reason = ? WHERE id = ?"
)
_ANY_FAILED_BECAUSE = (
    "SELECT EXISTS (SELECT 1 FROM photo WHERE state IN ('waiting', 'half_protected', 'failed')"
    " AND attempts > 0"
    " AND CASE WHEN json_valid(reason) THEN json_extract(reason, '$.code') END = ?)"
)
_STORE = _UPDATE + _NEXT_VERSION + _NEW_OBJECT
_LINK = (
    _UPDATE + _NEXT_VERSION + ", object_id = ?, state = 'protected', attempts = 0,"
    " due_at = 0, reason = NULL, stored_mtime_ns = mtime_ns WHERE id = ?"
)


@dataclass(frozen=True)
class AttemptRecord:
    """One running upload, with the file as it was at the start."""

    photo_id: int
    size_bytes: int
    mtime_ns: int
    started_at: float
    object_name: str | None
    sealed_bytes: int | None
    sha256: str | None


@dataclass(frozen=True)
class SealedRecord:
    """The result of sealing; recorded before the first byte leaves this computer."""

    photo_id: int
    object_name: str
    sealed_bytes: int
    sha256: str


@dataclass(frozen=True)
class StoredRecord:
    """An upload that ended with at least one lasting copy."""

    photo_id: int
    album_id: int
    size_bytes: int
    mtime_ns: int
    object_name: str
    sealed_bytes: int
    sha256: str
    stored_on: tuple[Role, ...]
    attempts: int
    reason: Message | None = None


@dataclass(frozen=True)
class FailedRecord:
    """An upload that ended without a lasting copy."""

    photo_id: int
    outcome: Outcome
    state: PhotoState
    stored_on: tuple[Role, ...]
    attempts: int
    reason: Message
    due_at: float
    object_name: str | None = None


@dataclass(frozen=True)
class EventRecord:
    """One line of the list of upload events."""

    id: int
    photo_id: int
    at: float
    outcome: Outcome
    stored_on: tuple[Role, ...]
    attempts: int
    reason: Message | None


@dataclass(frozen=True)
class Standstill:
    """Photos wait, and nothing was protected since ``since``, in Unix seconds."""

    photos: int
    since: float


class Uploads:
    """Attempts and events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, attempts: Sequence[tuple[int, int, int]], at: float) -> None:
        """Record attempts as (photo id, size, mtime_ns) before anything else is done (1-1)."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO attempt (photo_id, size_bytes, mtime_ns, started_at)"
            " VALUES (?, ?, ?, ?)",
            ((*attempt, at) for attempt in attempts),
        )

    def note_sealed(self, sealed: Sequence[SealedRecord]) -> None:
        """Record the object names of attempts, before their bytes are sent."""
        self._database.execute_many(
            "UPDATE attempt SET object_name = ?, sealed_bytes = ?, sha256 = ? WHERE photo_id = ?",
            ((s.object_name, s.sealed_bytes, s.sha256, s.photo_id) for s in sealed),
        )

    def unfinished(self) -> list[AttemptRecord]:
        """Return the attempts left behind by a crash, oldest first."""
        return [AttemptRecord(*row) for row in self._database.query(_UNFINISHED)]

    def drop(self, photo_ids: Sequence[int]) -> None:
        """Delete attempts that sent nothing, or whose undoing is queued."""
        self._database.execute_many(
            "DELETE FROM attempt WHERE photo_id = ?", ((photo_id,) for photo_id in photo_ids)
        )

    def finish_stored(self, stored: Sequence[StoredRecord], at: float) -> list[int]:
        """Record objects, copies and events, and make the objects the photos' newest versions.

        A photo whose file changed meanwhile stays ``waiting`` for its next version.
        Returns the ids of the objects replaced.
        """
        replaced = self._objects_of([s.photo_id for s in stored])
        if replaced:
            self._note_earlier([(s.photo_id, 0, s.sha256) for s in stored], at)
        self._database.execute_many(
            "INSERT INTO object (name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (s.object_name, s.sealed_bytes, s.sha256, s.size_bytes, s.album_id, at)
                for s in stored
            ),
        )
        self._database.execute_many(
            "INSERT INTO copy (object_id, role, state, verified_at)"
            " SELECT id, ?, 'stored', ? FROM object WHERE name = ?",
            ((role, at, s.object_name) for s in stored for role in s.stored_on),
        )
        self._database.execute_many(
            _STORE,
            (
                (
                    *(s.sha256, s.sha256, at, s.mtime_ns),
                    s.object_name,
                    s.size_bytes,
                    s.mtime_ns,
                    _state_with(s.stored_on),
                    to_column(s.reason),
                    s.photo_id,
                )
                for s in stored
            ),
        )
        self._add_events(
            [
                (s.photo_id, Outcome.STORED, s.stored_on, s.attempts, s.reason, s.object_name)
                for s in stored
            ],
            at,
        )
        self.drop([s.photo_id for s in stored])
        return replaced

    def finish_linked(self, photo_id: int, object_id: int, at: float) -> list[int]:
        """Protect a photo by an object of the same content that is on both storages already.

        Returns the id of the object replaced, if any.
        """
        replaced = [i for i in self._objects_of([photo_id]) if i != object_id]
        content = self._database.scalar("SELECT sha256 FROM object WHERE id = ?", (object_id,))
        if replaced:
            self._note_earlier([(photo_id, object_id, content)], at)
        self._database.execute_many(
            _LINK,
            [(content, content, at, object_id, photo_id)],
        )
        self._add_events([(photo_id, Outcome.STORED, tuple(Role), 0, None, None)], at)
        self.drop([photo_id])
        return replaced

    def finish_failed(self, failed: Sequence[FailedRecord], at: float) -> None:
        """Record why uploads ended without a copy, and when they are retried."""
        self._database.execute_many(
            "UPDATE photo SET state = ?, reason = ?, due_at = ?, attempts = attempts + 1"
            " WHERE id = ?",
            ((f.state, to_json(f.reason), f.due_at, f.photo_id) for f in failed),
        )
        self._add_events(
            [
                (f.photo_id, f.outcome, f.stored_on, f.attempts, f.reason, f.object_name)
                for f in failed
            ],
            at,
        )
        self.drop([f.photo_id for f in failed])

    def next_due(self) -> float | None:
        """Return when the next photo is due, in Unix seconds; None if none waits."""
        due_at = self._database.scalar(_NEXT_DUE)
        return None if due_at is None else float(due_at)

    def any_failed_because(self, code: str) -> bool:
        """Return whether a photo waits whose last attempt failed for a reason of this code."""
        return bool(self._database.scalar(_ANY_FAILED_BECAUSE, (code,)))

    def standstill(self) -> Standstill | None:
        """Return how long nothing was protected though photos wait; None if none waits."""
        ((photos, seen_at),) = self._database.query(_WAITING_SINCE)
        if not photos:
            return None
        stored_at = self._database.scalar(_LAST_STORED, (Outcome.STORED,))
        return Standstill(int(photos), max(float(seen_at), float(stored_at or 0.0)))

    def events(self, limit: int) -> list[EventRecord]:
        """Return the newest events first."""
        query = (
            UploadEvent.select(
                UploadEvent.id,
                UploadEvent.photo,
                UploadEvent.at,
                UploadEvent.outcome,
                UploadEvent.stored_on,
                UploadEvent.attempts,
                UploadEvent.reason,
            )
            .order_by(UploadEvent.id.desc())
            .limit(limit)
        )
        return [_event_record(row) for row in self._database.query(query)]

    def forget_old_events(self, keep: int) -> int:
        """Delete all but the newest events; return how many."""
        return self._database.execute(
            "DELETE FROM upload_event WHERE id <="
            " (SELECT id FROM upload_event ORDER BY id DESC LIMIT 1 OFFSET ?)",
            (keep,),
        )

    def _note_earlier(self, photos: Sequence[tuple[int, int, str]], at: float) -> None:
        """Record the newest versions about to be replaced as earlier versions (4-1).

        As (photo id, id of the new object, its content hash). An object of the same content,
        sent again because its copies were bad, is no new version.
        """
        self._database.execute_many(
            CLOSE_STATE + " AND object.id <> ? AND (object.sha256 = '' OR object.sha256 <> ?)",
            (
                (at, EndedBy.REPLACED, photo_id, object_id, sha256)
                for photo_id, object_id, sha256 in photos
            ),
        )

    def _objects_of(self, photo_ids: Sequence[int]) -> list[int]:
        found = self._database.query(
            "SELECT object_id FROM photo WHERE object_id IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json_keys(photo_ids),),
        )
        return [object_id for (object_id,) in found]

    def _add_events(
        self,
        events: Sequence[tuple[int, Outcome, tuple[Role, ...], int, Message | None, str | None]],
        at: float,
    ) -> None:
        self._database.execute_many(
            "INSERT INTO upload_event (photo_id, at, outcome, stored_on, attempts, reason,"
            " object_name) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    photo_id,
                    at,
                    outcome,
                    json.dumps(stored_on),
                    attempts,
                    to_column(reason),
                    object_name,
                )
                for photo_id, outcome, stored_on, attempts, reason, object_name in events
            ),
        )


def _state_with(stored_on: tuple[Role, ...]) -> PhotoState:
    whole = len(stored_on) == len(Role)
    return PhotoState.PROTECTED if whole else PhotoState.HALF_PROTECTED


def _event_record(row: Row) -> EventRecord:
    event_id, photo_id, at, outcome, stored_on, attempts, reason = row
    roles = tuple(Role(role) for role in json.loads(stored_on))
    return EventRecord(
        event_id, photo_id, at, Outcome(outcome), roles, attempts, from_column(reason)
    )
