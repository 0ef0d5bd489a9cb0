"""The engine's handle of a courier process: starting it, its orders, and ending it.

Whoever makes a ``CourierChild`` starts the process and ends it by ``end``. It also ends
by itself when this process ends, however that happens, because its standard input closes.
"""

import pickle
import subprocess
import threading
from dataclasses import replace
from typing import Any

from picup_desktop.program import ProgramPart, command_of, environment_without_secrets
from picup_desktop.storage.courier.lane import Lane, inheriting, new_lane, nobody_hears
from picup_desktop.storage.courier.log import hear
from picup_desktop.storage.courier.words import Orders
from picup_desktop.storage.errors import CourierDied, StorageNonsense
from picup_desktop.storage.parts import NOBODY
from picup_desktop.storage.place import Access, Place

MOST_LANES = 24
LAST_WORDS_SECONDS = 5.0


class CourierChild:
    """One courier process and its lanes.

    It imports what its place needs at once, and does nothing else before ``let_in``.
    """

    def __init__(self, place: Place) -> None:
        """CourierDied if it can't be started."""
        self._lock = threading.Lock()
        self._ended = False
        self.writer = NOBODY
        """Whose parts it writes, once it was let in."""
        lanes: list[tuple[Lane, Lane]] = []
        try:
            lanes += (new_lane() for _ in range(MOST_LANES))
            theirs = [their for _, their in lanes]
            handles = tuple(their.handles for their in theirs)
            self._process = subprocess.Popen(
                command_of(ProgramPart.COURIER),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment_without_secrets(),
                **inheriting(theirs),
            )
        except OSError as error:
            for ours, _ in lanes:
                ours.close()
            raise CourierDied("process-talks-storage-could-not", why=str(error)) from error
        finally:
            for _, their in lanes:
                their.close()
        self._log = hear(self._stderr)
        self._free = [ours for ours, _ in lanes]
        self._tell(Orders(place, handles))

    def let_in(self, access: Access) -> None:
        """Send the login over standard input, where no other process can read it."""
        self.writer = access.writer.in_new_process()
        self._tell(replace(access, writer=self.writer))

    def _tell(self, value: object) -> None:
        with nobody_hears():
            # The first call notices a child that died at once.
            self._stdin.write(pickle.dumps(value))
            self._stdin.flush()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs and accepts calls."""
        return not self._ended and self._process.poll() is None

    @property
    def _stdin(self) -> Any:
        return self._process.stdin

    @property
    def _stderr(self) -> Any:
        return self._process.stderr

    def take(self) -> Lane:
        """Return a free lane; the most recently used one first, because it is connected already.

        CourierDied if the child was ended, StorageNonsense if no lane is free.
        """
        with self._lock:
            if self._ended:
                raise CourierDied("process-talks-storage-ended")
            if not self._free:
                raise StorageNonsense("more-than-calls-once-one", most=MOST_LANES)
            return self._free.pop()

    def give_back(self, lane: Lane) -> None:
        """Return a lane. Only its caller closes it: its descriptor number may have been reused."""
        with self._lock:
            if self._ended:
                lane.close()
            else:
                self._free.append(lane)

    def end(self) -> None:
        """Kill the process and wait for it: afterwards it writes nothing more."""
        with self._lock:
            if self._ended:
                return
            self._process.kill()
            self._process.wait()
            self._log.join(LAST_WORDS_SECONDS)
            with nobody_hears():
                self._stdin.close()
            while self._free:
                self._free.pop().close()
            self._ended = True
