"""A practice NAS: an SFTP server on loopback, embedded, in a process of its own.

For the demo, the window's "practice NAS on this computer", and tests of what a
real sshd can't show here (passwords, quotas). Run as
``python -m picup_desktop.storage.practice.server``: it reads its orders as one line of
JSON from standard input, answers with one line (port and host key), and ends when
standard input closes. One thread per connection, besides paramiko's own.
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import paramiko
from paramiko.sftp import (
    SFTP_BAD_MESSAGE,
    SFTP_FAILURE,
    SFTP_NO_SUCH_FILE,
    SFTP_OK,
    SFTP_PERMISSION_DENIED,
)

from picup_desktop.storage.sftp.host_keys import key_text

WAITING_CONNECTIONS = 50
# Clients open one channel per connection; this is how often the end of it is checked.
CHANNEL_SECONDS = 1.0


@dataclass(frozen=True)
class PracticeOrders:
    """Configuration of a practice server; ``port`` 0 takes any free one."""

    root: str
    host_key_file: str
    user: str
    password: str
    port: int = 0
    quota_bytes: int | None = None
    read_only: bool = False


class _Login(paramiko.ServerInterface):
    def __init__(self, orders: PracticeOrders) -> None:
        self._orders = orders

    def get_allowed_auths(self, username: str) -> str:  # noqa: ARG002 - paramiko's interface
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (self._orders.user, self._orders.password)
        return paramiko.common.AUTH_SUCCESSFUL if right else paramiko.common.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:  # noqa: ARG002 - as above
        if kind == "session":
            return paramiko.common.OPEN_SUCCEEDED
        return paramiko.common.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED


class AtPlaces:
    """Positioned reads and writes of an open file; usable from several threads.

    Windows has neither ``pread`` nor ``pwrite``: there the descriptor's single position is
    moved, under a lock.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._position = threading.Lock()

    def read(self, offset: int, length: int) -> bytes:
        """Read at most ``length`` bytes at ``offset``. OSError."""
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, length, offset)
        with self._position:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            return os.read(self._descriptor, length)

    def write(self, offset: int, data: bytes) -> None:
        """Write all of ``data`` at ``offset``. OSError."""
        written = 0
        while written < len(data):
            written += self._write_some(offset + written, data[written:])

    def _write_some(self, offset: int, data: bytes) -> int:
        if hasattr(os, "pwrite"):
            return os.pwrite(self._descriptor, data, offset)
        with self._position:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            return os.write(self._descriptor, data)


class _File(paramiko.SFTPHandle):
    def __init__(self, files: "_Files", descriptor: int, flags: int) -> None:
        super().__init__(flags)
        self._files = files
        self._descriptor = descriptor
        self._at_places = AtPlaces(descriptor)

    def close(self) -> None:
        os.close(self._descriptor)

    def read(self, offset: int, length: int) -> bytes | int:
        try:
            return self._at_places.read(offset, length)
        except OSError as error:
            return _code(error)

    def write(self, offset: int, data: bytes) -> int:  # type: ignore[override]  # untyped
        if not self._files.has_room(len(data)):
            return SFTP_FAILURE
        try:
            self._at_places.write(offset, data)
        except OSError as error:
            return _code(error)
        except Exception:  # noqa: BLE001 - paramiko would say "failure", as a full disk does
            return SFTP_BAD_MESSAGE
        return SFTP_OK

    def stat(self) -> paramiko.SFTPAttributes | int:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self._descriptor))


class _Files(paramiko.SFTPServerInterface):
    """The files below the root; links out of it are not followed."""

    def __init__(self, server: _Login, orders: PracticeOrders) -> None:
        super().__init__(server)
        self._root = Path(orders.root).resolve()
        self._orders = orders

    def has_room(self, more: int) -> bool:
        quota = self._orders.quota_bytes
        if quota is None:
            return True
        used = sum(path.stat().st_size for path in self._root.rglob("*") if path.is_file())
        return used + more <= quota

    def _local(self, path: str) -> Path:
        """Return the local path; paramiko passes on any path, so none may lead above the root."""
        local = (self._root / self.canonicalize(path).lstrip("/")).absolute()
        if not local.resolve().is_relative_to(self._root):
            raise PermissionError(13, "outside of the practice folder")
        return local

    def _writable(self, path: str) -> Path:
        if self._orders.read_only:
            raise PermissionError(13, "read-only")
        return self._local(path)

    def list_folder(self, path: str) -> list[paramiko.SFTPAttributes] | int:
        try:
            return [
                paramiko.SFTPAttributes.from_stat(entry.stat(follow_symlinks=False), entry.name)
                for entry in os.scandir(self._local(path))
            ]
        except OSError as error:
            return _code(error)

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return paramiko.SFTPAttributes.from_stat(self._local(path).stat())
        except OSError as error:
            return _code(error)

    def lstat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return paramiko.SFTPAttributes.from_stat(self._local(path).lstat())
        except OSError as error:
            return _code(error)

    def open(
        self,
        path: str,
        flags: int,
        attr: paramiko.SFTPAttributes,  # noqa: ARG002 - as above
    ) -> paramiko.SFTPHandle | int:
        try:
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            local = self._writable(path) if writes else self._local(path)
            return _File(self, os.open(local, flags | getattr(os, "O_BINARY", 0), 0o600), flags)
        except OSError as error:
            return _code(error)

    def remove(self, path: str) -> int:
        return self._done(lambda: self._writable(path).unlink())

    def rename(self, oldpath: str, newpath: str) -> int:
        """Rename as SFTP version 3 says: fails if the new name is taken."""

        def carry_out() -> None:
            old, new = self._writable(oldpath), self._writable(newpath)
            os.link(old, new)
            old.unlink()

        return self._done(carry_out)

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> int:  # noqa: ARG002
        return self._done(lambda: self._writable(path).mkdir())

    @staticmethod
    def _done(act: Callable[[], object]) -> int:
        try:
            act()
        except OSError as error:
            return _code(error)
        return SFTP_OK


def _code(error: OSError) -> int:
    if isinstance(error, PermissionError):
        return SFTP_PERMISSION_DENIED
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return SFTP_NO_SUCH_FILE
    return SFTP_FAILURE


def _serve_one(link: socket.socket, orders: PracticeOrders, host_key: paramiko.PKey) -> None:
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    transport = paramiko.Transport(link)
    transport.add_server_key(host_key)
    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, orders)
    try:
        transport.start_server(server=_Login(orders))
    except (paramiko.SSHException, EOFError, OSError):
        # The client hung up or is no SSH client; it gets no answer.
        transport.close()
        return
    # paramiko closes a channel without references, even in use.
    channels: list[paramiko.Channel] = []
    while transport.is_active():
        channel = transport.accept(CHANNEL_SECONDS)
        channels += [channel] if channel is not None else []


def _host_key(path: Path) -> paramiko.PKey:
    """Return the key kept in a file, so that the server has the same one after a restart."""
    if not path.exists():
        paramiko.ECDSAKey.generate().write_private_key_file(str(path))
    return paramiko.ECDSAKey.from_private_key_file(str(path))


def main() -> None:
    """Serve until standard input closes."""
    orders = PracticeOrders(**json.loads(sys.stdin.readline()))
    host_key = _host_key(Path(orders.host_key_file))
    door = socket.create_server(("127.0.0.1", orders.port), backlog=WAITING_CONNECTIONS)
    answer = {"port": door.getsockname()[1], "host_key": key_text(host_key)}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()

    def take_all() -> None:
        while True:
            link, _ = door.accept()
            threading.Thread(target=_serve_one, args=(link, orders, host_key), daemon=True).start()

    threading.Thread(target=take_all, name="door", daemon=True).start()
    sys.stdin.read()
    os._exit(0)


def orders_line(orders: PracticeOrders) -> str:
    """Return the line of JSON that a practice server reads first."""
    return json.dumps(asdict(orders)) + "\n"


if __name__ == "__main__":
    main()
