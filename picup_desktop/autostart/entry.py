"""The command that starts with the computer, and the interface of every system's autostart."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from picup_desktop.errors import PicupError
from picup_desktop.messages.system import reason_of
from picup_desktop.program import (
    ProgramPart,
    background_command_of,
    command_of,
    is_in_flatpak,
    is_installed,
)


class AutostartFailed(PicupError):
    """The system's autostart can't be changed."""

    title = "title-starting-with-computer-could-not"


@dataclass(frozen=True)
class Entry:
    """The command to start, as words; ``home`` None is the platform's own folder."""

    command: tuple[str, ...]
    home: Path | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The whole command line."""
        home = () if self.home is None else ("--home", str(self.home))
        return (*self.command, *home, "run", "--wait")


class Autostart(Protocol):
    """The autostart of one kind of system. AutostartFailed if it can't be changed."""

    @property
    def where(self) -> str:
        """The file or key, for a person."""

    def is_on(self) -> bool:
        """Return whether our entry is there."""

    def switch_on(self, entry: Entry) -> None:
        """Write the entry; replace an existing one."""

    def switch_off(self) -> None:
        """Remove it, if it is there."""


class EntryFile:
    """An ``Autostart`` that is one file in one folder."""

    def __init__(self, file: Path, text_of: Callable[[Entry], str]) -> None:
        self._file = file
        self._text_of = text_of

    @property
    def where(self) -> str:
        """The file."""
        return str(self._file)

    def is_on(self) -> bool:
        """Return whether the file is there."""
        return self._file.exists()

    def switch_on(self, entry: Entry) -> None:
        """Write the file; it takes effect at the next login."""
        write_entry(self._file, self._text_of(entry))

    def switch_off(self) -> None:
        """Remove it."""
        remove_entry(self._file)


def own_command() -> tuple[str, ...]:
    """Return the command of this program: installed, from a bundle, in Flatpak or from source."""
    if is_installed() or is_in_flatpak():
        return tuple(background_command_of(ProgramPart.COMMAND_LINE))
    beside = Path(sys.executable).with_name("picup")
    if beside.exists():
        return (str(beside),)
    return tuple(command_of(ProgramPart.COMMAND_LINE))


def write_entry(file: Path, text: str) -> None:
    """Replace a file atomically. AutostartFailed."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", errors="surrogateescape")
        part.replace(file)
    except OSError as error:
        raise _failed(file, error) from error


def remove_entry(file: Path) -> None:
    """Remove a file, if it is there. AutostartFailed."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(file, error) from error


def _failed(file: Path, error: OSError) -> AutostartFailed:
    return AutostartFailed("file-cant-be-changed", file=str(file), why=reason_of(error))
