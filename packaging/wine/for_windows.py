#!/usr/bin/env python3
"""Prints locks as Python 3.11 on Windows reads them: pip asks the markers about its own system.

usage: for_windows.py LOCK [LOCK ...]    (the first lock that names a package decides its version)
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.markers import Environment
from packaging.requirements import Requirement

WINDOWS: Environment = {
    "implementation_name": "cpython",
    "implementation_version": "3.11.9",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}
NO_WHEEL = frozenset({"wsgidav"})
"""Published as source alone: a server for tests, which run it on the other side."""


def main() -> None:
    """Print them."""
    locks = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    sys.stdout.write("".join(f"{line}\n" for line in for_windows(locks)))


def for_windows(locks: Iterable[str]) -> Iterator[str]:
    """Yield a requirement with its hashes for each package that Windows wants."""
    taken = set(NO_WHEEL)
    for lock in locks:
        for entry in lock.replace("\\\n", " ").splitlines():
            if not entry.strip() or entry.startswith("#"):
                continue
            said, *hashes = re.split(r"\s+(?=--hash=)", entry.strip())
            wanted = Requirement(said)
            if wanted.name in taken or not _is_wanted(wanted):
                continue
            taken.add(wanted.name)
            yield " ".join([f"{wanted.name}{wanted.specifier}", *hashes])


def _is_wanted(wanted: Requirement) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({**WINDOWS})


if __name__ == "__main__":
    main()
