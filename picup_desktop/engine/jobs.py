"""Jobs: long commands that report progress and can be cancelled.

A job runs in the thread of its request (``server.py``) and in threads that it starts;
cancelling only sets a flag, and the job ends at its next step.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.events import JobProgress
from picup_desktop.engine.progress import PROGRESS_SECONDS, RATE_WINDOW_SECONDS, Tell
from picup_desktop.errors import UsageError
from picup_desktop.words import Role

T = TypeVar("T")


class RunExclusively(Protocol):
    """Calls a function while no pass runs."""

    def __call__(self, act: Callable[[], T]) -> T:
        """Return what ``act`` returns; raise what it raises."""


class Job:
    """One job, a ``JobProgress``; several threads may report its progress."""

    def __init__(
        self, name: str | None, clock: Clock, tell: Tell, run_exclusively: RunExclusively
    ) -> None:
        """``name`` None: no face watches it."""
        self.run_exclusively = run_exclusively
        self.watched = name is not None
        self._name = name
        self._clock = clock
        self._tell = tell
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._photos = self._bytes = self._ended_photos = self._ended_bytes = 0
        self._under_way: dict[int, int] = {}
        self._done: deque[tuple[float, int]] = deque()
        self._reported_at = float("-inf")
        self._ended = False

    def cancelled(self) -> bool:
        """Return whether the job was cancelled."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the job to end."""
        self._cancelled.set()

    def begin(self, items: int, size_bytes: int, role: Role | None = None) -> None:  # noqa: ARG002 - as all
        """Add to the total work: a job may have several parts."""
        with self._lock:
            self._photos += items
            self._bytes += size_bytes
        self._report_throttled()

    def begin_asking(self, items: int, role: Role) -> None:
        """Add to the total work."""
        self.begin(items, 0, role)

    def begin_repair(self, items: int, size_bytes: int) -> None:
        """Add to the total work."""
        self.begin(items, size_bytes)

    def arrived(self, size_bytes: int) -> None:
        """Add bytes to the photo that this thread works on."""
        with self._lock:
            thread = threading.get_ident()
            self._under_way[thread] = self._under_way.get(thread, 0) + size_bytes
            self._note(size_bytes)
        self._report_throttled()

    def item_done(self, size_bytes: int) -> None:
        """Count the photo that this thread worked on as done."""
        with self._lock:
            came = self._under_way.pop(threading.get_ident(), 0)
            self._ended_photos += 1
            self._ended_bytes += size_bytes
            self._note(max(0, size_bytes - came))
        self._report_throttled()

    def end(self) -> None:
        """Mark the job finished; its request is answered separately."""
        self._ended = True
        if self.watched:
            self._tell("job", self.to_json())

    def to_json(self) -> JobProgress:
        """Return the progress, as described in docs/engine.md."""
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

    def _report_throttled(self) -> None:
        if not self.watched:
            return
        at = self._clock.monotonic()
        with self._lock:
            if at - self._reported_at < PROGRESS_SECONDS:
                return
            self._reported_at = at
        self._tell("job", self.to_json())


class Jobs:
    """The running jobs, by the names that their faces gave them."""

    def __init__(self, clock: Clock, tell: Tell, run_exclusively: RunExclusively) -> None:
        self._clock = clock
        self._tell = tell
        self._run_exclusively = run_exclusively
        self._lock = threading.Lock()
        self._running: dict[str, Job] = {}

    @contextmanager
    def running(self, name: str | None) -> Iterator[Job]:
        """Yield a new job, registered until the block ends. UsageError if the name is taken."""
        job = Job(name, self._clock, self._tell, self._run_exclusively)
        key = name or f"{id(job)}"
        with self._lock:
            if key in self._running:
                raise UsageError("job-named-runs-already", name=str(name))
            self._running[key] = job
        try:
            yield job
        finally:
            job.end()
            with self._lock:
                del self._running[key]

    @property
    def any(self) -> bool:
        """Return whether a job runs that a face watches."""
        with self._lock:
            return any(job.watched for job in self._running.values())

    def cancel(self, name: str) -> bool:
        """Cancel a job; False if there is none of that name."""
        with self._lock:
            job = self._running.get(name)
        if job is not None:
            job.cancel()
        return job is not None

    def cancel_all(self) -> None:
        """Cancel every job."""
        with self._lock:
            jobs = list(self._running.values())
        for job in jobs:
            job.cancel()


def job_alone(clock: Clock) -> Job:
    """Return a job of a process without an engine: unwatched, and no pass runs beside it."""
    return Job(None, clock, lambda _event, _fields: None, lambda act: act())
