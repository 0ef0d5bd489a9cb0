"""The lock's own passphrase, for computers whose keyring opens by itself.

Where a passphrase seals the secrets, that one unlocks. Elsewhere nothing would be
asked for; a person may choose a passphrase then, of which only a slow hash is kept,
among the secrets.
"""

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT_BYTES = 16
HASH_BYTES = 32
# 32 MiB and about 0.1 s, as much as opening a sealed file of secrets costs.
WORK = {"n": 2**15, "r": 8, "p": 1}


def make_check(passphrase: str) -> str:
    """What is kept of a passphrase; hexadecimal digits."""
    salt = os.urandom(SALT_BYTES)
    return (salt + Scrypt(salt, HASH_BYTES, **WORK).derive(passphrase.encode())).hex()


def opens(check: str, passphrase: str) -> bool:
    """Whether it is the passphrase that the check was made of."""
    kept = bytes.fromhex(check)
    kdf = Scrypt(kept[:SALT_BYTES], HASH_BYTES, **WORK)
    try:
        kdf.verify(passphrase.encode("utf-8", "surrogateescape"), kept[SALT_BYTES:])
    except InvalidKey:
        return False
    return True
