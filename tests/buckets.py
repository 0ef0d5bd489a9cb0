"""A real S3 server on loopback: moto's, in a process of its own."""

import hashlib
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import obstore
from obstore.store import S3Store

from picup_desktop.storage.bucket.place import USUAL_REGION
from picup_desktop.storage.bucket.signed import Request, Signer, signed_headers

ACCESS_KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "a secret of the tests"
SIGNER = Signer(ACCESS_KEY, SECRET, USUAL_REGION)
NOTHING: Mapping[str, str] = {}
STARTS_SECONDS = 60


@dataclass
class BucketServer:
    """The server's port, and the process while it runs."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None
    shows: Path | None = None
    """The file with the certificate and key that it shows; None: it speaks without TLS."""

    def url(self, bucket: str, prefix: str = "vault") -> str:
        """Return the address of a storage there."""
        scheme = "s3+http" if self.shows is None else "s3"
        return f"{scheme}://{ACCESS_KEY}@127.0.0.1:{self.port}/{bucket}/{prefix}"

    def make_bucket(self, bucket: str) -> None:
        """Make an empty bucket."""
        self.asked("PUT", bucket)

    def keep_versions(self, bucket: str, status: str = "Enabled") -> None:
        """Let a bucket keep what is removed, as hidden versions."""
        said = f"<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>"
        self.asked("PUT", bucket, {"versioning": ""}, said.encode())

    def asked(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] = NOTHING,
        body: bytes = b"",
        *,
        headers: Mapping[str, str] = NOTHING,
        status: int = HTTPStatus.OK,
    ) -> bytes:
        """Send a signed request, and return the body of its answer, which must have that status."""
        host, digest = f"127.0.0.1:{self.port}", hashlib.sha256(body).hexdigest()
        request = Request(method, host, f"/{path}", query, headers, digest)
        signed = signed_headers(request, SIGNER, datetime.now(UTC))
        with closing(self._connection()) as connection:
            connection.request(method, request.target, body, signed)
            answer = connection.getresponse()
            said = answer.read()
        assert answer.status == status, (answer.status, said)
        return said

    def _connection(self) -> HTTPConnection:
        if self.shows is None:
            return HTTPConnection("127.0.0.1", self.port, timeout=30)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # What it shows is what is tested.
        tls.check_hostname = False
        tls.verify_mode = ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.port, timeout=30, context=tls)

    def put(self, bucket: str, name: str, data: bytes) -> None:
        """Write an object behind the program's back."""
        obstore.put(self._store(bucket), name, data)

    def remove(self, bucket: str, name: str) -> None:
        """Remove an object behind the program's back."""
        obstore.delete(self._store(bucket), name)

    def _store(self, bucket: str) -> S3Store:
        return S3Store(
            bucket=bucket,
            endpoint=f"http://127.0.0.1:{self.port}",
            access_key_id=ACCESS_KEY,
            secret_access_key=SECRET,
            client_options={"allow_http": True},
        )

    def start(self) -> "BucketServer":
        """Start it empty; it keeps everything in its memory."""
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)),
                *(() if self.shows is None else ("-s", "-c", self.shows, "-k", self.shows)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends_at = time.monotonic() + STARTS_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if self.process.poll() is not None or time.monotonic() > ends_at:
                    raise
                time.sleep(0.05)
            else:
                return self

    def stop(self) -> None:
        """End it, and all that it keeps."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def bucket_server(shows: Path | None = None) -> Iterator[BucketServer]:
    """Run a server for as long as the block; ``shows`` as ``BucketServer.shows``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = BucketServer(port, shows=shows).start()
    try:
        yield server
    finally:
        server.stop()
