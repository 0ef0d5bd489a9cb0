"""Writes an object of a bucket: whole in one request, or in parts, and never over another.

A small object is one PUT with ``If-None-Match: *``. A larger one is sent in parts; the library
gives it its name when all have come. What the store shows afterwards is compared: its answer to
the PUT where that names the MD5 of the bytes that came, as an ``ETag`` mostly does, and a request
more for the size where it does not. A page that answers everything well can't name it. A store
that names no ``ETag`` at all can't put parts together, which need theirs.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import obstore
import obstore.exceptions
from obstore.store import S3Store

from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.base import ObjectInfo, Progress, pieces, says_its_bytes
from picup_desktop.storage.bucket.meaning import names_no_tag
from picup_desktop.storage.bucket.place import PARTS_AT_ONCE
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageNonsense,
    StorageUnreachable,
)
from picup_desktop.storage.sums import PART_BYTES, part_bytes_of
from picup_desktop.storage.web import Sending

READ_BYTES = 1024 * 1024
MOST_SUMMED_BYTES = 1024 * 1024
"""For a larger object its MD5 takes longer than one request more."""

T = TypeVar("T")


class Ask(Protocol):
    """Asks the store about a name. StorageError."""

    def __call__(self, name: str, ask: Callable[[S3Store], T], /) -> T:
        """Return what the store answers."""


@dataclass(frozen=True)
class Puts:
    """What a write needs of its bucket."""

    ask: Ask
    path: Callable[[str], str]
    stat: Callable[[str], ObjectInfo]
    missing: Callable[[], StorageError]
    """Makes the error of a bucket that is not there."""

    def put(self, name: str, source: Path, progress: Progress | None) -> int:
        """Store a file as ``Storage.put``; return its bytes. Any StorageError."""
        path, size_bytes = self.path(name), _size_of(source)
        if size_bytes > PART_BYTES or not says_its_bytes(name):
            # Nothing else keeps a store from overwriting that knows no conditions.
            self._check_free(name)
        named = False
        try:
            if size_bytes <= PART_BYTES:
                sent, named = self._whole(name, path, source, size_bytes)
                if progress is not None:
                    progress(sent)
            else:
                sent = self._in_parts(name, path, source, size_bytes, progress)
        except ObjectNotFound:
            raise self.missing() from None
        there = sent if named else self.size_there(name)
        if there != sent:
            if there is not None and says_its_bytes(name):
                self.ask(name, lambda store: obstore.delete(store, path))
            raise StorageNonsense("object-has-wrong-size", name=name)
        return sent

    def _whole(self, name: str, path: str, source: Path, size_bytes: int) -> tuple[int, bool]:
        """Store a small file; return its bytes, and whether the answer names their MD5."""
        # One piece, mostly, of which no copy is made; a byte more says that the file grew.
        data = b"".join(pieces(source, size_bytes + 1, size_bytes))
        try:
            e_tag = self.ask(name, lambda store: _sent(store, path, data, "create"))
        except StorageDenied as error:
            if not _knows_no_conditions(error):
                raise
            self._check_free(name)
            e_tag = self.ask(name, lambda store: _sent(store, path, data, "overwrite"))
        return len(data), names_bytes(e_tag, data)

    def overwrites(self, path: str) -> bool:
        """Write an empty object twice; return whether the store lets that happen. StorageError."""

        try:
            self.ask(path, lambda store: _sent(store, path, b"", "create"))
            self.ask(path, lambda store: _sent(store, path, b"", "create"))
        except ObjectExists:
            return False
        except StorageDenied as error:
            if not _knows_no_conditions(error):
                raise
            self.ask(path, lambda store: _sent(store, path, b"", "overwrite"))
        return True

    def _in_parts(
        self, name: str, path: str, source: Path, size_bytes: int, progress: Progress | None
    ) -> int:
        sending = Sending(source, READ_BYTES, size_bytes, progress)
        part_bytes = part_bytes_of(size_bytes)
        try:
            self.ask(
                name,
                lambda store: obstore.put(
                    store, path, sending(), chunk_size=part_bytes, max_concurrency=PARTS_AT_ONCE
                ),
            )
        except StorageUnreachable:
            raise
        except StorageAway:
            # The last answer may have been lost, after the store gave all parts their name.
            sent_bytes = sending.sent_bytes
            if sent_bytes < size_bytes or self.size_there(name) != sent_bytes:
                raise
        return sending.sent_bytes

    def _check_free(self, name: str) -> None:
        """Check that a name is free. ObjectExists, any StorageError.

        The write itself shows whether there is a bucket, which is answered like a free name here.
        """
        path = self.path(name)
        try:
            self.ask(name, lambda store: obstore.head(store, path))
        except ObjectNotFound:
            return
        raise ObjectExists("name-is-there-already", name=name)

    def size_there(self, name: str) -> int | None:
        """Return the size of an object in bytes; None if there is none."""
        try:
            return self.stat(name).size_bytes
        except ObjectNotFound:
            return None


def _sent(
    store: S3Store, path: str, data: bytes, mode: Literal["create", "overwrite"]
) -> str | None:
    """Write an object in one request; return its ``ETag``, None if the answer names none.

    The library takes an answer without it for a failure, after the store kept the object. Errors
    of the library.
    """
    try:
        return obstore.put(store, path, data, mode=mode)["e_tag"]
    except obstore.exceptions.BaseError as error:
        if not names_no_tag(str(error)):
            raise
        return None


def names_bytes(e_tag: str | None, data: bytes) -> bool:
    """Return whether a store's answer to a write names the MD5 of what it was sent.

    Stores that seal objects themselves name something else, as they do for parts. False for
    more than MOST_SUMMED_BYTES, which are not summed.
    """
    if e_tag is None or len(data) > MOST_SUMMED_BYTES:
        return False
    return e_tag.strip('"') == hashlib.md5(data, usedforsecurity=False).hexdigest()


def _knows_no_conditions(error: StorageDenied) -> bool:
    """Return whether a store refused ``If-None-Match`` as something that it does not know."""
    return error.message.values.get("why") == "NotImplemented"


def _size_of(source: Path) -> int:
    try:
        return source.stat().st_size
    except OSError as error:
        raise SourceUnreadable(
            "source-cant-be-read", source=shown(str(source)), why=reason_of(error)
        ) from error
