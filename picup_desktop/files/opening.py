"""Open a file of a person, which may be anything by now, and hash it."""

import errno
import hashlib
import os
import stat
from io import FileIO
from pathlib import Path

from picup_desktop.files.placeholders import is_in_a_cloud_only
from picup_desktop.messages.message import Message

# Opening a pipe would block until a writer comes; a link may lead anywhere.
SAFE_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotRegular(OSError):
    """The name belongs to a folder, a pipe or a device."""


class InACloudOnly(NotRegular):
    """The content is not on this computer; reading it would download it."""

    reason = Message("is-in-a-cloud-only")


def open_regular(path: Path | str) -> FileIO:
    """Open a regular file for reading, without a buffer. NotRegular, any other OSError.

    Never follows a link, never waits for a pipe's writer, and never makes a cloud's program
    download what it keeps (InACloudOnly).
    """
    descriptor = os.open(path, SAFE_OPEN_FLAGS)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and not is_in_a_cloud_only(status):
        return FileIO(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISREG(status.st_mode):
        raise InACloudOnly(errno.EINVAL, "its content is in a cloud only, not on this computer")
    raise NotRegular(errno.EINVAL, "it is not a regular file")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a regular file in hexadecimal. OSError."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
