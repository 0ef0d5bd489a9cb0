"""Randomness by seed, where the program takes the system's: else no name would come again."""

import os
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from picup_desktop.vault import keys
from picup_desktop.vault.age import x25519


@contextmanager
def seeded_randomness(seed: int) -> Iterator[None]:
    """Nonces, keys and tokens follow from the seed; for one thread only."""
    chance = random.Random(f"entropy {seed}")

    class SeededX25519:
        generate = staticmethod(lambda: X25519PrivateKey.from_private_bytes(chance.randbytes(32)))
        from_private_bytes = staticmethod(X25519PrivateKey.from_private_bytes)

    class SeededEd25519:
        generate = staticmethod(lambda: Ed25519PrivateKey.from_private_bytes(chance.randbytes(32)))
        from_private_bytes = staticmethod(Ed25519PrivateKey.from_private_bytes)

    with (
        mock.patch.object(os, "urandom", chance.randbytes),
        mock.patch.object(secrets, "token_bytes", lambda count=32: chance.randbytes(count)),
        mock.patch.object(x25519, "X25519PrivateKey", SeededX25519),
        mock.patch.object(keys, "Ed25519PrivateKey", SeededEd25519),
    ):
        yield
