"""Keys in text form, one line each."""

from functools import lru_cache

from picup_desktop.errors import UsageError
from picup_desktop.vault.age import bech32, hybrid, x25519
from picup_desktop.vault.age.hybrid import HybridIdentity, HybridRecipient
from picup_desktop.vault.age.stanza import Identity, Recipient
from picup_desktop.vault.age.x25519 import X25519Identity, X25519Recipient

KNOWN_RECIPIENTS = 64
"""Number of cached public keys: a vault has a few, and each round needs them all."""


def parse_identity(text: str) -> Identity:
    """Parse a secret key; UsageError says what is wrong with the text."""
    prefix, data = bech32.decode(text)
    if prefix == x25519.IDENTITY_PREFIX and len(data) == x25519.POINT_BYTES:
        return X25519Identity(data)
    if prefix == hybrid.IDENTITY_PREFIX and len(data) == hybrid.SEED_BYTES:
        return HybridIdentity(data)
    raise UsageError("not-secret-key-one-begins")


@lru_cache(KNOWN_RECIPIENTS)
def parse_recipient(text: str) -> Recipient:
    """Parse a public key; UsageError says what is wrong with the text."""
    prefix, data = bech32.decode(text)
    if prefix == x25519.RECIPIENT_PREFIX and len(data) == x25519.POINT_BYTES:
        return X25519Recipient(data)
    if (
        prefix == hybrid.RECIPIENT_PREFIX
        and len(data) == hybrid.MLKEM_PUBLIC_BYTES + hybrid.POINT_BYTES
    ):
        return HybridRecipient(data)
    raise UsageError("not-public-key-one-begins")
