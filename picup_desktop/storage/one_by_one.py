"""Batch methods done one object at a time, for storages where batches save nothing.

After an error of the storage as a whole, the rest is not tried and gets the same error.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeVar

from picup_desktop.storage.base import Get, Piece, Progress, Put, Storage
from picup_desktop.storage.errors import NOT_ASKED, StorageError, StorageStalled

_Asked = TypeVar("_Asked")
_Result = TypeVar("_Result")


def put_one_by_one(
    storage: Storage,
    puts: Sequence[Put],
    progress: Progress | None = None,
    before_bytes: int = 0,
) -> Sequence[StorageError | None]:
    """As ``Storage.put_many``; ``before_bytes`` were moved for earlier objects of the batch."""
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


def get_one_by_one(storage: Storage, gets: Sequence[Get]) -> Iterator[Piece | None]:
    """As ``Storage.get_many``."""
    for one in gets:
        try:
            data = b"".join(storage.get(one.name, 0, one.size_bytes + 1))
        except NOT_ASKED:
            raise
        except StorageError:
            yield None
        else:
            yield data if len(data) == one.size_bytes else None


def remove_one_by_one(
    storage: Storage, names: Sequence[str], seconds: float
) -> Sequence[bool | StorageError]:
    """As ``Storage.remove_many``."""
    ends_at = time.monotonic() + seconds
    in_time = takewhile(lambda _: time.monotonic() < ends_at, names)
    return each(storage.remove, in_time)


def each(ask: Callable[[_Asked], _Result], asked: Iterable[_Asked]) -> list[_Result | StorageError]:
    """Return the result of each call; stop asking once the storage fails. StorageStalled."""
    results: list[_Result | StorageError] = []
    out: StorageError | None = None
    for one in asked:
        try:
            results.append(ask(one) if out is None else out)
        except StorageStalled:
            raise
        except NOT_ASKED as error:
            out = error
            results.append(error)
        except StorageError as error:
            results.append(error)
    return results
