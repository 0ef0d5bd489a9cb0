"""A courier's process, seen from the engine: how it starts, what it is told, how it ends.

It is started by whoever makes a ``CourierChild`` and ended by ``end``. It also ends by
itself when this process ends, however that happens, for its standard input ends then.
"""

import contextlib
import os
import pickle
import subprocess
import threading
from typing import Any

from picup_desktop.program import Part, command_of
from picup_desktop.storage.courier.lane import Lane, inheriting, new_lane
from picup_desktop.storage.courier.log import hear
from picup_desktop.storage.courier.words import Orders
from picup_desktop.storage.errors import CourierDied, StorageNonsense
from picup_desktop.storage.place import Access, Place

MOST_LANES = 24
LAST_WORDS_SECONDS = 5.0


class CourierChild:
    """One life of a courier process and its lanes.

    It loads what its place asks for, and waits with everything else for ``let_in``.
    """

    def __init__(self, place: Place) -> None:
        """CourierDied if it can't be started."""
        self._lock = threading.Lock()
        self._ended = False
        lanes: list[tuple[Lane, Lane]] = []
        try:
            lanes += (new_lane() for _ in range(MOST_LANES))
            theirs = [their for _, their in lanes]
            handles = tuple(their.handles for their in theirs)
            self._process = subprocess.Popen(
                command_of(Part.COURIER),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=_environment(),
                **inheriting(theirs),
            )
        except OSError as error:
            for ours, _ in lanes:
                ours.close()
            raise CourierDied(
                f"The process that talks to the storage could not be started ({error})."
            ) from error
        finally:
            for _, their in lanes:
                their.close()
        self._log = hear(self._stderr)
        self._free = [ours for ours, _ in lanes]
        self._tell(Orders(place, handles))

    def let_in(self, access: Access) -> None:
        """What opens the storage, over standard input, for no one else to see."""
        self._tell(access)

    def _tell(self, value: object) -> None:
        with contextlib.suppress(BrokenPipeError):
            # A child that died at once is noticed by the first call.
            self._stdin.write(pickle.dumps(value))
            self._stdin.flush()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs and may be asked."""
        return not self._ended and self._process.poll() is None

    @property
    def _stdin(self) -> Any:
        return self._process.stdin

    @property
    def _stderr(self) -> Any:
        return self._process.stderr

    def take(self) -> Lane:
        """A free lane; the one that was free last has a connection already.

        CourierDied once it was ended, StorageNonsense if none is free.
        """
        with self._lock:
            if self._ended:
                raise CourierDied("The process that talks to the storage was ended.")
            if not self._free:
                raise StorageNonsense(f"More than {MOST_LANES} calls at once to one storage.")
            return self._free.pop()

    def give_back(self, lane: Lane) -> None:
        """Only the caller who has a lane may close it: its number might be another's already."""
        with self._lock:
            if self._ended:
                lane.close()
            else:
                self._free.append(lane)

    def end(self) -> None:
        """Kill and wait: when this returns, nothing is written any more."""
        with self._lock:
            if self._ended:
                return
            self._process.kill()
            self._process.wait()
            self._log.join(LAST_WORDS_SECONDS)
            with contextlib.suppress(BrokenPipeError):
                self._stdin.close()
            while self._free:
                self._free.pop().close()
            self._ended = True


def _environment() -> dict[str, str]:
    """Ours, without what was handed to us there: passwords among it, and none for the courier."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PICUP_")}
