"""The deletion queue: messages of objects to remove from one storage (DISASTERS 3).

The semantics are those of a message queue with at-least-once delivery: a claim
leases a message to one worker for a time; only the holder of a running lease
may acknowledge or refuse it. Every change is one guarded statement, so it is
atomic against another thread, another process and a crash.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.database import Database
from picup_desktop.ledger.schema import Message, MessageObject
from picup_desktop.words import MessageState, Role

LATE = "The worker did not finish before its lease ran out."


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
    last_error: str | None
    objects: tuple[str, ...]
    """The objects still to be removed; for an ended message, all of them."""
    photo_ids: tuple[int, ...]


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
        """Ask for (object name, photo id) to be removed. Call it inside a transaction."""
        for start in range(0, len(objects), objects_per_message):
            group = objects[start : start + objects_per_message]
            message_id = self._database.run(
                Message.insert(
                    role=role,
                    state=MessageState.QUEUED,
                    made_at=at,
                    available_at=available_at,
                )
            )
            self._database.run_many(
                "INSERT INTO message_object (message_id, object_name, photo_id) VALUES (?, ?, ?)",
                ((message_id, name, photo_id) for name, photo_id in group),
            )

    def claim(
        self, role: Role, *, now: float, lease_seconds: float, at_most: int
    ) -> list[MessageRecord]:
        """Lease messages that are due; each claim is an attempt made."""
        lease = secrets.token_hex(8)
        due = (
            Message.select(Message.id)
            .where(
                Message.role == role,
                Message.state == MessageState.QUEUED,
                Message.available_at <= now,
            )
            .order_by(Message.available_at, Message.id)
            .limit(at_most)
        )
        self._database.run(
            Message.update(
                state=MessageState.LEASED,
                lease=lease,
                leased_until=now + lease_seconds,
                attempts=Message.attempts + 1,
            ).where(Message.id.in_(due))
        )
        return self._records(Message.select().where(Message.lease == lease))

    def note_gone(self, message: MessageRecord, names: Sequence[str], now: float) -> None:
        """These objects are gone from the storage; a retry leaves them out (3-2)."""
        self._database.run(
            MessageObject.update(gone_at=now).where(
                (MessageObject.message == message.id) & MessageObject.object_name.in_(list(names))
            )
        )

    def acknowledge(self, message: MessageRecord, now: float) -> bool:
        """End a message whose objects are all gone; False if the lease ran out before."""
        return self._end_lease(message, now, state=MessageState.DONE, ended_at=now, last_error=None)

    def refuse(
        self, message: MessageRecord, error: str, *, now: float, again_at: float | None
    ) -> bool:
        """The attempt failed: back to the queue until ``again_at``, or a dead letter."""
        if again_at is None:
            return self._end_lease(
                message, now, state=MessageState.DEAD, ended_at=now, last_error=error
            )
        return self._end_lease(
            message, now, state=MessageState.QUEUED, available_at=again_at, last_error=error
        )

    def give_back(self, message: MessageRecord, error: str, *, now: float, again_at: float) -> bool:
        """The storage is away: the message waits, and this was not an attempt."""
        return self._end_lease(
            message,
            now,
            state=MessageState.QUEUED,
            available_at=again_at,
            last_error=error,
            attempts=Message.attempts - 1,
        )

    def expire_leases(self, *, now: float, retries: int) -> list[MessageRecord]:
        """Messages whose worker is late return to the queue; spent ones die (3-2).

        Returns the new dead letters.
        """
        late = (Message.state == MessageState.LEASED) & (Message.leased_until <= now)
        spent = self._records(Message.select().where(late & (Message.attempts > retries)))
        self._database.run(
            Message.update(
                state=MessageState.DEAD, ended_at=now, last_error=LATE, lease=None
            ).where(late & (Message.attempts > retries))
        )
        self._database.run(
            Message.update(
                state=MessageState.QUEUED, available_at=now, last_error=LATE, lease=None
            ).where(late)
        )
        return spent

    def withdraw(self, object_name: str) -> bool:
        """Make sure that an object stays: out of the queue before a worker has it (3-5).

        False if that is too late: a worker has it in hand, or it is gone from a storage.
        """
        where = MessageObject.object_name == object_name
        states = {
            MessageState(state)
            for (state,) in self._database.tuples(
                MessageObject.select(Message.state).join(Message).where(where)
            )
        }
        if states & {MessageState.LEASED, MessageState.DONE}:
            return False
        if not states:
            return True
        self._database.run(MessageObject.delete().where(where))
        filled = MessageObject.select(MessageObject.message)
        self._database.run(
            Message.delete().where(Message.id.not_in(filled) & (Message.state != MessageState.DONE))
        )
        return True

    def make_due(self, now: float) -> None:
        """Everything queued may be worked now, whatever it waits for (``deletions run --now``)."""
        self._database.run(
            Message.update(available_at=now).where(
                (Message.state == MessageState.QUEUED) & (Message.available_at > now)
            )
        )

    def revive(self, message_id: int, now: float) -> bool:
        """A person says to try a dead letter again: it has all its attempts anew."""
        return bool(
            self._database.run(
                Message.update(
                    state=MessageState.QUEUED, attempts=0, available_at=now, ended_at=None
                ).where((Message.id == message_id) & (Message.state == MessageState.DEAD))
            )
        )

    def all(self) -> list[MessageRecord]:
        """Every message, newest last."""
        return self._records(Message.select().order_by(Message.id))

    def counts(self) -> tuple[int, int]:
        """How many objects wait to be removed, and how many dead letters there are."""
        queued = (
            MessageObject.select(MessageObject.object_name)
            .join(Message)
            .where(
                Message.state.in_([MessageState.QUEUED, MessageState.LEASED]),
                MessageObject.gone_at.is_null(),
            )
        )
        dead = Message.select(Message.id).where(Message.state == MessageState.DEAD)
        return len(self._database.tuples(queued)), len(self._database.tuples(dead))

    def next_due(self) -> float | None:
        """When the next queued message becomes available."""
        row = self._database.row(
            Message.select(Message.available_at)
            .where(Message.state == MessageState.QUEUED)
            .order_by(Message.available_at)
        )
        return None if row is None else float(row["available_at"])

    def _end_lease(self, message: MessageRecord, now: float, **values: Any) -> bool:
        return bool(
            self._database.run(
                Message.update(lease=None, leased_until=None, **values).where(
                    (Message.id == message.id)
                    & (Message.lease == message.lease)
                    & (Message.state == MessageState.LEASED)
                    & (Message.leased_until > now)
                )
            )
        )

    def _records(self, query: Any) -> list[MessageRecord]:
        messages = self._database.rows(query)
        parts: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in messages}
        for row in self._database.rows(
            MessageObject.select()
            .where(MessageObject.message.in_(list(parts)))
            .order_by(MessageObject.object_name)
        ):
            parts[row["message"]].append(row)
        return [_plain(row, parts[row["id"]]) for row in messages]


def _plain(row: dict[str, Any], parts: list[dict[str, Any]]) -> MessageRecord:
    left = [part for part in parts if part["gone_at"] is None] or parts
    return MessageRecord(
        id=row["id"],
        role=Role(row["role"]),
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        made_at=row["made_at"],
        available_at=row["available_at"],
        leased_until=row["leased_until"],
        lease=row["lease"],
        last_error=row["last_error"],
        objects=tuple(part["object_name"] for part in left),
        photo_ids=tuple(sorted({p["photo"] for p in parts if p["photo"] is not None})),
    )
