"""The messages between a courier and its engine.

The engine sends a ``CourierRequest``, or None to stop the data of the running one;
the courier answers with messages of one tag byte and a payload, which is JSON unless it
is bytes of an object (``answers.py``). Requests are pickled, because a courier trusts its
engine; answers never are.
"""

from dataclasses import dataclass
from enum import IntEnum
from math import inf
from pathlib import Path

from picup_desktop.storage.base import Get, Put
from picup_desktop.storage.courier.lane import Handles
from picup_desktop.storage.place import Place


class Tag(IntEnum):
    """The first byte of a courier's message."""

    DATA = 0
    """The payload is bytes of an object."""
    PROGRESS = 1
    """The payload is the number of bytes moved so far."""
    ITEMS = 2
    """The payload is a part of a list of ``ObjectInfo``."""
    DONE = 3
    """The payload is the answer; the lane is free again."""
    FAILED = 4
    """The payload is a ``StorageError``."""
    MISSED = 5
    """``get_many`` can't read this object; no payload."""


@dataclass(frozen=True)
class Orders:
    """The parent's first message to a new courier on standard input; an ``Access`` follows."""

    place: Place
    lanes: tuple[Handles, ...]
    """The courier's ends of its lanes."""


@dataclass(frozen=True)
class CourierRequest:
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
