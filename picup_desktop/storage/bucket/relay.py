"""What verifies a bucket's server by the one certificate that a person trusts.

The library for buckets can add a certificate to those of this computer, and not trust it alone;
nor does it take one that is both a server's own and an authority's. So where a certificate is
pinned, the library speaks to this relay, its proxy on 127.0.0.1, and the relay speaks TLS by
OpenSSL to that one server. Nothing leads elsewhere: a request for another server, such as after a
redirect, ends its connection. What passes is what TLS would hold otherwise, signed requests and
sealed bytes; the secret key is in neither.

Threads: one, with an event loop of its own; it ends with ``close`` or the process.
"""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable

PIECE_BYTES = 256 * 1024
LONGEST_HEAD = 64 * 1024
STARTS_SECONDS = 10.0
_NOT_CONNECTED = (
    b"HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)
_BROKEN = (OSError, EOFError, ValueError, asyncio.LimitOverrunError)


class Relay:
    """A proxy to one server. Usable from several threads."""

    def __init__(
        self, host: str, port: int, context: ssl.SSLContext, connect_seconds: float, authority: str
    ) -> None:
        """``authority``: the server as it stands in the requests that are for it."""
        self._host, self._port = host, port
        self._context = context
        self._connect_seconds = connect_seconds
        self._origin = f"http://{authority}".encode()
        self._failure: OSError | None = None
        self._streams: set[asyncio.StreamWriter] = set()
        self._stop: Callable[[], object] | None = None
        self._listening = threading.Event()
        self.own_port = 0

    def start(self) -> "Relay":
        """Listen; return once it does. OSError."""
        thread = threading.Thread(
            target=lambda: asyncio.run(self._run()), name="relay", daemon=True
        )
        thread.start()
        if not self._listening.wait(STARTS_SECONDS) or not self.own_port:
            raise OSError("the relay to the server of the bucket did not start")
        return self

    def close(self) -> None:
        """End it and its connections."""
        stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def failure(self) -> OSError | None:
        """Return why the server was not reached since the last call; None if it was."""
        found, self._failure = self._failure, None
        return found

    async def _run(self) -> None:
        """Serve until it is closed; the tasks of its connections end with its loop."""
        stopped, loop = asyncio.Event(), asyncio.get_running_loop()
        self._stop = lambda: loop.call_soon_threadsafe(stopped.set)
        try:
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LONGEST_HEAD)
            self.own_port = server.sockets[0].getsockname()[1]
        finally:
            self._listening.set()
        await stopped.wait()
        server.close()
        connections = asyncio.all_tasks() - {asyncio.current_task()}
        for stream in self._streams:
            stream.transport.abort()
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        # What is aborted is closed in the loop's next rounds.
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def _serve(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._streams.add(back)
        # A task that ends as cancelled is told as an error by asyncio's own streams.
        with contextlib.suppress(*_BROKEN, asyncio.CancelledError):
            await self._relayed(ours, back)
            back.close()
            await back.wait_closed()
        back.close()
        self._streams.discard(back)

    async def _relayed(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        head = await ours.readuntil(b"\r\n\r\n")
        first, left = for_the_server(head, self._origin)
        try:
            theirs, there = await asyncio.wait_for(
                asyncio.open_connection(
                    self._host, self._port, ssl=self._context, limit=PIECE_BYTES
                ),
                self._connect_seconds,
            )
        except OSError as error:
            self._failure = error
            while left and (data := await ours.read(min(left, PIECE_BYTES))):
                left -= len(data)
            back.write(_NOT_CONNECTED)
            await back.drain()
            return
        answers = asyncio.create_task(_copied(theirs, back))
        try:
            while True:
                there.write(first)
                while left and (data := await ours.read(min(left, PIECE_BYTES))):
                    left -= len(data)
                    there.write(data)
                    await there.drain()
                if left:
                    return
                await there.drain()
                head = await ours.readuntil(b"\r\n\r\n")
                first, left = for_the_server(head, self._origin)
        finally:
            answers.cancel()
            # Its requests had their answers, or have nobody to read them.
            there.transport.abort()


async def _copied(theirs: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
    """Pass on what the server answers, until either side ends."""
    try:
        while data := await theirs.read(PIECE_BYTES):
            back.write(data)
            await back.drain()
    except OSError:
        # Its end below tells the library that the answer broke off.
        pass
    finally:
        back.close()


def for_the_server(head: bytes, origin: bytes) -> tuple[bytes, int]:
    """Return a request's head as its server gets it, and the bytes of the body that follows.

    ``head``: as a proxy gets it (RFC 9112, 3.2.2). ValueError for a request to another server, or
    one whose end it does not say.
    """
    line, _, rest = head.partition(b"\r\n")
    method, target, version = line.split(b" ")
    path = target.removeprefix(origin)
    if path == target or not path.startswith((b"/", b"?")):
        raise ValueError("the request is for another server")
    length = 0
    for field in rest.split(b"\r\n"):
        name, _, value = field.partition(b":")
        if name.lower() == b"transfer-encoding":
            raise ValueError("the request does not say where it ends")
        if name.lower() == b"content-length":
            length = int(value)
    if length < 0:
        raise ValueError("no request has that length")
    path = path if path.startswith(b"/") else b"/" + path
    return b" ".join((method, path, version)) + b"\r\n" + rest, length
