"""What is laid into Wine is what the locks say, as Python for Windows reads them."""

import re
from pathlib import Path
from types import ModuleType

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
