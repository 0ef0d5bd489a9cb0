"""Reads messages of the deletion queue; ``deletions.py`` changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.words import MessageState, Role

LATE = "The worker did not finish before its lease ran out."

_MESSAGES = (
    "SELECT id, role, state, attempts, made_at, available_at, leased_until, lease, last_error"
    " FROM message"
)
_OBJECTS = (
    "SELECT message_id, object_name, photo_id, gone_at IS NOT NULL FROM message_object"
    " WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY object_name"
)


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
        error,
        objects=tuple(name for name, _, gone in objects if is_done or not gone),
        photo_ids=tuple(sorted({photo for _, photo, _ in objects if photo is not None})),
    )
