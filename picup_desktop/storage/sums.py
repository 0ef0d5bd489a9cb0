"""The SHA-256 that a storage itself has of an object, and how large objects are divided for it.

A bucket takes a large object in parts. What its store has of such an object is a hash of the
hashes of the parts, which says as much of the bytes, to whoever knows where they were divided.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

PART_BYTES = 5 * 1024 * 1024
"""A part of a large object; a store takes at least 5 MiB, and at most 10,000 of them."""
MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class StoredSum:
    """What a storage says of an object's bytes."""

    sha256: str
    """As hexadecimal digits."""
    part_bytes: int = 0
    """0: of the bytes; else of the SHA-256 of each part of so many bytes, one after the other."""


class _Hash(Protocol):
    def update(self, data: bytes | memoryview, /) -> object: ...

    def digest(self) -> bytes: ...

    def hexdigest(self) -> str: ...


@dataclass
class Summing:
    """Makes the hash of some bytes, and beside it the one of their parts."""

    part_bytes: int
    """0: there are no parts."""
    _whole: _Hash = field(default_factory=hashlib.sha256)
    _parts: _Hash = field(default_factory=hashlib.sha256)
    _part: _Hash = field(default_factory=hashlib.sha256)
    _in_part: int = 0

    def update(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        self._whole.update(data)
        left = memoryview(data)
        while self.part_bytes and left:
            taken = left[: self.part_bytes - self._in_part]
            self._part.update(taken)
            self._in_part += len(taken)
            left = left[len(taken) :]
            if self._in_part == self.part_bytes:
                self._end_part()

    @property
    def sha256(self) -> str:
        """The SHA-256 of all bytes so far."""
        return self._whole.hexdigest()

    def of_parts(self) -> StoredSum | None:
        """End the last part; return what a store has of the parts, None if there are none."""
        if not self.part_bytes:
            return None
        if self._in_part:
            self._end_part()
        return StoredSum(self._parts.hexdigest(), self.part_bytes)

    def _end_part(self) -> None:
        self._parts.update(self._part.digest())
        self._part, self._in_part = hashlib.sha256(), 0


def part_bytes_of(size_bytes: int) -> int:
    """Return the size of each part but the last of a large object."""
    return max(PART_BYTES, -(-size_bytes // MOST_PARTS))


def no_sums(names: Sequence[str]) -> list[None]:
    """As ``Storage.sums``, of a storage that says nothing of the bytes that it has."""
    return [None] * len(names)
