"""Lines over a local socket: bounded reads, whole writes; used by both sides."""

import contextlib
import socket
import sys
import threading
from typing import Protocol

from picup_desktop.engine.ipc.protocol import LONGEST_LINE_BYTES, Message, ProtocolBroken, encode

READ_BYTES = 1 << 16


class Stream(Protocol):
    """The common part of a Unix socket and a Windows pipe."""

    def recv(self, size: int, /) -> bytes:
        """Return some bytes; empty at the end."""

    def sendall(self, data: bytes, /) -> None:
        """Send all bytes. OSError if the other side is gone."""

    def close(self) -> None:
        """Close the connection."""


class Lines:
    """One connection; one thread reads, any thread sends."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._rest = bytearray()

    def read(self) -> bytes | None:
        """Return the next line without its line feed; None when the other side is gone.

        ProtocolBroken if a line is too long: the lines after it can't be read either.
        """
        searched = 0
        while (end := self._rest.find(b"\n", searched)) < 0:
            if len(self._rest) >= LONGEST_LINE_BYTES:
                raise ProtocolBroken("line-too-long", longest=LONGEST_LINE_BYTES)
            searched = len(self._rest)
            try:
                data = self._stream.recv(READ_BYTES)
            except OSError:
                return None
            if not data:
                return None
            self._rest += data
        line = bytes(self._rest[:end])
        del self._rest[: end + 1]
        return line

    def send(self, message: Message) -> None:
        """Send one whole line. OSError if the other side is gone or reads nothing for too long."""
        line = encode(message)
        with self._lock:
            self._stream.sendall(line)

    def close(self) -> None:
        """Close the connection; a running ``read`` in another thread ends too."""
        if sys.platform != "win32" and isinstance(self._stream, socket.socket):
            # The other side may have closed it already.
            with contextlib.suppress(OSError):
                self._stream.shutdown(socket.SHUT_RDWR)
        self._stream.close()
