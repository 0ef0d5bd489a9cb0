"""New files: a free name, a whole file that overwrites no other, and flushed folders."""

import errno
import os
import secrets
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TypeVar

MOST_BESIDE = 1000
"""The most names to try."""

LONGEST_NAME_BYTES = 255
"""The limit for one name on nearly every file system, in UTF-8."""
LONGEST_ENDING_BYTES = 32
"""Longer text after the last dot is not an ending."""

PART_BYTES = 8
"""Random bytes in the name of a file that is not whole yet."""
PART_NAME = rf"\.picup-[0-9a-f]{{{2 * PART_BYTES}}}\.part"
"""The expression for such a name."""

AnyPath = TypeVar("AnyPath", Path, PurePosixPath)


def names_beside(own: AnyPath, word: str) -> Iterator[AnyPath]:
    """Yield the path itself, then names in its folder with the word, without an end.

    With ``restored``: ``a.jpg``, ``a (restored).jpg``, ``a (restored 2).jpg``.
    """
    yield own
    yield own.with_name(fitting_name(own.name, f" ({word})"))
    for number in count(2):
        yield own.with_name(fitting_name(own.name, f" ({word} {number})"))


def fitting_name(name: str, added: str = "", most_bytes: int = LONGEST_NAME_BYTES) -> str:
    """Return a name with ``added`` before its ending, cut to what a file system takes.

    It is cut between characters, before what is added; the ending stays. Of a name with a
    ``/`` in it, only what is behind the last one counts.
    """
    if not added and "/" not in name and _bytes_of(name) <= most_bytes:
        return name
    path = PurePosixPath(name)
    stem, ending = path.stem, path.suffix
    if _bytes_of(ending) > LONGEST_ENDING_BYTES:
        stem, ending = name, ""
    room = most_bytes - _bytes_of(added + ending)
    while _bytes_of(stem) > room:
        stem = stem[:-1]
    return f"{stem}{added}{ending}"


def part_beside(target: Path) -> Path:
    """Return a hidden name in the target's folder for a file that is not whole yet.

    It is random, and does not contain the target's name, which may be of the maximum length.
    """
    return target.with_name(f".picup-{secrets.token_hex(PART_BYTES)}.part")


def _bytes_of(text: str) -> int:
    """Return the length on a disk; bytes that are no UTF-8 are surrogate escapes."""
    try:
        return len(text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return len(text.encode("utf-8", "surrogatepass"))


def take_name(arrived: Path, target: Path) -> None:
    """Give a whole file its name. FileExistsError if something has it, else OSError."""
    try:
        os.link(arrived, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links.
        if os.path.lexists(target):
            raise FileExistsError(0, "a file of that name is there") from None
        arrived.rename(target)


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
