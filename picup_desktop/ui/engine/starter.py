"""Starting the engine, and staying connected to it."""

import time
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.home import Home
from picup_desktop.program import Part, command_of
from picup_desktop.ui.engine.link import EngineLink

AGAIN_MILLISECONDS = 200
START_TRIES = 50
"""How often the socket is tried after a start: 10 s together."""
MOST_STARTS = 2
LOG_TAIL_CHARACTERS = 600


class Presence(Enum):
    """Whether there is an engine."""

    LOOKING = "looking"
    STARTING = "starting"
    THERE = "there"
    FAILED = "failed"


class EngineStarter(QObject):
    """Looks for a running engine and starts one if there is none.

    An engine that ends under the window is started anew, twice at most,
    until a person asks for another try.
    """

    changed = Signal(object)
    """The new ``Presence``."""

    def __init__(self, home: Home, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._link = link
        self._presence = Presence.LOOKING
        self._starts = 0
        self._tries = 0
        self._ours = False
        self._watching = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MILLISECONDS)
        self._timer.timeout.connect(link.connect_now)
        link.greeted.connect(self._found)
        link.lost.connect(self._missed)

    @property
    def presence(self) -> Presence:
        """Whether there is an engine."""
        return self._presence

    @property
    def ours(self) -> bool:
        """Whether this window started the engine, and so ends it when it quits."""
        return self._ours

    @property
    def complaint(self) -> str:
        """The last words of an engine that did not start."""
        try:
            told = self._log().read_text("utf-8", "replace").strip()
        except OSError:
            return ""
        return told[-LOG_TAIL_CHARACTERS:].splitlines()[-1] if told else ""

    def begin(self) -> None:
        """Look for an engine; also after it failed, when a person wants another try."""
        self._starts = self._tries = 0
        self._set(Presence.LOOKING)
        self._link.connect_now()

    @property
    def watching(self) -> bool:
        """Whether it was not told to leave yet."""
        return self._watching

    def leave(self) -> None:
        """Neither look nor start any more; also when it was told before."""
        if self._watching:
            self._watching = False
            self._timer.stop()
            self._link.lost.disconnect(self._missed)

    @Slot()
    def _found(self) -> None:
        self._tries = 0
        self._set(Presence.THERE)

    @Slot()
    def _missed(self) -> None:
        if self._tries > 0:
            self._tries -= 1
            self._timer.start()
        elif self._starts < MOST_STARTS:
            self._start()
        else:
            self._set(Presence.FAILED)

    def _start(self) -> None:
        self._starts += 1
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
    """End an engine that was started and had not answered yet when the window went.

    It waits for it, some seconds at most: nobody looks at the window any more.
    """
    for _ in range(START_TRIES):
        try:
            with EngineClient(home) as client:
                client.call("stop")
        except (NoEngine, EngineGone):
            time.sleep(AGAIN_MILLISECONDS / 1_000)
        else:
            return


def engine_command(home: Home) -> list[str]:
    """How the engine of a home is started, from source as from a bundle."""
    return [*command_of(Part.COMMAND_LINE), "--home", str(home.folder), "run", "--wait"]
