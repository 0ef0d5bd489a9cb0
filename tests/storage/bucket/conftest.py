"""The store that a test makes fail or lie."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.place import Access
from tests.hostile import (
    Hostile,
    hostile,
)
from tests.storage.bucket.odd_store import VAULT


@pytest.fixture
def enemy() -> Iterator[Hostile]:
    with hostile(lambda _: VAULT) as server:
        yield server


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every storage of a bucket that a test opened: its connections stay open else."""
    with ExitStack() as opened:
        open_it = BucketPlace.open

        def opens(place: BucketPlace, access: Access) -> Storage:
            storage = open_it(place, access)
            opened.callback(storage.close)
            return storage

        monkeypatch.setattr(BucketPlace, "open", opens)
        yield
