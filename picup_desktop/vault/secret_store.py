"""What this computer keeps secret for a vault, and where such secrets may rest.

Two places, and never a third in clear: the system's keyring, or a file sealed
by a passphrase.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from picup_desktop.errors import NoPermission
from picup_desktop.vault.errors import Damaged

DEVICE_KEY_BYTES = 32


class NoSecrets(NoPermission):
    """The secrets of the vault are not where they should be: it stays locked."""

    title = "The vault is locked"


@dataclass(frozen=True)
class Secrets:
    """Everything secret that this computer needs from day to day; never the kit's key."""

    vault_key: str = field(repr=False)
    """An age identity, ``AGE-SECRET-KEY-...``."""
    device_key: str = field(repr=False)
    """The Ed25519 private key, 64 hexadecimal digits."""
    passwords: Mapping[str, str] = field(repr=False, default_factory=dict)
    """SFTP passwords by role, ``main`` or ``backup``."""
    key_passphrases: Mapping[str, str] = field(repr=False, default_factory=dict)
    """Passphrases of SSH key files by role."""
    notify_urls: tuple[str, ...] = field(repr=False, default=())
    lock_check: str = field(repr=False, default="")
    """What is kept of the lock's own passphrase (``lock_passphrase.py``); empty: there is none."""


class SecretStore(Protocol):
    """A place where the secrets of one vault rest on this computer."""

    def load(self) -> Secrets:
        """NoPermission if they can't be had (locked, missing, wrong passphrase);
        Damaged if what is there makes no sense."""

    def save(self, secrets: Secrets) -> None:
        """Keep them instead of the ones before, and be sure of it."""

    def describe(self) -> str:
        """Where they rest, for a person."""


def encode_secrets(secrets: Secrets) -> str:
    """As JSON, ASCII only."""
    plain = {
        "vault_key": secrets.vault_key,
        "device_key": secrets.device_key,
        "passwords": dict(secrets.passwords),
        "key_passphrases": dict(secrets.key_passphrases),
        "notify_urls": list(secrets.notify_urls),
        "lock_check": secrets.lock_check,
    }
    return json.dumps(plain, sort_keys=True)


def decode_secrets(text: str | bytes) -> Secrets:
    """From JSON; fields of later versions are passed over. Damaged if it makes no sense."""
    try:
        plain = json.loads(text)
        return Secrets(
            vault_key=_text(plain["vault_key"]),
            device_key=_device_key(plain["device_key"]),
            passwords=_texts(plain.get("passwords", {})),
            key_passphrases=_texts(plain.get("key_passphrases", {})),
            notify_urls=tuple(_text(url) for url in plain.get("notify_urls", [])),
            lock_check=_hexadecimal(plain.get("lock_check", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        # Without its cause, which would carry the secret text into a traceback.
        raise Damaged(
            "The vault's secrets on this computer are damaged. Open the vault anew with its"
            " recovery kit: picup open --from URL --recovery-kit FILE"
        ) from None


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
