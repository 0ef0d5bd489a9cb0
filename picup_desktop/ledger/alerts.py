"""Which causes were alerted, so that each is told at most once an hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import AttentionItem, ToldAlert
from picup_desktop.ledger.schema.question import Question

_ALL = Question(ToldAlert.select())


@dataclass(frozen=True)
class ToldRecord:
    """One cause, by kind and subject of its attention item; times are Unix seconds."""

    kind: str
    subject: str
    since: float | None
    """The ``since`` of the item that was told; None while nobody has taken the alert."""
    not_before: float
    """When the cause may be told again."""


class ToldAlerts:
    """What was told, and until when to keep still about it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[ToldRecord]:
        """Every cause that is remembered."""
        return [ToldRecord(**row) for row in self._database.ask(_ALL)]

    def record(self, told: Iterable[ToldRecord]) -> None:
        """Remember causes, each instead of what was known of it."""
        self._database.run_many(
            "INSERT OR REPLACE INTO told_alert (kind, subject, since, not_before)"
            " VALUES (?, ?, ?, ?)",
            ((one.kind, one.subject, one.since, one.not_before) for one in told),
        )

    def forget_closed(self, before: float) -> None:
        """Forget causes that are gone and could be told again since ``before``."""
        open_items = AttentionItem.select(AttentionItem.id).where(
            (AttentionItem.kind == ToldAlert.kind) & (AttentionItem.subject == ToldAlert.subject)
        )
        self._database.run(
            ToldAlert.delete().where((ToldAlert.not_before < before) & ~fn.EXISTS(open_items))
        )
