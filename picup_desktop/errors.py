"""The one root of every error a person may read.

Each error has a title (what kind of thing happened), a sentence (what happened
and what to do) and a kind, which alone decides what the program does next.
"""

from enum import Enum
from typing import ClassVar


class Kind(Enum):
    """What the program does after an error."""

    RETRY = "retry"
    """It may pass by itself: another attempt is made, later."""
    PERMANENT = "permanent"
    """It needs a person: it becomes an attention item."""
    FATAL = "fatal"
    """Nothing can go on: the command ends."""


class ExitCode(int, Enum):
    """The exit codes of the command line (docs/cli.md)."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NO_PERMISSION = 3
    NO_STORAGE = 4
    IN_USE = 5


class PicupError(Exception):
    """An error with a sentence for a person; ``str(error)`` is that sentence."""

    title: ClassVar[str] = "Something went wrong"
    kind: ClassVar[Kind] = Kind.FATAL
    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UsageError(PicupError):
    """A command or a typed value is invalid."""

    title = "That can't be used"
    exit_code = ExitCode.USAGE


class NoPermission(PicupError):
    """The vault is locked, or the given secret does not open it."""

    title = "No permission"
    exit_code = ExitCode.NO_PERMISSION


class HomeInUse(PicupError):
    """Another program works on the same home."""

    title = "Already running"
    exit_code = ExitCode.IN_USE


class NoStorageReached(PicupError):
    """A command that needs a storage reached none."""

    title = "No storage could be reached"
    kind = Kind.RETRY
    exit_code = ExitCode.NO_STORAGE
