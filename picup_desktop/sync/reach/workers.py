"""Who does the work beside the thread that records: threads, or what a simulation hands in.

A ``ThreadCrew`` starts a thread for each worker; the team's ``join`` waits for all of
them, and they end when the queues they work from are closed. Its executors end with
their ``with`` block.
"""

import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Protocol, TypeVar

# A commit waits for the disk. While many photos move, a moment's patience makes one of many.
PATIENCE_SECONDS = 0.03
WORTH_A_COMMIT = 64

T = TypeVar("T")


class Worker(Protocol):
    """Works from a queue of its own; what comes of it goes to somebody's inbox."""

    name: str

    def run(self) -> None:
        """Piece after piece, until the queue is closed."""

    def step(self) -> bool:
        """One piece, if one waits; whether there was one."""


class Team(Protocol):
    """Workers that were begun."""

    def heard(self, inbox: "queue.SimpleQueue[T]", *, expected: int, most: int) -> list[T]:
        """What is in the inbox, at least one; ``expected``: as many may come soon."""

    def join(self) -> None:
        """Wait for them, after their queues were closed."""


class Crew(Protocol):
    """Starts workers, and does several things side by side."""

    def begin(self, workers: Sequence[Worker]) -> Team:
        """Begin them all."""

    def executor(self, workers: int, name: str) -> Executor:
        """For calls that may each take a while."""


class ThreadCrew:
    """A thread for each."""

    def begin(self, workers: Sequence[Worker]) -> Team:
        """As ``Crew.begin``."""
        return _Threads(workers)

    def executor(self, workers: int, name: str) -> Executor:
        """As ``Crew.executor``."""
        return ThreadPoolExecutor(max_workers=workers, thread_name_prefix=name)


THREADS: Crew = ThreadCrew()


class _Threads:
    def __init__(self, workers: Sequence[Worker]) -> None:
        self._threads = [
            threading.Thread(target=worker.run, name=worker.name) for worker in workers
        ]
        for thread in self._threads:
            thread.start()

    def heard(self, inbox: "queue.SimpleQueue[T]", *, expected: int, most: int) -> list[T]:
        """Those that came with the first one or within a moment."""
        came = [inbox.get()]
        if inbox.qsize() < min(WORTH_A_COMMIT, expected) - 1:
            time.sleep(PATIENCE_SECONDS)
        while len(came) < most and not inbox.empty():
            came.append(inbox.get())
        return came

    def join(self) -> None:
        for thread in self._threads:
            thread.join()
