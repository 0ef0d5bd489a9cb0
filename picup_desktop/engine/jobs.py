"""Jobs: commands that take long, which tell how far they are and can be cancelled.

A job runs in the thread of its request (``server.py``) and in those that it starts;
whoever cancels it only leaves word, and the job ends at its next step.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from picup_desktop.clock import Clock
from picup_desktop.engine.progress import PROGRESS_SECONDS, RATE_WINDOW_SECONDS, Tell
from picup_desktop.errors import UsageError

T = TypeVar("T")


class Between(Protocol):
    """Carries something out while no pass runs."""

    def __call__(self, act: Callable[[], T]) -> T:
        """What it returns, or what it raises."""


class Job:
    """One of them; it may be told from several threads how far it is."""

    def __init__(self, name: str | None, clock: Clock, tell: Tell, between: Between) -> None:
        """``name`` None: nobody looks at it."""
        self.between = between
        self.watched = name is not None
        self._name = name
        self._clock = clock
        self._tell = tell
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._photos = self._bytes = self._ended_photos = self._ended_bytes = 0
        self._under_way: dict[int, int] = {}
        self._done: deque[tuple[float, int]] = deque()
        self._told_at = float("-inf")
        self._ended = False

    def cancelled(self) -> bool:
        """Whether it shall end."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Let it end."""
        self._cancelled.set()

    def restoring(self, photos: int, size_bytes: int) -> None:
        """So much is to be done."""
        with self._lock:
            self._photos, self._bytes = photos, size_bytes
        self._tell_now_and_then()

    def arrived(self, size_bytes: int) -> None:
        """So much more of the photo that this thread works on."""
        with self._lock:
            thread = threading.get_ident()
            self._under_way[thread] = self._under_way.get(thread, 0) + size_bytes
            self._note(size_bytes)
        self._tell_now_and_then()

    def restored(self, size_bytes: int) -> None:
        """The photo that this thread worked on is done with."""
        with self._lock:
            came = self._under_way.pop(threading.get_ident(), 0)
            self._ended_photos += 1
            self._ended_bytes += size_bytes
            self._note(max(0, size_bytes - came))
        self._tell_now_and_then()

    def end(self) -> None:
        """It is over, however it ended; whoever asked for it is answered beside."""
        self._ended = True
        if self.watched:
            self._tell("job", self.document())

    def document(self) -> dict[str, Any]:
        """How far it is, as docs/engine.md has it."""
        with self._lock:
            self._forget_old()
            rate = sum(count for _, count in self._done) / RATE_WINDOW_SECONDS
            done = min(self._bytes, self._ended_bytes + sum(self._under_way.values()))
            return {
                "job": self._name,
                "photos": self._photos,
                "bytes": self._bytes,
                "ended_photos": self._ended_photos,
                "ended_bytes": done,
                "rate": int(rate),
                "seconds_left": (self._bytes - done) / rate if rate else None,
                "ended": self._ended,
            }

    def _note(self, size_bytes: int) -> None:
        self._done.append((self._clock.monotonic(), size_bytes))
        self._forget_old()

    def _forget_old(self) -> None:
        oldest = self._clock.monotonic() - RATE_WINDOW_SECONDS
        while self._done and self._done[0][0] < oldest:
            self._done.popleft()

    def _tell_now_and_then(self) -> None:
        if not self.watched:
            return
        at = self._clock.monotonic()
        with self._lock:
            if at - self._told_at < PROGRESS_SECONDS:
                return
            self._told_at = at
        self._tell("job", self.document())


class Jobs:
    """Those that run now, by the names their faces gave them."""

    def __init__(self, clock: Clock, tell: Tell, between: Between) -> None:
        self._clock = clock
        self._tell = tell
        self._between = between
        self._lock = threading.Lock()
        self._running: dict[str, Job] = {}

    @contextmanager
    def running(self, name: str | None) -> Iterator[Job]:
        """A new job, known until it is left. UsageError if there is one of that name."""
        job = Job(name, self._clock, self._tell, self._between)
        key = name or f"{id(job)}"
        with self._lock:
            if key in self._running:
                raise UsageError(f"A job named {name} runs already.")
            self._running[key] = job
        try:
            yield job
        finally:
            job.end()
            with self._lock:
                del self._running[key]

    @property
    def any(self) -> bool:
        """Whether one runs that somebody looks at."""
        with self._lock:
            return any(job.watched for job in self._running.values())

    def cancel(self, name: str) -> bool:
        """Let one end; False if there is none of that name."""
        with self._lock:
            job = self._running.get(name)
        if job is not None:
            job.cancel()
        return job is not None

    def cancel_all(self) -> None:
        """Let every one end."""
        with self._lock:
            jobs = list(self._running.values())
        for job in jobs:
            job.cancel()


def job_alone(clock: Clock) -> Job:
    """A job of a process without an engine: nobody hears of it, and no pass runs beside it."""
    return Job(None, clock, lambda _event, _fields: None, lambda act: act())
