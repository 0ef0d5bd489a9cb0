"""The owner thread: runs passes, and whatever must not happen during one.

Who writes the ledger, and how it stops:

- the owner thread runs passes and, between them, commands that decide whether photos are
  deleted or kept (``run_exclusively``): for those a running pass is stopped at once and continues
  afterwards, from its sealed files;
- commands that touch nothing a pass decides about (a new album, a setting, one photo read
  back) write from their own thread, each in one IMMEDIATE transaction;
- ``stop`` cuts the pass, whose own threads end with it, and joins the owner thread.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from picup_desktop.engine.pass_scheduler import PassScheduler
from picup_desktop.errors import Kind, PicupError

AFTER_A_FAULT_SECONDS = 30.0

T = TypeVar("T")

log = logging.getLogger(__name__)


class EngineEnding(PicupError):
    """The engine is about to end and starts nothing new."""

    title = "title-background-program-ending"
    kind = Kind.RETRY


class MainLoop:
    """One thread; ``start`` and ``stop`` it."""

    def __init__(
        self,
        scheduler: PassScheduler,
        check_clock: Callable[[], None],
        forget_thread: Callable[[], None],
    ) -> None:
        self._scheduler = scheduler
        self._check_clock = check_clock
        self._forget_thread = forget_thread
        self._changed = threading.Condition()
        self._commands: deque[Callable[[], None]] = deque()
        self._woken = False
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="owner", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Wake the thread: work was requested or may be due."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def run_exclusively(self, act: Callable[[], T]) -> T:
        """Call a function while no pass runs, and wait for its result. EngineEnding."""
        answer: Future[T] = Future()
        with self._changed:
            if self._stopping:
                raise _ending()
            self._commands.append(lambda: _settle(answer, act))
            self._changed.notify_all()
        self._scheduler.cut()
        return answer.result()

    def stop(self, seconds: float) -> bool:
        """Cut what is running and end; False if it did not end in time."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._scheduler.cut()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        wait = 0.0
        while self._go_on_after(wait):
            self._carry_out_commands()
            try:
                self._check_clock()
                wait = self._scheduler.step()
            except Exception:
                # The engine survives any fault; an unfinished transaction is rolled back.
                log.exception("a step of the scheduler failed")
                wait = AFTER_A_FAULT_SECONDS
        self._carry_out_commands()
        self._scheduler.end(_ending())
        self._forget_thread()

    def _go_on_after(self, seconds: float) -> bool:
        """Wait until there is something to do; False to end."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopping or self._woken or bool(self._commands), seconds
            )
            self._woken = False
            return not self._stopping

    def _carry_out_commands(self) -> None:
        while True:
            with self._changed:
                if not self._commands:
                    self._scheduler.go_on()
                    return
                command = self._commands.popleft()
            command()


def _settle(answer: Future[Any], act: Callable[[], Any]) -> None:
    try:
        answer.set_result(act())
    except Exception as error:  # noqa: BLE001 - raised again where it was asked for
        answer.set_exception(error)


def _ending() -> EngineEnding:
    return EngineEnding("program-background-just-ending-try")
