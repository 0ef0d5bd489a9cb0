"""Reads messages of the deletion queue; ``deletions.py`` changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.schema.database import Database, in_parts
from picup_desktop.ledger.schema.models import Message, MessageObject
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
    """The objects still to be removed; all of them for a message that is done."""
    photo_ids: tuple[int, ...]


def message_records(database: Database, query: Any) -> list[MessageRecord]:
    """Return the messages of a query with their objects, in its order."""
    messages = database.rows(query)
    parts: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in messages}
    for some in in_parts(list(parts)):
        for row in database.rows(
            MessageObject.select()
            .where(MessageObject.message.in_(some))
            .order_by(MessageObject.object_name)
        ):
            parts[row["message"]].append(row)
    return [_plain(row, parts[row["id"]]) for row in messages]


def messages_by_ids(database: Database, ids: Sequence[int]) -> list[MessageRecord]:
    """Return the existing messages with these ids."""
    found: list[MessageRecord] = []
    for some in in_parts(ids):
        found += message_records(database, Message.select().where(Message.id.in_(some)))
    return found


def _plain(row: dict[str, Any], parts: list[dict[str, Any]]) -> MessageRecord:
    state = MessageState(row["state"])
    left = [part for part in parts if part["gone_at"] is None]
    return MessageRecord(
        id=row["id"],
        role=Role(row["role"]),
        state=state,
        attempts=row["attempts"],
        made_at=row["made_at"],
        available_at=row["available_at"],
        leased_until=row["leased_until"],
        lease=row["lease"],
        last_error=row["last_error"],
        objects=tuple(p["object_name"] for p in (parts if state is MessageState.DONE else left)),
        photo_ids=tuple(sorted({p["photo"] for p in parts if p["photo"] is not None})),
    )
