"""Many objects one after the other, for storages where nothing is won by more.

A storage that is away is not asked again for each: what follows has the same error.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from picup_desktop.storage.base import Progress, Put, Storage
from picup_desktop.storage.errors import StorageAway, StorageError, StorageStalled

_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")


def put_one_by_one(
    storage: Storage,
    puts: Sequence[Put],
    progress: Progress | None = None,
    before_bytes: int = 0,
) -> Sequence[StorageError | None]:
    """As ``Storage.put_many``; ``before_bytes`` were moved for others of them already."""
    before = before_bytes

    def put(one: Put) -> None:
        nonlocal before
        moved = 0

        def tell(count: int) -> None:
            nonlocal moved
            moved = count
            if progress is not None:
                progress(before + count)

        storage.put(one.name, one.source, tell)
        before += moved

    return each(put, puts)


def remove_one_by_one(storage: Storage, names: Sequence[str]) -> Sequence[bool | StorageError]:
    """As ``Storage.remove_many``."""
    return each(storage.remove, names)


def each(ask: Callable[[_Asked], _Told], asked: Sequence[_Asked]) -> list[_Told | StorageError]:
    """What came of each, until the storage is away. StorageStalled."""
    told: list[_Told | StorageError] = []
    away: StorageAway | None = None
    for one in asked:
        try:
            told.append(ask(one) if away is None else away)
        except StorageStalled:
            raise
        except StorageAway as error:
            away = error
            told.append(error)
        except StorageError as error:
            told.append(error)
    return told
