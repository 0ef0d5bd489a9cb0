"""The engine's listening socket: a Unix socket of mode 0600, or a Windows pipe."""

import os
import socket
import struct
import sys
from typing import Protocol

from picup_desktop.engine.ipc.address import pipe_name, socket_path
from picup_desktop.engine.ipc.lines import Stream
from picup_desktop.errors import PicupError
from picup_desktop.home import Home
from picup_desktop.messages.system import reason_of

WAITING_CONNECTIONS = 16
OTHERS_MASK = 0o177
SEND_SECONDS = 5


class CannotListen(PicupError):
    """The socket can't be made."""

    title = "title-engine-cant-listen"


class Listener(Protocol):
    """Accepts connections."""

    def accept(self) -> Stream:
        """Return the next connection; OSError once the listener is closed."""

    def close(self) -> None:
        """Stop listening; a running ``accept`` ends."""


class _UnixListener:
    def __init__(self, home: Home) -> None:
        self._path = socket_path(home)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            # The lock's holder is the only engine of the home: an existing socket is a leftover.
            self._path.unlink(missing_ok=True)
            before = os.umask(OTHERS_MASK)
            try:
                self._socket.bind(str(self._path))
            finally:
                os.umask(before)
            self._socket.listen(WAITING_CONNECTIONS)
        except OSError:
            self._socket.close()
            raise

    def accept(self) -> Stream:
        connection, _ = self._socket.accept()
        # Reads wait without limit; a face that reads nothing is disconnected.
        seconds = struct.pack("ll", SEND_SECONDS, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
        return connection

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            # Some systems don't wake an accept by this; closing has to suffice then.
            pass
        finally:
            self._socket.close()


def listen(home: Home) -> Listener:
    """Listen for the faces of a home, whose lock the caller holds. CannotListen."""
    try:
        if sys.platform == "win32":
            from picup_desktop.engine.ipc.windows_pipe import (  # noqa: PLC0415 - not elsewhere
                PipeListener,
            )

            return PipeListener(pipe_name(home))
        return _UnixListener(home)
    except OSError as error:
        raise CannotListen(
            "socket-for-cant-made", home=str(home.folder), why=reason_of(error)
        ) from error
