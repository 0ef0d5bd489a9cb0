"""The keys of a vault, and what each of them opens.

- The *recovery key* is the kit's 32 bytes; it opens every object and every keys file.
- The *vault key* lives in this computer's secret store; it opens the album keys.
- An *album key* opens the album's objects: holding it is the read permission (2-1).
- The *device key* (Ed25519) signs what this computer writes into its journal.

Sealing needs public recipients only; they are in the ledger, never on a storage.
"""

import base64
import io
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from picup_desktop.strict_json import parse_object, text_of
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged

KEYS_FOLDER = "keys"
LONGEST_TEXT = 16 * 1024
"""Longest address or host key, in characters."""
PUBLIC_KEY_BYTES = 32
"""Length of an Ed25519 public key."""
DEVICE_KEY_BYTES = 32
"""Length of an Ed25519 private key."""
MOST_KEYS_BYTES = 4 * 1024 * 1024
"""Largest keys file, sealed: room for ten thousand albums."""


@dataclass(frozen=True)
class NewVault:
    """All secrets of a new vault."""

    vault_id: str
    device_id: str
    post_quantum: bool
    recovery_key: age.Identity = field(repr=False)
    vault_key: age.Identity = field(repr=False)
    device_key: bytes = field(repr=False)
    """The Ed25519 private key, 32 bytes."""


@dataclass(frozen=True)
class AlbumKey:
    """A new album's public recipient, and its identity sealed to the vault's own keys."""

    recipient: str
    sealed_identity: bytes


@dataclass(frozen=True)
class RingStorage:
    """One storage of the vault; ``host_key`` is ``type base64``."""

    url: str
    host_key: str | None = None


@dataclass(frozen=True)
class KeyRing:
    """The content of a keys file, which a new computer needs besides the kit.

    A file written while the vault is locked has no vault key; an earlier one has.
    """

    vault_key: str | None = field(repr=False)
    albums: Mapping[str, bytes] = field(repr=False)
    """Album identities by their recipient, each sealed to the recovery and the vault key."""
    devices: Mapping[str, str]
    """Device public keys (hexadecimal Ed25519) by device id."""
    storages: Mapping[str, RingStorage] = field(default_factory=dict)
    """Both storages of the vault, by role."""


def make_vault(*, post_quantum: bool) -> NewVault:
    """Return fresh random keys for a new vault."""
    return NewVault(
        vault_id=secrets.token_hex(16),
        device_id=secrets.token_hex(8),
        post_quantum=post_quantum,
        recovery_key=make_identity(post_quantum=post_quantum),
        vault_key=make_identity(post_quantum=post_quantum),
        device_key=Ed25519PrivateKey.generate().private_bytes_raw(),
    )


def make_identity(*, post_quantum: bool) -> age.Identity:
    """Return a fresh key of the vault's kind; the two kinds never share a file."""
    return age.HybridIdentity.generate() if post_quantum else age.X25519Identity.generate()


def device_public_key(private: bytes) -> str:
    """Return the public half of a device key, hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def derive_device_key(first: bytes, device_id: str) -> bytes:
    """Return the device key, 32 bytes, of a home that became a computer of its own (5-6).

    ``first`` is the key that its secret store holds, which stays there unchanged: the
    new identity is one change of the ledger, so a crash can't leave half of it.
    """
    info = f"picup device {device_id}".encode()
    return HKDF(SHA256(), length=DEVICE_KEY_BYTES, salt=None, info=info).derive(first)


def make_album_key(recipients: Sequence[str], *, post_quantum: bool) -> AlbumKey:
    """Return a new album's key; this needs no secret of the vault."""
    identity = make_identity(post_quantum=post_quantum)
    sealed = seal_bytes(str(identity).encode(), [age.parse_recipient(r) for r in recipients])
    return AlbumKey(str(identity.recipient()), sealed)


def open_album_key(sealed_identity: bytes, vault_key: age.Identity) -> age.Identity:
    """Return the album's key; NotForThisKey or Damaged if it can't be opened."""
    return age.parse_identity(open_bytes(sealed_identity, [vault_key]).decode())


def seal_bytes(data: bytes, recipients: Sequence[age.Recipient]) -> bytes:
    """Seal bytes into a small age file in memory."""
    sealed = io.BytesIO()
    age.encrypt(io.BytesIO(data), sealed, recipients)
    return sealed.getvalue()


def open_bytes(sealed: bytes, identities: Sequence[age.Identity]) -> bytes:
    """Open a small age file in memory; NotForThisKey or Damaged."""
    opened = age.Decryptor(io.BytesIO(sealed), identities)
    parts = []
    while part := opened.read(1 << 16):
        parts.append(part)
    return b"".join(parts)


def seal_key_ring(ring: KeyRing, recipients: Sequence[age.Recipient]) -> bytes:
    """Return the content of ``keys/<n>.age``."""
    plain = {
        "vault_key": ring.vault_key,
        "albums": {of: base64.b64encode(key).decode() for of, key in ring.albums.items()},
        "devices": dict(ring.devices),
        "storages": {role: asdict(storage) for role, storage in ring.storages.items()},
    }
    return seal_bytes(json.dumps(plain, sort_keys=True).encode(), recipients)


def open_key_ring(sealed: bytes, identities: Sequence[age.Identity]) -> KeyRing:
    """Read a keys file; NotForThisKey or Damaged."""
    try:
        plain: Any = parse_object(open_bytes(sealed, identities), most_bytes=MOST_KEYS_BYTES)
        albums = {of: base64.b64decode(key) for of, key in plain["albums"].items()}
        storages = {
            role: _ring_storage(storage) for role, storage in plain.get("storages", {}).items()
        }
        key = plain["vault_key"]
        if key is not None and not isinstance(key, str):
            raise Damaged("keys-file-holds-vault-key")
        return KeyRing(key, albums, _public_keys(plain["devices"]), storages)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("keys-file-opens-but-what") from error


def _ring_storage(plain: dict[str, object]) -> RingStorage:
    host_key = plain.get("host_key")
    if host_key is not None:
        host_key = text_of(host_key, most=LONGEST_TEXT)
    return RingStorage(text_of(plain["url"], most=LONGEST_TEXT), host_key)


def _public_keys(plain: object) -> dict[str, str]:
    """Return Ed25519 public keys (hexadecimal) by device id; else ValueError or TypeError."""
    if not isinstance(plain, dict):
        raise TypeError("devices are no devices")
    for device_id, key in plain.items():
        if not isinstance(key, str) or len(bytes.fromhex(key)) != PUBLIC_KEY_BYTES:
            raise ValueError(f"the key of {device_id} is none")
    return plain


def join_key_rings(rings: Sequence[KeyRing]) -> KeyRing:
    """Merge several keys files; the later one wins where they differ."""
    return KeyRing(
        vault_key=next((r.vault_key for r in rings if r.vault_key is not None), None),
        albums={of: key for ring in rings for of, key in ring.albums.items()},
        # A device's key never changes: the first file that names it counts.
        devices={d: key for ring in reversed(rings) for d, key in ring.devices.items()},
        storages={role: to for ring in rings for role, to in ring.storages.items()},
    )
