"""The engine's commands about the computers of the vault and its recovery kit (6-5)."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.events import Said


class ComputerRow(TypedDict):
    """A computer of the vault; ``last_wrote_at`` is by its own clock."""

    name: str
    id: str
    this: bool
    last_wrote_at: str | None
    removed: bool


class ComputersListed(TypedDict):
    """``computer_list``, this computer first."""

    computers: list[ComputerRow]


class ComputerRemoved(TypedDict):
    """``computer_remove``: the computer, those that it let in, and where it is not written yet."""

    name: str
    id: str
    let_in: list[str]
    warnings: list[Said]


class ComputerRenamed(TypedDict):
    """``computer_rename``."""

    name: str
    id: str


class KitMade(TypedDict):
    """``kit_new``: where the kit is, for which computers it signs, what is not written yet."""

    vault: str
    recovery_kit: str
    recovery_kit_pdf: str
    computers: list[str]
    written_to: list[str]
    warnings: list[Said]


@dataclass(frozen=True)
class ListComputers(Command[ComputersListed], command="computer_list"):
    """Every computer that ever belonged to the vault."""


@dataclass(frozen=True)
class RemoveComputer(Command[ComputerRemoved], command="computer_remove"):
    """Remove a computer by its name or id, and make new keys without it."""

    computer: str


@dataclass(frozen=True)
class RenameComputer(Command[ComputerRenamed], command="computer_rename"):
    """Give a computer another name."""

    computer: str
    name: str


@dataclass(frozen=True)
class NewKit(Command[KitMade], command="kit_new"):
    """Make a new recovery kit; the former one opens nothing that is sealed from now on."""

    recovery_kit: Path
