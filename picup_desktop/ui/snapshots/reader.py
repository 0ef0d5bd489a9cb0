"""Read the ledger in threads of their own, so that the window never waits for SQLite.

A ``LedgerReader`` answers the questions of one screen; no other screen delays it. The
``SnapshotReader`` also makes the snapshots that all screens share. Each has a thread and a
connection of its own; the thread starts with ``begin`` and ends with ``end``, after the
question it is working on.
"""

from collections.abc import Callable
from contextlib import ExitStack
from time import thread_time
from typing import TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from picup_desktop.errors import PicupError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.reading import NoVault, reading
from picup_desktop.ui.answer import deliver
from picup_desktop.ui.snapshots.snapshot import ActivityLists, take_activity, take_snapshot

PAUSE_MILLISECONDS = 500
"""At most two snapshots a second while something moves."""
REST_FACTOR = 9
"""The reader pauses this many times as long as the ledger took of the processor: a huge one is read
less often. What it waited for, on a busy computer, says nothing of the ledger."""
LONGEST_PAUSE_MILLISECONDS = 30_000
SELDOM_MILLISECONDS = 10_000
"""For changes that no engine reports, such as those of a command line at work."""

T = TypeVar("T")


class _Worker(QObject):
    """Lives in a reader's thread, with a connection of its own to the ledger."""

    answered = Signal(object, object)
    """Who waits for an answer, and the answer."""
    failed = Signal(object)
    """The ``PicupError`` of a ledger that can't be read; None once it can be read again."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home
        self._open = ExitStack()
        self._ledger: Ledger | None = None
        self._failing = False

    @Slot(object, object)
    def answer(self, question: Callable[[Ledger], object], done: object) -> None:
        answer = None
        try:
            answer = question(self._opened())
        except NoVault:
            self.close()
        except PicupError as error:
            self._fail(error)
        self.answered.emit(done, answer)

    @Slot()
    def close(self) -> None:
        self._ledger = None
        close: Callable[[], None] = self._open.close
        close()

    def _opened(self) -> Ledger:
        if self._ledger is None:
            self._ledger = self._open.enter_context(reading(self._home, for_long=True))
        return self._ledger

    def _fail(self, error: PicupError) -> None:
        self.close()
        self._failing = True
        self.failed.emit(error)


class _SnapshotWorker(_Worker):
    """Makes the snapshots too."""

    taken = Signal(object, object, float)
    """A snapshot, the lists of Activity, and the processor's seconds that they took."""

    @Slot(bool)
    def take(self, with_activity: bool) -> None:  # noqa: FBT001 - a signal's argument
        began = thread_time()
        try:
            ledger = self._opened()
            snapshot = take_snapshot(ledger)
            activity = take_activity(ledger) if with_activity else None
        except NoVault:
            self.close()
            self.taken.emit(None, None, 0.0)
        except PicupError as error:
            self._fail(error)
        else:
            self.taken.emit(snapshot, activity, thread_time() - began)
            if self._failing:
                self._failing = False
                self.failed.emit(None)


class LedgerReader(QObject):
    """Call ``ask`` in the window's thread; the answer arrives there too."""

    _asked = Signal(object, object)

    def __init__(self, home: Home, name: str, worker: _Worker | None = None) -> None:
        """``name`` is the thread's; ``worker`` answers in place of a plain one."""
        super().__init__()
        worker = worker or _Worker(home)
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = worker
        self._ended = False
        worker.moveToThread(self._thread)
        self._asked.connect(worker.answer)
        worker.answered.connect(self._deliver)
        self._thread.finished.connect(worker.close)

    def begin(self) -> None:
        """Start the thread."""
        self._thread.start()

    def end(self) -> None:
        """End the thread after the question it is working on, whose answer nobody gets any more.

        Who asked may be destroyed by then: a change of language replaces the window.
        """
        self._ended = True
        self._thread.quit()
        self._thread.wait()

    def ask(self, question: Callable[[Ledger], T], done: Callable[[T | None], None]) -> None:
        """Call ``done`` in the window's thread with the answer to ``question``.

        The answer is None where there is no vault or the ledger can't be read.
        """
        self._asked.emit(question, done)

    @Slot(object, object)
    def _deliver(self, done: Callable[[object], None], answer: object) -> None:
        if not self._ended:
            deliver(done, answer)


class SnapshotReader(LedgerReader):
    """Snapshots for the window; call ``refresh`` as often as you like."""

    snapshot = Signal(object)
    """A ``Snapshot``; None while there is no vault."""
    activity = Signal(object)
    """An ``ActivityLists``, while it is wanted."""
    trouble = Signal(object)
    """The ``PicupError`` of a ledger that can't be read; None once it can be read again."""

    _wanted = Signal(bool)

    def __init__(self, home: Home) -> None:
        worker = _SnapshotWorker(home)
        super().__init__(home, "ledger", worker)
        self._with_activity = False
        self._wanted.connect(worker.take)
        worker.taken.connect(self._pass_on)
        worker.failed.connect(self.trouble)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._ask)
        self._seldom = QTimer(self)
        self._seldom.setInterval(SELDOM_MILLISECONDS)
        self._seldom.timeout.connect(self.refresh)

    def begin(self) -> None:
        """Start the thread and ask for the first snapshot."""
        super().begin()
        self._seldom.start()
        self._ask()

    def end(self) -> None:
        """End the thread after the question it is working on."""
        self._seldom.stop()
        self._pause.stop()
        super().end()

    @Slot()
    def refresh(self) -> None:
        """Take a new snapshot soon, because something may have changed."""
        if not self._pause.isActive():
            self._pause.start()

    def forget(self) -> None:
        """Empty the lists of names, because the vault was locked (2-1)."""
        self.activity.emit(ActivityLists())

    def want_activity(self, *, wanted: bool) -> None:
        """Read the lists of Activity only while that page is visible."""
        if wanted and not self._with_activity:
            self._with_activity = True
            self._ask()
        self._with_activity = wanted

    @Slot()
    def _ask(self) -> None:
        self._wanted.emit(self._with_activity)

    @Slot(object, object, float)
    def _pass_on(self, snapshot: object, activity: object, seconds: float) -> None:
        self._pause.setInterval(pause_after(seconds))
        self.snapshot.emit(snapshot)
        if activity is not None:
            self.activity.emit(activity)


def pause_after(seconds: float) -> int:
    """Return the milliseconds until the next snapshot, after one that took so much work."""
    rest = min(round(seconds * 1000 * REST_FACTOR), LONGEST_PAUSE_MILLISECONDS)
    return max(PAUSE_MILLISECONDS, rest)
