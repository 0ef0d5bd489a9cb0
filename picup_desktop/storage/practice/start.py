"""Start and stop a practice NAS from this process."""

import json
import secrets
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path

from picup_desktop.program import ProgramPart, command_of
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.practice.server import PracticeOrders, orders_line

USER = "practice"


@dataclass
class PracticeServer:
    """A practice NAS in ``folder``, with its files in ``root``. Its process ends with ours."""

    folder: Path
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
    quota_bytes: int | None = None
    read_only: bool = False
    port: int = 0
    host_key: str = ""
    _process: "subprocess.Popen[str] | None" = None

    @property
    def root(self) -> Path:
        """The folder that a client sees as ``/``."""
        return self.folder / "files"

    @property
    def vault(self) -> Path:
        """The folder of the vault of ``url`` on this computer's disk."""
        return self.root / "vault"

    @property
    def url(self) -> str:
        """The address for ``picup setup``; known once the server has started."""
        return f"sftp://{USER}@127.0.0.1:{self.port}/vault"

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return None if self._process is None else self._process.pid

    def start(self) -> "PracticeServer":
        """Start; after a stop on the same port, with the same host key. StorageUnreachable."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            command_of(ProgramPart.PRACTICE_SERVER),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = ""
        if self._process.stdin is not None and self._process.stdout is not None:
            self._process.stdin.write(orders_line(self._orders()))
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        if not line:
            self.stop()
            raise StorageUnreachable("practice-nas-did-not-start", folder=str(self.folder))
        answer = json.loads(line)
        self.port, self.host_key = answer["port"], answer["host_key"]
        return self

    def stop(self) -> None:
        """End the server and all its connections at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def restart(self, *, quota_bytes: int | None = None, read_only: bool = False) -> None:
        """Stop and start with other limits."""
        self.stop()
        self.quota_bytes, self.read_only = quota_bytes, read_only
        self.start()

    def _orders(self) -> PracticeOrders:
        orders = PracticeOrders(
            root=str(self.root),
            host_key_file=str(self.folder / "host_key"),
            user=USER,
            password=self.password,
            port=self.port,
        )
        return replace(orders, quota_bytes=self.quota_bytes, read_only=self.read_only)
