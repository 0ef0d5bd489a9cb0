"""The engine's local socket on Windows: a named pipe, in the manner of a stream socket.

Windows gives a pipe's creator, its administrators and the system full access,
and to everyone else reading at most, which is not enough to say a word.
"""

from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Pipe: TypeAlias = Connection[Any, Any]
else:
    Pipe = Connection


class PipeStream:
    """One connection over a pipe; messages are pieces of the stream."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._ahead = b""

    def recv(self, size: int, /) -> bytes:
        """Some bytes, or none at the end."""
        if not self._ahead:
            try:
                self._ahead = self._pipe.recv_bytes()
            except EOFError:
                return b""
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        return given

    def sendall(self, data: bytes, /) -> None:
        """All of them."""
        self._pipe.send_bytes(data)

    def close(self) -> None:
        """End it."""
        self._pipe.close()


class PipeListener:
    """Where an engine is found."""

    def __init__(self, name: str) -> None:
        self._listener = Listener(name, family="AF_PIPE")

    def accept(self) -> PipeStream:
        """The next connection; OSError when the listener is closed."""
        try:
            return PipeStream(self._listener.accept())
        except (EOFError, AuthenticationError) as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()


def connect_pipe(name: str) -> PipeStream:
    """To the engine that listens there; OSError if none does."""
    return PipeStream(Client(name, family="AF_PIPE"))
