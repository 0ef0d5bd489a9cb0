"""1-7, 1-3c: a storage in a folder whose disk is not mounted is away, whatever the folder is.

A mount that is taken away leaves its empty mount point behind; here the folder's
content goes, which looks the same to whoever does not look at the mounts.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.picup import COMMAND_SECONDS, PASSPHRASE, photo_bytes
from tests.warm_program import run_picup


@dataclass(frozen=True)
class Computer:
    """A vault on two folders."""

    folder: Path

    def run(self, *words: object, code: int = 0) -> Any:
        environment = {
            **os.environ,
            "PICUP_HOME": str(self.folder / "home"),
            "PICUP_PASSPHRASE": PASSPHRASE,
        }
        done = run_picup(["--json", *map(str, words)], environment, COMMAND_SECONDS)
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)

    def storage(self, role: str) -> Path:
        return self.folder / role / "mounted"

    def add(self, name: str) -> None:
        (self.folder / "Album" / name).write_bytes(photo_bytes(name))


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    made = Computer(tmp_path)
    (tmp_path / "Album").mkdir()
    urls = [made.storage(role).as_uri() for role in ("main", "backup")]
    kit = tmp_path / "kit.txt"
    made.run("setup", "--main", urls[0], "--backup", urls[1], "--recovery-kit", kit)
    made.run("album", "add", tmp_path / "Album")
    made.add("1.jpg")
    made.run("sync")
    return made


@pytest.mark.parametrize("role", ["main", "backup"])
def test_1_7_nothing_is_written_onto_a_bare_mount_point(computer: Computer, role: str) -> None:
    place = computer.storage(role)
    disk = place.with_name("disk")
    place.rename(disk)
    place.mkdir()
    computer.add("2.jpg")
    computer.run("sync", code=1)
    assert list(place.iterdir()) == []
    told = computer.run("status")
    assert (told["photos"], told["protected"]) == (2, 1)
    assert {one["role"]: one["state"] for one in told["storages"]}[role] == "away"
    place.rmdir()
    disk.rename(place)
    computer.run("sync")
    assert computer.run("status")["protected"] == 2
    assert computer.run("verify", "--all")["missing"] == []


def test_a_new_disk_is_filled_once_a_person_said_what_it_is(computer: Computer) -> None:
    place = computer.storage("backup")
    old = place.with_name("broken")
    place.rename(old)
    place.mkdir()
    (place / "vault.json").write_bytes((computer.storage("main") / "vault.json").read_bytes())
    assert len(computer.run("verify", "--all", "--repair")["repaired"]) == 1
    names = {str(p.relative_to(old)) for p in old.rglob("*") if "objects/" in str(p)}
    assert {str(p.relative_to(place)) for p in place.rglob("*") if "objects/" in str(p)} == names
    assert (place / "README.txt").exists()
