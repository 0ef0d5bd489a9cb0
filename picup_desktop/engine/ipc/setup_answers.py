"""The answers of the commands that make, open and move a vault, as JSON (docs/engine.md)."""

from typing import TypedDict

from picup_desktop.engine.ipc.answers import JournalFinding
from picup_desktop.engine.ipc.events import Said


class Connection(TypedDict):
    """``test_connection``; ``vault``: a vault is there already."""

    host_key: str | None
    fingerprint: str | None
    round_trip_ms: float
    free_bytes: int | None
    vault: bool


class VaultMade(TypedDict):
    """``setup``; ``storages``: the URL by role."""

    vault: str
    recovery_kit: str
    recovery_kit_pdf: str
    storages: dict[str, str]


class VaultOpened(TypedDict):
    """``open_vault``; ``from_headers``: photos recovered from their objects' headers only."""

    photos: int
    from_headers: int
    unreadable: int
    opened_from: str
    findings: list[JournalFinding]
    warnings: list[Said]


class StorageChanged(TypedDict):
    """``storage_change``."""

    role: str
    url: str
    free_bytes: int | None
