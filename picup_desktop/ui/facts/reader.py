"""Questions of one screen, asked in a thread and on a connection of their own.

The thread is the screen's: nothing that another screen asks holds it up. It begins
with ``begin`` and ends with ``end``, after what it does at that moment.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from picup_desktop.errors import PicupError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.reading import reading
from picup_desktop.ui.answer import give

T = TypeVar("T")


class LedgerReader(QObject):
    """``ask`` from the window's thread; it answers there."""

    _asked = Signal(object, object)

    def __init__(self, home: Home, name: str) -> None:
        super().__init__()
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker(home)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.answer)
        self._worker.told.connect(self._tell)
        self._thread.finished.connect(self._worker.close)

    def begin(self) -> None:
        """Start the thread."""
        self._thread.start()

    def end(self) -> None:
        """End it."""
        self._thread.quit()
        self._thread.wait()

    def ask(self, question: Callable[[Ledger], T], done: Callable[[T | None], None]) -> None:
        """``done`` is called in the window's thread; with None if the ledger can't be read."""
        self._asked.emit(question, done)

    @Slot(object, object)
    def _tell(self, done: Callable[[object], None], answer: object) -> None:
        give(done, answer)


class _Worker(QObject):
    told = Signal(object, object)

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home
        self._open = ExitStack()
        self._ledger: Ledger | None = None

    @Slot(object, object)
    def answer(self, question: Callable[[Ledger], object], done: object) -> None:
        answer = None
        try:
            if self._ledger is None:
                self._ledger = self._open.enter_context(reading(self._home))
            answer = question(self._ledger)
        except PicupError:
            # The facts tell the whole window what is wrong with the ledger.
            self.close()
        self.told.emit(done, answer)

    @Slot()
    def close(self) -> None:
        self._ledger = None
        close: Callable[[], None] = self._open.close
        close()
