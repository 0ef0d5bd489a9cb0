"""age v1 files (age-encryption.org/v1), read and written on ``cryptography``.

Two tiny interfaces carry everything: a ``Recipient`` wraps a file key, an
``Identity`` unwraps it. The payload streams both ways in bounded memory.
"""

from picup_desktop.vault.age.file import (
    CHUNK_BYTES,
    Buffers,
    Decryptor,
    PlainSource,
    SealedSink,
    encrypt,
)
from picup_desktop.vault.age.header import SealedSource, header_length
from picup_desktop.vault.age.hybrid import HybridIdentity, HybridRecipient
from picup_desktop.vault.age.parse import parse_identity, parse_recipient
from picup_desktop.vault.age.scrypt import ScryptIdentity, ScryptRecipient
from picup_desktop.vault.age.stanza import Identity, Recipient, Stanza
from picup_desktop.vault.age.x25519 import X25519Identity, X25519Recipient

__all__ = [
    "CHUNK_BYTES",
    "Buffers",
    "Decryptor",
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "PlainSource",
    "Recipient",
    "ScryptIdentity",
    "ScryptRecipient",
    "SealedSink",
    "SealedSource",
    "Stanza",
    "X25519Identity",
    "X25519Recipient",
    "encrypt",
    "header_length",
    "parse_identity",
    "parse_recipient",
]
