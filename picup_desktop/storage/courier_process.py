"""The courier's own side: a child process that moves sealed bytes and knows nothing else.

Threads: the main thread waits on standard input, which ends when the parent ends
or wants the courier to end, however it dies; the process then ends at once, even
while a transfer hangs. One thread per lane serves that lane's pipe with a
``Storage`` of its own, which connects at its first request.

A message on a lane is one tag byte and a payload; see ``Tag``.
"""

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.storage.errors import StorageError, StorageNonsense
from picup_desktop.storage.open import open_storage
from picup_desktop.storage.place import Access, Place

if TYPE_CHECKING:
    Pipe: TypeAlias = Connection[Any, Any]
else:
    # At run time the class takes no parameters yet (Python 3.11).
    Pipe = Connection

PROGRESS_SECONDS = 0.25
LIST_BATCH = 500


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


@dataclass(frozen=True)
class Orders:
    """What the parent tells a new courier, over standard input, for no one else to see."""

    place: Place
    access: Access
    lanes: tuple[int, ...]
    """File descriptors (on Windows: handles) of the lanes' ends."""


@dataclass(frozen=True)
class Request:
    """One call of a ``Storage`` method."""

    method: str
    name: str = ""
    source: Path | None = None
    offset: int = 0
    length: int | None = None


def main() -> None:
    """Run a courier until its standard input ends."""
    # Ctrl-C reaches the whole terminal's group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders: Orders = pickle.load(sys.stdin.buffer)
    for descriptor in orders.lanes:
        storage = open_storage(orders.place, orders.access)
        lane = _Lane(_pipe_end(descriptor), storage)
        threading.Thread(target=lane.serve, name=f"lane-{descriptor}", daemon=True).start()
    sys.stdin.buffer.read()
    os._exit(0)


def _pipe_end(descriptor: int) -> Pipe:
    """Our end of a lane, from what was inherited."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection  # noqa: PLC0415 - not elsewhere

        return PipeConnection(descriptor)
    return Connection(descriptor)


class _Lane:
    def __init__(self, pipe: Pipe, storage: Storage) -> None:
        self._pipe = pipe
        self._storage = storage
        self._progress_at = 0.0

    def serve(self) -> None:
        """Answer request after request; an end of the pipe ends the lane."""
        while True:
            try:
                request: Request | None = self._pipe.recv()
            except (EOFError, OSError):
                return
            if request is None:
                continue
            try:
                self._say(Tag.DONE, self._carry_out(request))
            except StorageError as error:
                self._say(Tag.FAILED, (type(error).__name__, error.sentence))
            except BrokenPipeError:
                return
            except Exception as error:  # noqa: BLE001 - told to the parent, which decides
                told = f"The courier failed: {type(error).__name__}: {error}"
                self._say(Tag.FAILED, (StorageNonsense.__name__, told))

    def _carry_out(self, request: Request) -> object:
        storage = self._storage
        match request:
            case Request("put", name, Path() as source):
                storage.put(name, source, self._tell_progress)
            case Request("get", name):
                self._send_data(storage.get(name, request.offset, request.length))
            case Request("list", prefix):
                self._send_items(storage.list(prefix))
            case Request("stat" | "remove", name):
                return getattr(storage, request.method)(name)
            case Request("free_bytes" | "probe"):
                return getattr(storage, request.method)()
            case _:
                raise ValueError(f"no such request: {request.method}")
        return None

    def _send_data(self, pieces: Iterator[bytes]) -> None:
        """The pipe itself bounds what is read ahead; a message from the parent means stop."""
        for piece in pieces:
            if self._pipe.poll():
                return
            self._pipe.send_bytes(bytes((Tag.DATA,)) + piece)

    def _send_items(self, items: Iterator[ObjectInfo]) -> None:
        batch: list[ObjectInfo] = []
        for item in items:
            batch.append(item)
            if len(batch) == LIST_BATCH:
                self._say(Tag.ITEMS, batch)
                batch = []
        self._say(Tag.ITEMS, batch)

    def _tell_progress(self, moved_bytes: int) -> None:
        now = time.monotonic()
        if now - self._progress_at >= PROGRESS_SECONDS:
            self._progress_at = now
            self._say(Tag.PROGRESS, moved_bytes)

    def _say(self, tag: Tag, value: object) -> None:
        self._pipe.send_bytes(bytes((tag,)) + pickle.dumps(value))


if __name__ == "__main__":
    main()
