"""What may take long and needs no engine, such as a file on a share that does not answer."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

T = TypeVar("T")


class Aside(QObject):
    """Does one thing at a time in a thread of its own, and takes its result on the window's thread.

    Only the result of the last request is taken. A thread that never ends does not keep the
    program alive.
    """

    _ended = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._done: Callable[[Any], None] | None = None
        self._stopped = threading.Event()
        self._ended.connect(self._take)

    def ask(self, work: Callable[[threading.Event], T], done: Callable[[T], None]) -> None:
        """Begin; ``work`` gets an event that is set once its result is not wanted any more."""
        self.forget()
        self._done, self._stopped = done, threading.Event()
        given = (self._number, work, self._stopped)
        threading.Thread(target=self._run, args=given, name="aside", daemon=True).start()

    def forget(self) -> None:
        """Take no result any more, and tell the work to end."""
        self._stopped.set()
        self._number += 1
        self._done = None

    def _run(
        self, number: int, work: Callable[[threading.Event], object], stopped: threading.Event
    ) -> None:
        result = work(stopped)
        try:
            self._ended.emit(number, result)
        except RuntimeError:
            # Qt has destroyed this object with the window: nobody waits for the result.
            return

    @Slot(int, object)
    def _take(self, number: int, result: object) -> None:
        if number == self._number and self._done is not None:
            done, self._done = self._done, None
            done(result)
