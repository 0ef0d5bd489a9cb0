"""The X25519 recipient: ``age1...`` and ``AGE-SECRET-KEY-1...``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from picup_desktop.messages.message import Message
from picup_desktop.vault.age import bech32
from picup_desktop.vault.age.stanza import (
    FILE_KEY_BYTES,
    ZERO_NONCE,
    Stanza,
    bad_header,
    decode_base64,
    encode_base64,
    first_file_key,
    hkdf,
)

KIND = "X25519"
INFO = b"age-encryption.org/v1/X25519"
RECIPIENT_PREFIX = "age"
IDENTITY_PREFIX = "age-secret-key-"
POINT_BYTES = 32
TAG_BYTES = 16


@dataclass(frozen=True)
class X25519Recipient:
    """A public key of 32 bytes."""

    point: bytes
    labels: frozenset[str] = frozenset()

    def wrap(self, file_key: bytes) -> list[Stanza]:
        """Return one stanza, sealed by a key agreed with an ephemeral key."""
        fresh = X25519PrivateKey.generate()
        share = fresh.public_key().public_bytes_raw()
        secret = fresh.exchange(X25519PublicKey.from_public_bytes(self.point))
        key = hkdf(secret, salt=share + self.point, info=INFO)
        body = ChaCha20Poly1305(key).encrypt(ZERO_NONCE, file_key, None)
        return [Stanza(KIND, (encode_base64(share),), body)]

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_PREFIX, self.point)


@dataclass(frozen=True)
class X25519Identity:
    """A secret key of 32 bytes."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "X25519Identity":
        """Return a fresh random identity."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(self._pair[1])

    @cached_property
    def _pair(self) -> tuple[X25519PrivateKey, bytes]:
        """Private key object and public key, cached: an album's identity opens many files."""
        private = X25519PrivateKey.from_private_bytes(self.secret)
        return private, private.public_key().public_bytes_raw()

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza for this identity; None: there is none."""
        return first_file_key(stanzas, KIND, self._unwrap_one)

    def _unwrap_one(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 1:
            raise bad_header(Message("age-x25519-needs-one-argument"))
        share = decode_base64(stanza.arguments[0])
        if len(share) != POINT_BYTES:
            raise bad_header(Message("age-x25519-share-of-wrong-length"))
        if len(stanza.body) != FILE_KEY_BYTES + TAG_BYTES:
            # The length is checked before decrypting, against partitioning oracles.
            raise bad_header(Message("age-x25519-key-of-wrong-length"))
        private, point = self._pair
        try:
            secret = private.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError as error:
            raise bad_header(Message("age-x25519-low-order-point")) from error
        key = hkdf(secret, salt=share + point, info=INFO)
        try:
            return ChaCha20Poly1305(key).decrypt(ZERO_NONCE, stanza.body, None)
        except InvalidTag:
            return None

    def __str__(self) -> str:
        return bech32.encode(IDENTITY_PREFIX, self.secret).upper()
