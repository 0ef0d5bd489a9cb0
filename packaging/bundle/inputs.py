#!/usr/bin/env python3
"""Prints one sum of all that a bundle is made from, so that it is not made twice from the same.

The libraries of the system that come along are not among it: after an upgrade of those it takes
``make clean``.
"""

import hashlib
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
INPUTS = (
    *("picup_desktop", "docs/guide/attention", "resources", "packaging/bundle"),
    *("packaging/lock/bundle.txt", "packaging/lock/package.txt", "packaging/venv.sh"),
    "pyproject.toml",
)


def files(root: Path) -> list[Path]:
    """Every file that goes in, in a settled order; what Python compiled from them does not."""
    found: list[Path] = []
    for name in INPUTS:
        place = root / name
        found += [place] if place.is_file() else place.rglob("*")
    return sorted(one for one in found if one.is_file() and one.suffix != ".pyc")


def sum_of(root: Path) -> str:
    """Another one for each change of a name or a byte, and for another Python. OSError."""
    whole = hashlib.sha256(repr((sys.version, sys.prefix, platform.platform())).encode())
    for file in files(root):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        whole.update(repr((file.relative_to(root).as_posix(), content)).encode())
    return whole.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(f"{sum_of(ROOT)}\n")
