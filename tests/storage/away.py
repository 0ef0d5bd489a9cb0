"""A storage that is away says so to whatever it is asked, and never that a photo is missing."""

from pathlib import Path

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageUnreachable
from tests.storage.new_file import new_file


def assert_away(storage: Storage, name: str, scratch: Path) -> None:
    """Ask all that a storage can be asked (DISASTERS 5-2)."""
    for ask in (
        lambda: storage.stat(name),
        lambda: [*storage.get(name)],
        lambda: [*storage.list("objects")],
        lambda: storage.remove(name),
        lambda: storage.put(name, new_file(scratch, b"1")),
        storage.probe,
    ):
        with pytest.raises(StorageUnreachable):
            ask()
