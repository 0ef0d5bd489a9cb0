"""The secrets that this computer keeps for a vault, and the interface of their stores.

There are two stores, and none in clear: the system's keyring, and a file sealed by a
passphrase. If a passphrase seals the secrets, it also unlocks. Where the keyring opens by
itself, a person may choose a passphrase for the lock; only a slow hash of it is kept,
among the secrets.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from picup_desktop.errors import NoPermission
from picup_desktop.messages.message import Message
from picup_desktop.names import spellings
from picup_desktop.vault.errors import Damaged

DEVICE_KEY_BYTES = 32


class NoSecrets(NoPermission):
    """The secrets of the vault are missing, so it stays locked."""

    title = "title-vault-locked"


@dataclass(frozen=True)
class Secrets:
    """All secrets that this computer needs every day; never the kit's key."""

    vault_key: str = field(repr=False)
    """An age identity, ``AGE-SECRET-KEY-...``."""
    device_key: str = field(repr=False)
    """The Ed25519 private key, 64 hexadecimal digits."""
    passwords: Mapping[str, str] = field(repr=False, default_factory=dict)
    """SFTP passwords by role, ``main`` or ``backup``."""
    key_passphrases: Mapping[str, str] = field(repr=False, default_factory=dict)
    """Passphrases of SSH key files by role."""
    servers: Mapping[str, str] = field(repr=False, default_factory=dict)
    """The server, by role, that its login is for; secrets of earlier versions name none."""
    notify_urls: tuple[str, ...] = field(repr=False, default=())
    lock_check: str = field(repr=False, default="")
    """The hash of the lock's own passphrase; empty: there is none."""


class SecretStore(Protocol):
    """A store for the secrets of one vault on this computer."""

    def load(self) -> Secrets:
        """Return the secrets. NoPermission if they can't be read (locked, missing, wrong
        passphrase); Damaged if they are malformed."""

    def save(self, secrets: Secrets) -> None:
        """Replace the stored secrets, and return once that is verified."""

    def renew(self, secrets: Secrets) -> None:
        """Protect the loaded secrets as strongly as newly stored ones, if they are not yet.

        Call it with the home's lock held. A store that can't do it keeps its secrets as they are.
        """

    def describe(self) -> Message:
        """Return where the secrets are stored."""


def encode_secrets(secrets: Secrets) -> str:
    """Return the secrets as JSON, ASCII only."""
    plain = {
        "vault_key": secrets.vault_key,
        "device_key": secrets.device_key,
        "passwords": dict(secrets.passwords),
        "key_passphrases": dict(secrets.key_passphrases),
        "servers": dict(secrets.servers),
        "notify_urls": list(secrets.notify_urls),
        "lock_check": secrets.lock_check,
    }
    return json.dumps(plain, sort_keys=True)


def decode_secrets(text: str | bytes) -> Secrets:
    """Parse JSON; ignore fields of later versions. Damaged if it is malformed."""
    try:
        plain = json.loads(text)
        return Secrets(
            vault_key=_text(plain["vault_key"]),
            device_key=_device_key(plain["device_key"]),
            passwords=_texts(plain.get("passwords", {})),
            key_passphrases=_texts(plain.get("key_passphrases", {})),
            servers=_texts(plain.get("servers", {})),
            notify_urls=tuple(_text(url) for url in plain.get("notify_urls", [])),
            lock_check=_hexadecimal(plain.get("lock_check", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        # Without its cause, which would put the secrets into a traceback.
        raise Damaged("vaults-secrets-on-computer-damaged") from None


def _text(plain: object) -> str:
    if not isinstance(plain, str):
        raise TypeError("not a text")
    return plain


def _hexadecimal(plain: object) -> str:
    digits = _text(plain)
    bytes.fromhex(digits)
    return digits


def _device_key(plain: object) -> str:
    device_key = _text(plain)
    if len(bytes.fromhex(device_key)) != DEVICE_KEY_BYTES:
        raise ValueError("a device key has 32 bytes")
    return device_key


def _texts(plain: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in plain.items()}


SALT_BYTES = 16
HASH_BYTES = 32
# 128 MiB and about 0.4 s, as much as opening a sealed file of secrets costs.
WORK_FACTOR = 17
FIRST_WORK_FACTOR = 15
"""The cost of a check that names none, as earlier versions made them."""


def make_passphrase_check(passphrase: str) -> str:
    """Return the cost, the salt and the hash of a passphrase, hexadecimal."""
    salt = os.urandom(SALT_BYTES)
    digest = _scrypt(salt, WORK_FACTOR).derive(spellings(passphrase)[0].encode())
    return (bytes([WORK_FACTOR]) + salt + digest).hex()


def passphrase_opens(check: str, passphrase: str) -> bool:
    """Return whether ``check`` was made of this passphrase."""
    kept = bytes.fromhex(check)
    work_factor = FIRST_WORK_FACTOR
    if len(kept) == 1 + SALT_BYTES + HASH_BYTES:
        work_factor, kept = kept[0], kept[1:]
    if work_factor not in {FIRST_WORK_FACTOR, WORK_FACTOR}:
        return False
    return any(_is_hash_of(one, kept, work_factor) for one in spellings(passphrase))


def _is_hash_of(passphrase: str, kept: bytes, work_factor: int) -> bool:
    derived = _scrypt(kept[:SALT_BYTES], work_factor)
    try:
        derived.verify(passphrase.encode("utf-8", "surrogateescape"), kept[SALT_BYTES:])
    except InvalidKey:
        return False
    return True


def _scrypt(salt: bytes, work_factor: int) -> Scrypt:
    return Scrypt(salt, HASH_BYTES, n=1 << work_factor, r=8, p=1)
