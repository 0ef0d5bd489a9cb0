"""Slack, played on this computer: the far end of a notify URL, whatever it does.

``SlackServer`` is a proxy that answers for https://hooks.slack.com itself, with a
certificate of its own authority. So the program runs unchanged, with Slack's real
address and Apprise's Slack plug-in, through real TLS and HTTP. Not real are Slack's
certificate and its answers, which are those that Slack documents for an incoming
webhook: ``200 ok``, and ``404 no_service`` for a webhook that was taken away.

``WebhookServer`` takes the Slack-compatible webhooks of others (``mmost://``), plain.
"""

import datetime
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "hooks.slack.com"
TOKENS = "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7"
WEBHOOK = f"https://{HOST}/services/{TOKENS}"


@dataclass(frozen=True)
class Posted:
    """One request that arrived."""

    host: str
    path: str
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """Everything that a reader of the channel sees."""
        return json.dumps(self.body, ensure_ascii=False)


@dataclass
class FarEnd:
    """What arrived, and what is answered; with ``hold`` set, nothing until it is released."""

    status: int = 200
    said: str = "ok"
    posted: list[Posted] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def __post_init__(self) -> None:
        self.released.set()

    def hang(self) -> None:
        self.released.clear()


class _Handler(BaseHTTPRequestHandler):
    far_end: FarEnd
    context: ssl.SSLContext | None = None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        posted = Posted(self.headers["Host"], self.path, json.loads(body))
        self.far_end.posted.append(posted)
        self.far_end.arrived.set()
        self.far_end.released.wait(60)
        self.send_response(self.far_end.status)
        self.send_header("Content-Length", str(len(self.far_end.said)))
        self.end_headers()
        self.wfile.write(self.far_end.said.encode())

    def do_CONNECT(self) -> None:
        assert self.context is not None
        assert self.path == f"{HOST}:443", f"something else was asked for: {self.path}"
        self.send_response(200)
        self.end_headers()
        with self.context.wrap_socket(self.connection, server_side=True) as secured:
            type(self)(secured, self.client_address, self.server)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def webhook_server() -> Iterator[FarEnd]:
    """Takes webhooks at ``http://127.0.0.1:port``."""
    with _serving(None) as far_end:
        yield far_end


@contextmanager
def slack_server(folder: Path) -> Iterator[tuple[FarEnd, dict[str, str]]]:
    """Slack, and the environment in which a program meets it instead of the real one."""
    authority = folder / "authority.pem"
    with _serving(_context(folder, authority)) as far_end:
        proxy = f"http://127.0.0.1:{far_end.port}"
        yield far_end, {"HTTPS_PROXY": proxy, "REQUESTS_CA_BUNDLE": str(authority)}


@contextmanager
def _serving(context: ssl.SSLContext | None) -> Iterator[FarEnd]:
    far_end = FarEnd()
    handler = type("Handler", (_Handler,), {"far_end": far_end, "context": context})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        # Whoever hangs up on a hanging server is not waited for.
        server.daemon_threads = True
        server.block_on_close = False
        far_end.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield far_end
        finally:
            far_end.released.set()
            server.shutdown()
            thread.join()


def _context(folder: Path, authority: Path) -> ssl.SSLContext:
    signer, server = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    top = _certificate("Test authority", signer, "Test authority", signer)
    own = _certificate(HOST, server, "Test authority", signer)
    authority.write_bytes(top.public_bytes(serialization.Encoding.PEM))
    both = folder / "server.pem"
    both.write_bytes(
        server.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + own.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    signer: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    is_authority = key is signer
    public, signing = key.public_key(), signer.public_key()
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing), critical=False)
    )
    if not is_authority:
        alternative = x509.SubjectAlternativeName([x509.DNSName(name)])
        made = made.add_extension(alternative, critical=False)
    return made.sign(signer, hashes.SHA256())
