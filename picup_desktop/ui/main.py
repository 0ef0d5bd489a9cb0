"""The window, once for each home (``start/main.py`` has its arguments)."""

import hashlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from picup_desktop.home import Home
from picup_desktop.names import plain
from picup_desktop.program.parts import desktop_name
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.start.preload import preload
from picup_desktop.ui.start.sign import StartSign
from picup_desktop.ui.start.signals import EndingSignals
from picup_desktop.ui.theme.icons import icon

if TYPE_CHECKING:
    from picup_desktop.ui.face import Face

WAIT_MILLISECONDS = 1_000
START_SECONDS = 5.0
"""How long a start waits for others that look whether they are the first, a moment each."""
LONGEST_PATH_BYTES = 100
RAISE = b"raise\n"
HEARD = b"heard\n"
ANSWER_MILLISECONDS = 10_000
"""How long a second start waits for the first window, which may be busy."""
MOST_ENDING = 10
"""Windows that end, one after the other, before a start gives way to them."""
TURN_SECONDS = 0.0005
"""How long another thread may hold the interpreter once the window's thread wants it.

Each call into Qt gives it up, so a paint of a hundred cells waits for as many turns; with Python's
own 5 ms, a reader that works makes one paint last longer than a tenth of a second.
"""


log = logging.getLogger(__name__)


class SingleWindow(QObject):
    """The first window of a home; emit ``raised`` when a second one starts."""

    raised = Signal()

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._name, self._starting = _name(home), FileLock(home.window_lock)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def first(self) -> bool:
        """Return whether this is the first window of the home; raise the other one if not.

        One that hangs up without an answer was about to end: were the start left to that, a
        person who quits and starts again would see no window at all.
        """
        for _ in range(MOST_ENDING):
            with self._one_start_at_a_time():
                other = self._other()
                if other is None:
                    # A window that crashed leaves its socket behind.
                    QLocalServer.removeServer(self._name)
                    self._server.listen(self._name)
                    return True
            other.write(RAISE)
            if other.waitForReadyRead(ANSWER_MILLISECONDS) or is_open(other):
                other.disconnectFromServer()
                return False
        return False

    @contextmanager
    def _one_start_at_a_time(self) -> Iterator[None]:
        """Of two starts in one instant neither would hear the other, and both would listen.

        Where the lock can't be had a person gets a window, rather than none.
        """
        with ExitStack() as held:
            try:
                held.enter_context(self._starting.acquire(timeout=START_SECONDS))
            except (Timeout, OSError) as error:
                log.warning("the start of the window was not locked: %s", plain(str(error)))
            yield

    def _other(self) -> QLocalSocket | None:
        """Return a connection to the window that is there."""
        other = QLocalSocket()
        other.connectToServer(self._name)
        return other if other.waitForConnected(WAIT_MILLISECONDS) else None

    def end(self) -> None:
        """Stop listening for a second window, and hang up on one that got no answer."""
        self._server.close()
        while (unanswered := self._server.nextPendingConnection()) is not None:
            unanswered.abort()

    @Slot()
    def _hear(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
            connection.write(HEARD)
            connection.flush()
        self.raised.emit()


def is_open(connection: QLocalSocket) -> bool:
    """Return whether the other side has not hung up."""
    return connection.state() is QLocalSocket.LocalSocketState.ConnectedState


def _name(home: Home) -> str:
    path = home.folder / "window.sock"
    if os.name == "posix" and len(os.fsencode(path)) <= LONGEST_PATH_BYTES:
        return str(path)
    return f"picup-window-{hashlib.sha256(os.fsencode(home.folder)).hexdigest()[:24]}"


def share_fairly() -> None:
    """Let the window's thread have the interpreter soon, whatever other threads do."""
    sys.setswitchinterval(TURN_SECONDS)


def open_window(home: Home, *, hidden: bool) -> None:
    """Open the window and run until a person quits; ``hidden`` begins in the tray."""
    share_fairly()
    home.make()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("PicUp")
    application.setDesktopFileName(desktop_name())
    application.setWindowIcon(icon("picup", ""))
    application.setQuitOnLastWindowClosed(False)
    single = SingleWindow(home)
    if not single.first():
        return
    sign = StartSign(dark=Preferences(home).dark)
    if not hidden:
        sign.begin()
    face = _face(application, home, hidden=hidden)
    face.opened.connect(sign.close)
    if not hidden:
        face.opened.connect(preload)
    single.raised.connect(face.bring_up)
    face.leaving.connect(single.end)
    signals = EndingSignals(face.quit)
    face.begin()
    code = application.exec()
    single.end()
    face.end()
    signals.end()
    sys.exit(code)


def _face(application: QApplication, home: Home, *, hidden: bool) -> "Face":
    """Load the window's code and make it: most of what a start takes."""
    from picup_desktop.ui.face import Face  # noqa: PLC0415 - after the sign of the start
    from picup_desktop.ui.language import Language  # noqa: PLC0415 - as above

    language = Language(application)
    language.speak(Preferences(home).language)
    return Face(application, home, language, hidden=hidden)
