"""4-5: a clock that is wrong once ends no grace; removals wait until it is right again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.picup import COMMAND_SECONDS
from tests.program import COMMAND
from tests.warm_program import run_picup

FAKETIME = shutil.which("faketime")
pytestmark = pytest.mark.skipif(FAKETIME is None, reason="faketime is not installed")
DAY_SECONDS = 24 * 60 * 60


class Computer:
    """A home whose clock can be wrong, with two folders as storages and one deleted photo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.album = folder / "album"
        self.album.mkdir()
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "PICUP_PASSPHRASE": "a passphrase of the tests",
        }

    def picup(self, *arguments: str, clock: str = "", code: int | None = 0) -> str:
        words = ["--home", str(self.folder / "home"), *arguments]
        if clock:
            # What sets the clock must be there when the program starts.
            done = subprocess.run(
                [FAKETIME or "", "-f", clock, *COMMAND, *words],
                env=self._environment,
                capture_output=True,
                timeout=COMMAND_SECONDS,
                check=False,
            )
        else:
            done = run_picup(words, self._environment, COMMAND_SECONDS)
        assert code is None or done.returncode == code, done.stderr.decode()
        return (done.stdout + (b"" if arguments[-1] == "--json" else done.stderr)).decode()

    def objects(self) -> int:
        return sum(1 for role in ("main", "backup") for _ in self._stored(role))

    def _stored(self, role: str) -> list[Path]:
        return [p for p in (self.folder / role / "objects").rglob("*") if p.is_file()]

    def days_left(self) -> set[int]:
        """Of the grace by the ledger's own record of when messages are due."""
        code = (
            "import sqlite3,sys,time;"
            "rows=sqlite3.connect(sys.argv[1]).execute('SELECT available_at FROM message');"
            "print([round((at-time.time())/86400) for (at,) in rows])"
        )
        ledger = str(self.folder / "home" / "ledger.sqlite")
        told = subprocess.check_output([sys.executable, "-c", code, ledger], text=True)
        return set(json.loads(told))


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    made = Computer(tmp_path)
    for role in ("main", "backup"):
        (tmp_path / role).mkdir()
    for name in ("a.jpg", "b.jpg"):
        Image.new("RGB", (16, 16), (name[0] == "a" and "red") or "blue").save(made.album / name)
        os.utime(made.album / name, (1_600_000_000, 1_600_000_000))
    made.picup(
        "setup",
        *("--main", f"file://{tmp_path}/main", "--backup", f"file://{tmp_path}/backup"),
        *("--recovery-kit", str(tmp_path / "kit.txt")),
    )
    made.picup("album", "add", str(made.album), "--name", "A")
    made.picup("sync")
    made.picup("rm", "A/a.jpg")
    made.picup("sync")
    assert made.objects() == 4
    assert made.days_left() == {30}
    return made


@pytest.mark.parametrize("wrong", ["+400d", "-50y"])
def test_4_5_a_wrong_clock_ends_no_grace(computer: Computer, wrong: str) -> None:
    computer.picup("sync", clock=wrong, code=None)
    assert computer.objects() == 4
    assert "Nothing is removed" in computer.picup("doctor", code=None)
    (item,) = json.loads(computer.picup("attention", "--json"))
    assert (item["kind"], item["cause"]) == ("clock", "clock_wrong")
    told = computer.picup("deletions", "run", clock=wrong, code=1)
    assert "Nothing is removed now" in told
    assert computer.objects() == 4

    computer.picup("sync")
    assert computer.objects() == 4
    assert computer.days_left() == {30}
    assert "Nothing is removed" not in computer.picup("doctor", code=None)
    assert json.loads(computer.picup("attention", "--json")) == []


def test_4_5_a_deletion_made_by_the_wrong_clock_has_its_grace_too(computer: Computer) -> None:
    computer.picup("sync", clock="-50y", code=None)
    computer.picup("rm", "A/b.jpg", clock="-50y")
    computer.picup("sync")
    assert computer.objects() == 4
    assert computer.days_left() == {30}


def test_4_5_a_person_may_remove_all_the_same(computer: Computer) -> None:
    computer.picup("sync", clock="+400d", code=None)
    computer.picup("deletions", "run", "--now")
    assert computer.objects() == 2
