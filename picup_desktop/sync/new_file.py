"""New file: a name that is free, and a whole file that takes it without ever overwriting."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TypeVar

MOST_BESIDE = 1000
"""How many names are tried before there is none to be had."""

AnyPath = TypeVar("AnyPath", Path, PurePosixPath)


def names_beside(own: AnyPath, word: str) -> Iterator[AnyPath]:
    """The path itself, then ones in its folder that say what it is, without an end.

    With ``restored``: ``a.jpg``, ``a (restored).jpg``, ``a (restored 2).jpg``.
    """
    yield own
    yield own.with_name(f"{own.stem} ({word}){own.suffix}")
    for number in count(2):
        yield own.with_name(f"{own.stem} ({word} {number}){own.suffix}")


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
