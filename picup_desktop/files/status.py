"""A file's status as numbers that the ledger and the journal can hold.

Both keep signed 64-bit numbers, and file systems answer with larger ones: times past the
year 2262 or before 1677 (NTFS, SMB, a damaged ext4), inodes past 2**63 (mergerfs, NFS, CIFS).
Everything that is recorded about a file, or compared with a record, comes from here, so
both sides are bounded in the same way (DISASTERS 5-7).
"""

import os
import stat
from dataclasses import dataclass
from typing import Protocol

MOST_INT64 = 2**63 - 1
LEAST_TIME_NS = -MOST_INT64
"""1677-09-21: the journal writes no time before it, and none after ``MOST_INT64`` (2262-04-11)."""


class StatResult(Protocol):
    """The part of ``os.stat_result`` that is recorded."""

    @property
    def st_size(self) -> int:
        """Bytes."""

    @property
    def st_mtime_ns(self) -> int:
        """Nanoseconds since 1970."""

    @property
    def st_ctime_ns(self) -> int:
        """Nanoseconds since 1970."""

    @property
    def st_ino(self) -> int:
        """The inode."""


@dataclass(frozen=True, slots=True)
class FileStatus:
    """The recorded status of a file."""

    size_bytes: int
    mtime_ns: int
    inode: int
    ctime_ns: int
    """When content, name or permissions changed; on Windows, when the file was made."""


def file_status(status: StatResult) -> FileStatus:
    """Return the bounded numbers of a file."""
    return FileStatus(
        min(max(0, status.st_size), MOST_INT64),
        bounded_time_ns(status.st_mtime_ns),
        folded_inode(status.st_ino),
        bounded_time_ns(status.st_ctime_ns),
    )


NAME_SURROGATE = 0x20000000
"""The bit of a Windows reparse tag that marks a link to something elsewhere."""


def is_link(status: os.stat_result) -> bool:
    """Return whether it leads elsewhere: a link, or a junction of Windows, which is a folder too.

    Followed as a folder, a junction to one above it would be walked through without an end.
    """
    tag: int = getattr(status, "st_reparse_tag", 0)
    return stat.S_ISLNK(status.st_mode) or bool(tag & NAME_SURROGATE)


def may_be_one(one: os.stat_result, other: os.stat_result) -> bool:
    """Return whether both can be of one file: a number that nobody told is no difference.

    Windows' statuses come without volume and number, each 0, where Python may not open the file for
    a moment and reads its entry in the folder above instead, as beside a scanner for viruses.
    """
    pairs = ((one.st_dev, other.st_dev), (one.st_ino, other.st_ino))
    return all(0 in pair or pair[0] == pair[1] for pair in pairs)


def bounded_time_ns(time_ns: int) -> int:
    """Return the nearest time, in nanoseconds since 1970, that can be recorded."""
    # Asked of every file at each scan, and nearly all times are within the bounds.
    if LEAST_TIME_NS <= time_ns <= MOST_INT64:
        return time_ns
    return LEAST_TIME_NS if time_ns < LEAST_TIME_NS else MOST_INT64


def folded_inode(inode: int) -> int:
    """Return the lowest 64 bits as a signed number: two inodes of one file system stay two."""
    low = inode & (2**64 - 1)
    return low - 2**64 if low > MOST_INT64 else low
