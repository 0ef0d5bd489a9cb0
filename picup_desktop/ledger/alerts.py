"""Records which causes were alerted, so that each is alerted at most once an hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import AttentionItem, ToldAlert


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
