"""Start the engine, and stay connected to it."""

import time
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.home import Home
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.program import ProgramPart, command_of
from picup_desktop.ui.engine.link import EngineLink

AGAIN_MILLISECONDS = 200
START_TRIES = 50
"""Attempts to connect after a start: 10 s altogether."""
MOST_UNANSWERED = 2
"""Starts one after the other that no engine answers, before it is told."""
MOST_IN_A_WHILE, WHILE_SECONDS = 8, 10 * 60.0
"""Starts within a while, so that an engine that ends again and again is told."""
LATE_SECONDS = 60.0
"""How long a window that was closed waits for the engine that it started, to end it."""
LATER_MILLISECONDS = 10 * 60 * 1_000
"""When it is tried again without a person."""
LOG_TAIL_CHARACTERS = 600


def may_start(unanswered: int, starts: Sequence[float], now: float) -> bool:
    """Return whether to start an engine again by oneself.

    ``unanswered``: starts since an engine last answered. ``starts`` and ``now`` are seconds of
    one clock.
    """
    recent = sum(0 <= now - at < WHILE_SECONDS for at in starts)
    return unanswered < MOST_UNANSWERED and recent < MOST_IN_A_WHILE


class Presence(Enum):
    """Whether an engine runs."""

    LOOKING = "looking"
    STARTING = "starting"
    THERE = "there"
    FAILED = "failed"


class EngineStarter(QObject):
    """Connect to a running engine, or start one.

    An engine that ends while the window is open is restarted. If it ends again and again, or
    does not answer, that is told, and it is tried again later or when a person asks for it.
    """

    changed = Signal(object)
    """The new ``Presence``."""

    def __init__(self, home: Home, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._link = link
        self._presence = Presence.LOOKING
        self._unanswered = 0
        self._starts: list[float] = []
        self._tries = 0
        self._ours = False
        self._watching = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MILLISECONDS)
        self._timer.timeout.connect(link.connect_now)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MILLISECONDS)
        self._later.timeout.connect(self._try_later)
        link.greeted.connect(self._found)
        link.lost.connect(self._missed)

    @property
    def presence(self) -> Presence:
        """Whether an engine runs."""
        return self._presence

    @property
    def ours(self) -> bool:
        """Whether this window started the engine, and therefore ends it when it quits."""
        return self._ours

    @property
    def complaint(self) -> Shown:
        """The last line that an engine which did not start has written."""
        try:
            log = self._log().read_text("utf-8", "replace").strip()
        except OSError:
            return NO_WORDS
        return plain(log[-LOG_TAIL_CHARACTERS:].splitlines()[-1]) if log else NO_WORDS

    def begin(self) -> None:
        """Look for an engine, at first or when a person wants another try."""
        self._unanswered = self._tries = 0
        self._starts.clear()
        self._later.stop()
        self._set(Presence.LOOKING)
        self._link.connect_now()

    @property
    def watching(self) -> bool:
        """Whether ``leave`` was not called yet."""
        return self._watching

    def leave(self) -> None:
        """Stop looking for and starting engines; a second call does nothing."""
        if self._watching:
            self._watching = False
            self._timer.stop()
            self._later.stop()
            self._link.lost.disconnect(self._missed)

    @Slot()
    def _found(self) -> None:
        self._unanswered = self._tries = 0
        self._later.stop()
        self._set(Presence.THERE)

    @Slot()
    def _missed(self) -> None:
        if self._tries > 0:
            self._tries -= 1
            self._timer.start()
        elif may_start(self._unanswered, self._starts, time.monotonic()):
            self._start()
        else:
            self._set(Presence.FAILED)
            self._later.start()

    @Slot()
    def _try_later(self) -> None:
        self._unanswered = 0
        self._link.connect_now()

    def _start(self) -> None:
        self._unanswered += 1
        self._starts = [*self._starts[1 - MOST_IN_A_WHILE :], time.monotonic()]
        self._tries = START_TRIES
        self._set(Presence.STARTING)
        self._home.make()
        process = QProcess()
        program, *arguments = engine_command(self._home)
        process.setProgram(program)
        process.setArguments(arguments)
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(str(self._log()))
        self._ours = bool(process.startDetached())
        self._timer.start()

    def _log(self) -> Path:
        return self._home.log.with_name("engine-start.log")

    def _set(self, presence: Presence) -> None:
        if presence is not self._presence:
            self._presence = presence
            self.changed.emit(presence)


def stop_late_engine(home: Home) -> None:
    """End an engine that was started and has not answered before the window was closed.

    The window is closed by then. On a busy computer an engine takes its time to come, and one that
    nobody waits for would stay.
    """
    until, was_there = time.monotonic() + LATE_SECONDS, False
    while time.monotonic() < until:
        try:
            with EngineClient(home) as client:
                client.call("stop")
        except EngineGone:
            was_there = True
        except NoEngine:
            if was_there:
                return
        else:
            return
        time.sleep(AGAIN_MILLISECONDS / 1_000)


def engine_command(home: Home) -> list[str]:
    """Return the command that starts a home's engine, from source or from a bundle."""
    return [*command_of(ProgramPart.COMMAND_LINE), "--home", str(home.folder), "run", "--wait"]
