"""What is known of a copy that can't be read: damaged, or nothing (5-1, 6-1)."""

from collections.abc import Iterator

import pytest

from picup_desktop.storage.base import Piece, Storage
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageArchived,
    StorageDenied,
    StorageError,
    StrangeEntry,
)
from picup_desktop.sync.verify.verify import state_of
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.words import CopyState
from tests.unit.storages.in_memory import MemoryStorage

NAME = "objects/ab/abcdef"
DENIED = StorageDenied("bucket-denies", bucket="b", store="s", why="AccessDenied")
ARCHIVED = StorageArchived("bucket-archives", bucket="b", store="s", why="InvalidObjectState")
STRANGE = StrangeEntry("entry-is-strange", name=NAME)
NO_FILE = ObjectNotFound("object-is-not-on-storage", name=VAULT_NAME)


class _Refusing(MemoryStorage):
    """Raises for some names."""

    def __init__(self, **refused: StorageError) -> None:
        super().__init__()
        self.refused = refused

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        error = self.refused.get("vault" if name == VAULT_NAME else "object")
        if error is not None:
            raise error
        yield b"{}"


@pytest.mark.parametrize(
    "storage",
    [
        _Refusing(object=DENIED),
        _Refusing(object=DENIED, vault=NO_FILE),
        _Refusing(object=STRANGE, vault=DENIED),
        _Refusing(),
    ],
)
def test_a_copy_that_alone_may_not_be_read_or_holds_other_bytes_is_damaged(
    storage: Storage,
) -> None:
    assert state_of(storage, NAME, 2) is CopyState.DAMAGED


@pytest.mark.parametrize(
    ("storage", "error"),
    [
        (_Refusing(object=DENIED, vault=DENIED), StorageDenied),
        (_Refusing(object=ARCHIVED), StorageArchived),
    ],
)
def test_a_storage_that_lets_nothing_be_read_says_nothing_of_one_copy(
    storage: Storage, error: type[StorageError]
) -> None:
    with pytest.raises(error):
        state_of(storage, NAME, 2)


def test_a_copy_that_is_not_there_is_missing() -> None:
    assert state_of(_Refusing(object=NO_FILE), NAME, 2) is CopyState.MISSING
