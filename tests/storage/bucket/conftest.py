"""The store that a test makes fail or lie."""

from collections.abc import Iterator

import pytest

from tests.closed_buckets import buckets_closed
from tests.hostile import (
    Hostile,
    hostile,
)
from tests.storage.bucket.odd_store import VAULT

__all__ = ["buckets_closed", "enemy"]


@pytest.fixture
def enemy() -> Iterator[Hostile]:
    with hostile(lambda _: VAULT) as server:
        yield server
