"""Prints on which systems the lock installs without a compiler: docs/systems.md holds the table.

Pip is asked once for each package with machine code, which files there are of the pinned
version; whether one of them is for a system is then a matter of their names (PEP 425).
Nothing is installed or built. What a system lacks is named.
usage: systems.py LOCKFILE
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
WINDOW = frozenset({"pyside6-essentials", "shiboken6"})
AT_ONCE = 2
FILES_OF_PURE = 2
"""A package without machine code has one wheel and an archive of its source."""
OLDEST_GLIBC = 5

Pin = tuple[Requirement, str]
"""A pin, and its line with hashes and without marker."""
Files = Mapping[str, frozenset[Tag]]
"""The tags of all wheels of a pin, by ``name==version``."""


@dataclass(frozen=True)
class System:
    """A system by its name, the platforms of wheels that it takes, and what markers see."""

    name: str
    platforms: tuple[str, ...]
    sys_platform: str = "linux"


def glibc(minor: int, machine: str) -> tuple[str, ...]:
    """Return the platforms of a Linux with glibc 2.``minor``: also those of all older ones."""
    numbered = [f"manylinux_2_{one}_{machine}" for one in range(minor, OLDEST_GLIBC - 1, -1)]
    return (*numbered, *(f"manylinux{one}_{machine}" for one in ("2014", "2010", "1")))


def musl(machine: str) -> tuple[str, ...]:
    """Return the platforms of a Linux with musl 1.2."""
    return tuple(f"musllinux_1_{one}_{machine}" for one in (2, 1))


SYSTEMS = (
    System("Debian 13, Ubuntu 24.04 and later, x86_64 (glibc 2.39)", glibc(39, "x86_64")),
    System("Debian 12, x86_64 (glibc 2.36)", glibc(36, "x86_64")),
    System("Ubuntu 22.04, RHEL 9, x86_64 (glibc 2.34)", glibc(34, "x86_64")),
    System("RHEL 8, x86_64 (glibc 2.28)", glibc(28, "x86_64")),
    System("Debian 13, Ubuntu 24.04, Raspberry Pi OS 13, ARM64 (glibc 2.39)", glibc(39, "aarch64")),
    System("Debian 12, Raspberry Pi OS 12, ARM64 (glibc 2.36)", glibc(36, "aarch64")),
    System("Ubuntu 22.04, RHEL 9, ARM64 (glibc 2.34)", glibc(34, "aarch64")),
    System("Raspberry Pi OS 13, 32 bit (ARMv7, glibc 2.41)", glibc(41, "armv7l")),
    System("Alpine, x86_64 (musl 1.2)", musl("x86_64")),
    System("Alpine, ARM64 (musl 1.2)", musl("aarch64")),
    System("Windows, x86_64", ("win_amd64",), "win32"),
    System("Windows, ARM64", ("win_arm64",), "win32"),
    System("macOS 14 and later, Apple silicon", tuple(mac_platforms((14, 0), "arm64")), "darwin"),
    System("macOS 13, Apple silicon", tuple(mac_platforms((13, 0), "arm64")), "darwin"),
    System("macOS 14 and later, Intel", tuple(mac_platforms((14, 0), "x86_64")), "darwin"),
)


def pins_of(lock: str) -> list[Pin]:
    """Return each pin of a lock file."""
    pins = []
    for line in lock.replace("\\\n", " ").splitlines():
        if "==" in line:
            required, *hashes = line.split(" --hash=")
            pin = Requirement(required.strip())
            options = "".join(f" --hash={one.strip()}" for one in hashes)
            pins.append((pin, f"{pin.name}{pin.specifier}{options}"))
    return pins


def has_machine_code(pin: Pin) -> bool:
    """Return whether a package has more files than its source and one wheel for all."""
    return pin[1].count("--hash") > FILES_OF_PURE


def tags_of_files(pin: Pin) -> frozenset[Tag]:
    """Ask pip for the wheels of a pin. RuntimeError if there is none of that version."""
    required, line = pin
    version = str(required.specifier).removeprefix("==")
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.txt"
        asked.write_text(line, "utf-8")
        command = [sys.executable, "-m", "pip", "install", "-vv", "--dry-run", "--ignore-installed"]
        command += ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check"]
        # A system that there is not: so pip names every file, and downloads none.
        command += ["--platform", "none", "--target", folder, "--requirement", str(asked)]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    tags = set()
    for word in told.replace("#", " ").split():
        file = word.rpartition("/")[2]
        if file.endswith(".whl"):
            tags |= _tags(file, required.name, version)
    if not tags:
        raise RuntimeError(f"pip knows no file of {required.name} {version}:\n{told[-2000:]}")
    return frozenset(tags)


def _tags(file: str, name: str, version: str) -> frozenset[Tag]:
    try:
        named, of_version, _, tags = parse_wheel_filename(file)
    except InvalidWheelFilename:
        # Names of many years ago.
        return frozenset()
    fits = (named, str(of_version)) == (canonicalize_name(name), version)
    return tags if fits else frozenset()


def wanted(pins: Sequence[Pin], system: System, python: tuple[int, int]) -> list[Pin]:
    """Return what a system needs for a Python, by the markers."""
    named = ".".join(map(str, python))
    environment = {
        "sys_platform": system.sys_platform,
        "python_version": named,
        "python_full_version": f"{named}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return [pin for pin in pins if pin[0].marker is None or pin[0].marker.evaluate(environment)]


def lacking(
    pins: Sequence[Pin], files: Files, system: System, python: tuple[int, int]
) -> frozenset[str]:
    """Return the names of the packages of which no file is for this system and Python."""
    interpreter = f"cp{python[0]}{python[1]}"
    taken = {
        *cpython_tags(python, [interpreter], system.platforms),
        *compatible_tags(python, interpreter, system.platforms),
    }
    return frozenset(
        pin[0].name
        for pin in wanted(pins, system, python)
        if has_machine_code(pin) and not taken & files[_key(pin)]
    )


def rows(pins: Sequence[Pin], files: Files) -> Iterator[str]:
    """Yield a line of the table for each system."""
    for system in SYSTEMS:
        missing = [lacking(pins, files, system, python) for python in PYTHONS]
        headless = [_cell(one - WINDOW) for one in missing]
        window = _cell(frozenset().union(*missing) & WINDOW)
        yield f"| {' | '.join((system.name, *headless, window))} |"


def _key(pin: Pin) -> str:
    return f"{pin[0].name}{pin[0].specifier}"


def _cell(missing: frozenset[str]) -> str:
    return f"no: {', '.join(sorted(missing))}" if missing else "yes"


def main() -> None:
    """Print the table."""
    pins = pins_of(Path(sys.argv[1]).read_text("utf-8"))
    built = [pin for pin in pins if has_machine_code(pin)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        files = dict(zip(map(_key, built), pool.map(tags_of_files, built), strict=True))
    pythons = [".".join(map(str, python)) for python in PYTHONS]
    lines = [
        f"As of {datetime.now(UTC).date()}:\n",
        f"| System | {' | '.join(pythons)} | The window |",
        f"|---|{'---|' * len(pythons)}---|",
        *rows(pins, files),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
