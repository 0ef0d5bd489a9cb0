"""What is laid into Wine is what the locks say, and a stage that failed is not built upon."""

import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.script import load_script

ROOT = Path(__file__).parents[2]
HERE = ROOT / "packaging" / "wine"


def module(name: str) -> ModuleType:
    return load_script(HERE / f"{name}.py")


def test_the_locks_are_read_as_on_windows() -> None:
    names = [
        HERE / "wheels.txt",
        *(ROOT / "packaging/lock" / f"{n}.txt" for n in ("run", "package")),
    ]
    lines = list(module("for_windows").for_windows([name.read_text("utf-8") for name in names]))
    wanted = {line.split("==")[0]: line for line in lines}
    assert len(wanted) == len(lines)
    assert {"colorama", "pywin32-ctypes", "tzdata", "pefile", "panda3d"} <= set(wanted)
    assert not {"jeepney", "secretstorage", "macholib"} & set(wanted)
    # Wine's own version of it stands first.
    assert wanted["numpy"].startswith("numpy==1.26.4 ")
    assert all(re.search(r" --hash=sha256:[0-9a-f]{64}", line) for line in lines)


def test_each_test_that_is_left_out_is_there_and_has_its_reason() -> None:
    for line in (HERE / "not-here.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            found = re.fullmatch(r"(?:file )?(tests/\S+?\.py)(?:::\S+)? (.{10,})", line)
            assert found is not None, line
            assert (ROOT / found[1]).is_file(), line


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("fails", "ran", "code"),
    [
        ("", "suite program installer", 0),
        ("suite", "suite program installer", 1),
        ("program", "suite program", 1),
        ("installer", "suite program installer", 1),
    ],
)
def test_the_installer_is_left_out_where_there_is_no_program(
    fails: str, ran: str, code: int
) -> None:
    stages = ("suite", "program", "installer")
    functions = "; ".join(f'{one}() {{ echo {one}; [ "{one}" != "{fails}" ]; }}' for one in stages)
    done = subprocess.run(
        ["bash", "-c", f". {HERE}/stages.sh; {functions}; run_stages {' '.join(stages)}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.returncode) == (ran.split(), code)
    assert done.stderr.count("FAILED") == bool(fails)
