"""The workers beside the recording thread: real threads, or a simulation's replacement.

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

# A commit waits for the disk. While many photos move, a short wait makes one commit for many.
PATIENCE_SECONDS = 0.03
WORTH_A_COMMIT = 64

T = TypeVar("T")


class Worker(Protocol):
    """Works from a queue of its own, and puts its results into an inbox."""

    name: str

    def run(self) -> None:
        """Do one step after the other until the queue is closed."""

    def step(self) -> bool:
        """Do one step if work waits; return whether it did."""


class Team(Protocol):
    """A group of started workers."""

    def heard(self, inbox: "queue.SimpleQueue[T]", *, expected: int, most: int) -> list[T]:
        """Wait for and return 1 to ``most`` events; ``expected`` more may come soon."""

    def join(self) -> None:
        """Wait for the workers to end, after their queues were closed."""


class Crew(Protocol):
    """Starts workers, and provides executors for parallel calls."""

    def begin(self, workers: Sequence[Worker]) -> Team:
        """Start all workers."""

    def executor(self, workers: int, name: str) -> Executor:
        """Return an executor for calls that may each take long."""


class ThreadCrew:
    """A crew with one thread per worker."""

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
        """Return the events that came with the first one or shortly after."""
        came = [inbox.get()]
        if inbox.qsize() < min(WORTH_A_COMMIT, expected) - 1:
            time.sleep(PATIENCE_SECONDS)
        while len(came) < most and not inbox.empty():
            came.append(inbox.get())
        return came

    def join(self) -> None:
        for thread in self._threads:
            thread.join()
