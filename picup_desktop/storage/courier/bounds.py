"""How much a courier may say in one call: one that a server took over has an end too (6-2).

What it says keeps its call alive, so each message has to bring something that is bounded by
what was asked for: bytes of an object, files of a list, the progress of a file of ours.
"""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from picup_desktop.storage.base import MOST_NAMES, Get


@dataclass
class DataBound:
    """The pieces of one reading: at most the bytes asked for, and few empty or missed ones."""

    left_bytes: float
    left_empty: int = 0

    @classmethod
    def of(cls, length: int | None) -> "DataBound":
        """Return the bound of reading so many bytes of one object; None: all of it."""
        return cls(inf if length is None else length)

    @classmethod
    def of_many(cls, gets: Sequence[Get]) -> "DataBound":
        """Return the bound of reading small objects whole, each of which may be missed."""
        return cls(sum(one.size_bytes for one in gets), len(gets))

    def takes(self, size_bytes: int) -> bool:
        """Return whether a piece of this size, 0 for a missed object, was still to come."""
        self.left_bytes -= size_bytes
        self.left_empty -= not size_bytes
        return self.left_bytes >= 0 and self.left_empty >= 0


@dataclass
class ListBound:
    """The parts of one list: only the last may be empty."""

    files: int = 0
    ended: bool = False

    def takes(self, count: int) -> bool:
        """Return whether a part of so many files may come."""
        took, self.ended = not self.ended, not count
        self.files += count
        return took and self.files <= MOST_NAMES


@dataclass
class PutBound:
    """The progress of sending files of ours: up to their size, and changing within a time."""

    total_bytes: float
    quiet_seconds: float
    """Longest time for which it may stand still, the naps of a speed limit included."""
    changed_at: float
    """Monotonic seconds."""
    most_restarts: int
    """How often it may fall: a file that could not be stored counts no more, and so at most once
    for each file."""
    moved_bytes: int = 0
    restarts: int = 0

    def takes(self, moved_bytes: int, monotonic: float) -> bool:
        """Return whether the files can be so far by now."""
        if moved_bytes != self.moved_bytes:
            self.changed_at = monotonic
        self.restarts += moved_bytes < self.moved_bytes
        self.moved_bytes = moved_bytes
        return moved_bytes <= self.total_bytes and self.restarts <= self.most_restarts

    def is_stalled(self, monotonic: float) -> bool:
        """Return whether it stood still for too long."""
        return monotonic - self.changed_at > self.quiet_seconds


def total_of(sources: Sequence[Path]) -> float:
    """Return the size of files together, in bytes; infinite if one has none, or is gone."""
    try:
        found = [source.stat() for source in sources]
    except OSError:
        return inf
    regular = all(stat.S_ISREG(one.st_mode) for one in found)
    return sum(one.st_size for one in found) if regular else inf
