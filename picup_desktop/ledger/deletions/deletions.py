"""The deletion queue: messages of objects to remove from one storage (DISASTERS 3).

It is a message queue with at-least-once delivery: a claim leases a message to one worker
for a time; only the holder of a running lease may acknowledge or refuse it. Every change
is one guarded statement, so it is atomic against another thread, another process and a
crash.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from peewee import fn

from picup_desktop.attention import subjects
from picup_desktop.ledger.schema.database import Database, Row, in_parts, json_keys
from picup_desktop.ledger.schema.models import (
    AttentionItem,
    Copy,
    DeletionMessage,
    MessageObject,
    Object,
    Photo,
)
from picup_desktop.messages.message import Message, from_column, to_json
from picup_desktop.words import AttentionKind, MessageState, PhotoState, Role

LATE = Message("worker-did-not-finish-before-lease-ran-out")

_MESSAGES = (
    "SELECT id, role, state, attempts, made_at, available_at, leased_until, lease, last_error"
    " FROM message"
)
_OBJECTS = (
    "SELECT message_id, object_name, photo_id, gone_at IS NOT NULL FROM message_object"
    " WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY object_name"
)


class RemovalState(Enum):
    """The state of an object's removal from one storage."""

    WAITS = "waits"
    IN_HAND = "in_hand"
    """A worker is removing it now."""
    UNSURE = "unsure"
    """A worker was sent to remove it, and its result is unknown."""


@dataclass(frozen=True)
class MessageRecord:
    """One message; times are Unix seconds, ``attempts`` counts attempts made."""

    id: int
    role: Role
    state: MessageState
    attempts: int
    made_at: float
    available_at: float
    leased_until: float | None
    lease: str | None
    last_error: Message | None
    objects: tuple[str, ...]
    """The objects still to be removed; all of them for a message that is done."""
    photo_ids: tuple[int, ...]


def message_records(
    database: Database, where: str = "1", values: Sequence[Any] = ()
) -> list[MessageRecord]:
    """Return the messages that meet a condition of SQL, with their objects, by id."""
    messages = database.query(f"{_MESSAGES} WHERE {where} ORDER BY id", values)
    objects: dict[int, list[Row]] = {row[0]: [] for row in messages}
    for message_id, *row in database.query(_OBJECTS, (json_keys(objects),)):
        objects[message_id].append(tuple(row))
    return [_message(row, objects[row[0]]) for row in messages]


def messages_by_ids(database: Database, ids: Sequence[int]) -> list[MessageRecord]:
    """Return the existing messages with these ids."""
    return message_records(database, "id IN (SELECT value FROM json_each(?))", (json_keys(ids),))


def _message(row: Row, objects: Sequence[Row]) -> MessageRecord:
    message_id, role, state, attempts, made_at, available_at, leased_until, lease, error = row
    is_done = state == MessageState.DONE
    return MessageRecord(
        message_id,
        Role(role),
        MessageState(state),
        attempts,
        made_at,
        available_at,
        leased_until,
        lease,
        from_column(error),
        objects=tuple(name for name, _, gone in objects if is_done or not gone),
        photo_ids=tuple(sorted({photo for _, photo, _ in objects if photo is not None})),
    )


_LEASE = (
    "UPDATE message SET state = 'leased', lease = :lease, leased_until = :leased_until,"
    " attempts = attempts + 1 WHERE id IN (SELECT id FROM message"
    " WHERE state = 'queued' AND role = :role AND available_at <= :now"
    " ORDER BY available_at, id LIMIT :at_most)"
)
_LATE = (
    "SELECT id FROM message WHERE state = 'leased' AND (leased_until <= :now"
    " OR substr(lease, 1, length(:prefix)) <> :prefix)"
)


class Deletions:
    """The queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enqueue(
        self,
        role: Role,
        objects: Sequence[tuple[str, int | None]],
        *,
        at: float,
        available_at: float,
        objects_per_message: int,
    ) -> None:
        """Queue (object name, photo id) pairs for removal. Call it inside a transaction."""
        for start in range(0, len(objects), objects_per_message):
            group = objects[start : start + objects_per_message]
            message_id = self._database.execute(
                DeletionMessage.insert(
                    role=role,
                    state=MessageState.QUEUED,
                    made_at=at,
                    available_at=available_at,
                )
            )
            self._database.execute_many(
                "INSERT INTO message_object (message_id, object_name, photo_id) VALUES (?, ?, ?)",
                ((message_id, name, photo_id) for name, photo_id in group),
            )

    def claim(
        self, role: Role, *, now: float, lease_seconds: float, at_most: int, worker: str = ""
    ) -> list[MessageRecord]:
        """Lease due messages to ``worker``, and count an attempt for each."""
        lease = f"{worker}:{secrets.token_hex(8)}"
        values = {
            "role": role,
            "now": now,
            "lease": lease,
            "leased_until": now + lease_seconds,
            "at_most": at_most,
        }
        if not self._database.execute(_LEASE, values):
            return []
        return message_records(self._database, "state = 'leased' AND lease = ?", (lease,))

    def note_gone(
        self, messages: Sequence[MessageRecord], names: Sequence[str], now: float
    ) -> None:
        """Record objects as gone from the storage of the messages; a retry skips them.

        A late worker's report is true as well (3-2). The copies are deleted from the ledger too.
        """
        if not names:
            return
        (role,) = {message.role for message in messages}
        self._database.execute(
            MessageObject.update(gone_at=now, unsure_since=None).where(
                MessageObject.message.in_([message.id for message in messages])
                & MessageObject.object_name.in_(list(names))
            )
        )
        objects = Object.select(Object.id).where(Object.name.in_(list(names)))
        self._database.execute(Copy.delete().where((Copy.role == role) & Copy.object.in_(objects)))

    def note_unsure(self, message: MessageRecord, names: Sequence[str], now: float) -> None:
        """Record removals whose result is unknown: the objects may be gone, or not."""
        if names:
            self._database.execute(
                MessageObject.update(unsure_since=now).where(
                    (MessageObject.message == message.id)
                    & MessageObject.object_name.in_(list(names))
                    & MessageObject.gone_at.is_null()
                )
            )

    def acknowledge(self, messages: Sequence[MessageRecord], now: float) -> int:
        """Finish the messages with all objects gone and a running lease; return their number."""
        by_lease: dict[str | None, list[int]] = {}
        for message in messages:
            by_lease.setdefault(message.lease, []).append(message.id)
        left = MessageObject.select(MessageObject.message).where(
            MessageObject.message == DeletionMessage.id, MessageObject.gone_at.is_null()
        )
        return sum(
            self._database.execute(
                DeletionMessage.update(
                    state=MessageState.DONE,
                    ended_at=now,
                    last_error=None,
                    lease=None,
                    leased_until=None,
                ).where(
                    DeletionMessage.id.in_(ids)
                    & (DeletionMessage.lease == lease)
                    & _is(MessageState.LEASED)
                    & (DeletionMessage.leased_until > now)
                    & ~fn.EXISTS(left)
                )
            )
            for lease, ids in by_lease.items()
        )

    def refuse(
        self, message: MessageRecord, error: Message, *, now: float, again_at: float | None
    ) -> bool:
        """Record a failed attempt: requeue until ``again_at``, or a dead letter if None."""
        if again_at is None:
            return self._end_lease(
                message, now, state=MessageState.DEAD, ended_at=now, last_error=to_json(error)
            )
        return self._end_lease(
            message,
            now,
            state=MessageState.QUEUED,
            available_at=again_at,
            last_error=to_json(error),
        )

    def give_back(
        self, message: MessageRecord, error: Message, *, now: float, again_at: float
    ) -> bool:
        """Requeue a message because the storage is unreachable; this counts as no attempt."""
        return self._end_lease(
            message,
            now,
            state=MessageState.QUEUED,
            available_at=again_at,
            last_error=to_json(error),
            attempts=DeletionMessage.attempts - 1,
        )

    def expire_leases(
        self, *, now: float, retries: int, only_worker: str | None = None
    ) -> list[MessageRecord]:
        """Requeue messages with an expired lease; without retries left they are dead letters (3-2).

        ``only_worker``: every other worker is known to have ended, so its leases expire now.
        Returns the new dead letters.
        """
        prefix = "" if only_worker is None else f"{only_worker}:"
        late = [i for (i,) in self._database.query(_LATE, {"now": now, "prefix": prefix})]
        spent: list[int] = []
        for some in in_parts(late):
            self._database.execute(
                MessageObject.update(unsure_since=now).where(
                    MessageObject.message.in_(some) & MessageObject.gone_at.is_null()
                )
            )
            spent += self._ids(
                DeletionMessage.select(DeletionMessage.id).where(
                    DeletionMessage.id.in_(some), DeletionMessage.attempts > retries
                )
            )
            released: dict[str, Any] = {
                "last_error": to_json(LATE),
                "lease": None,
                "leased_until": None,
            }
            self._database.execute(
                DeletionMessage.update(state=MessageState.DEAD, ended_at=now, **released).where(
                    DeletionMessage.id.in_(some) & (DeletionMessage.attempts > retries)
                )
            )
            self._database.execute(
                DeletionMessage.update(
                    state=MessageState.QUEUED, available_at=now, **released
                ).where(DeletionMessage.id.in_(some) & (DeletionMessage.attempts <= retries))
            )
        return messages_by_ids(self._database, spent)

    def make_due(self, now: float, *, but: Collection[int] = ()) -> None:
        """Make queued messages due now, whatever they wait for (``deletions run --now``).

        ``but`` are the ids of those that must wait; they stay as they are.
        """
        waiting = DeletionMessage.select(DeletionMessage.id).where(
            _is(MessageState.QUEUED) & (DeletionMessage.available_at > now)
        )
        for some in in_parts([one for one in self._ids(waiting) if one not in but]):
            self._database.execute(
                DeletionMessage.update(available_at=now).where(DeletionMessage.id.in_(some))
            )

    def revive(self, message_id: int, now: float) -> bool:
        """Requeue a dead letter for a person, with all its attempts."""
        return bool(
            self._database.execute(
                DeletionMessage.update(
                    state=MessageState.QUEUED, attempts=0, available_at=now, ended_at=None
                ).where((DeletionMessage.id == message_id) & _is(MessageState.DEAD))
            )
        )

    def get(self, message_id: int) -> MessageRecord | None:
        """Return one message by its id."""
        found = messages_by_ids(self._database, [message_id])
        return found[0] if found else None

    def all(self) -> list[MessageRecord]:
        """Return every message, newest last."""
        return message_records(self._database)

    def removal_states(self, object_name: str) -> dict[Role, RemovalState]:
        """Return the state of an object's removal on each storage that has one queued.

        For any other storage, the state of the copy in the ledger is valid.
        """
        rows = self._database.query(
            MessageObject.select(
                DeletionMessage.role, DeletionMessage.state, MessageObject.unsure_since
            )
            .join(DeletionMessage)
            .where(
                MessageObject.object_name == object_name,
                MessageObject.gone_at.is_null(),
                DeletionMessage.state != MessageState.DONE,
            )
        )
        states: dict[Role, RemovalState] = {}
        for role, state, unsure in rows:
            removal = RemovalState.WAITS if unsure is None else RemovalState.UNSURE
            states[Role(role)] = RemovalState.IN_HAND if state == MessageState.LEASED else removal
        return states

    def counts(self) -> tuple[int, int]:
        """Return the number of objects to be removed, and that of dead letters."""
        queued = (
            MessageObject.select(fn.COUNT(MessageObject.object_name))
            .join(DeletionMessage)
            .where(
                DeletionMessage.state.in_([MessageState.QUEUED, MessageState.LEASED]),
                MessageObject.gone_at.is_null(),
            )
        )
        dead = DeletionMessage.select(fn.COUNT(DeletionMessage.id)).where(_is(MessageState.DEAD))
        return int(self._database.scalar(queued)), int(self._database.scalar(dead))

    def objects_of(self, message_ids: Collection[int]) -> int:
        """Return the number of objects that these messages still have to remove."""
        return sum(
            int(
                self._database.scalar(
                    MessageObject.select(fn.COUNT(MessageObject.object_name)).where(
                        MessageObject.message.in_(some), MessageObject.gone_at.is_null()
                    )
                )
            )
            for some in in_parts(sorted(message_ids))
        )

    def next_due(self) -> float | None:
        """Return when the next queued message becomes due."""
        available_at = self._database.scalar(
            "SELECT MIN(available_at) FROM message WHERE state = 'queued'"
        )
        return None if available_at is None else float(available_at)

    def needed(self, names: Sequence[str]) -> frozenset[str]:
        """Return those of the objects that are a living photo's newest version; never remove them.

        Checked again before every removal, whatever a message says (promise 1).
        """
        query = (
            Object.select(Object.name)
            .join(Photo, on=(Photo.object == Object.id))
            .where(Object.name.in_(list(names)), Photo.state != PhotoState.DELETED)
        )
        return frozenset(name for (name,) in self._database.query(query))

    def exclude(self, message_id: int, names: Sequence[str]) -> None:
        """Exclude objects from a message; a message without objects is deleted."""
        of_message = MessageObject.message == message_id
        self._database.execute(
            MessageObject.delete().where(
                of_message & MessageObject.object_name.in_(list(names)),
            )
        )
        kept = MessageObject.select(MessageObject.message).where(of_message)
        if self._database.query_one(kept.where(MessageObject.gone_at.is_null())) is not None:
            return
        # Objects already removed stay on record; a message that removed nothing is deleted.
        if self._database.query_one(kept) is None:
            self._database.execute(DeletionMessage.delete().where(DeletionMessage.id == message_id))
        else:
            ended = DeletionMessage.update(
                state=MessageState.DONE, ended_at=DeletionMessage.available_at, lease=None
            )
            self._database.execute(ended.where(DeletionMessage.id == message_id))
        self._database.execute(
            AttentionItem.delete().where(
                (AttentionItem.kind == AttentionKind.DEAD_LETTER)
                & (AttentionItem.subject == subjects.message(message_id))
            )
        )

    def prune(self, before: float) -> int:
        """Delete messages done before that time; return their number."""
        return self._database.execute(
            "DELETE FROM message WHERE state = 'done' AND ended_at < ?", (before,)
        )

    def _end_lease(self, message: MessageRecord, now: float, **values: Any) -> bool:
        return bool(
            self._database.execute(
                DeletionMessage.update(lease=None, leased_until=None, **values).where(
                    (DeletionMessage.id == message.id)
                    & (DeletionMessage.lease == message.lease)
                    & (DeletionMessage.state == MessageState.LEASED)
                    & (DeletionMessage.leased_until > now)
                )
            )
        )

    def _ids(self, query: Any) -> list[int]:
        return [message_id for (message_id,) in self._database.query(query)]


def _is(state: MessageState) -> Any:
    return DeletionMessage.state == state
