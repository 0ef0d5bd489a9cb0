"""Asking a person: passphrases and passwords, from the environment or at a prompt."""

import os
import sys
from getpass import getpass

from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.words import Role

PASSPHRASE_VARIABLE = "PICUP_PASSPHRASE"  # noqa: S105 - a name, not a secret
KEY_PASSPHRASE_VARIABLE = "PICUP_SSH_KEY_PASSPHRASE"  # noqa: S105 - as above
PASSWORD_VARIABLES = {
    Role.MAIN: "PICUP_MAIN_PASSWORD",
    Role.BACKUP: "PICUP_BACKUP_PASSWORD",
}


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def given_passphrase() -> str | None:
    """The passphrase as the environment has it."""
    return os.environ.get(PASSPHRASE_VARIABLE)


def passphrase() -> str | None:
    """The vault's passphrase; None if it is not set and nobody can be asked."""
    given = given_passphrase()
    if given is not None:
        return given
    return getpass("Passphrase of the vault: ") if can_ask() else None


def new_passphrase() -> str | None:
    """A passphrase for a new vault, typed twice; None if nobody can be asked."""
    if not can_ask():
        return None
    while True:
        first = getpass("Choose a passphrase for this computer's secrets: ")
        if first and getpass("Once more: ") == first:
            return first
        sys.stderr.write("They are not the same, or empty. Again, please.\n")


def sealing_passphrase() -> str | None:
    """The passphrase that will seal the secrets; None where the keyring keeps them.

    UsageError for an empty one, NoPermission where nobody can be asked for one.
    """
    # A library that no other command of this kind needs.
    from picup_desktop.vault.keyring_store import usable_keyring  # noqa: PLC0415

    given = given_passphrase()
    if given == "":
        raise UsageError("PICUP_PASSPHRASE is empty. Set it to a passphrase, or unset it.")
    if given is not None or usable_keyring():
        return given
    chosen = new_passphrase()
    if chosen is None:
        raise NoPermission(
            "This computer has no keyring for the vault's secrets. Set PICUP_PASSPHRASE to a"
            " passphrase of your choice: it seals them in a file."
        )
    return chosen


def password(role: Role) -> str | None:
    """The SFTP password of a storage as the environment has it."""
    return os.environ.get(PASSWORD_VARIABLES[role])


def key_passphrase() -> str | None:
    """The passphrase of the SSH key file as the environment has it."""
    return os.environ.get(KEY_PASSPHRASE_VARIABLE)


def ask_secret(prompt: str) -> str | None:
    """Something secret at a prompt; None if nobody can be asked."""
    return getpass(prompt) if can_ask() else None


def ask(prompt: str) -> str:
    """One line, typed by whoever sits there."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline()
