"""A server over HTTP on loopback that answers whatever a test tells it to."""

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

PAGE = b"<html><body>Please log in</body></html>"
DATED = {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT", "ETag": '"x"'}


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    """With its query."""
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Answered:
    """One answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


CUT = None
"""No answer: the connection is closed."""
Rule = Callable[[Asked], Answered | None]


@dataclass
class Hostile:
    """The server's port, its rule, and what it was asked."""

    port: int
    rule: Rule = lambda _: Answered()
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def hostile(rule: Rule, shows: Path | None = None) -> Iterator[Hostile]:
    """Run a server for as long as the block.

    ``shows``: the file with the certificate and key that it shows; None: it speaks without TLS.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self._answer
            raise AttributeError(name)

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, body, headers)
            here.asked.append(asked)
            answer = here.rule(asked)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 204 and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if shows is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(shows)
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    here = Hostile(server.server_port, rule)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def s3_page(*names: str, size: int = 1, more: bool = False) -> Answered:
    """Return a page of a bucket's listing."""
    contents = "".join(
        f"<Contents><Key>{escape(name)}</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified>"
        f"<ETag>&quot;a&quot;</ETag><Size>{size}</Size></Contents>"
        for name in names
    )
    token = "<NextContinuationToken>more</NextContinuationToken>" if more else ""
    text = f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{token}{contents}"
    return Answered(body=f"{text}</ListBucketResult>".encode())


def s3_error(status: int, code: str) -> Answered:
    """Return an error of an S3 store."""
    return Answered(status, f"<Error><Code>{code}</Code></Error>".encode())


def dav_page(*entries: tuple[str, int | None], extra: Sequence[str] = ()) -> Answered:
    """Return a multistatus of paths with their sizes; None for a folder."""
    said = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype>"
        f"{'<d:collection/>' if size is None else ''}</d:resourcetype>"
        f"<d:getcontentlength>{size or 0}</d:getcontentlength></d:prop></d:propstat></d:response>"
        for href, size in entries
    )
    text = f'<d:multistatus xmlns:d="DAV:">{said}{"".join(extra)}</d:multistatus>'
    return Answered(207, text.encode(), {"Content-Type": "application/xml"})
