"""What outlives a power cut: a new name is on the disk only with its folder."""

import errno
import os
from pathlib import Path

NOT_FLUSHED_HERE = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


def flush_folder(folder: Path) -> None:
    """Make a rename or a new file last, where folders can be flushed at all. OSError.

    Windows knows no such thing, and some network shares refuse it.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flush_descriptor(descriptor)
    finally:
        os.close(descriptor)


def flush_descriptor(descriptor: int) -> None:
    """Do the same for a folder that is open already. OSError."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in NOT_FLUSHED_HERE:
            raise
