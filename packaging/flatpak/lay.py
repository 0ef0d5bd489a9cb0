"""Lays beside the manifest what it names: see packaging/flatpak/build.sh.

usage: lay.py requirements FOLDER    the lock file as the runtime's Python is to take it
       lay.py sources FOLDER         every wheel in FOLDER/wheels, with its hash of the lock file
       lay.py share FOLDER           what the desktop shows
"""

import hashlib
import json
import re
import sys
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "packaging/lock/bundle.txt"
PYTHON = "3.13"
"""The Python of org.kde.Platform 6.10, which is org.freedesktop.Platform's of 25.08."""
SURROUNDINGS = {
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": f"{PYTHON}.0",
    "python_version": PYTHON,
    "sys_platform": "linux",
}
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class NotLocked(Exception):
    """A wheel is not one of the lock file's."""


def requirements(lock: str) -> dict[str, list[str]]:
    """Return what the sandbox installs: ``name==version`` with the hashes of its files."""
    found = {}
    for line in lock.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        named = Requirement(line.partition("--hash")[0].strip())
        if named.marker is None or named.marker.evaluate(SURROUNDINGS):
            found[f"{named.name}{named.specifier}"] = HASH.findall(line)
    return found


def sources(wheels: list[Path], lock: str) -> list[dict[str, str]]:
    """Return a source of the manifest for each wheel. NotLocked."""
    known = set(HASH.findall(lock))
    found = []
    for wheel in sorted(wheels):
        told = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if told not in known:
            raise NotLocked(wheel.name)
        found.append({"type": "file", "path": f"wheels/{wheel.name}", "sha256": told})
    return found


def main(what: str, folder: Path) -> None:
    """Write one of them."""
    lock = LOCK.read_text("utf-8")
    if what == "requirements":
        lines = [
            " ".join([name, *(f"--hash=sha256:{one}" for one in hashes)])
            for name, hashes in requirements(lock).items()
        ]
        (folder / "requirements.txt").write_text("\n".join([*lines, ""]), "utf-8")
    elif what == "sources":
        listed = sources(list((folder / "wheels").glob("*.whl")), lock)
        (folder / "wheels.json").write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
    else:
        _lay_share(folder)


def _lay_share(folder: Path) -> None:
    sys.path.insert(0, str(ROOT / "packaging/linux"))
    from tree import for_shops, lay_icons, write  # noqa: PLC0415 - found by the line above

    desktop = (ROOT / "resources/picup-desktop.desktop").read_text("utf-8")
    write(folder / "applications/picup-desktop.desktop", desktop)
    write(folder / "metainfo/org.picup.desktop.metainfo.xml", for_shops())
    lay_icons(folder / "icons/hicolor")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
