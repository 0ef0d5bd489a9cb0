#!/usr/bin/env python3
"""Writes into a bundle's Info.plist what PyInstaller does not know, and prints the version.

usage: info_plist.py INFO_PLIST

The version comes from picup_desktop/__init__.py, the one place that has it.
"""

import plistlib
import re
import runpy
import sys
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "picup_desktop/__init__.py"
LANGUAGES = SOURCE.parent / "messages/languages.py"
"""The table of the program's languages."""
OLDEST_MACOS = "14.0"
"""What the libraries of films ask for: the wheels of av are built for it."""
WHY_FOLDERS = "PicUp reads the photos of the album folders that you name, and keeps sealed copies."


def main() -> None:
    """Write it in its place."""
    file = Path(sys.argv[1])
    version = version_of(SOURCE.read_text(encoding="utf-8"))
    file.write_bytes(plistlib.dumps(plistlib.loads(file.read_bytes()) | keys(version)))
    sys.stdout.write(f"{version}\n")


def version_of(source: str) -> str:
    """The program's version; a fault if none is named."""
    found = re.search(r'^__version__ = "([0-9][0-9A-Za-z.+-]*)"$', source, re.MULTILINE)
    if found is None:
        sys.exit(f"{SOURCE} names no version.")
    return found[1]


def keys(version: str) -> dict[str, Any]:
    """What the system reads of a bundle; its versions are numbers only, three at most."""
    numbers = re.match(r"\d+(?:\.\d+){0,2}", version)
    release = numbers[0] if numbers else "0"
    return {
        "CFBundleDisplayName": "PicUp Desktop",
        "CFBundleShortVersionString": release,
        "CFBundleVersion": release,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(runpy.run_path(str(LANGUAGES))["LANGUAGES"]),
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHumanReadableCopyright": "GPL-3.0-or-later",
        "NSSupportsAutomaticGraphicsSwitching": True,
        # Said where macOS asks a person whether the program may read there.
        "NSDesktopFolderUsageDescription": WHY_FOLDERS,
        "NSDocumentsFolderUsageDescription": WHY_FOLDERS,
        "NSDownloadsFolderUsageDescription": WHY_FOLDERS,
        "NSNetworkVolumesUsageDescription": WHY_FOLDERS,
        "NSRemovableVolumesUsageDescription": WHY_FOLDERS,
    }


if __name__ == "__main__":
    main()
