"""SFTP servers as people have them, each a child process on loopback, behind one description.

A kind is a function that takes a folder for the server's own files and yields the server
while it runs; it raises ``Absent`` where its program is not there.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from picup_desktop.storage.place import Access
from tests.processes import descendants

START_SECONDS = 20.0
END_SECONDS = 5.0


class Absent(Exception):
    """This computer does not have what a kind of server needs; the words say what."""


@dataclass(frozen=True)
class RunningServer:
    """A server at work, and how to come in."""

    port: int
    disk: Path
    """The folder on this computer's disk that holds the vaults."""
    path: str
    """The same folder as the server names it."""
    key_file: Path
    user: str = getuser()

    def url(self, folder: str) -> str:
        return f"sftp://{self.user}@127.0.0.1:{self.port}{quote(self.path)}/{folder}"

    def access(self, known_hosts: Path) -> Access:
        return Access(known_hosts, key_file=self.key_file, trust_new_host_key=True)


Kind: TypeAlias = Callable[[Path], AbstractContextManager[RunningServer]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str, package: str, *folders: Path) -> str:
    """Return a program's path; ``folders`` are looked into first. Absent."""
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    found = shutil.which(name, path=path)
    if found is None:
        raise Absent(f"{name} is not installed (Debian's package {package})")
    return found


def new_key(path: Path, kind: str = "ed25519") -> Path:
    """Make a key and its public half, ``.pub``."""
    command = [program("ssh-keygen", "openssh-client"), "-q", "-t", kind, "-N", "", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


@contextmanager
def child(
    command: Sequence[str],
    port: int,
    log: Path,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[int]:
    """Run a server until the context ends, with all that it started; yield its process id."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    try:
        _wait_for(process, port, log)
        yield process.pid
    finally:
        for one in (*descendants(process.pid), process.pid):
            _kill(one)
        process.wait(END_SECONDS)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    ends_at = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < ends_at:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} did not start: {log.read_text(errors='replace')}")


def _kill(process: int) -> None:
    try:
        os.kill(process, 9)
    except ProcessLookupError:
        return
