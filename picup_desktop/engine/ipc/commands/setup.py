"""Commands to a home without a vault, and a storage's login; its storages are in storages.py."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.errors import UsageError
from picup_desktop.words import SshSpeaker

SPEAKER_AS_NEEDED = "auto"


def speaker_named(name: str | None) -> SshSpeaker | None:
    """Return who speaks SSH; None where the server and the configuration decide. UsageError."""
    if name in {None, SPEAKER_AS_NEEDED}:
        return None
    try:
        return SshSpeaker(str(name))
    except ValueError as error:
        choices = ", ".join((*SshSpeaker, SPEAKER_AS_NEEDED))
        raise UsageError("ssh-is-one-of", choices=choices) from error


@dataclass(frozen=True)
class Login:
    """A storage's URL, and how to log in there."""

    url: str
    password: str | None = None
    key_file: str | None = None
    key_passphrase: str | None = None
    ssh: str | None = None
    """Who speaks SSH: ``builtin``, ``openssh`` or ``auto``; None: nothing chosen."""


@dataclass(frozen=True)
class TestConnection(Login, Command[setup_answers.Connection], command="test_connection"):
    """Log in to a storage, and change nothing but its folder and the trusted host key."""

    __test__: ClassVar[bool] = False
    accept_host_key: bool = False


@dataclass(frozen=True)
class Setup(Command[setup_answers.VaultMade], command="setup"):
    """Make a vault and write its recovery kit."""

    main: Login
    backup: Login
    recovery_kit: Path
    passphrase: str | None = None
    accept_new_host_keys: bool = False
    grace_days: float | None = None
    policy: str | None = None
    post_quantum: bool = False


@dataclass(frozen=True)
class OpenVault(Command[setup_answers.VaultOpened], command="open_vault"):
    """Join a vault by one storage and the kit's text, its key line or its 24 words."""

    from_: str
    kit: str
    main_password: str | None = None
    backup_password: str | None = None
    key_file: str | None = None
    key_passphrase: str | None = None
    passphrase: str | None = None
    accept_new_host_keys: bool = False
    ssh: str | None = None


@dataclass(frozen=True)
class ListFolders(Login, Command[setup_answers.Folders], command="folder_list"):
    """List the folders in the URL's folder, for a person to choose one; nothing is changed."""

    role: str | None = None
    """A storage of this vault, whose login is used where none is given."""
    accept_host_key: bool = False


@dataclass(frozen=True)
class MakeFolder(Login, Command[setup_answers.Folders], command="folder_make"):
    """Make the URL's folder in one that is there, and list what is in it."""

    role: str | None = None
