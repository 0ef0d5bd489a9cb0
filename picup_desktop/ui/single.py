"""One window a home: a second start raises the first window and ends."""

import hashlib
import os

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from picup_desktop.home import Home

WAIT_MILLISECONDS = 1_000
LONGEST_PATH_BYTES = 100
RAISE = b"raise\n"


class SingleWindow(QObject):
    """``raised`` is said by the first when a second one starts."""

    raised = Signal()

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._name = _name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def first(self) -> bool:
        """Return whether this is the first window of the home; if not, that one was raised."""
        other = QLocalSocket()
        other.connectToServer(self._name)
        if other.waitForConnected(WAIT_MILLISECONDS):
            other.write(RAISE)
            other.waitForBytesWritten(WAIT_MILLISECONDS)
            other.disconnectFromServer()
            return False
        # A window that crashed leaves its socket behind.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def end(self) -> None:
        """Be no longer the first."""
        self._server.close()

    @Slot()
    def _hear(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()


def _name(home: Home) -> str:
    path = home.folder / "window.sock"
    if os.name == "posix" and len(os.fsencode(path)) <= LONGEST_PATH_BYTES:
        return str(path)
    return f"picup-window-{hashlib.sha256(os.fsencode(home.folder)).hexdigest()[:24]}"
