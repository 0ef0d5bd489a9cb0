"""Servers in Python's libraries: AsyncSSH and Twisted Conch.

Run as ``python -m tests.servers.python_servers LIBRARY PORT FOLDER``: it serves what the user
can reach, with ``host_key`` and ``authorized_keys`` in the folder. The libraries are imported by
name, because an environment that was made before they were needed lacks them.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.servers.running import Absent, Kind, RunningServer, child, free_port, new_key

ROOT = Path(__file__).parents[2]
SLOW_SECONDS = 0.1


def python_server(library: str, package: str) -> Kind:
    """Return the kind that a library makes."""

    @contextmanager
    def running(folder: Path) -> Iterator[RunningServer]:
        if find_spec(package) is None:
            raise Absent(f"the Python package {package} is not installed")
        folder.mkdir(parents=True)
        (folder / "root").mkdir()
        new_key(folder / "host_key")
        key = new_key(folder / "client_key")
        shutil.copy(f"{key}.pub", folder / "authorized_keys")
        port = free_port()
        command = [sys.executable, "-m", __name__, library, str(port), str(folder)]
        with child(command, port, folder / "log", folder=ROOT):
            yield RunningServer(port, folder / "root", str(folder / "root"), key)

    return running


def serve_asyncssh(port: int, folder: Path, renames_over_after: float | None = None) -> None:
    """Serve with AsyncSSH.

    ``renames_over_after``: rename over what has the name, after so many seconds.
    """
    asyncssh: Any = import_module("asyncssh")

    class RenamesOver(asyncssh.SFTPServer):  # type: ignore[misc]
        async def rename(self, oldpath: bytes, newpath: bytes) -> None:
            if renames_over_after:
                await asyncio.sleep(renames_over_after)
            os.replace(self.map_path(oldpath), self.map_path(newpath))  # noqa: PTH105 - bytes

    async def serve() -> None:
        await asyncssh.listen(
            "127.0.0.1",
            port,
            server_host_keys=[str(folder / "host_key")],
            authorized_client_keys=str(folder / "authorized_keys"),
            sftp_factory=True if renames_over_after is None else RenamesOver,
        )
        await asyncio.Event().wait()

    asyncio.run(serve())


def serve_conch(port: int, folder: Path) -> None:
    """Serve with Twisted Conch, as the user who runs it: no extensions, and renames over."""
    checkers: Any = import_module("twisted.conch.checkers")
    factory: Any = import_module("twisted.conch.ssh.factory")
    keys: Any = import_module("twisted.conch.ssh.keys")
    unix: Any = import_module("twisted.conch.unix")
    portal: Any = import_module("twisted.cred.portal")
    reactor: Any = import_module("twisted.internet.reactor")
    interfaces: Any = import_module("twisted.conch.interfaces")
    filepath: Any = import_module("twisted.python.filepath")

    class User(unix.UnixConchUser):  # type: ignore[misc]
        def getHomeDir(self) -> Any:  # noqa: N802
            return filepath.FilePath("/")

        def _runAsUser(self, f: Any, *args: Any, **keywords: Any) -> Any:  # noqa: N802
            steps = [(f, args, keywords)] if callable(f) else f
            for step in steps:
                function, *given = step
                words, named = [*given, (), {}][:2] if len(given) != 1 else (given[0], {})
                done = function(*words, **named)
            return done

    class Realm:
        def requestAvatar(self, name: bytes, mind: object, *wanted: Any) -> Any:  # noqa: N802
            return interfaces.IConchUser, User(name.decode()), lambda: None

    host_key = keys.Key.fromFile(str(folder / "host_key"))
    client_key = keys.Key.fromFile(str(folder / "client_key.pub"))
    database = checkers.InMemorySSHKeyDB({getuser().encode(): [client_key]})
    served = factory.SSHFactory()
    served.publicKeys = {host_key.sshType(): host_key.public()}
    served.privateKeys = {host_key.sshType(): host_key}
    served.portal = portal.Portal(Realm(), [checkers.SSHPublicKeyChecker(database)])
    reactor.listenTCP(port, served, interface="127.0.0.1")
    reactor.run()


SERVED = {
    "asyncssh": serve_asyncssh,
    "asyncssh-renames-over": lambda port, folder: serve_asyncssh(port, folder, 0.0),
    "asyncssh-renames-over-slowly": lambda port, folder: serve_asyncssh(port, folder, SLOW_SECONDS),
    "conch": serve_conch,
}


if __name__ == "__main__":
    SERVED[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))
