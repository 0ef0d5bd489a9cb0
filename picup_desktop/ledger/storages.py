"""Main and backup: their addresses and the results of their last contact."""

import dataclasses
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import StorageRecord as Table
from picup_desktop.ledger.schema.question import Question, given
from picup_desktop.words import Role, StorageState

_BOTH = Question(Table.select())
_ONE = Question(Table.select().where(Table.role == given("role")))
_NOTE_CONTACT = Question(
    Table.update(
        state=given("state"),
        reason=given("reason"),
        checked_at=given("at"),
        state_since=given("since"),
        free_bytes=fn.COALESCE(given("free_bytes"), Table.free_bytes),
        round_trip_seconds=fn.COALESCE(given("seconds"), Table.round_trip_seconds),
    ).where(Table.role == given("role"))
)


@dataclass(frozen=True)
class StorageRecord:
    """One storage of the vault; times are Unix seconds."""

    role: Role
    url: str
    key_file: str | None
    host_key: str | None
    state: StorageState
    reason: str | None
    state_since: float
    checked_at: float | None
    free_bytes: int | None
    round_trip_seconds: float | None


class Storages:
    """Main first, then backup."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[StorageRecord, ...]:
        """Return both storages, or none in a new home."""
        found = {row["role"]: row for row in self._database.ask(_BOTH)}
        return tuple(self._plain(found[role]) for role in Role if role in found)

    def get(self, role: Role) -> StorageRecord:
        """Return one storage of a vault that is set up; KeyError in a new home."""
        row = self._database.ask_one(_ONE, role=role)
        if row is None:
            raise KeyError(role)
        return self._plain(row)

    def record(self, storage: StorageRecord) -> None:
        """Insert or replace a storage."""
        self._database.execute(Table.insert(**dataclasses.asdict(storage)).on_conflict("REPLACE"))

    def note_contact(
        self,
        role: Role,
        state: StorageState,
        reason: str | None,
        at: float,
        *,
        free_bytes: int | None = None,
        round_trip_seconds: float | None = None,
    ) -> None:
        """Record the result of a contact; ``state_since`` moves only when the state changes."""
        before = self.get(role)
        since = before.state_since if before.state == state else at
        self._database.carry_out(
            _NOTE_CONTACT,
            role=role,
            state=state,
            reason=reason,
            at=at,
            since=since,
            free_bytes=free_bytes,
            seconds=round_trip_seconds,
        )

    @staticmethod
    def _plain(row: dict[str, object]) -> StorageRecord:
        row["role"] = Role(str(row["role"]))
        row["state"] = StorageState(str(row["state"]))
        return StorageRecord(**row)  # type: ignore[arg-type]
