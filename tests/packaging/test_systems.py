"""On which systems a lock installs: decided by the names of the files that there are."""

from pathlib import Path
from types import ModuleType

import pytest
from packaging.tags import parse_tag

from tests.packaging.script import load_script

SYSTEMS = Path(__file__).parents[2] / "packaging/systems.py"
LOCK = """\
pure==1.0 \\
    --hash=sha256:a \\
    --hash=sha256:b
built==2.0 ; python_full_version < '3.13' \\
    --hash=sha256:a \\
    --hash=sha256:b \\
    --hash=sha256:c
built==3.0 ; python_full_version >= '3.13' \\
    --hash=sha256:a \\
    --hash=sha256:b \\
    --hash=sha256:c
windowed==4 ; sys_platform == 'win32' \\
    --hash=sha256:a \\
    --hash=sha256:b \\
    --hash=sha256:c
"""
FILES = {
    "built==2.0": "cp311-cp311-manylinux_2_28_x86_64.manylinux_2_17_x86_64",
    "built==3.0": "cp312-abi3-manylinux_2_39_aarch64",
    "windowed==4": "py3-none-win_amd64",
}


@pytest.fixture(scope="module")
def systems() -> ModuleType:
    return load_script(SYSTEMS)


@pytest.mark.parametrize(
    ("glibc", "machine", "minor", "lacking"),
    [
        (28, "x86_64", 11, set()),
        (17, "x86_64", 11, set()),
        (16, "x86_64", 11, {"built"}),
        (28, "aarch64", 11, {"built"}),
        (28, "x86_64", 12, {"built"}),
        (39, "aarch64", 13, set()),
        (38, "aarch64", 13, {"built"}),
        (39, "aarch64", 14, set()),
        (39, "x86_64", 13, {"built"}),
    ],
)
def test_a_file_fits_by_glibc_processor_and_python(
    systems: ModuleType, glibc: int, machine: str, minor: int, lacking: set[str]
) -> None:
    system = systems.System("one", systems.glibc(glibc, machine))
    files = {key: frozenset(parse_tag(tags)) for key, tags in FILES.items()}
    assert systems.lacking(systems.pins_of(LOCK), files, system, (3, minor)) == lacking


def test_what_is_for_another_system_is_not_asked_for(systems: ModuleType) -> None:
    pins = systems.pins_of(LOCK)
    windows = systems.System("Windows", ("win_amd64",), "win32")
    linux = systems.System("Linux", systems.glibc(39, "x86_64"))

    def names(system: object) -> list[str]:
        return [f"{pin.name}{pin.specifier}" for pin, _ in systems.wanted(pins, system, (3, 12))]

    assert names(windows) == ["pure==1.0", "built==2.0", "windowed==4"]
    assert names(linux) == ["pure==1.0", "built==2.0"]


def test_the_page_has_every_system(systems: ModuleType) -> None:
    page = (SYSTEMS.parents[1] / "docs/systems.md").read_text("utf-8")
    for system in systems.SYSTEMS:
        assert f"\n| {system.name} |" in page
