"""The lock's own passphrase, for computers whose keyring opens by itself.

If a passphrase seals the secrets, it also unlocks. Otherwise a person may choose a
passphrase for the lock; only a slow hash of it is kept, among the secrets.
"""

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT_BYTES = 16
HASH_BYTES = 32
# 128 MiB and about 0.4 s, as much as opening a sealed file of secrets costs.
WORK_FACTOR = 17
FIRST_WORK_FACTOR = 15
"""The cost of checks without a cost of their own, which earlier versions made."""


def make_check(passphrase: str) -> str:
    """Return the cost, the salt and the hash of a passphrase, hexadecimal."""
    salt = os.urandom(SALT_BYTES)
    digest = _scrypt(salt, WORK_FACTOR).derive(passphrase.encode())
    return (bytes([WORK_FACTOR]) + salt + digest).hex()


def opens(check: str, passphrase: str) -> bool:
    """Return whether ``check`` was made of this passphrase."""
    kept = bytes.fromhex(check)
    work_factor = FIRST_WORK_FACTOR
    if len(kept) == 1 + SALT_BYTES + HASH_BYTES:
        work_factor, kept = kept[0], kept[1:]
    if work_factor not in {FIRST_WORK_FACTOR, WORK_FACTOR}:
        return False
    try:
        _scrypt(kept[:SALT_BYTES], work_factor).verify(
            passphrase.encode("utf-8", "surrogateescape"), kept[SALT_BYTES:]
        )
    except InvalidKey:
        return False
    return True


def _scrypt(salt: bytes, work_factor: int) -> Scrypt:
    return Scrypt(salt, HASH_BYTES, n=1 << work_factor, r=8, p=1)
