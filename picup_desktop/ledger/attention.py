"""What waits for a person, and which of it was alerted.

There is one item per kind and subject. It keeps the time when it was first opened, and
is closed by the code that finds its cause gone. A cause is alerted at most once an hour.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from picup_desktop.attention import subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.schema.database import Database, Row
from picup_desktop.ledger.schema.models import AttentionItem, ToldAlert
from picup_desktop.messages.message import from_json, to_json
from picup_desktop.words import AttentionKind

_ITEMS = "SELECT id, cause, subject, since, text, choices, details FROM attention_item"
_WAITING = f"{_ITEMS} WHERE ignored_at IS NULL ORDER BY since, id"
_OF_CAUSE = f"{_ITEMS} WHERE cause = ? ORDER BY id"
_CLOSE = "DELETE FROM attention_item WHERE kind = ? AND subject = ?"
_ANY = "SELECT 1 FROM attention_item LIMIT 1"
_ONE = f"{_ITEMS} WHERE id = ?"


class Attention:
    """The items that are open and not ignored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, item: AttentionRecord, at: float) -> bool:
        """Open an item; return True if it is new. An ignored one stays ignored.

        Another cause with the same kind and subject replaces the item by a new one.
        """
        values = {
            "text": to_json(item.message),
            "choices": json.dumps(item.choices),
            "details": json.dumps(item.details),
        }
        same = (AttentionItem.kind == item.kind) & (AttentionItem.subject == item.subject)
        if self._database.execute(
            AttentionItem.update(**values).where(same & (AttentionItem.cause == item.cause))
        ):
            return False
        self._database.execute(AttentionItem.delete().where(same))
        self._database.execute(
            AttentionItem.insert(
                kind=item.kind, cause=item.cause, subject=item.subject, since=at, **values
            )
        )
        return True

    def close(self, kind: AttentionKind, subject: str) -> bool:
        """Close the item of a cause that is gone; return True if there was one."""
        return bool(self._database.execute(_CLOSE, (kind, subject)))

    def close_many(self, items: Iterable[tuple[AttentionKind, str]]) -> None:
        """Close items in bulk; fast for photos, as mostly there is no item at all."""
        if self._database.query_one(_ANY) is not None:
            self._database.execute_many(_CLOSE, items)

    def close_about_album(self, album_id: int) -> None:
        """Close every item about an album that is removed."""
        subject = AttentionItem.subject
        about = subject.in_(subjects.about_album(album_id)) | subject.startswith(
            subjects.folder(album_id, "")
        )
        self._database.execute(AttentionItem.delete().where(about))

    def ignore(self, item_id: int, at: float) -> None:
        """Hide an item; it is closed with its cause all the same."""
        self._database.execute(
            AttentionItem.update(ignored_at=at).where(AttentionItem.id == item_id)
        )

    def get(self, item_id: int) -> AttentionRecord | None:
        """Return one item, ignored or not."""
        row = self._database.query_one(_ONE, (item_id,))
        return None if row is None else _item(row)

    def stands(self, kind: AttentionKind, subject: str) -> bool:
        """Return whether there is such an item, ignored or not."""
        sql = "SELECT 1 FROM attention_item WHERE kind = ? AND subject = ?"
        return self._database.query_one(sql, (kind, subject)) is not None

    def subjects_beginning(self, beginning: str) -> list[str]:
        """Return the subjects of items, ignored or not, that start with ``beginning``."""
        query = AttentionItem.select(AttentionItem.subject).where(
            AttentionItem.subject.startswith(beginning)
        )
        return [subject for (subject,) in self._database.query(query)]

    def of_cause(self, cause: Cause) -> list[AttentionRecord]:
        """Return the items of one cause, ignored or not, oldest first."""
        return [_item(row) for row in self._database.query(_OF_CAUSE, (cause,))]

    def all(self) -> list[AttentionRecord]:
        """Return the open items, oldest first."""
        return [_item(row) for row in self._database.query(_WAITING)]


def _item(row: Row) -> AttentionRecord:
    item_id, cause, subject, since, text, choices, details = row
    return AttentionRecord(
        cause=Cause(cause),
        subject=subject,
        message=from_json(text),
        choices=tuple(json.loads(choices)),
        details=json.loads(details),
        id=item_id,
        since=since,
    )


@dataclass(frozen=True)
class AlertedCause:
    """One alerted cause, by kind and subject of its attention item; times are Unix seconds."""

    kind: str
    subject: str
    since: float | None
    """The ``since`` of the item alerted; None until a target accepted the alert."""
    not_before: float
    """When the cause may be alerted again."""


class AlertedCauses:
    """The causes alerted, and how long each stays silent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[AlertedCause]:
        """Return every recorded cause."""
        return [
            AlertedCause(*row)
            for row in self._database.query(
                "SELECT kind, subject, since, not_before FROM told_alert"
            )
        ]

    def record(self, causes: Iterable[AlertedCause]) -> None:
        """Insert or replace the records of causes."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO told_alert (kind, subject, since, not_before)"
            " VALUES (?, ?, ?, ?)",
            ((one.kind, one.subject, one.since, one.not_before) for one in causes),
        )

    def forget_closed(self, before: float) -> None:
        """Forget causes that are closed and could be alerted again since ``before``."""
        open_items = AttentionItem.select(AttentionItem.id).where(
            (AttentionItem.kind == ToldAlert.kind) & (AttentionItem.subject == ToldAlert.subject)
        )
        self._database.execute(
            ToldAlert.delete().where((ToldAlert.not_before < before) & ~fn.EXISTS(open_items))
        )
