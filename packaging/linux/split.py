"""Divides what tree.py lays out between the two Linux packages, by place alone.

``picup`` is the command line and the background program, ``picup-desktop`` the window with Qt.
Both lie in one folder, so one build makes both, and the window finds the rest beside it.

usage: split.py ROOT HEADLESS WINDOW    (two new roots, from what lies below ROOT, which stays)
"""

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path

PROGRAM_FOLDER = "usr/lib/picup-desktop"
LIBRARIES = f"{PROGRAM_FOLDER}/_internal"
DOCUMENTS = "usr/share/doc"


class Package(StrEnum):
    """A package, by its name."""

    HEADLESS = "picup"
    WINDOW = "picup-desktop"


QT_PLACES = (f"{LIBRARIES}/PySide6", f"{LIBRARIES}/shiboken6")
WINDOW_PLACES = (
    *QT_PLACES,
    f"{LIBRARIES}/picup_desktop/ui",
    f"{PROGRAM_FOLDER}/picup-desktop",
    "usr/bin/picup-desktop",
    "usr/share/applications",
    "usr/share/icons",
    "usr/share/metainfo",
    "usr/share/man/man1/picup-desktop.1.gz",
)
"""Files, and folders with all that is in them."""
SCREEN_LIBRARIES = ("libxcb-", "libxkbcommon", "libwayland-", "libX", "libEGL", "libGL")
"""How libraries begin that come along for Qt alone; a link of such a name may be another's."""


def package_of(place: str, leads_to: str | None = None) -> Package:
    """Return whose a file is, by its place below the root; ``leads_to``: where a link ends."""
    if _is_below(place, WINDOW_PLACES):
        return Package.WINDOW
    folder, _, name = place.rpartition("/")
    if folder != LIBRARIES:
        return Package.HEADLESS
    is_for_qt = name.startswith(SCREEN_LIBRARIES) if leads_to is None else False
    leads_to_qt = leads_to is not None and _is_below(leads_to, QT_PLACES)
    return Package.WINDOW if is_for_qt or leads_to_qt else Package.HEADLESS


def divide(root: Path, roots: dict[Package, Path]) -> None:
    """Write both trees anew; files are linked hard where that can be, as a build is large."""
    for one in roots.values():
        shutil.rmtree(one, ignore_errors=True)
    for file in sorted(_files(root)):
        place = file.relative_to(root).as_posix()
        if place.startswith(f"{DOCUMENTS}/"):
            _lay_document(file, root, roots)
        else:
            package = package_of(place, _end_of(file, root))
            _lay(file, roots[package] / place)


def _lay_document(file: Path, root: Path, roots: dict[Package, Path]) -> None:
    """Each package has them in its own folder: the licences must travel with what is under them."""
    inside = file.relative_to(root / DOCUMENTS / Package.WINDOW.value)
    for package, its_root in roots.items():
        _lay(file, its_root / DOCUMENTS / package.value / inside)


def _files(root: Path) -> list[Path]:
    """Return what is no folder; a link to a folder is one of them."""
    found = []
    for folder, folders, files in os.walk(root):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        found += [Path(folder, name) for name in (*files, *links)]
    return found


def _end_of(file: Path, root: Path) -> str | None:
    """Return where a link ends, below the root; None of what is no link."""
    return file.resolve().relative_to(root.resolve()).as_posix() if file.is_symlink() else None


def _lay(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, place, follow_symlinks=False)
    except OSError:
        # Another disk, or one without hard links.
        shutil.copy2(file, place, follow_symlinks=False)


def _is_below(place: str, folders: tuple[str, ...]) -> bool:
    return any(place == one or place.startswith(f"{one}/") for one in folders)


if __name__ == "__main__":
    _root, _headless, _window = map(Path, sys.argv[1:])
    divide(_root, {Package.HEADLESS: _headless, Package.WINDOW: _window})
