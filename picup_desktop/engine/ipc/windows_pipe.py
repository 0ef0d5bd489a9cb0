"""The engine's local socket on Windows: a named pipe with the interface of a stream socket.

Windows gives full access to a pipe's creator, administrators and the system, and at most
read access to everyone else, which is not enough to send a command.
"""

import threading
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Pipe: TypeAlias = Connection[Any, Any]
else:
    Pipe = Connection


class PipeStream:
    """One connection over a pipe; the messages of the pipe are pieces of the stream."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._ahead = b""
        self._closing = threading.Lock()

    def recv(self, size: int, /) -> bytes:
        """Return some bytes; empty at the end."""
        if not self._ahead:
            try:
                self._ahead = self._pipe.recv_bytes()
            except EOFError:
                return b""
            except TypeError:
                # Another thread closed it between the pipe's own look and its use.
                if not self._pipe.closed:
                    raise
                return b""
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        return given

    def sendall(self, data: bytes, /) -> None:
        """Send all bytes."""
        self._pipe.send_bytes(data)

    def close(self) -> None:
        """Close the connection, once.

        A second thread would close the handle again, or what has its number by then.
        """
        with self._closing:
            self._pipe.close()


class PipeListener:
    """Listens on a named pipe."""

    def __init__(self, name: str) -> None:
        self._listener = Listener(name, family="AF_PIPE")

    def accept(self) -> PipeStream:
        """Return the next connection; OSError when the listener is closed."""
        try:
            return PipeStream(self._listener.accept())
        except (EOFError, AuthenticationError) as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()


def connect_pipe(name: str) -> PipeStream:
    """Connect to the engine that listens there; OSError if none does."""
    return PipeStream(Client(name, family="AF_PIPE"))
