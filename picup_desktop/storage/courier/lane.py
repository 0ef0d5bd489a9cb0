"""A lane between an engine and its courier: two pipes, one for each direction.

A pipe's own size bounds what is read ahead of whoever listens.
"""

import os
import select
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, TypeAlias

if sys.platform == "linux":
    import fcntl

if TYPE_CHECKING:
    PipeEnd: TypeAlias = Connection[Any, Any]
else:
    # At run time the class takes no parameters yet (Python 3.11).
    PipeEnd = Connection

WIDE_BYTES = 1024 * 1024
"""As much as Linux lets anybody have: with less, both sides wait for each other all the time."""

Handles: TypeAlias = tuple[int, int]
"""File descriptors (on Windows: handles) of one side's ends: to hear from, and to speak into."""


@dataclass(frozen=True)
class Lane:
    """One side's ends of it."""

    hears: PipeEnd
    speaks: PipeEnd

    @classmethod
    def of(cls, handles: Handles) -> "Lane":
        """This side's ends, from what was inherited."""
        hears, speaks = handles
        return cls(_pipe_end(hears, writable=False), _pipe_end(speaks, writable=True))

    @property
    def handles(self) -> Handles:
        """What the other process needs to have them."""
        return self.hears.fileno(), self.speaks.fileno()

    def widen(self) -> None:
        """Much data will be heard: a wide pipe keeps the other side at work meanwhile.

        Pipes of one user share what the system sets aside for wide ones, so not every lane
        is; where nothing is left, a narrow one does.
        """
        if sys.platform == "linux":
            try:
                fcntl.fcntl(self.hears.fileno(), fcntl.F_SETPIPE_SZ, WIDE_BYTES)
            except PermissionError:
                return

    def wait(self, seconds: float) -> bool:
        """Whether something is heard within that time."""
        if sys.platform == "win32":
            return self.hears.poll(seconds)
        # Connection.poll makes a selector for each question, which costs more than a small answer.
        waiting = select.poll()
        waiting.register(self.hears.fileno(), select.POLLIN)
        return bool(waiting.poll(seconds * 1000))

    def close(self) -> None:
        """Close both ends."""
        self.hears.close()
        self.speaks.close()


def new_lane() -> tuple[Lane, Lane]:
    """Our side of a new lane, and the side that a child inherits. OSError if there is no room."""
    we_hear, they_speak = Pipe(duplex=False)
    try:
        they_hear, we_speak = Pipe(duplex=False)
    except OSError:
        we_hear.close()
        they_speak.close()
        raise
    return Lane(we_hear, we_speak), Lane(they_hear, they_speak)


def inheriting(lanes: Sequence[Lane]) -> dict[str, Any]:
    """How ``Popen`` gives a child exactly these, on each kind of system."""
    numbers = [number for lane in lanes for number in lane.handles]
    if sys.platform == "win32":
        for number in numbers:
            os.set_handle_inheritable(number, True)  # noqa: FBT003 - positional only
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": numbers})
        return {"startupinfo": startup, "close_fds": True}
    return {"pass_fds": numbers}


def _pipe_end(handle: int, *, writable: bool) -> PipeEnd:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection  # noqa: PLC0415 - not elsewhere

        return PipeConnection(handle, readable=not writable, writable=writable)
    return Connection(handle, readable=not writable, writable=writable)
