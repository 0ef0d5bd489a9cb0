"""The post-quantum recipient ``mlkem768x25519``: ``age1pq1...`` and ``AGE-SECRET-KEY-PQ-1...``.

HPKE (RFC 9180) in base mode with the ML-KEM-768 + X25519 hybrid KEM (X-Wing),
HKDF-SHA256 and ChaCha20-Poly1305. A file never has a classic recipient as well,
because that one would undo the protection.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHAKE256, Hash

from picup_desktop.messages.message import Message
from picup_desktop.vault.age import bech32
from picup_desktop.vault.age.stanza import (
    FILE_KEY_BYTES,
    Stanza,
    bad_header,
    decode_base64,
    encode_base64,
    first_file_key,
)

KIND = "mlkem768x25519"
INFO = b"age-encryption.org/mlkem768x25519"
RECIPIENT_PREFIX = "age1pq"
IDENTITY_PREFIX = "age-secret-key-pq-"
LABELS = frozenset({"postquantum"})
SEED_BYTES = 32
MLKEM_SEED_BYTES = 64
MLKEM_PUBLIC_BYTES = 1184
POINT_BYTES = 32
MLKEM_SHARE_BYTES = 1088
SHARE_BYTES = MLKEM_SHARE_BYTES + POINT_BYTES
TAG_BYTES = 16


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True)
class HybridRecipient:
    """An ML-KEM-768 public key followed by an X25519 point."""

    key: bytes
    labels: frozenset[str] = LABELS

    def wrap(self, file_key: bytes) -> list[Stanza]:
        """Return one stanza, sealed by a key encapsulated for both halves."""
        public = hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.key[:MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(self.key[MLKEM_PUBLIC_BYTES:]),
        )
        sealed = _suite().encrypt(file_key, public, INFO)
        return [Stanza(KIND, (encode_base64(sealed[:SHARE_BYTES]),), sealed[SHARE_BYTES:])]

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_PREFIX, self.key)


@dataclass(frozen=True)
class HybridIdentity:
    """A seed of 32 bytes from which both private keys are derived."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "HybridIdentity":
        """Return a fresh random identity."""
        return cls(os.urandom(SEED_BYTES))

    def recipient(self) -> HybridRecipient:
        """The public half."""
        mlkem, point = self._keys()
        return HybridRecipient(
            mlkem.public_key().public_bytes_raw() + point.public_key().public_bytes_raw()
        )

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first stanza for this identity; None: there is none."""
        return first_file_key(stanzas, KIND, self._unwrap_one)

    def _unwrap_one(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 1:
            raise bad_header(Message("age-hybrid-needs-one-argument"))
        share = decode_base64(stanza.arguments[0])
        if len(share) != SHARE_BYTES:
            raise bad_header(Message("age-hybrid-share-of-wrong-length", length=SHARE_BYTES))
        if len(stanza.body) != FILE_KEY_BYTES + TAG_BYTES:
            raise bad_header(Message("age-hybrid-key-of-wrong-length"))
        mlkem, point = self._keys()
        try:
            point.exchange(X25519PublicKey.from_public_bytes(share[MLKEM_SHARE_BYTES:]))
        except ValueError as error:
            raise bad_header(Message("age-hybrid-low-order-point")) from error
        private = hpke.MLKEM768X25519PrivateKey(mlkem, point)
        try:
            return _suite().decrypt(share + stanza.body, private, INFO)
        except InvalidTag:
            return None

    def _keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expansion = Hash(SHAKE256(MLKEM_SEED_BYTES + POINT_BYTES))
        expansion.update(self.secret)
        drawn = expansion.finalize()
        return (
            MLKEM768PrivateKey.from_seed_bytes(drawn[:MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(drawn[MLKEM_SEED_BYTES:]),
        )

    def __str__(self) -> str:
        return bech32.encode(IDENTITY_PREFIX, self.secret).upper()
