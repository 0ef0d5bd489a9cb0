"""Stanzas of an age header, and the two interfaces that wrap and unwrap a file key."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from picup_desktop.messages.message import Message
from picup_desktop.vault.errors import Damaged, Part

FILE_KEY_BYTES = 16
ZERO_NONCE = bytes(12)


@dataclass(frozen=True)
class Stanza:
    """One recipient's wrapped file key."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes


class Recipient(Protocol):
    """A public key or passphrase that a file is sealed for."""

    @property
    def labels(self) -> frozenset[str]:
        """Labels that must be equal for all recipients of a file: hybrid and classic never mix."""

    def wrap(self, file_key: bytes) -> list[Stanza]:
        """Return the stanzas that give this recipient the file key."""


class Identity(Protocol):
    """A secret key or passphrase that opens files."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, or None if no stanza is for this identity.

        Damaged(HEADER) for a stanza of its kind that breaks the rules.
        """

    def recipient(self) -> Recipient:
        """Return the recipient whose files this identity opens."""


def first_file_key(
    stanzas: Sequence[Stanza], kind: str, unwrap: Callable[[Stanza], bytes | None]
) -> bytes | None:
    """Return the file key from the first stanza of ``kind`` that ``unwrap`` opens."""
    keys = (unwrap(stanza) for stanza in stanzas if stanza.kind == kind)
    return next((key for key in keys if key is not None), None)


def bad_header(reason: Message) -> Damaged:
    """Return the error for a header that breaks the specification."""
    return Damaged("files-header-damaged", Part.HEADER, why=reason)


def encode_base64(data: bytes) -> str:
    """Return standard base64 without padding."""
    return base64.b64encode(data).decode().rstrip("=")


def decode_base64(text: str) -> bytes:
    """Decode strictly: no padding, other characters or spare bits; else Damaged(HEADER)."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad_header(Message("age-broken-base64")) from error
    if encode_base64(data) != text:
        raise bad_header(Message("age-base64-not-canonical"))
    return data


def hkdf(key: bytes, *, salt: bytes, info: bytes) -> bytes:
    """Derive 32 bytes by HKDF-SHA256."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)
