"""Asking the ledger in a thread of its own, so that the window never waits for SQLite."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QThread, QTimer, Signal, Slot

from picup_desktop.errors import PicupError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.reading import NoVault, reading
from picup_desktop.ui.answer import give
from picup_desktop.ui.facts.snapshot import ActivityFacts, take_activity, take_snapshot

PAUSE_MILLISECONDS = 500
"""At most twice a second while something moves."""
REST_FACTOR = 9
"""So many times as long as the ledger took for its answer: a huge one is asked less often."""
LONGEST_PAUSE_MILLISECONDS = 30_000
SELDOM_MILLISECONDS = 10_000
"""For what changes though no engine tells of it, such as a command line at work."""

T = TypeVar("T")


class Facts(QObject):
    """Snapshots for the window; ``refresh`` as often as you like."""

    snapshot = Signal(object)
    """A ``Snapshot``; None while there is no vault."""
    activity = Signal(object)
    """An ``ActivityFacts``, while it is wanted."""
    trouble = Signal(object)
    """The ``PicupError`` of a ledger that can't be read; None when it can again."""

    _wanted = Signal(bool)
    _asked = Signal(object, object)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._with_activity = False
        self._thread = QThread(self)
        self._thread.setObjectName("ledger")
        self._worker = _Worker(home)
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.answer)
        self._asked.connect(self._worker.answer_one)
        self._worker.told.connect(self._tell)
        self._worker.answered.connect(self._pass_on)
        self._worker.failed.connect(self.trouble)
        self._thread.finished.connect(self._worker.close)
        self._since = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._ask)
        self._seldom = QTimer(self)
        self._seldom.setInterval(SELDOM_MILLISECONDS)
        self._seldom.timeout.connect(self.refresh)

    def begin(self) -> None:
        """Start the thread and ask for the first time."""
        self._thread.start()
        self._seldom.start()
        self._ask()

    def end(self) -> None:
        """Let the thread finish what it does, and end it."""
        self._seldom.stop()
        self._pause.stop()
        self._thread.quit()
        self._thread.wait()

    @Slot()
    def refresh(self) -> None:
        """Something may have changed."""
        if not self._pause.isActive():
            self._pause.start()

    def forget(self) -> None:
        """The vault was locked: lists of names are shown no more (2-1)."""
        self.activity.emit(ActivityFacts())

    def want_activity(self, *, wanted: bool) -> None:
        """Activity is looked at, or no more."""
        if wanted and not self._with_activity:
            self._with_activity = True
            self._ask()
        self._with_activity = wanted

    def ask(self, question: Callable[[Ledger], T], done: Callable[[T | None], None]) -> None:
        """A question of one screen; ``done`` is called in the window's thread.

        With None where there is no vault or the ledger can't be read.
        """
        self._asked.emit(question, done)

    @Slot(object, object)
    def _tell(self, done: Callable[[object], None], answer: object) -> None:
        give(done, answer)

    @Slot()
    def _ask(self) -> None:
        self._since.start()
        self._wanted.emit(self._with_activity)

    @Slot(object, object)
    def _pass_on(self, snapshot: object, activity: object) -> None:
        rest = min(self._since.elapsed() * REST_FACTOR, LONGEST_PAUSE_MILLISECONDS)
        self._pause.setInterval(max(PAUSE_MILLISECONDS, rest))
        self.snapshot.emit(snapshot)
        if activity is not None:
            self.activity.emit(activity)


class _Worker(QObject):
    """Lives in the thread, with its own connection to the ledger."""

    answered = Signal(object, object)
    told = Signal(object, object)
    failed = Signal(object)

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home
        self._open = ExitStack()
        self._ledger: Ledger | None = None
        self._complained = False

    @Slot(bool)
    def answer(self, with_activity: bool) -> None:  # noqa: FBT001 - a signal's argument
        try:
            ledger = self._opened()
            snapshot = take_snapshot(ledger)
            activity = take_activity(ledger) if with_activity else None
        except NoVault:
            self.close()
            self.answered.emit(None, None)
        except PicupError as error:
            self.close()
            self._complained = True
            self.failed.emit(error)
        else:
            self.answered.emit(snapshot, activity)
            if self._complained:
                self._complained = False
                self.failed.emit(None)

    @Slot(object, object)
    def answer_one(self, question: Callable[[Ledger], object], done: object) -> None:
        answer = None
        try:
            answer = question(self._opened())
        except NoVault:
            self.close()
        except PicupError as error:
            self.close()
            self._complained = True
            self.failed.emit(error)
        self.told.emit(done, answer)

    def _opened(self) -> Ledger:
        if self._ledger is None:
            self._ledger = self._open.enter_context(reading(self._home))
        return self._ledger

    @Slot()
    def close(self) -> None:
        self._ledger = None
        close: Callable[[], None] = self._open.close
        close()
