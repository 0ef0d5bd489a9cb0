"""Practice NAS boxes on this computer, for trying PicUp; they end with the window.

Their configuration is kept in the home, so that port, password and host key stay the same.
"""

import json
import os
import secrets
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from picup_desktop.home import PRIVATE_MODE, Home
from picup_desktop.program import ProgramPart, command_of
from picup_desktop.words import Role

USER = "practice"
ORDERS = "orders.json"
PRIVATE_FILE_MODE = 0o600
END_MILLISECONDS = 2_000


class Practice(QObject):
    """Run a practice server for each role; emit ``ready(role, url, password)``."""

    ready = Signal(object, str, str)
    failed = Signal(object)

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._folder = home.folder / "practice"
        self._servers: dict[Role, QProcess] = {}
        self._given: dict[Role, dict[str, object]] = {}

    def start(self, role: Role) -> None:
        """Start a server; ``ready`` or ``failed`` follows."""
        if role in self._servers:
            return
        process = QProcess(self)
        self._servers[role] = process
        process.readyReadStandardOutput.connect(partial(self._greeted, role))
        process.finished.connect(partial(self._ended, role))
        program, *arguments = command_of(ProgramPart.PRACTICE_SERVER)
        process.start(program, arguments)
        self._given[role] = self._orders(role)
        process.write(json.dumps(self._given[role]).encode() + b"\n")

    def start_known(self) -> None:
        """Start the servers that were used before."""
        for role in Role:
            if self._file(role).exists():
                self.start(role)

    def end(self) -> None:
        """End all servers."""
        for process in self._servers.values():
            process.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            process.closeWriteChannel()
            if not process.waitForFinished(END_MILLISECONDS):
                process.kill()
        self._servers.clear()

    def _file(self, role: Role) -> Path:
        return self._folder / role.value / ORDERS

    def _orders(self, role: Role) -> dict[str, object]:
        file = self._file(role)
        if file.exists():
            kept: dict[str, object] = json.loads(file.read_text("utf-8"))
            return kept
        root = file.with_name("files")
        root.mkdir(mode=PRIVATE_MODE, parents=True, exist_ok=True)
        return {
            "root": str(root),
            "host_key_file": str(file.with_name("host_key")),
            "user": USER,
            "password": secrets.token_urlsafe(12),
            "port": 0,
        }

    def _greeted(self, role: Role) -> None:
        process = self._servers[role]
        if not process.canReadLine():
            return
        greeting = json.loads(bytes(process.readLine().data()))
        orders = {**self._given[role], "port": greeting["port"]}
        file = self._file(role)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE_MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as kept:
            json.dump(orders, kept)
        url = f"sftp://{USER}@127.0.0.1:{greeting['port']}/vault"
        self.ready.emit(role, url, str(orders["password"]))

    def _ended(self, role: Role, *_status: object) -> None:
        if self._servers.pop(role, None) is not None:
            self.failed.emit(role)
