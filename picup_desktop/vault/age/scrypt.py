"""The scrypt recipient: a passphrase, alone in its file."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from picup_desktop.messages.message import Message
from picup_desktop.vault.age.stanza import (
    FILE_KEY_BYTES,
    ZERO_NONCE,
    Recipient,
    Stanza,
    bad_header,
    decode_base64,
    encode_base64,
)

KIND = "scrypt"
SALT_LABEL = b"age-encryption.org/v1/scrypt"
SALT_BYTES = 16
TAG_BYTES = 16
# 2**17 blocks of 1 KiB: 128 MiB and about 0.4 s (docs/cli.md promises 0.6 s at most).
WORK_FACTOR = 17
MOST_WORK_FACTOR = 22
_WORK_FACTOR = re.compile(r"[1-9][0-9]?")


def _key(passphrase: str, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
    scrypt = Scrypt(salt=SALT_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1)
    return ChaCha20Poly1305(scrypt.derive(passphrase.encode()))


@dataclass(frozen=True)
class ScryptRecipient:
    """Seals with a passphrase; memory is 1 KiB times 2**work_factor."""

    passphrase: str = field(repr=False)
    work_factor: int = WORK_FACTOR
    # A unique label: a passphrase stanza must be the only one.
    labels: frozenset[str] = field(default_factory=lambda: frozenset({os.urandom(8).hex()}))

    def wrap(self, file_key: bytes) -> list[Stanza]:
        """Return one stanza, sealed by a key derived from the passphrase."""
        salt = os.urandom(SALT_BYTES)
        body = _key(self.passphrase, salt, self.work_factor).encrypt(ZERO_NONCE, file_key, None)
        return [Stanza(KIND, (encode_base64(salt), str(self.work_factor)), body)]


@dataclass(frozen=True)
class ScryptIdentity:
    """Opens with the passphrase; refuses a work factor above ``most_work_factor``."""

    passphrase: str = field(repr=False)
    most_work_factor: int = MOST_WORK_FACTOR

    def recipient(self) -> Recipient:
        """Return a recipient with the same passphrase."""
        return ScryptRecipient(self.passphrase)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key; None if the passphrase is wrong or the file has none.

        Damaged(HEADER) for a stanza that breaks the specification.
        """
        if not any(stanza.kind == KIND for stanza in stanzas):
            return None
        if len(stanzas) != 1:
            raise bad_header(Message("age-scrypt-not-alone"))
        stanza = stanzas[0]
        if len(stanza.arguments) != 2:
            raise bad_header(Message("age-scrypt-needs-two-arguments"))
        salt = decode_base64(stanza.arguments[0])
        if len(salt) != SALT_BYTES:
            raise bad_header(Message("age-scrypt-salt-of-wrong-length"))
        if not _WORK_FACTOR.fullmatch(stanza.arguments[1]):
            raise bad_header(Message("age-scrypt-work-factor-no-number"))
        work_factor = int(stanza.arguments[1])
        if work_factor > self.most_work_factor:
            raise bad_header(Message("age-scrypt-work-factor-too-large", factor=work_factor))
        if len(stanza.body) != FILE_KEY_BYTES + TAG_BYTES:
            raise bad_header(Message("age-scrypt-key-of-wrong-length"))
        try:
            return _key(self.passphrase, salt, work_factor).decrypt(ZERO_NONCE, stanza.body, None)
        except InvalidTag:
            return None
