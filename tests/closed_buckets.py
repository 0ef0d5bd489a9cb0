"""Closes every storage of a bucket that a test opened, whose connections stay open else."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.place import Access


@pytest.fixture(autouse=True)
def buckets_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close them at the end of each test of the folder whose conftest imports this."""
    with ExitStack() as opened:
        open_it = BucketPlace.open

        def opens(place: BucketPlace, access: Access) -> Storage:
            storage = open_it(place, access)
            opened.callback(storage.close)
            return storage

        monkeypatch.setattr(BucketPlace, "open", opens)
        yield
