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
port, folder, user, password = json.load(sys.stdin)
app = WsgiDAVApp({
    "provider_mapping": {"/": folder},
    "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
    "http_authenticator": {
        "accept_basic": True, "accept_digest": False, "default_to_digest": False
    },
    "verbose": 0, "logging": {"enable": False}, "lock_storage": None, "property_manager": None,
})
server = wsgi.Server(("127.0.0.1", port), app, numthreads=8)
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

    def url(self, path: str = "dav/vault") -> str:
        """Return the address of a storage there, without TLS."""
        return f"dav+http://{USER}@127.0.0.1:{self.port}/{path}"

    def start(self) -> "Share":
        """Start it."""
        self.disk.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", _SERVE]
        if self.rclone:
            command = ["rclone", "serve", "webdav", str(self.disk), "--config", os.devnull]
            command += ["--addr", f"127.0.0.1:{self.port}", "--user", USER, "--pass", PASSWORD]
            # What is written behind its back is seen at once.
            command += ["--dir-cache-time", "0s"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdin is not None
        with self.process.stdin as orders:
            orders.write(json.dumps([self.port, str(self.disk), USER, PASSWORD]).encode())
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
def share(disk: Path, *, rclone: bool = False) -> Iterator[Share]:
    """Serve a folder for as long as the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Share(disk, port, rclone).start()
    try:
        yield server
    finally:
        server.stop()
