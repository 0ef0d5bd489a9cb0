"""What every benchmark plays on: two real sshd on loopback, files, and both programs.

Each measurement is a whole process: start-up, sealing, sending, recording, end.
Sides take turns within one run, so noise of the machine hits both alike.
"""

import compileall
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

import picup_desktop
from tests.sshd import Sshd

# Looking at memory makes a process wait, so not too often.
SAMPLE_SECONDS = 0.2
UNLOCKED_AFTER_SECONDS = 5.0
"""By then the 128 MiB of a passphrase are given back, on a busy machine too."""
OLD_SECONDS = 3600
LONGEST_RUN_SECONDS = 3600
PACKAGE_FOLDER = Path(picup_desktop.__file__).parent
PR_SET_CHILD_SUBREAPER = 36
"""Of <linux/prctl.h>."""
MEMORY_FOLDER = Path("/dev/shm")
MEMORY_BYTES = 6 * 1024**3


@dataclass(frozen=True)
class Measured:
    seconds: float
    most_pss_bytes: int
    unlocked_pss_bytes: int
    """The most after UNLOCKED_AFTER_SECONDS; 0 if it ended before."""
    cpu_seconds: float
    """Of the commands and of all that they started, ended by whomever; of no server."""


@dataclass(frozen=True)
class Stage:
    folder: Path
    servers: tuple[Sshd, Sshd]
    ports: tuple[int, int]
    """Where clients reach them."""

    def addresses(self) -> tuple[str, str]:
        """Return the addresses of main and backup."""
        main, backup = (
            server.url.replace(f":{server.port}/", f":{port}/", 1)
            for server, port in zip(self.servers, self.ports, strict=True)
        )
        return main, backup

    def clean(self) -> None:
        """Empty both servers and forget the home."""
        for server in self.servers:
            for below in server.root.iterdir():
                shutil.rmtree(below)
        shutil.rmtree(self.folder / "home", ignore_errors=True)
        for kit in self.folder.glob("kit.*"):
            kit.unlink()


@contextmanager
def stage() -> Iterator[Stage]:
    """In memory where there is room: a disk would hide what the programs do."""
    in_memory = MEMORY_FOLDER.is_dir() and shutil.disk_usage(MEMORY_FOLDER).free > MEMORY_BYTES
    # A package brings its code compiled; a checkout does not.
    compileall.compile_dir(str(PACKAGE_FOLDER), quiet=1)
    print("files and servers: " + ("in memory" if in_memory else "on this computer's disk"))
    above = MEMORY_FOLDER if in_memory else None
    with tempfile.TemporaryDirectory(prefix="picup-bench-", dir=above) as scratch:
        folder = Path(scratch)
        servers = (Sshd(folder / "main"), Sshd(folder / "backup"))
        keys = servers[0].folder / "authorized_keys"
        shutil.copy(keys, servers[1].folder / "authorized_keys")
        try:
            for server in servers:
                server.start()
            yield Stage(folder, servers, (servers[0].port, servers[1].port))
        finally:
            for server in servers:
                server.stop()


def make_files(folder: Path, count: int, size_bytes: int) -> None:
    """Files that no compression helps with, old enough to be quiet."""
    folder.mkdir()
    then = time.time() - OLD_SECONDS
    for number in range(count):
        path = folder / f"{number:05}.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(size_bytes - 4))
        os.utime(path, (then, then))


def picup(stage: Stage, *arguments: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "picup_desktop.cli",
        "--home",
        str(stage.folder / "home"),
        *arguments,
    ]


def set_up_picup(stage: Stage, photos: Path, *, ssh: str = "builtin") -> None:
    """Make a vault with one album; ``ssh`` is who speaks SSH, ``builtin`` or ``openssh``."""
    main, backup = stage.addresses()
    key_file = stage.servers[0].key_file
    run(
        [
            *picup(stage, "setup", "--main", main, "--backup", backup),
            *("--ssh-key", str(key_file), "--accept-new-host-keys", "--ssh", ssh),
            *("--recovery-kit", str(stage.folder / "kit.txt")),
        ]
    )
    run(picup(stage, "album", "add", str(photos)))


def rclone_config(stage: Stage) -> Path:
    """A crypt remote over SFTP for each server, as rclone's own documentation sets it up."""
    secret = run(["rclone", "obscure", "a password"]).strip()
    config = stage.folder / "rclone.conf"
    parts = []
    for name, server, port in zip(("main", "backup"), stage.servers, stage.ports, strict=True):
        parts.append(
            f"[{name}-plain]\ntype = sftp\nhost = 127.0.0.1\nport = {port}\n"
            f"user = {getuser()}\nkey_file = {stage.servers[0].key_file}\nshell_type = none\n"
            f"[{name}]\ntype = crypt\nremote = {name}-plain:{server.root}/rclone\n"
            f"password = {secret}\n"
        )
    config.write_text("\n".join(parts))
    return config


def rclone(stage: Stage, *arguments: str) -> list[str]:
    return ["rclone", "--config", str(stage.folder / "rclone.conf"), *arguments]


def run(command: list[str]) -> str:
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[:6]} ended {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def environment() -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PICUP_PASSPHRASE": "a passphrase for the benchmark",
    }


def measure(*commands: list[str]) -> Measured:
    """Run commands side by side until the last ends; their memory is that of all below them."""
    _adopt_orphans()
    servers = _children()
    used, before = _cpu_seconds(), time.monotonic()
    started = [
        subprocess.Popen(
            command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for command in commands
    ]
    most = _Most([process.pid for process in started])
    with most:
        for process in started:
            _, told = process.communicate(timeout=LONGEST_RUN_SECONDS)
            if process.returncode != 0:
                raise RuntimeError(f"{process.args!r} ended {process.returncode}: {told[-2000:]}")
        seconds = time.monotonic() - before
    _wait_for(_children() - servers)
    used = _cpu_seconds() - used
    return Measured(seconds, most.pss_bytes, most.unlocked_pss_bytes, used)


def _adopt_orphans() -> None:
    """Become the parent of what a child leaves behind, such as the ssh of a killed courier.

    What nobody waits for would not be counted.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the CPU of orphans can't be counted")


def _children() -> set[int]:
    """Return the processes whose parent this one is, ended ones included."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        # A thread may have ended meanwhile.
        with suppress(FileNotFoundError, ProcessLookupError):
            found.update(int(pid) for pid in task.read_text().split())
    return found


def _wait_for(orphans: set[int]) -> None:
    for pid in orphans:
        os.waitpid(pid, 0)


def _cpu_seconds() -> float:
    """Return what ended children of this process used so far."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


class _Most:
    """The most memory that processes and all below them used at once (PSS: shared pages once)."""

    def __init__(self, roots: list[int]) -> None:
        self.pss_bytes = 0
        self.unlocked_pss_bytes = 0
        self._roots = roots
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "_Most":
        self._thread.start()
        return self

    def __exit__(self, *ending: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        began_at = time.monotonic()
        while not self._ended.wait(SAMPLE_SECONDS):
            now_bytes = sum(pss(pid) for pid in with_children(self._roots))
            self.pss_bytes = max(self.pss_bytes, now_bytes)
            if time.monotonic() - began_at >= UNLOCKED_AFTER_SECONDS:
                self.unlocked_pss_bytes = max(self.unlocked_pss_bytes, now_bytes)


def with_children(roots: list[int]) -> list[int]:
    """Processes and everything below them."""
    found, todo = [], list(roots)
    while todo:
        pid = todo.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                todo += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def pss(pid: int) -> int:
    """A process's share of memory in bytes.

    Only root sees it of a process that keeps its memory to itself; anybody else sees what it has
    in memory, shared or not, which is more.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except PermissionError:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
