"""The whole life of a vault on one server, command by command, as a person types it.

Main and backup are two folders of the server. Each step says what it found by an assertion;
``OPERATIONS`` are the columns of the table in docs/guide/nas.md.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.picup import PASSPHRASE, Result, age, photo_bytes
from tests.servers.running import RunningServer
from tests.warm_program import run_picup

COMMAND_SECONDS = 100.0
MAIN, BACKUP = "main", "backup"
SIZES = {"a.jpg": 60_000, "ü b.jpg": 3_000, "film.mp4": 1_500_000, "away.jpg": 5_000}
DELETED = "away.jpg"
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"


@dataclass
class Walk:
    """One computer with one album, and its vault on a server."""

    server: RunningServer
    folder: Path
    speaker: str = "builtin"
    """Who speaks SSH, as ``--ssh`` names it."""
    photos: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.album = self.folder / "Holidays"
        self.kit = self.folder / "kit.txt"
        self.album.mkdir(parents=True)
        for name, size in SIZES.items():
            data = photo_bytes(name, size)
            if name.endswith(".mp4"):
                data = MP4 + data[len(MP4) :]
            (self.album / name).write_bytes(data)
            age(self.album / name)
            self.photos[name] = data

    def run(self, *words: object, code: int = 0, home: str = "home") -> Result:
        """Run a command, which must end with this code."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PICUP_")}
        environment |= {
            "PICUP_HOME": str(self.folder / home),
            "PICUP_PASSPHRASE": PASSPHRASE,
            "XDG_DATA_HOME": str(self.folder / "data"),
        }
        done = run_picup([*map(str, words)], environment, COMMAND_SECONDS)
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert result.code == code, result
        return result

    def json(self, *words: object, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code).out)

    def setup(self) -> None:
        urls = [f"--{role}={self.server.url(role)}" for role in (MAIN, BACKUP)]
        options = ["--accept-new-host-keys", "--grace-days", 0, "--recovery-kit", self.kit]
        self.run("setup", *urls, *self._way_in, *options)
        self.run("album", "add", self.album)

    def sync(self) -> None:
        told = self.json("sync")
        assert told, told
        assert self.objects(MAIN) == self.objects(BACKUP)
        assert len(self.objects(MAIN)) == len(self.photos)
        assert not [*(self.server.disk / MAIN / "tmp").iterdir()]

    def status(self) -> None:
        told = self.json("status")
        assert {s["state"] for s in told["storages"]} == {"online"}, told
        assert told["protected"] == len(self.photos), told

    def get(self, served_from: str = MAIN) -> None:
        target = self.folder / "got"
        told = self.json("get", "Holidays/film.mp4", "--output", target, "--remote")
        assert told["served_from"] == served_from, told
        assert target.read_bytes() == self.photos["film.mp4"]
        target.unlink()

    def get_with_main_gone(self) -> None:
        with self._gone(MAIN):
            self.get(BACKUP)

    def verify(self) -> None:
        """A flipped bit is found and put right."""
        spoiled = max((self.server.disk / MAIN / "objects").rglob("*"), key=_size)
        good = spoiled.read_bytes()
        spoiled.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
        assert self.json("verify", "--all", "--repair")["repaired"]
        assert spoiled.read_bytes() == good

    def remove(self) -> None:
        self.run("rm", f"Holidays/{DELETED}")
        del self.photos[DELETED]
        self.run("deletions", "run")
        assert self.objects(MAIN) == self.objects(BACKUP)
        assert len(self.objects(MAIN)) == len(self.photos)

    def restore(self, role: str) -> None:
        """With the kit alone, before any sync told of the removal."""
        target = self.folder / f"back-{role}"
        told = self.json(
            *("restore", target, "--from", self.server.url(role), "--recovery-kit", self.kit),
            *self._way_in,
        )
        assert told["failed"] == [], told
        back = {path.name: path for path in target.rglob("*") if path.is_file()}
        assert {name: path.read_bytes() for name, path in back.items()} == self.photos
        for name, path in back.items():
            assert path.stat().st_mtime_ns == (self.album / name).stat().st_mtime_ns

    @property
    def _way_in(self) -> list[object]:
        return ["--ssh-key", self.server.key_file, "--ssh", self.speaker]

    def doctor(self) -> None:
        checks = self.json("doctor")
        assert all(check["ok"] for check in checks), checks

    def objects(self, role: str) -> dict[str, int]:
        """The objects on the server's disk, with their sizes."""
        folder = self.server.disk / role / "objects"
        return {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}

    @contextmanager
    def _gone(self, role: str) -> Iterator[None]:
        there, aside = self.server.disk / role, self.server.disk / f"{role}-aside"
        there.rename(aside)
        try:
            yield
        finally:
            shutil.rmtree(there, ignore_errors=True)
            aside.rename(there)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


OPERATIONS: Mapping[str, Callable[[Walk], None]] = {
    "setup": Walk.setup,
    "sync": Walk.sync,
    "status": Walk.status,
    "get": Walk.get,
    "get, main gone": Walk.get_with_main_gone,
    "verify --repair": Walk.verify,
    "rm, deletions": Walk.remove,
    "restore from main": lambda walk: walk.restore(MAIN),
    "restore from backup": lambda walk: walk.restore(BACKUP),
    "doctor": Walk.doctor,
}
"""In the order in which they are done."""
