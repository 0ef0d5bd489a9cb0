"""New file: a name that is free, and a whole file that takes it without ever overwriting."""

import os
import secrets
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TypeVar

MOST_BESIDE = 1000
"""How many names are tried before there is none to be had."""

LONGEST_NAME_BYTES = 255
"""What one name may have on nearly every file system, in UTF-8."""
LONGEST_ENDING_BYTES = 32
"""What follows the last dot of a longer name is no ending."""

AnyPath = TypeVar("AnyPath", Path, PurePosixPath)


def names_beside(own: AnyPath, word: str) -> Iterator[AnyPath]:
    """The path itself, then ones in its folder that say what it is, without an end.

    With ``restored``: ``a.jpg``, ``a (restored).jpg``, ``a (restored 2).jpg``.
    """
    yield own
    yield own.with_name(fitting_name(own.name, f" ({word})"))
    for number in count(2):
        yield own.with_name(fitting_name(own.name, f" ({word} {number})"))


def fitting_name(name: str, added: str = "", most_bytes: int = LONGEST_NAME_BYTES) -> str:
    """A name with ``added`` before its ending, cut to what a file system takes.

    It is cut between characters, before what is added; the ending stays.
    """
    path = PurePosixPath(name)
    stem, ending = path.stem, path.suffix
    if _bytes_of(ending) > LONGEST_ENDING_BYTES:
        stem, ending = name, ""
    room = most_bytes - _bytes_of(added + ending)
    while _bytes_of(stem) > room:
        stem = stem[:-1]
    return f"{stem}{added}{ending}"


def part_beside(target: Path) -> Path:
    """A hidden name in the target's folder for what is not whole yet.

    It does not hold the target's name, which may be as long as a name can be, and nobody
    can know it beforehand.
    """
    return target.with_name(f".picup-{secrets.token_hex(8)}.part")


def _bytes_of(text: str) -> int:
    """How long it is on a disk; bytes that are no UTF-8 stand as surrogate escapes."""
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
