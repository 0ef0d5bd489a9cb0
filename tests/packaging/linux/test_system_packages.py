"""What `make` says is missing, by the names of the system that it runs on; nothing is installed."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

SCRIPT = Path(__file__).parents[3] / "packaging/system-packages.sh"
NAMES = SCRIPT.with_name("package-names.txt")
TOOLS = ("awk", "bash", "dirname", "grep", "paste", "sort", "uname")
COLUMNS = {"dnf": 1, "pacman": 2, "zypper": 3, "apk": 4}


def rows() -> list[list[str]]:
    lines = NAMES.read_text("utf-8").splitlines()
    return [line.split() for line in lines if not line.startswith("#")]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with no library, no program but the script's own, and no Python that has venv."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(str(which(tool)))
    for name, body in (("ldconfig", ""), ("python3", "exit 1")):
        (tmp_path / name).write_text(f"#!/bin/bash\n{body}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def said(target: str, path: Path) -> str:
    done = subprocess.run(
        [str(path / "bash"), str(SCRIPT), target],
        env={"PATH": str(path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize("manager", COLUMNS)
def test_what_the_window_lacks_is_named_as_the_system_has_it(manager: str, bare: Path) -> None:
    (bare / manager).symlink_to("/bin/true")
    known = {row[0]: row[COLUMNS[manager]] for row in rows()}

    told = said("window", bare).splitlines()[-1]

    assert known["libxcb-cursor0"] in told.split()
    assert known["python3-venv"] in told.split()
    assert f"{manager} " in told
    assert "Debian" not in told


def test_a_name_that_is_not_known_there_is_debian_s(bare: Path) -> None:
    (bare / "apk").symlink_to("/bin/true")
    assert said("test", bare).splitlines()[-1].startswith("Missing, too, by Debian's names: trayer")


def test_without_any_of_them_debian_s_names_are_told(bare: Path) -> None:
    told = said("demo", bare)
    assert told.startswith("Missing on this system: python3-venv (Debian's names).")


@pytest.mark.parametrize("target", ["demo", "window", "test", "bench"])
def test_the_table_has_every_name_that_running_from_source_asks_for(
    target: str, bare: Path
) -> None:
    asked = re.findall(r"this system: (.*) \(Debian's names\)", said(target, bare))[0].split()
    assert all(len(row) == 5 for row in rows())
    assert len({row[0] for row in rows()}) == len(rows())
    assert set(asked) <= {row[0] for row in rows()}
