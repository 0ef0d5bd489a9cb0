"""OpenSSH's server in the ways in which it is set up."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.running import Absent, Kind, RunningServer
from tests.sshd import Sshd, sshd_program

OWNED_BY_ROOT = Path("/run")
"""Where nobody else may write, up to the root: sshd wants that of a cage's folder."""
REFUSED = ("posix-rename", "fsync", "statvfs", "hardlink", "limits")


def openssh(*, refuse: tuple[str, ...] = (), more: str = "") -> Kind:
    """Return the kind with requests that it does not know, and more configuration."""

    @contextmanager
    def running(folder: Path) -> Iterator[RunningServer]:
        _check_there()
        server = Sshd(folder, refuse=refuse, more=more).start()
        try:
            yield RunningServer(server.port, server.root, str(server.root), server.key_file)
        finally:
            server.stop()

    return running


@contextmanager
def openssh_in_a_cage(folder: Path) -> Iterator[RunningServer]:
    """As docs/guide/nas.md has it: the user sees one folder, and can do SFTP alone."""
    _check_there()
    if os.getuid() != 0:
        raise Absent("only root can shut a user into a folder")
    cage = Path(tempfile.mkdtemp(prefix="picup-cage-", dir=OWNED_BY_ROOT))
    try:
        cage.chmod(0o755)
        (cage / "photos").mkdir()
        server = Sshd(folder, more=f"ChrootDirectory {cage}\nForceCommand internal-sftp").start()
        try:
            yield RunningServer(server.port, cage / "photos", "/photos", server.key_file)
        finally:
            server.stop()
    finally:
        shutil.rmtree(cage)


def _check_there() -> None:
    if sshd_program() is None:
        raise Absent("sshd is not installed (Debian's package openssh-server)")
