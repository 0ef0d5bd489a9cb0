"""The kinds of commands: what a command needs decides how it is run, with or without an engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from picup_desktop.alerts import Alert
from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.engine.jobs import Job
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.vault.secret_store import Secrets


@dataclass(frozen=True)
class LedgerCommand:
    """Needs only the ledger."""

    act: Callable[[Ledger, Clock, Arguments], Json]
    changes: tuple[str, ...]
    exclusive: bool = False
    """It decides whether photos are deleted or kept, so it never runs during a pass."""
    rescan: bool = False
    """A scan may find something afterwards."""
    private: bool = False
    """It names photos, or decides about them: refused while the vault is locked (2-1)."""
    alert: Callable[[Json, float], Alert | None] = lambda _result, _at: None
    """Makes an alert of the result, because no attention item can report it."""


@dataclass(frozen=True)
class SecretsCommand:
    """Changes the secrets; needs the unlocked vault and no storage."""

    act: Callable[[Secrets, Arguments], tuple[Secrets, Json]]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class ReadCommand:
    """Needs storages and the unlocked vault; uses its own couriers, parallel to any pass."""

    act: Callable[[Engine, Arguments], Json]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LongCommand:
    """As ``ReadCommand``; it reports progress and can be cancelled."""

    act: Callable[[Engine, Arguments, Job], Json]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StorageCommand:
    """Needs the couriers of passes; runs between two passes."""

    act: Callable[[Engine, Arguments], Json]
    changes: tuple[str, ...]


Command: TypeAlias = LedgerCommand | SecretsCommand | ReadCommand | LongCommand | StorageCommand
