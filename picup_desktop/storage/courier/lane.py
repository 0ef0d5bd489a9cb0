"""A lane between an engine and its courier: two pipes, one for each direction.

The size of a pipe limits the read-ahead.
"""

import errno
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, TypeAlias

if sys.platform == "linux":
    import fcntl

if TYPE_CHECKING:
    PipeEnd: TypeAlias = Connection[Any, Any]
else:
    # The class is not generic at run time in Python 3.11.
    PipeEnd = Connection

WIDE_BYTES = 1024 * 1024
"""The most that Linux grants an unprivileged user; with less, both sides block all the time."""

Handles: TypeAlias = tuple[int, int]
"""File descriptors (on Windows: handles) of one side: the one to read, the one to write."""


@dataclass(frozen=True)
class Lane:
    """One side of a lane."""

    hears: PipeEnd
    speaks: PipeEnd

    @classmethod
    def of(cls, handles: Handles) -> "Lane":
        """Return this side from its inherited handles."""
        hears, speaks = handles
        return cls(_pipe_end(hears, writable=False), _pipe_end(speaks, writable=True))

    @property
    def handles(self) -> Handles:
        """Return the handles that the other process needs."""
        return self.hears.fileno(), self.speaks.fileno()

    def widen(self) -> None:
        """Enlarge the incoming pipe for much data, so the other side is not blocked.

        All pipes of one user share a limit of the system, so not every lane is enlarged; if
        the limit is reached, the pipe keeps its size.
        """
        if sys.platform == "linux":
            try:
                fcntl.fcntl(self.hears.fileno(), fcntl.F_SETPIPE_SZ, WIDE_BYTES)
            except PermissionError:
                return

    def wait(self, seconds: float) -> bool:
        """Return whether data arrives within that time."""
        if sys.platform == "win32":
            return self.hears.poll(seconds)
        # Connection.poll makes a selector for each call, which costs more than a small answer.
        waiting = select.poll()
        waiting.register(self.hears.fileno(), select.POLLIN)
        return bool(waiting.poll(seconds * 1000))

    def close(self) -> None:
        """Close both ends."""
        self.hears.close()
        self.speaks.close()


def new_lane() -> tuple[Lane, Lane]:
    """Return our side of a new lane and the side for a child. OSError if there is no room."""
    we_hear, they_speak = Pipe(duplex=False)
    try:
        they_hear, we_speak = Pipe(duplex=False)
    except OSError:
        we_hear.close()
        they_speak.close()
        raise
    return Lane(we_hear, we_speak), Lane(they_hear, they_speak)


def inheriting(lanes: Sequence[Lane]) -> dict[str, Any]:
    """Return the ``Popen`` arguments that let a child inherit exactly these lanes."""
    numbers = [number for lane in lanes for number in lane.handles]
    if sys.platform == "win32":
        for number in numbers:
            os.set_handle_inheritable(number, True)  # noqa: FBT003 - positional-only
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": numbers})
        return {"startupinfo": startup, "close_fds": True}
    return {"pass_fds": numbers}


@contextmanager
def nobody_hears(*, windows: bool = sys.platform == "win32") -> Iterator[None]:
    """Let a child end that reads nothing more; every other OSError is raised."""
    try:
        yield
    except BrokenPipeError:
        return
    except OSError as error:
        # So Windows' C library says that the other end of a pipe is closed.
        if not (windows and error.errno == errno.EINVAL):
            raise


def _pipe_end(handle: int, *, writable: bool) -> PipeEnd:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection  # noqa: PLC0415 - not elsewhere

        return PipeConnection(handle, readable=not writable, writable=writable)
    return Connection(handle, readable=not writable, writable=writable)
