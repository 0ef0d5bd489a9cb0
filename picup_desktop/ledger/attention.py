"""Everything that waits for a person, in one list.

An item is told once per kind and subject, keeps the time of its first telling,
and is closed by whoever sees that its cause is gone.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from picup_desktop.ledger.database import Database
from picup_desktop.ledger.question import Question, given
from picup_desktop.ledger.schema import AttentionItem
from picup_desktop.words import AttentionKind

_WAITING = Question(
    AttentionItem.select()
    .where(AttentionItem.ignored_at.is_null())
    .order_by(AttentionItem.since, AttentionItem.id)
)
_CLOSE = Question(
    AttentionItem.delete().where(
        AttentionItem.kind == given("kind"), AttentionItem.subject == given("subject")
    )
)


@dataclass(frozen=True)
class AttentionRecord:
    """One item: what, since when, why in plain words, and what can be done."""

    kind: AttentionKind
    subject: str
    """What it is about, such as ``photo:12`` or ``storage:backup``."""
    text: str
    choices: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    id: int = 0
    since: float = 0.0


class Attention:
    """The items that are open and not ignored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, item: AttentionRecord, at: float) -> bool:
        """Tell a cause; True if it was not told before. An ignored one stays ignored."""
        values = {
            "text": item.text,
            "choices": json.dumps(item.choices),
            "details": json.dumps(item.details),
        }
        changed = self._database.run(
            AttentionItem.update(**values).where(
                (AttentionItem.kind == item.kind) & (AttentionItem.subject == item.subject)
            )
        )
        if changed:
            return False
        self._database.run(
            AttentionItem.insert(kind=item.kind, subject=item.subject, since=at, **values)
        )
        return True

    def close(self, kind: AttentionKind, subject: str) -> bool:
        """The cause is gone; True if there was such an item."""
        return bool(self._database.carry_out(_CLOSE, kind=kind, subject=subject))

    def close_many(self, items: Iterable[tuple[AttentionKind, str]]) -> None:
        """As ``close``, for the way that every photo goes: mostly there is no such item."""
        self._database.run_many("DELETE FROM attention_item WHERE kind = ? AND subject = ?", items)

    def ignore(self, item_id: int, at: float) -> None:
        """The person does not want to see it; it closes with its cause all the same."""
        self._database.run(AttentionItem.update(ignored_at=at).where(AttentionItem.id == item_id))

    def get(self, item_id: int) -> AttentionRecord | None:
        """One item, ignored or not."""
        row = self._database.row(AttentionItem.select().where(AttentionItem.id == item_id))
        return None if row is None else _plain(row)

    def stands(self, kind: AttentionKind, subject: str) -> bool:
        """Whether there is such an item, ignored or not."""
        query = AttentionItem.select().where(
            AttentionItem.kind == kind, AttentionItem.subject == subject
        )
        return self._database.row(query) is not None

    def all(self) -> list[AttentionRecord]:
        """What waits now, oldest first."""
        return [_plain(row) for row in self._database.ask(_WAITING)]


def _plain(row: dict[str, Any]) -> AttentionRecord:
    return AttentionRecord(
        kind=AttentionKind(row["kind"]),
        subject=row["subject"],
        text=row["text"],
        choices=tuple(json.loads(row["choices"])),
        details=json.loads(row["details"]),
        id=row["id"],
        since=row["since"],
    )
