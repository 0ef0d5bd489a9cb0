"""A line to a server that can be made to fail as lines and routers do.

A thread of its own for each direction of a connection; all end with ``close``.
"""

import socket
import threading
from contextlib import suppress

from tests.sshd import free_port

READ_BYTES = 64 * 1024


class CuttingLine:
    """Passes connections to ``port`` on; ``self.port`` is where it takes them."""

    def __init__(self, port: int, *, most_bytes_up: int | None = None) -> None:
        """``most_bytes_up``: a connection on which more was sent to the server is ended."""
        self.port = free_port()
        self._to = port
        self._most_bytes_up = most_bytes_up
        self._lock = threading.Lock()
        self._open: list[tuple[socket.socket, socket.socket]] = []
        self._forgotten: set[socket.socket] = set()
        self.taken = 0
        """How many connections there ever were."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._take, daemon=True).start()

    def forget(self) -> None:
        """Pass nothing on any more on today's connections, and end none of them."""
        with self._lock:
            self._forgotten |= {one for pair in self._open for one in pair}

    def close(self) -> None:
        """End everything."""
        with self._lock:
            ends = [self._listener, *(one for pair in self._open for one in pair)]
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                return
            with self._lock:
                self.taken += 1
                self._open.append((near, far))
            for start, end, most in ((near, far, self._most_bytes_up), (far, near, None)):
                threading.Thread(target=self._pass_on, args=(start, end, most), daemon=True).start()

    def _pass_on(self, start: socket.socket, end: socket.socket, most: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while data := start.recv(READ_BYTES):
                passed += len(data)
                if most is not None and passed > most:
                    break
                with self._lock:
                    if start in self._forgotten:
                        continue
                end.sendall(data)
        for one in (start, end):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
