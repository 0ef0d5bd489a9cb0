"""Secrets in a file that a passphrase seals, for computers without a keyring."""

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path

from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.files.new_file import flush_folder
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.names import spellings
from picup_desktop.vault import age
from picup_desktop.vault.age.scrypt import WORK_FACTOR
from picup_desktop.vault.errors import Damaged, NotForThisKey, VaultError
from picup_desktop.vault.keys import open_bytes, seal_bytes
from picup_desktop.vault.secret_store import (
    NoSecrets,
    Secrets,
    decode_secrets,
    encode_secrets,
)

# 128 MiB, the limit of docs/cli.md for a passphrase.
MOST_WORK_FACTOR = 17
AGAIN = Message("open-vault-anew-with-recovery")


log = logging.getLogger(__name__)


class WrongPassphrase(NoPermission):
    """The passphrase does not open the file."""

    title = "title-wrong-passphrase"


@dataclass(frozen=True)
class SealedFileStore:
    """The secrets of one vault in one age file; a passphrase costs 128 MiB and about 0.4 s."""

    path: Path
    passphrase: str = field(repr=False)
    work_factor: int = WORK_FACTOR
    """The cost of new files; ``MOST_WORK_FACTOR`` at most."""

    def load(self) -> Secrets:
        """Return the secrets; NoSecrets if no file can be read; WrongPassphrase, Damaged."""
        try:
            sealed = self.path.read_bytes()
        except FileNotFoundError as error:
            raise NoSecrets("vaults-secrets-not", path=str(self.path), advice=AGAIN) from error
        except OSError as error:
            why = reason_of(error)
            raise NoSecrets("secrets-file-cant-be-read", path=str(self.path), why=why) from error
        try:
            return decode_secrets(open_bytes(sealed, self._identities(MOST_WORK_FACTOR)))
        except NotForThisKey as error:
            raise WrongPassphrase("passphrase-does-not-open-try", path=str(self.path)) from error
        except Damaged as error:
            raise Damaged(
                "secrets-file-is-damaged", error.part, path=str(self.path), advice=AGAIN
            ) from error

    def save(self, secrets: Secrets) -> None:
        """Replace the file atomically and durably.

        UsageError for an empty passphrase; VaultError if the disk refuses, and the
        old file stays.
        """
        if not self.passphrase:
            raise UsageError("passphrase-empty-choose-one-keeps")
        # Composed letters are what a keyboard sends to stock age, too.
        recipient = age.ScryptRecipient(self._spellings()[0], self.work_factor)
        sealed = seal_bytes(encode_secrets(secrets).encode(), [recipient])
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            _write(new, sealed)
            new.replace(self.path)
            flush_folder(self.path.parent)
        except OSError as error:
            new.unlink(missing_ok=True)
            why = reason_of(error)
            raise VaultError(
                "vaults-secrets-cant-written-make", path=str(self.path), why=why
            ) from error

    def renew(self, secrets: Secrets) -> None:
        """Seal the file anew if it was sealed at less cost; a refusing disk keeps the old one."""
        weaker = self._identities(self.work_factor - 1)
        try:
            open_bytes(self.path.read_bytes(), weaker)
        except (OSError, Damaged, NotForThisKey):
            # It costs as much as a new one, or ``load`` says what is wrong with it.
            return
        try:
            self.save(secrets)
        except VaultError as error:
            log.warning("the secrets could not be sealed anew: %s", error.sentence)
        else:
            log.info("the secrets are sealed anew at work factor %d", self.work_factor)

    def describe(self) -> Message:
        """Return where the secrets are stored."""
        return Message("secrets-in-sealed-file", path=str(self.path))

    def _identities(self, most_work_factor: int) -> list[age.ScryptIdentity]:
        return [age.ScryptIdentity(one, most_work_factor) for one in self._spellings()]

    def _spellings(self) -> tuple[str, ...]:
        try:
            self.passphrase.encode()
        except UnicodeEncodeError:
            # Without its cause, which would put the passphrase into a traceback.
            raise UsageError("passphrase-holds-bytes-no-text") from None
        return spellings(self.passphrase)


def _write(path: Path, data: bytes) -> None:
    # A file that a crash left there may have other permissions.
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
