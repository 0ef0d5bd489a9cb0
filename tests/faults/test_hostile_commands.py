"""Whole commands against a main storage that lies: they end, and say nothing that is not so (6-2).

The backup is honest: what rests there is read back from it while main lies.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from picup_desktop.vault.keys import MOST_KEYS_BYTES
from tests.picup import PASSPHRASE, Result, age, command, photo_bytes
from tests.storage.hostile_server import (
    Liar,
    Lie,
    folders_in_folders,
    hostile,
    nothing_read,
    raw_words,
)

COMMAND_SECONDS = 60.0


@dataclass
class Switch:
    """A server that is honest until it is given a lie."""

    lie: Lie | None = None

    def __call__(self, liar: Liar, kind: int, request: int) -> bytes | None:
        return None if self.lie is None else self.lie(liar, kind, request)


@dataclass
class Lied:
    """A vault whose main storage may lie."""

    folder: Path
    server: Switch
    told: list[Result] = field(default_factory=list)

    def run(self, *args: str) -> Result:
        environment = {
            **{name: value for name, value in os.environ.items() if name[:6] != "PICUP_"},
            "PICUP_HOME": str(self.folder / "home"),
            "PICUP_PASSPHRASE": PASSPHRASE,
            "PICUP_MAIN_PASSWORD": "secret",
        }
        done = subprocess.run(
            [*command(), *args],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        self.told.append(result)
        return result

    def causes(self) -> list[str]:
        """Why something waits for a person."""
        return [item["cause"] for item in json.loads(self.run("attention", "--json").out)]

    def well(self, check: str) -> bool:
        """Whether the doctor calls one thing well."""
        checks = json.loads(self.run("doctor", "--json").out)
        return all(one["ok"] for one in checks if one["check"] == check)

    def objects(self) -> list[Path]:
        """What rests on main's disk, seen behind the program's back."""
        objects = self.folder / "nas" / "served" / "photos" / "objects"
        return [path for path in objects.rglob("*") if path.is_file()]

    def add(self, name: str) -> None:
        photo = self.folder / "Album" / name
        photo.write_bytes(photo_bytes(name))
        age(photo)


@contextmanager
def lied_to(folder: Path) -> Iterator[Lied]:
    switch = Switch()
    (folder / "nas").mkdir()
    (folder / "Album").mkdir()
    with hostile(folder / "nas", switch) as (place, _):
        lied = Lied(folder, switch)
        lied.add("old.jpg")
        main = place.url.rsplit("/", 1)[0] + "/photos"
        addresses = ("--main", main, "--backup", f"file://{folder}/backup")
        kit = ("--recovery-kit", str(folder / "kit.txt"))
        for args in (
            ("setup", *addresses, *kit, "--accept-new-host-keys"),
            ("album", "add", str(folder / "Album")),
            ("sync",),
        ):
            result = lied.run(*args)
            assert result.code == 0, result
        yield lied


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        (nothing_read, "gives other bytes than it was asked for"),
        (folders_in_folders, "names more files"),
        (raw_words, "All photos are on both storages"),
    ],
    ids=["nothing_read", "folders_in_folders", "raw_words"],
)
def test_6_2_commands_end_and_the_honest_storage_serves(lie: Lie, why: str, tmp_path: Path) -> None:
    with lied_to(tmp_path) as lied:
        lied.server.lie = lie
        lied.add("new.jpg")
        lied.run("sync")
        assert "storage_findings" in lied.causes()
        verified = lied.run("verify", "--all")
        assert verified.code == 1
        assert why in verified.out + verified.err
        assert lied.run("status").code == 0
        target = tmp_path / "got.jpg"
        assert lied.run("get", "Album/old.jpg", "--output", str(target), "--remote").code == 0
        assert target.read_bytes() == photo_bytes("old.jpg")
        photos = json.loads(lied.run("photos", "--json").out)
        protected = [one["path"] for one in photos if one["state"] == "protected"]
        assert "old.jpg" in protected
        # It lies about what it reads and lists; what is called protected is truly there.
        assert len(protected) <= len(lied.objects())
        for result in lied.told:
            said = result.out + result.err
            assert "Traceback" not in said
            assert said.replace("\n", "").isprintable()


def test_6_2_a_changed_vault_json_and_a_flood_of_keys_are_told_until_they_go(
    tmp_path: Path,
) -> None:
    with lied_to(tmp_path) as lied:
        own = lied.folder / "nas" / "served" / "photos" / "vault.json"
        keys = own.parent / "keys" / "99.age"
        good = own.read_bytes()

        def plant_vault_json() -> None:
            own.write_bytes(b"{}")

        def plant_keys() -> None:
            own.write_bytes(good)
            keys.write_bytes(bytes(MOST_KEYS_BYTES + 1))

        for plant in (plant_vault_json, plant_keys):
            plant()
            assert lied.run("sync").code == 0
            assert "storage_findings" in lied.causes()
        assert not lied.well("storage main")
        keys.unlink()
        assert lied.run("sync").code == 0
        assert "storage_findings" not in lied.causes()
        assert lied.well("storage main")
