"""A server of the version file on this computer, and a count of who asked it what."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "https://picup.example/releases/9.1.0"
NEWEST = {"version": "9.1.0", "page": PAGE, "notes": "Photos are found faster."}

Headers = dict[str, str]


@dataclass
class VersionServer:
    """What is answered, and what was asked."""

    body: bytes = json.dumps(NEWEST).encode()
    status: int = 200
    headers: Headers = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    """While it is not set, whoever asks waits."""
    drips: bool = False
    """It sends a header that never ends, byte by byte."""
    port: int = 0

    def __post_init__(self) -> None:
        self.released.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/version.json"


class _Handler(BaseHTTPRequestHandler):
    server_of: Callable[[], VersionServer]

    def do_GET(self) -> None:
        told = type(self).server_of()
        told.asked.append((self.path, dict(self.headers)))
        with suppress(OSError):
            if told.drips:
                self._drip(told)
            told.released.wait(60)
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

    def _drip(self, told: VersionServer) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not told.released.wait(0.02):
            self.wfile.write(b"x")

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def version_server() -> Iterator[VersionServer]:
    told = VersionServer()
    handler = type("Handler", (_Handler,), {"server_of": staticmethod(lambda: told)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        # Whoever hangs up on a hanging server is not waited for.
        server.daemon_threads = True
        server.block_on_close = False
        told.port = server.server_address[1]
        often = {"poll_interval": 0.02}
        thread = threading.Thread(target=server.serve_forever, kwargs=often, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            told.released.set()
            server.shutdown()
            thread.join()
