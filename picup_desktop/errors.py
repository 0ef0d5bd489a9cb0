"""The one root of every error a person may read.

Each error has a title (what kind of thing happened), a message (what happened and what
to do) and a kind, which alone decides what the program does next. Title and message are
codes and values; ``messages/`` has their texts.
"""

from enum import Enum
from typing import ClassVar, Self

from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message, Value
from picup_desktop.messages.plain import Shown


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
    """An error with a message for a person; ``str(error)`` is its English sentence."""

    title: str = "title-something-went-wrong"
    """A code, as the message's."""
    kind: ClassVar[Kind] = Kind.FATAL
    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, code: str, /, **values: Value) -> None:
        super().__init__(code)
        self.message = Message(code, **values)

    @classmethod
    def of(cls, message: Message) -> Self:
        """Return an error with a message that another one had."""
        return cls(message.code, **message.values)

    @property
    def sentence(self) -> Shown:
        """The message in English, for the log and the terminal."""
        return in_english(self.message)

    @property
    def heading(self) -> Shown:
        """The title in English."""
        return in_english(Message(self.title))

    def __str__(self) -> str:
        return self.sentence


class UsageError(PicupError):
    """A command or a typed value is invalid."""

    title = "title-cant-used"
    exit_code = ExitCode.USAGE


class NoPermission(PicupError):
    """The vault is locked, or the given secret does not open it."""

    title = "title-no-permission"
    exit_code = ExitCode.NO_PERMISSION


class HomeInUse(PicupError):
    """Another program works on the same home."""

    title = "title-already-running"
    exit_code = ExitCode.IN_USE


class NoStorageReached(PicupError):
    """A command that needs a storage reached none."""

    title = "title-no-storage-could-reached"
    kind = Kind.RETRY
    exit_code = ExitCode.NO_STORAGE
