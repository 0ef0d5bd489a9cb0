"""The engine's commands about main and backup."""

from dataclasses import dataclass

from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.errors import UsageError
from picup_desktop.words import Role


def role_named(name: str) -> Role:
    """Return the role with this name. UsageError."""
    try:
        return Role(name)
    except ValueError as error:
        raise UsageError("role-is-one-of", choices=" or ".join(Role)) from error


@dataclass(frozen=True)
class StorageLogin:
    """A storage's part, a place for it, and how to log in there; without a login as before."""

    role: str
    url: str
    password: str | None = None
    key_file: str | None = None
    key_passphrase: str | None = None
    accept_host_key: bool = False
    ssh: str | None = None
    """As in ``Login``; None: as before."""
    was: str | None = None
    """The storage's address as who asks knows it; the answer to another one is a refusal."""


@dataclass(frozen=True)
class StorageChange(StorageLogin, Command[setup_answers.StorageChanged], command="storage_change"):
    """Use another address or login for a storage, if this vault is there."""


@dataclass(frozen=True)
class ReplaceStorage(
    StorageLogin, Command[setup_answers.StorageReplaced], command="storage_replace"
):
    """Give a storage's part to a new, empty place, which the next passes fill (5-3)."""

    fingerprint: str | None = None
    """Trust this host key, whatever key the address had before."""
    without_only_copies: bool = False
    """Also if photos are whole on the replaced storage only."""


@dataclass(frozen=True)
class SwapStorages(Command[setup_answers.StoragesSwapped], command="storage_swap"):
    """Let main be backup and backup main."""


@dataclass(frozen=True)
class TrustHostKey(Command[setup_answers.HostKeyTrusted], command="storage_trust"):
    """Trust the host key with this fingerprint; without one, only look which key is shown."""

    role: str
    fingerprint: str | None = None


@dataclass(frozen=True)
class CheckStorages(Command[setup_answers.StoragesChecked], command="storage_check"):
    """Compare names and sizes on a storage, or on both, with the ledger now (5-1)."""

    role: str | None = None
