"""The other computers of the vault, and how far the journal of each was read."""

from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.journal_models import Device

_ALL = (
    "SELECT device_id, public_key, known_at, head_number, head_hash FROM device ORDER BY device_id"
)


@dataclass(frozen=True)
class DeviceRecord:
    """Another computer; its head is the last segment read from it."""

    device_id: str
    public_key: str
    known_at: float
    head_number: int | None = None
    head_hash: str | None = None


class Devices:
    """Every computer of the vault but this one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[DeviceRecord]:
        """Return every other known computer of the vault."""
        return [DeviceRecord(*row) for row in self._database.query(_ALL)]

    def add(self, device_id: str, public_key: str, at: float) -> None:
        """Insert a computer; a known one is not changed."""
        self._database.execute(
            Device.insert(
                device_id=device_id, public_key=public_key, known_at=at
            ).on_conflict_ignore()
        )

    def note_head(self, device_id: str, number: int, sealed_hash: str) -> None:
        """Record how far its journal was read; never moves backwards."""
        self._database.execute(
            Device.update(head_number=number, head_hash=sealed_hash).where(
                (Device.device_id == device_id)
                & (Device.head_number.is_null() | (Device.head_number < number))
            )
        )
