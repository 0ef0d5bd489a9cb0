"""What a command needs decides how it is carried out, in an engine and without one."""

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
    """Needs the ledger alone."""

    act: Callable[[Ledger, Clock, Arguments], Json]
    changes: tuple[str, ...]
    between: bool = False
    """It decides on the fate of photos, so no pass may be in the middle of one."""
    rescan: bool = False
    """Afterwards there may be something to find."""
    private: bool = False
    """It names photos, or decides on them: not while the vault is locked (2-1)."""
    alert: Callable[[Json, float], Alert | None] = lambda _result, _at: None
    """What somebody is told of the result at once, for no attention item can."""


@dataclass(frozen=True)
class SecretsCommand:
    """Changes what is secret; needs the unlocked vault and no storage."""

    act: Callable[[Secrets, Arguments], tuple[Secrets, Json]]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class ReadCommand:
    """Needs storages and the unlocked vault; gets couriers of its own, beside any pass."""

    act: Callable[[Engine, Arguments], Json]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LongCommand:
    """As ``ReadCommand``; it tells how far it is, and can be cancelled."""

    act: Callable[[Engine, Arguments, Job], Json]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StorageCommand:
    """Needs the storages in place of a pass; runs between two of them."""

    act: Callable[[Engine, Arguments], Json]
    changes: tuple[str, ...]


Command: TypeAlias = LedgerCommand | SecretsCommand | ReadCommand | LongCommand | StorageCommand
