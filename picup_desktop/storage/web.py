"""Requests of storages over HTTP that go side by side."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from picup_desktop.storage.base import Get, Piece, Progress, Put, Storage, pieces
from picup_desktop.storage.errors import (
    NOT_ASKED,
    StorageError,
    StorageImpossible,
    StorageStalled,
)

AT_ONCE = 8
"""Small objects of one batch under way at once: each waits for several answers."""

LONGEST_LISTING_MINUTES = 2.0
"""One page or folder of a listing; a courier that says nothing for so long is ended before."""

_COMPRESSED = {"gzip", "x-gzip", "deflate", "br", "zstd", "compress"}

_Asked = TypeVar("_Asked")
_Result = TypeVar("_Result")


def at_once(
    ask: Callable[[_Asked], _Result], asked: Sequence[_Asked]
) -> Sequence[_Result | StorageError]:
    """Return the result or error of each call, as ``in_order``. StorageStalled."""
    return list(in_order(ask, asked))


def in_order(
    ask: Callable[[_Asked], _Result], asked: Sequence[_Asked]
) -> Iterator[_Result | StorageError]:
    """Yield the result or error of each call, in order; several are under way at once.

    Once the storage as a whole can't be asked, what was not begun gets that error. A stall is
    raised, because nobody knows how far its call came. The threads end with the last result.
    """
    out: StorageError | None = None

    def one(argument: _Asked) -> _Result | StorageError:
        nonlocal out
        if out is not None:
            return out
        try:
            return ask(argument)
        except StorageStalled as error:
            out = error
            raise
        except NOT_ASKED as error:
            out = error
            return error
        except StorageError as error:
            return error

    with ThreadPoolExecutor(min(AT_ONCE, len(asked) or 1), "web") as threads:
        yield from threads.map(one, asked)


def in_time(body: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a listing as they come; StorageStalled where they do not end in time.

    A server may send a byte now and then for ever (6-2).
    """
    ends_at = time.monotonic() + LONGEST_LISTING_MINUTES * 60
    for piece in body:
        if time.monotonic() > ends_at:
            raise takes_too_long()
        yield piece


def takes_too_long() -> StorageStalled:
    """Return the error of a listing that does not end in time."""
    return StorageStalled("listing-takes-too-long", minutes=LONGEST_LISTING_MINUTES)


def check_form(headers: Mapping[str, str], server: str) -> None:
    """Check that an object comes as it was stored. StorageImpossible.

    What something on the way compressed, though nobody asked for that, is no damaged object.
    """
    form = headers.get("Content-Encoding", "")
    if form.lower() in _COMPRESSED:
        raise StorageImpossible("object-comes-compressed", server=server, form=form)


def put_each(
    put: Callable[[str, Path], int], puts: Sequence[Put], progress: Progress | None
) -> Sequence[StorageError | None]:
    """As ``Storage.put_many``; ``put`` stores one file and returns its bytes."""
    lock, sent_bytes = threading.Lock(), 0

    def one(each: Put) -> None:
        nonlocal sent_bytes
        sent = put(each.name, each.source)
        with lock:
            sent_bytes += sent
            if progress is not None:
                progress(sent_bytes)

    return at_once(one, puts)


def got_each(storage: Storage, gets: Sequence[Get]) -> Iterator[Piece | None]:
    """As ``Storage.get_many``."""

    def whole(one: Get) -> bytes | None:
        data = b"".join(storage.get(one.name, 0, one.size_bytes + 1))
        return data if len(data) == one.size_bytes else None

    for found in in_order(whole, gets):
        if isinstance(found, NOT_ASKED):
            raise found
        yield None if isinstance(found, StorageError) else found


def removed(
    remove: Callable[[str], bool], names: Sequence[str], seconds: float
) -> Sequence[bool | StorageError]:
    """As ``Storage.remove_many``."""
    ends_at = time.monotonic() + seconds
    done: list[bool | StorageError] = []
    for start in range(0, len(names), AT_ONCE):
        if time.monotonic() >= ends_at:
            break
        done += at_once(remove, names[start : start + AT_ONCE])
        out = next((result for result in done if isinstance(result, NOT_ASKED)), None)
        if out is not None:
            return [*done, *[out] * (len(names) - len(done))]
    return done


class Sending:
    """The bytes of a file for an upload; each call begins anew."""

    def __init__(
        self, source: Path, piece_bytes: int, size_bytes: int, progress: Progress | None
    ) -> None:
        self.sent_bytes = 0
        """Of the last call."""
        self._source = source
        self._piece_bytes = piece_bytes
        self._size_bytes = size_bytes
        self._progress = progress
        self._told_bytes = 0

    def __call__(self) -> Iterator[bytes]:
        """Yield the bytes, and tell how many were taken. SourceUnreadable."""
        self.sent_bytes = 0
        for data in pieces(self._source, self._piece_bytes, self._size_bytes):
            self.sent_bytes += len(data)
            yield data
            # A second try begins anew, and what is told never goes back.
            if self._progress is not None and self.sent_bytes > self._told_bytes:
                self._told_bytes = self.sent_bytes
                self._progress(self.sent_bytes)
