"""Main and backup: where they are and what their last contact told."""

import dataclasses
from dataclasses import dataclass

from picup_desktop.ledger.database import Database
from picup_desktop.ledger.schema import StorageRecord as Table
from picup_desktop.words import Role, StorageState


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
        """Both storages, or none in a new home."""
        found = {row["role"]: row for row in self._database.rows(Table.select())}
        return tuple(self._plain(found[role]) for role in Role if role in found)

    def get(self, role: Role) -> StorageRecord:
        """One storage of a vault that is set up; KeyError in a new home."""
        row = self._database.row(Table.select().where(Table.role == role))
        if row is None:
            raise KeyError(role)
        return self._plain(row)

    def record(self, storage: StorageRecord) -> None:
        """Write a storage anew."""
        self._database.run(Table.insert(**dataclasses.asdict(storage)).on_conflict("REPLACE"))

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
        """What a contact told; ``state_since`` moves only when the state changes."""
        before = self.get(role)
        values: dict[str, object] = {"state": state, "reason": reason, "checked_at": at}
        if before.state != state:
            values["state_since"] = at
        if free_bytes is not None:
            values["free_bytes"] = free_bytes
        if round_trip_seconds is not None:
            values["round_trip_seconds"] = round_trip_seconds
        self._database.run(Table.update(**values).where(Table.role == role))

    @staticmethod
    def _plain(row: dict[str, object]) -> StorageRecord:
        row["role"] = Role(str(row["role"]))
        row["state"] = StorageState(str(row["state"]))
        return StorageRecord(**row)  # type: ignore[arg-type]
