"""Stanzas of an age header, and the two interfaces that make and open them."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

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
    """Somebody a file is sealed for."""

    @property
    def labels(self) -> frozenset[str]:
        """Recipients of one file must have equal labels: hybrid and classic never mix."""

    def wrap(self, file_key: bytes) -> list[Stanza]:
        """The stanzas that let this recipient have the file key."""


class Identity(Protocol):
    """Somebody who may open a file."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or None if no stanza is for this identity.

        Damaged(HEADER) for a stanza of its kind that breaks the rules.
        """

    def recipient(self) -> Recipient:
        """Whom to seal for so that this identity can open it."""


def first_file_key(
    stanzas: Sequence[Stanza], kind: str, unwrap: Callable[[Stanza], bytes | None]
) -> bytes | None:
    """The file key from the first stanza of the kind that opens."""
    keys = (unwrap(stanza) for stanza in stanzas if stanza.kind == kind)
    return next((key for key in keys if key is not None), None)


def bad_header(sentence: str) -> Damaged:
    """The error for a header that breaks the rules of the specification."""
    return Damaged(f"The file's header is damaged: {sentence}.", Part.HEADER)


def encode_base64(data: bytes) -> str:
    """Standard base64 without padding."""
    return base64.b64encode(data).decode().rstrip("=")


def decode_base64(text: str) -> bytes:
    """Strictly: no padding, no strange characters, no spare bits; else Damaged(HEADER)."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad_header("it holds broken base64") from error
    if encode_base64(data) != text:
        raise bad_header("its base64 is not canonical")
    return data


def hkdf(key: bytes, *, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 to 32 bytes."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)
