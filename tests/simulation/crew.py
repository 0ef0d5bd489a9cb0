"""A crew that works in one thread, in an order that a seed says: the same each time."""

import queue
import random
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from picup_desktop.sync.reach.workers import Team, Worker

T = TypeVar("T")
P = ParamSpec("P")


class SeededCrew:
    """As ``picup_desktop.sync.reach.workers.Crew``."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def begin(self, workers: Sequence[Worker]) -> Team:
        return _SeededTeam(workers, self._chance)

    def executor(self, workers: int, name: str) -> Executor:
        return _AtOnce()


class _SeededTeam:
    def __init__(self, workers: Sequence[Worker], chance: random.Random) -> None:
        self._workers = workers
        self._chance = chance

    def heard(self, inbox: "queue.SimpleQueue[T]", *, expected: int, most: int) -> list[T]:
        """Let somebody work, by chance, until something is heard; perhaps some more."""
        while inbox.empty() or self._chance.random() < 0.5:
            order = self._chance.sample(self._workers, len(self._workers))
            if not any(worker.step() for worker in order):
                break
        assert not inbox.empty(), "the recorder waits for somebody, and nobody has anything to do"
        return [inbox.get() for _ in range(min(most, inbox.qsize()))]

    def join(self) -> None:
        """What they had not begun is left: so does a process that ends."""


class _AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> Future[T]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*arguments, **named))
        except BaseException as error:  # noqa: BLE001 - raised by whoever asks for the result
            future.set_exception(error)
        return future
