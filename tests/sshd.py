"""A real OpenSSH server on loopback, for tests and benchmarks.

Each ``Sshd`` is a child process of its own with its own keys and folder; it and
everything it started end with ``stop``. Passwords need PAM and are tested on
the practice server instead.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from getpass import getuser
from pathlib import Path

from tests.processes import descendants

START_SECONDS = 10.0


def sshd_program() -> str | None:
    return shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def sftp_server_program() -> str:
    """The one inside sshd itself.

    A program of its own is started through the user's shell with whatever its
    start-up files do: they cost time, and some of them leave locks behind when a
    test kills them, which hold up every later login.
    """
    return "internal-sftp"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Sshd:
    """``refuse`` names SFTP requests that the server shall not know."""

    folder: Path
    refuse: tuple[str, ...] = ()
    read_only: bool = False
    host_key_types: tuple[str, ...] = ("ed25519",)
    more: str = ""
    """More lines of its configuration; they count before those of the same name below."""
    root: Path = field(init=False)
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.root = self.folder / "root"
        self.root.mkdir(exist_ok=True)
        self.key_file = self.folder / "client_key"
        self.new_host_key()
        _make_key(self.key_file)
        shutil.copy(self.key_file.with_suffix(".pub"), self.folder / "authorized_keys")

    @property
    def url(self) -> str:
        return f"sftp://{getuser()}@127.0.0.1:{self.port}{self.root}/vault"

    @property
    def vault(self) -> Path:
        """Where the vault's root is on this computer's disk."""
        return self.root / "vault"

    def new_host_key(self) -> None:
        """Another key of each type; what is left of other types is not shown."""
        for kind in self.host_key_types:
            for suffix in ("", ".pub"):
                (self.folder / f"host_key_{kind}{suffix}").unlink(missing_ok=True)
            _make_key(self.folder / f"host_key_{kind}", kind)

    def host_key(self, kind: str = "ed25519") -> str:
        """``type base64``, as known-hosts files have it."""
        words = (self.folder / f"host_key_{kind}.pub").read_text().split()
        return " ".join(words[:2])

    def start(self) -> "Sshd":
        self._write_config()
        program = sshd_program()
        assert program is not None, "openssh-server is not installed"
        Path("/run/sshd").mkdir(exist_ok=True) if os.getuid() == 0 else None
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "-D", "-e", "-f", str(self.folder / "sshd_config")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"sshd did not start: {(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        """End the server and every session of it, at once."""
        if self._process is not None:
            self.unfreeze()
            self.cut()
            self._process.kill()
            self._process.wait()
            self.cut()
        self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def cut(self) -> None:
        """Break every connection; the server goes on."""
        for process in self._sessions():
            _signal(process, signal.SIGKILL)

    def freeze(self) -> None:
        """The server keeps its connections and answers nothing any more."""
        for process in (*self._sessions(), *self._own()):
            _signal(process, signal.SIGSTOP)

    def unfreeze(self) -> None:
        for process in (*self._own(), *self._sessions()):
            _signal(process, signal.SIGCONT)

    @property
    def pids(self) -> list[int]:
        """The process that takes connections, while it runs."""
        return self._own()

    def connections(self) -> int:
        """How many logins there ever were."""
        return (self.folder / "log").read_text().count("Accepted publickey")

    def _own(self) -> list[int]:
        return [] if self._process is None else [self._process.pid]

    def _sessions(self) -> list[int]:
        """Every descendant: sshd gives each connection processes of its own."""
        return [below for process in self._own() for below in descendants(process)]

    def _write_config(self) -> None:
        server = sftp_server_program()
        options = ["-P", ",".join(self.refuse)] if self.refuse else []
        options += ["-R"] if self.read_only else []
        keys = "\n".join(f"HostKey {self.folder}/host_key_{kind}" for kind in self.host_key_types)
        (self.folder / "sshd_config").write_text(
            f"""\
Port {self.port}
ListenAddress 127.0.0.1
{self.more}
{keys}
PidFile none
AuthorizedKeysFile {self.folder}/authorized_keys
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
MaxSessions 100
LogLevel INFO
Subsystem sftp {server} {" ".join(options)}
"""
        )


def _make_key(path: Path, kind: str = "ed25519") -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(path)],
        check=True,
        stdin=subprocess.DEVNULL,
    )


def _signal(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return


@contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[Path]:
    """A file system of that size; PermissionError where this user may not mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_bytes}", "picup-test", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        raise PermissionError(mounted.stderr.decode().strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
