"""The commands that only a running engine has: its state, passes, pauses, the lock and its end."""

from dataclasses import dataclass

from picup_desktop.engine.ipc import answers, events
from picup_desktop.engine.ipc.commands.base import Command


@dataclass(frozen=True)
class GetState(Command[answers.State], command="state"):
    """What the engine does now."""


@dataclass(frozen=True)
class Sync(Command[events.PassResult], command="sync"):
    """Begin a pass now, and ``wait`` for its end."""

    wait: bool = False


@dataclass(frozen=True)
class PauseMoves(Command[events.Paused], command="pause"):
    """Move nothing for ``seconds``, or ``until`` a time, or until resumed."""

    seconds: float | None = None
    until: str | None = None


@dataclass(frozen=True)
class Resume(Command[events.Paused], command="resume"):
    """End a person's pause."""


@dataclass(frozen=True)
class Unlock(Command[answers.Locked], command="unlock"):
    """Unlock the vault."""

    passphrase: str | None = None


@dataclass(frozen=True)
class Lock(Command[answers.Locked], command="lock"):
    """Lock the vault."""


@dataclass(frozen=True)
class LockPassphrase(Command[answers.UnlockedBy], command="lock_passphrase"):
    """Choose what ``unlock`` asks for; empty: nothing."""

    passphrase: str


@dataclass(frozen=True)
class ChangePassphrase(Command[answers.Nothing], command="passphrase_change"):
    """Seal the secrets of a computer without a keyring by another passphrase."""

    current: str
    passphrase: str


@dataclass(frozen=True)
class Present(Command[answers.Nothing], command="present"):
    """A person is there."""


@dataclass(frozen=True)
class Cancel(Command[answers.Cancelled], command="cancel"):
    """End a job soon."""

    job: str


@dataclass(frozen=True)
class Stop(Command[answers.Nothing], command="stop"):
    """End the engine, and with ``faces`` the windows too."""

    faces: bool = False
