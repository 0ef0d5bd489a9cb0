"""The workers beside the recording thread: real threads, or a simulation's replacement.

A ``ThreadCrew`` starts a thread for each worker; the team's ``join`` waits for all of
them, and they end when the queues they work from are closed. Its executors end with
their ``with`` block.

``on_each`` takes one step on every storage at once: what is slow or fails at one keeps no other
from its work. Its threads, one for each storage, are made for the step and end with it, once
their storage answers, fails, or is closed because a pass is stopped. Each has a connection of its
own to the ledger (``Ledger.lent``), and transactions that no request to a storage is a part of.
``begin_on_each`` lets its caller do something else meanwhile, who waits for them later.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from typing import Generic, Protocol, TypeVar

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.words import Role

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


class Steps(Generic[T]):
    """One step on every storage, which the caller that began it waits for."""

    def __init__(self, steps: Mapping[Role, "Future[T | StorageError]"]) -> None:
        self._steps = steps

    def wait(self) -> None:
        """Wait until the step has ended on every storage."""
        wait(self._steps.values())

    def ended(self) -> dict[Role, T | StorageError]:
        """As ``on_each``."""
        self.wait()
        return {role: one.result() for role, one in self._steps.items()}


def begin_on_each(
    storages: Mapping[Role, Storage],
    act: Callable[[Role, Storage], T],
    crew: Crew = THREADS,
    *,
    ledger: Ledger | None = None,
) -> Steps[T]:
    """Begin what ``on_each`` does, and return at once. Call ``Steps.wait`` in any case."""
    caller = threading.get_ident()

    def step(role: Role, storage: Storage) -> T | StorageError:
        # A simulation's crew does it all in one thread, whose connection stays open.
        elsewhere = ledger is not None and threading.get_ident() != caller
        with ledger.lent() if ledger is not None and elsewhere else nullcontext():
            try:
                return act(role, storage)
            except StorageError as error:
                return error

    threads = crew.executor(max(1, len(storages)), "each")
    steps = {role: threads.submit(step, role, one) for role, one in storages.items()}
    # The threads end with their steps.
    threads.shutdown(wait=False)
    return Steps(steps)


def on_each(
    storages: Mapping[Role, Storage],
    act: Callable[[Role, Storage], T],
    crew: Crew = THREADS,
    *,
    ledger: Ledger | None = None,
) -> dict[Role, T | StorageError]:
    """Return what ``act`` returned for each storage, or the StorageError that it raised.

    Any other error is raised once every storage has ended its step; of several, that of the first
    storage. ``ledger``: the one that ``act`` uses.
    """
    return begin_on_each(storages, act, crew, ledger=ledger).ended()


def failed(ended: Mapping[Role, object]) -> dict[Role, StorageError]:
    """Return the errors of the storages at which a step failed."""
    return {role: one for role, one in ended.items() if isinstance(one, StorageError)}


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
