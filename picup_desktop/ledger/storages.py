"""Main and backup: their addresses and the results of their last contact."""

import os
from dataclasses import dataclass, replace

from picup_desktop.ledger.evidence import LastSeen
from picup_desktop.ledger.schema.database import Database, Row
from picup_desktop.ledger.schema.models import StorageRow
from picup_desktop.messages.message import Message, from_column, to_column
from picup_desktop.words import Role, SshSpeaker, StorageState

_STORAGES = (
    "SELECT role, url, key_file, host_key, state, reason, state_since, checked_at, free_bytes,"
    " round_trip_seconds, seen_at, doubted_at, out_at, ssh, direct_url FROM storage"
)
_ONE = f"{_STORAGES} WHERE role = ?"
SWAPPING = "swapping"
"""What main is called for a moment, because a copy has one row for each role."""
OUT = (StorageState.AWAY, StorageState.REFUSED)
"""The states in which nobody sees what is on a storage."""


@dataclass(frozen=True)
class StorageRecord:
    """One storage of the vault; times are Unix seconds."""

    role: Role
    url: str
    key_file: str | None
    host_key: str | None
    state: StorageState
    reason: Message | None
    state_since: float
    checked_at: float | None
    free_bytes: int | None
    round_trip_seconds: float | None
    seen_at: float | None = None
    """When names and sizes of all objects last agreed with the ledger (5-1)."""
    doubted_at: float | None = None
    """The last sign that something is gone."""
    out_at: float | None = None
    """The last time that it was out of reach."""
    ssh: SshSpeaker | None = None
    """Who was chosen to speak SSH to it; None: as the server and the configuration need it."""
    direct_url: str | None = None
    """Its address for other computers, where ``url`` names a host of this one's configuration."""

    @property
    def url_for_others(self) -> str:
        """The address for the recovery kit and for other computers."""
        return self.direct_url or self.url

    @property
    def last_seen(self) -> LastSeen:
        """What the decisions in ``evidence.py`` need."""
        return LastSeen(self.seen_at, self.doubted_at, self.out_at)


class Storages:
    """Main first, then backup."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[StorageRecord, ...]:
        """Return both storages, or none in a new home."""
        found = {row[0]: row for row in self._database.query(_STORAGES)}
        return tuple(_storage(found[role]) for role in Role if role in found)

    def get(self, role: Role) -> StorageRecord:
        """Return one storage of a vault that is set up; KeyError in a new home."""
        row = self._database.query_one(_ONE, (role,))
        if row is None:
            raise KeyError(role)
        return _storage(row)

    def record(self, storage: StorageRecord) -> None:
        """Insert or replace a storage."""
        values = vars(storage) | {"reason": to_column(storage.reason)}
        self._database.execute(StorageRow.insert(**values).on_conflict("REPLACE"))

    def note_contact(
        self,
        role: Role,
        state: StorageState,
        reason: Message | None,
        at: float,
        *,
        free_bytes: int | None = None,
        round_trip_seconds: float | None = None,
    ) -> None:
        """Record the result of a contact; ``state_since`` moves only when the state changes."""
        before = self.get(role)
        since = before.state_since if before.state == state else at
        out_at = at if state in OUT else None
        self._database.execute(
            "UPDATE storage SET state = ?, reason = ?, checked_at = ?, state_since = ?,"
            " free_bytes = COALESCE(?, free_bytes),"
            " round_trip_seconds = COALESCE(?, round_trip_seconds),"
            " out_at = COALESCE(?, out_at) WHERE role = ?",
            (state, to_column(reason), at, since, free_bytes, round_trip_seconds, out_at, role),
        )

    def swap(self) -> None:
        """Let main be backup and backup main: storages, copies, messages, sent journal segments.

        Within a transaction.
        """
        for table in ("storage", "copy", "message"):
            for before, now in ((Role.MAIN, SWAPPING), (Role.BACKUP, Role.MAIN)):
                self._rename_role(table, before, now)
            self._rename_role(table, SWAPPING, Role.BACKUP)
        self._database.execute(
            "UPDATE journal_segment SET on_main = on_backup, on_backup = on_main"
        )

    def _rename_role(self, table: str, before: str, now: str) -> None:
        self._database.execute(
            f"UPDATE {table} SET role = ? WHERE role = ?",  # noqa: S608 - names of tables above
            (now, before),
        )

    def note_seen(self, role: Role, at: float) -> None:
        """Record that a listing that began at this time agreed with the ledger (5-1)."""
        self._database.execute("UPDATE storage SET seen_at = ? WHERE role = ?", (at, role))

    def doubt(self, role: Role, at: float) -> None:
        """Record a sign that something is gone, so that the storage is listed again (5-1)."""
        self._database.execute("UPDATE storage SET doubted_at = ? WHERE role = ?", (at, role))


def _storage(row: Row) -> StorageRecord:
    role, url, key_file, host_key, state, reason, *contact, ssh, direct_url = row
    record = StorageRecord(
        Role(role),
        url,
        None if key_file is None else os.fsdecode(key_file),
        host_key,
        StorageState(state),
        from_column(reason),
        *contact,
    )
    return replace(record, ssh=None if ssh is None else SshSpeaker(ssh), direct_url=direct_url)
