"""What a courier and its engine say to each other.

The engine sends a ``Request``, or None to say that it has enough;
the courier answers with messages of one tag byte and a payload.
"""

from dataclasses import dataclass
from enum import IntEnum
from math import inf
from pathlib import Path

from picup_desktop.storage.base import Get, Put
from picup_desktop.storage.courier.lane import Handles
from picup_desktop.storage.place import Place


class Tag(IntEnum):
    """The first byte of what a courier says."""

    DATA = 0
    """The rest is bytes of an object."""
    PROGRESS = 1
    """The rest is a pickled number of bytes moved so far."""
    ITEMS = 2
    """The rest is a pickled list of ``ObjectInfo``."""
    DONE = 3
    """The rest is the pickled answer; the lane is free again."""
    FAILED = 4
    """The rest is a pickled (class name, sentence) of a ``StorageError``."""
    MISSED = 5
    """An object of ``get_many`` that can't be had in that way; nothing follows."""


@dataclass(frozen=True)
class Orders:
    """What the parent tells a new courier over standard input; then comes an ``Access``."""

    place: Place
    lanes: tuple[Handles, ...]
    """The courier's ends of its lanes."""


@dataclass(frozen=True)
class Request:
    """One call of a ``Storage`` method."""

    method: str
    name: str = ""
    source: Path | None = None
    offset: int = 0
    length: int | None = None
    puts: tuple[Put, ...] = ()
    gets: tuple[Get, ...] = ()
    names: tuple[str, ...] = ()
    seconds: float = inf


Told = tuple[str, str]
"""A ``StorageError`` as it crosses the pipe: its class's name and its sentence."""
