"""The lock's own passphrase, for computers whose keyring opens by itself.

If a passphrase seals the secrets, it also unlocks. Otherwise a person may choose a
passphrase for the lock; only a slow hash of it is kept, among the secrets.
"""

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT_BYTES = 16
HASH_BYTES = 32
# 32 MiB and about 0.1 s, as much as opening a sealed file of secrets costs.
WORK = {"n": 2**15, "r": 8, "p": 1}


def make_check(passphrase: str) -> str:
    """Return the salted hash of a passphrase, hexadecimal."""
    salt = os.urandom(SALT_BYTES)
    return (salt + Scrypt(salt, HASH_BYTES, **WORK).derive(passphrase.encode())).hex()


def opens(check: str, passphrase: str) -> bool:
    """Return whether ``check`` was made of this passphrase."""
    kept = bytes.fromhex(check)
    kdf = Scrypt(kept[:SALT_BYTES], HASH_BYTES, **WORK)
    try:
        kdf.verify(passphrase.encode("utf-8", "surrogateescape"), kept[SALT_BYTES:])
    except InvalidKey:
        return False
    return True
