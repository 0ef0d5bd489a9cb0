"""The command line and the background program need no Qt: it is an extra, which a server lacks."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.picup import Result, Vault
from tests.program import COMMAND

NO_QT = 'import sys\nsys.modules["PySide6"] = sys.modules["shiboken6"] = None\n'
"""Runs at the start of every Python process that has its folder in PYTHONPATH."""
INSTALLS = 'pip install "picup-desktop[window]"'


@pytest.fixture
def environment(bare: Vault, tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "without qt"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NO_QT, "utf-8")
    return bare.environment() | {"PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def picup(environment: dict[str, str], *words: object) -> Result:
    command = [*COMMAND, *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


def test_a_whole_vault_s_life(bare: Vault, environment: dict[str, str]) -> None:
    photo = bare.add("one.jpg")
    target = bare.folder / "got"
    login = ("--ssh-key", bare.main.key_file, "--accept-new-host-keys")
    storages = ("--main", bare.main.url, "--backup", bare.backup.url)
    for words in (
        ("setup", *storages, *login, "--recovery-kit", bare.kit),
        ("album", "add", bare.album),
        ("sync",),
        ("get", f"{bare.album.name}/one.jpg", "--output", target, "--remote"),
    ):
        done = picup(environment, *words)
        assert done.code == 0, done
    assert target.read_bytes() == photo.read_bytes()


def test_the_demo_holds(environment: dict[str, str]) -> None:
    done = picup(environment, "demo")
    assert done.code == 0, done
    assert "Everything held" in done.err


def test_the_window_says_what_installs_it(environment: dict[str, str]) -> None:
    by_name = [sys.executable, "-m", "picup_desktop.ui.start.main"]
    for command in ([*COMMAND], [*COMMAND, "demo", "--window"], by_name):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert done.stderr.endswith(f"The window is not installed. This installs it: {INSTALLS}\n")
        assert len(done.stderr.splitlines()) == 1
    version = [*by_name, "--version"]
    assert (
        subprocess.run(version, env=environment, capture_output=True, check=False).returncode == 0
    )
