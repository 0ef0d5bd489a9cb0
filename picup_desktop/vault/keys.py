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

from picup_desktop.errors import UsageError
from picup_desktop.strict_json import parse_object, text_of, whole_number
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.trust import (
    LONGEST_ID,
    LONGEST_STATEMENT,
    MOST_STATEMENTS,
    SIGNATURE_DIGITS,
    SigningKey,
    Statement,
    is_signed,
)

KEYS_FOLDER = "keys"
LONGEST_TEXT = 16 * 1024
"""Longest address or host key, in characters."""
PUBLIC_KEY_BYTES = 32
"""Length of an Ed25519 public key."""
DEVICE_KEY_BYTES = 32
"""Length of an Ed25519 private key."""
KEYS_FORMAT = "picup-keys"
KEYS_VERSION = 2
"""The version of a signed keys file; one of version 1 names none."""
SIGNED_PREFIX = b"picup-keys 2\n"
"""Signed with the body of a keys file, so that no signature counts for something else."""
MOST_KEYS_BYTES = 4 * 1024 * 1024
"""Largest keys file, sealed: room for ten thousand albums."""


class StrangeKeys(Damaged):
    """A keys file that opens, but holds something else; a later version may have written it."""


@dataclass(frozen=True)
class NewVault:
    """All secrets of a new vault."""

    vault_id: str
    device_id: str
    post_quantum: bool
    recovery_key: age.X25519Identity | age.HybridIdentity = field(repr=False)
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
class Envelope:
    """The signature of a keys file of format 2: over which bytes, and by which device."""

    body: bytes = field(repr=False)
    signer: str
    signature: str

    def is_of(self, public: str | None) -> bool:
        """Return whether the device with this public key (hexadecimal) signed it."""
        return public is not None and is_signed(SIGNED_PREFIX + self.body, self.signature, public)


@dataclass(frozen=True)
class KeyRing:
    """The content of a keys file, which a new computer needs besides the kit.

    A file written while the vault is locked has no vault key; an earlier one has.
    """

    vault_key: str | None = field(repr=False)
    albums: Mapping[str, bytes] = field(repr=False)
    """Album identities by their recipient, each sealed to the recovery and the vault key."""
    devices: Mapping[str, str]
    """Device public keys (hexadecimal Ed25519) by device id; in format 2 the statements count."""
    storages: Mapping[str, RingStorage] = field(default_factory=dict)
    """Both storages of the vault, by role."""
    former_keys: tuple[str, ...] = field(repr=False, default=())
    """Earlier vault keys, which open what was sealed to them."""
    statements: tuple[Statement, ...] = field(repr=False, default=())
    """Who belongs to the vault."""
    vault_id: str = ""
    """Empty in a file of format 1."""
    number: int = 0
    """The number in its name, so that an older file can't be put in a later one's place."""
    envelope: Envelope | None = field(repr=False, default=None)
    """None in a file of format 1, which nobody signed."""

    @property
    def vault_keys(self) -> tuple[str, ...]:
        """All vault keys, the file's newest first."""
        return self.former_keys if self.vault_key is None else (self.vault_key, *self.former_keys)


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


def make_identity(*, post_quantum: bool) -> age.X25519Identity | age.HybridIdentity:
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


def home_identity(device_key: bytes, *, post_quantum: bool) -> age.Identity:
    """Return the key to which this home seals what it learns of vault keys.

    Derived from the key in its secret store, so the ledger may keep them.
    """
    return _derived_identity(device_key, b"picup home identity", post_quantum=post_quantum)


def device_identity(device_key: bytes, *, post_quantum: bool) -> age.Identity:
    """Return a device's own key, to whose recipient others seal a new vault key for it (6-5)."""
    return _derived_identity(device_key, b"picup device identity", post_quantum=post_quantum)


def _derived_identity(key: bytes, info: bytes, *, post_quantum: bool) -> age.Identity:
    secret = HKDF(SHA256(), length=DEVICE_KEY_BYTES, salt=None, info=info).derive(key)
    return age.HybridIdentity(secret) if post_quantum else age.X25519Identity(secret)


def make_album_key(recipients: Sequence[str], *, post_quantum: bool) -> AlbumKey:
    """Return a new album's key; this needs no secret of the vault."""
    identity = make_identity(post_quantum=post_quantum)
    sealed = seal_bytes(str(identity).encode(), [age.parse_recipient(r) for r in recipients])
    return AlbumKey(str(identity.recipient()), sealed)


def open_album_key(sealed_identity: bytes, vault_keys: Sequence[age.Identity]) -> age.Identity:
    """Return the album's key; NotForThisKey or Damaged if none of the vault keys opens it."""
    return age.parse_identity(open_bytes(sealed_identity, vault_keys).decode())


def is_key_of(recipient: str, sealed_identity: bytes, vault_keys: Sequence[age.Identity]) -> bool:
    """Return whether one of the vault keys opens it, and it is the key of this recipient."""
    try:
        return str(open_album_key(sealed_identity, vault_keys).recipient()) == recipient
    except (Damaged, NotForThisKey, UsageError, UnicodeDecodeError):
        return False


def is_better_key(
    recipient: str, known: bytes, told: bytes, vault_keys: Sequence[age.Identity]
) -> bool:
    """Return whether to keep ``told`` as an album's sealed key in place of ``known``.

    A key that opens stays, whatever a keys file says.
    """
    if known == told:
        return False
    return not known or (
        not is_key_of(recipient, known, vault_keys) and is_key_of(recipient, told, vault_keys)
    )


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


def seal_key_ring(
    ring: KeyRing, recipients: Sequence[age.Recipient], signed_by: SigningKey | None = None
) -> bytes:
    """Return the content of ``keys/<n>.age``: of format 2 if somebody signs it, else of 1."""
    plain: dict[str, object] = {
        "vault_key": ring.vault_key,
        "albums": {of: base64.b64encode(key).decode() for of, key in ring.albums.items()},
        "devices": dict(ring.devices),
        "storages": {role: asdict(storage) for role, storage in ring.storages.items()},
        "statements": [[one.text, one.signer, one.signature] for one in ring.statements],
    }
    if signed_by is None:
        return seal_bytes(json.dumps(plain, sort_keys=True).encode(), recipients)
    plain |= {
        "format": KEYS_FORMAT,
        "version": KEYS_VERSION,
        "vault": ring.vault_id,
        "number": ring.number,
        "former_vault_keys": list(ring.former_keys),
    }
    body = json.dumps(plain, sort_keys=True).encode()
    key = Ed25519PrivateKey.from_private_bytes(signed_by.private)
    signature = key.sign(SIGNED_PREFIX + body).hex()
    last = json.dumps({"by": signed_by.signer, "signature": signature}).encode()
    return seal_bytes(body + b"\n" + last + b"\n", recipients)


def open_key_ring(sealed: bytes, identities: Sequence[age.Identity]) -> KeyRing:
    """Read a keys file; NotForThisKey, Damaged, or StrangeKeys if it opens but makes no sense.

    Whether to believe it is another question: see ``KeyRing.envelope``.
    """
    opened = open_bytes(sealed, identities)
    body, _, last = opened.partition(b"\n")
    try:
        plain: Any = parse_object(body, most_bytes=MOST_KEYS_BYTES)
        # ValueError for half a letter, which no ledger takes.
        json.dumps(plain, ensure_ascii=False).encode()
        signed = plain.get("format") == KEYS_FORMAT
        if signed and whole_number(plain["version"], least=1) != KEYS_VERSION:
            raise StrangeKeys("keys-file-opens-but-what")
        albums = {of: base64.b64decode(key) for of, key in plain["albums"].items()}
        storages = {
            role: _ring_storage(storage) for role, storage in plain.get("storages", {}).items()
        }
        key = plain["vault_key"]
        if key is not None and not isinstance(key, str):
            raise StrangeKeys("keys-file-holds-vault-key")
        return KeyRing(
            key,
            albums,
            _public_keys(plain["devices"]),
            storages,
            tuple(text_of(one, most=LONGEST_TEXT) for one in plain.get("former_vault_keys", [])),
            _statements(plain.get("statements", [])),
            text_of(plain["vault"], most=LONGEST_ID) if signed else "",
            whole_number(plain["number"]) if signed else 0,
            _envelope(body, last) if signed else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StrangeKeys("keys-file-opens-but-what") from error


def keys_name(number: int) -> str:
    """Return ``keys/<n>.age``."""
    return f"{KEYS_FOLDER}/{number}.age"


def _envelope(body: bytes, last: bytes) -> Envelope:
    plain = parse_object(last, most_bytes=LONGEST_TEXT)
    signature = text_of(plain["signature"], most=SIGNATURE_DIGITS)
    return Envelope(body, text_of(plain["by"], most=LONGEST_ID), signature)


def _statements(plain: object) -> tuple[Statement, ...]:
    if not isinstance(plain, list) or len(plain) > MOST_STATEMENTS:
        raise TypeError("statements are none")
    return tuple(
        Statement(
            text_of(text, most=LONGEST_STATEMENT),
            text_of(signer, most=LONGEST_ID),
            text_of(signature, most=SIGNATURE_DIGITS),
        )
        for text, signer, signature in plain
    )


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


def join_key_rings(rings: Sequence[KeyRing], vault_keys: Sequence[age.Identity] = ()) -> KeyRing:
    """Merge several keys files; the later one wins where they differ.

    An album's key that one of the vault keys opens is replaced by no other: whoever knows an
    album's recipient could take its photos away from a new computer (6-4).
    """
    keys = dict.fromkeys(key for ring in rings for key in ring.vault_keys)
    first = next((r.vault_key for r in rings if r.vault_key is not None), None)
    return KeyRing(
        vault_key=first,
        albums=_joined_albums(rings, vault_keys),
        # A device's key never changes: the first file that names it counts.
        devices={d: key for ring in reversed(rings) for d, key in ring.devices.items()},
        storages={role: to for ring in rings for role, to in ring.storages.items()},
        former_keys=tuple(key for key in keys if key != first),
        statements=tuple(dict.fromkeys(one for ring in rings for one in ring.statements)),
        vault_id=next((ring.vault_id for ring in rings if ring.vault_id), ""),
    )


def _joined_albums(
    rings: Sequence[KeyRing], vault_keys: Sequence[age.Identity]
) -> Mapping[str, bytes]:
    albums: dict[str, bytes] = {}
    for ring in rings:
        for recipient, sealed in ring.albums.items():
            known = albums.get(recipient, sealed)
            # The same bytes mostly, so few are opened.
            if known == sealed or not is_key_of(recipient, known, vault_keys):
                albums[recipient] = sealed
    return albums
