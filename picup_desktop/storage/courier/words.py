"""The messages between a courier and its engine.

The engine sends a ``CourierRequest``, or None to stop the data of the running one;
the courier answers with messages of one tag byte and a payload.
"""

from dataclasses import dataclass
from enum import IntEnum
from math import inf
from pathlib import Path

from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Get, Put
from picup_desktop.storage.courier.lane import Handles
from picup_desktop.storage.place import Place


class Tag(IntEnum):
    """The first byte of a courier's message."""

    DATA = 0
    """The payload is bytes of an object."""
    PROGRESS = 1
    """The payload is the pickled number of bytes moved so far."""
    ITEMS = 2
    """The payload is a pickled list of ``ObjectInfo``."""
    DONE = 3
    """The payload is the pickled answer; the lane is free again."""
    FAILED = 4
    """The payload is a pickled (class name, message) of a ``StorageError``."""
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


ErrorFields = tuple[str, Message]
"""A ``StorageError`` in a pipe: its class name and its message."""
