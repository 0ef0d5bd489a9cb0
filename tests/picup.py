"""picup as a person uses it: the command line, against two real OpenSSH servers.

A ``Vault`` is one home with its two servers and one album folder. Its methods run
the program in a process of its own and look at the servers' disks behind its back.
Only commands that list are run in this process, for starting one costs a second.
"""

import contextlib
import functools
import io
import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from picup_desktop.cli.main import COMMANDS, add_commands, given
from picup_desktop.clock import iso
from picup_desktop.ledger.ledger import Ledger, open_ledger
from tests import nursery
from tests.program import COMMAND
from tests.sshd import Sshd
from tests.warm_program import AtWork, run_picup, start_picup

PASSPHRASE = "correct horse battery staple"
JPEG = b"\xff\xd8\xff\xe0"
QUIET_FOR_SECONDS = 60
COMMAND_SECONDS = 100
WAIT_SECONDS = 60.0
MAIN, BACKUP = "main", "backup"
ROLES = (MAIN, BACKUP)
LISTS = ("status", "photos", "events", "attention", "deletions")


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def photo_bytes(seed: object, size: int = 5000) -> bytes:
    """A photo that nothing can compress, the same for the same seed."""
    return JPEG + random.Random(ascii(seed)).randbytes(size - len(JPEG))


def command() -> list[str]:
    return list(COMMAND)


@dataclass
class Vault:
    """``folder`` holds everything; the servers are started by whoever makes this."""

    folder: Path
    main: Sshd
    backup: Sshd
    passphrase: str | None = PASSPHRASE
    passwords: dict[str, str] = field(default_factory=dict)
    """SFTP passwords by role, for servers that take them."""
    photos_made: dict[str, bytes] = field(default_factory=dict)
    _started: list[AtWork] = field(default_factory=list)

    def __post_init__(self) -> None:
        # One key opens both, as --ssh-key takes one.
        for name in ("client_key", "client_key.pub", "authorized_keys"):
            shutil.copy(self.main.folder / name, self.backup.folder / name)
        self.home = self.folder / "home"
        self.kit = self.folder / "kit.txt"
        self.album = self.folder / "Holidays"
        self.album.mkdir(exist_ok=True)

    @property
    def servers(self) -> dict[str, Sshd]:
        return {MAIN: self.main, BACKUP: self.backup}

    # The program

    def start(self, *args: object) -> AtWork:
        """The program, running; whoever starts it waits for it. What it says goes to a file."""
        with (self.folder / "said").open("wb") as said:
            at_work = start_picup([*map(_argument, args)], self.environment(), said)
        self._started.append(at_work)
        return at_work

    def run(self, *args: object) -> Result:
        words = [*map(_argument, args)]
        done = run_picup(words, self.environment(), COMMAND_SECONDS)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def setup(self, *args: object, main: str | None = None, backup: str | None = None) -> Result:
        return self.run(
            *("setup", "--main", main or self.main.url, "--backup", backup or self.backup.url),
            *("--ssh-key", self.main.key_file, "--accept-new-host-keys"),
            *("--recovery-kit", self.kit, *args),
        )

    def ready(self, *setup_args: object) -> "Vault":
        """A vault with its album, before the first sync."""
        for result in (self.setup(*setup_args), self.run("album", "add", self.album)):
            assert result.code == 0, result
        return self

    def sync(self, code: int = 0) -> Result:
        """One pass, which must end with this code."""
        result = self.run("sync", "--json")
        assert result.code == code, result
        return result

    def get(self, name: str, *args: object, code: int = 0) -> dict[str, Any]:
        """Read a photo back, and hold it against what was added, byte for byte."""
        target = self.folder / "got"
        target.unlink(missing_ok=True)
        result = self.run(
            "get", f"{self.album.name}/{name}", "--output", target, "--json", "--remote", *args
        )
        assert result.code == code, result
        if code:
            assert not target.exists()
            return {"error": result.err}
        assert target.read_bytes() == self.photos_made[name]
        assert target.stat().st_mtime_ns == (self.album / name).stat().st_mtime_ns
        answer: dict[str, Any] = result.json
        return answer

    def status(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._answer("status")
        return answer

    def storage_state(self, role: str) -> str:
        (state,) = (s["state"] for s in self.status()["storages"] if s["role"] == role)
        return str(state)

    def photos(self, *args: object) -> dict[str, dict[str, Any]]:
        """The list of photos by their paths."""
        return {photo["path"]: photo for photo in self._answer("photos", *args)}

    def photo(self, name: str) -> dict[str, Any]:
        return self.photos()[name]

    def events(self) -> list[dict[str, Any]]:
        """The oldest first."""
        answer: list[dict[str, Any]] = self._answer("events", "--limit", 1000)
        return answer[::-1]

    def attention(self) -> list[dict[str, Any]]:
        """What waits for a person, oldest first."""
        answer: list[dict[str, Any]] = self._answer("attention")
        return answer

    def _answer(self, *args: object) -> Any:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            _lists()(
                ["--home", str(self.home), "--json", *map(_argument, args)], standalone_mode=False
            )
        return json.loads(out.getvalue())

    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PICUP_")}
        ours["PICUP_HOME"] = str(self.home)
        if self.passphrase is not None:
            ours["PICUP_PASSPHRASE"] = self.passphrase
        return ours | {f"PICUP_{role.upper()}_PASSWORD": it for role, it in self.passwords.items()}

    # All of it

    def keep(self, folder: Path) -> None:
        """Remember how the home and both servers are now."""
        for part in self._parts():
            shutil.copytree(part, folder / part.relative_to(self.folder), symlinks=True)
        for file in self._files(self.folder):
            shutil.copy(file, folder / file.relative_to(self.folder))

    def put_back(self, folder: Path) -> None:
        """Everything as it was when it was kept, and both servers running and well."""
        for server in self.servers.values():
            server.stop()
            server.read_only = False
        for part in self._parts():
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(folder / part.relative_to(self.folder), part, symlinks=True)
        for file in self._files(folder):
            shutil.copy(file, self.folder / file.relative_to(folder))
        self._clear_away({entry.name for entry in folder.iterdir()})
        self.album.mkdir()
        self.photos_made.clear()
        self.passphrase = PASSPHRASE
        for server in self.servers.values():
            server.start()

    def _clear_away(self, kept: set[str]) -> None:
        """Whatever folder another test left beside them would be an album of this one's."""
        for entry in self.folder.iterdir():
            if entry.name in kept:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def end(self) -> None:
        """No program that a failed test began goes on."""
        while self._started:
            at_work = self._started.pop()
            at_work.kill()
            at_work.wait()

    @staticmethod
    def _files(folder: Path) -> list[Path]:
        """The kit, and what makes a server known and lets us in."""
        patterns = ("kit.*", "*/host_key*", "*/authorized_keys")
        return [file for pattern in patterns for file in folder.glob(pattern)]

    def _parts(self) -> list[Path]:
        return [self.home, *(server.root for server in self.servers.values())]

    # This computer

    def add(self, name: str, data: bytes | None = None) -> Path:
        """A photo in the album that has been quiet for a while, so that no scan waits for it."""
        path = self.album / name
        path.parent.mkdir(parents=True, exist_ok=True)
        made = photo_bytes(name) if data is None else data
        path.write_bytes(made)
        self.photos_made[name] = made
        age(path)
        return path

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        opened = open_ledger(self.home / "ledger.sqlite")
        try:
            yield opened
        finally:
            opened.close()

    def choose(self, name: str, value: float) -> None:
        """What Settings will let a person choose; ``name`` as in settings.py."""
        with self.ledger() as ledger:
            ledger.vaults.choose(name, value)

    # The servers

    def on_disk(self, role: str) -> dict[str, int]:
        """The objects that really are there, with their sizes."""
        return objects_below(self.servers[role].vault)

    def left_over(self, role: str) -> list[Path]:
        return list((self.servers[role].vault / "tmp").iterdir())

    def object_file(self, role: str, name: str) -> Path:
        """Where a photo's object lies on a server's disk."""
        stored = self.photo(name)["copies"]
        told: str = stored[role]["object"] or stored[MAIN]["object"] or stored[BACKUP]["object"]
        return self.servers[role].vault / told

    def connections(self) -> dict[str, int]:
        return {role: server.connections() for role, server in self.servers.items()}

    def check(self, *, everything: bool = True) -> None:
        """What the ledger calls safe is safe, and nothing else rests on the storages."""
        photos = self.photos()
        for role in ROLES:
            there = self.on_disk(role)
            told = {p["copies"][role]["object"] for p in photos.values()} - {None}
            assert told <= set(there), f"{role} lacks objects that the ledger believes there"
            if everything:
                assert set(there) == told, f"{role} holds objects that no photo needs"
        if everything:
            assert {p["state"] for p in photos.values()} == {"protected"}
            assert self.on_disk(MAIN) == self.on_disk(BACKUP)


@functools.cache
def _lists() -> typer.Typer:
    lists = typer.Typer()
    lists.callback()(given)
    add_commands(lists, [command for command in COMMANDS if command.name in LISTS])
    return lists


def objects_below(vault: Path) -> dict[str, int]:
    """Return the objects in a vault's folder on this computer, with their sizes."""
    found = {}
    for path in (vault / "objects").rglob("*"):
        # One may be removed while this looks.
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                found[path.relative_to(vault).as_posix()] = path.stat().st_size
    return found


def age(path: Path, seconds: float = QUIET_FOR_SECONDS) -> None:
    """Set a file's time back."""
    then = time.time_ns() - int(seconds * 10**9)
    os.utime(path, ns=(then, then), follow_symlinks=False)


def children(process: int) -> list[int]:
    """The couriers of a running program."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                name, _, fields = (entry / "stat").read_text().rpartition(")")
                if int(fields.split()[1]) == process and not name.endswith(f"({nursery.NAME}"):
                    found.append(int(entry.name))
    return found


def kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def freeze(process: int) -> None:
    """Stop it, and return when all its threads stand: a signal alone takes its time."""
    os.kill(process, signal.SIGSTOP)
    states = Path(f"/proc/{process}/task")

    def stands() -> bool:
        found = [(task / "stat").read_text().rpartition(")")[2] for task in states.iterdir()]
        return all(state.split()[0] in "Tt" for state in found)

    wait_until(stands, "a process that stands")


def a_moment() -> str:
    """This moment, once its second is over: a new computer knows whole seconds."""
    at = time.time()
    wait_until(lambda: int(time.time()) > int(at), "the next second", pause_seconds=0.05)
    return iso(at)


def wait_until(met: Callable[[], bool], what: str, *, pause_seconds: float = 0.001) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not met():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(pause_seconds)


def _argument(value: object) -> str:
    return os.fspath(value) if isinstance(value, Path) else str(value)
