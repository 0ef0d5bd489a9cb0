"""Flush folders, so that a new name survives a power cut."""

import errno
import os
from pathlib import Path

NOT_FLUSHED_HERE = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


def flush_folder(folder: Path) -> None:
    """Make a rename or a new file durable, where folders can be flushed. OSError.

    Windows can't, and some network shares refuse.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flush_descriptor(descriptor)
    finally:
        os.close(descriptor)


def flush_descriptor(descriptor: int) -> None:
    """As ``flush_folder``, for an open folder. OSError."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in NOT_FLUSHED_HERE:
            raise
