"""Real WebDAV servers on loopback, in processes of their own over a folder: WsgiDAV, rclone."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "grandma", "a password of the tests"
STARTS_SECONDS = 60
_SERVE = """
import json, sys
from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp
port, folder, user, password, shows = json.load(sys.stdin)
app = WsgiDAVApp({
    "provider_mapping": {"/": folder},
    "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
    "http_authenticator": {
        "accept_basic": True, "accept_digest": False, "default_to_digest": False
    },
    "verbose": 0, "logging": {"enable": False}, "lock_storage": None, "property_manager": None,
})
server = wsgi.Server(("127.0.0.1", port), app, numthreads=8)
if shows:
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    server.ssl_adapter = BuiltinSSLAdapter(shows, shows)
server.start()
"""


@dataclass
class Share:
    """The folder that is served, the server's port, and the process while it runs."""

    disk: Path
    port: int
    rclone: bool = False
    """Whether rclone serves it, and WsgiDAV otherwise."""
    process: "subprocess.Popen[bytes] | None" = None
    shows: Path | None = None
    """The file with the certificate and key that it shows; None: it speaks without TLS."""

    def url(self, path: str = "dav/vault") -> str:
        """Return the address of a storage there."""
        scheme = "dav+http" if self.shows is None else "davs"
        return f"{scheme}://{USER}@127.0.0.1:{self.port}/{path}"

    def start(self) -> "Share":
        """Start it."""
        self.disk.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", _SERVE]
        if self.rclone:
            command = ["rclone", "serve", "webdav", str(self.disk), "--config", os.devnull]
            command += ["--addr", f"127.0.0.1:{self.port}", "--user", USER, "--pass", PASSWORD]
            # What is written behind its back is seen at once.
            command += ["--dir-cache-time", "0s"]
            if self.shows is not None:
                command += ["--cert", str(self.shows), "--key", str(self.shows)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdin is not None
        with self.process.stdin as orders:
            shows = None if self.shows is None else str(self.shows)
            orders.write(json.dumps([self.port, str(self.disk), USER, PASSWORD, shows]).encode())
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
        """End it; its files stay."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def share(disk: Path, *, rclone: bool = False, shows: Path | None = None) -> Iterator[Share]:
    """Serve a folder for as long as the block; ``shows`` as ``Share.shows``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Share(disk, port, rclone, shows=shows).start()
    try:
        yield server
    finally:
        server.stop()
