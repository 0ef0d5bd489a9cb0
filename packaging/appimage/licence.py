#!/usr/bin/env python3
"""Adds to the documents of an AppImage whose work its runtime is, which no bundle holds.

usage: licence.py ROOT [FILE]    (FILE: what is to be said of another runtime than the lock file's)
"""

import shutil
import sys
import tomllib
from pathlib import Path

LICENCES = Path(__file__).parents[1] / "licences"
DOCUMENTS = "usr/share/doc/picup-desktop"
HEADING = "At the front of this AppImage"


def main(root: Path, of_another: Path | None) -> None:
    """Append to the list, and copy the texts. OSError where one of them is missing."""
    said = of_the_lock(root / DOCUMENTS / "licences/texts") if of_another is None else ""
    told = said or Path(str(of_another)).read_text("utf-8")
    with (root / DOCUMENTS / "copyright").open("a", encoding="utf-8") as listed:
        listed.write(f"\n{HEADING}\n{'-' * len(HEADING)}\n\n{told}\n")


def of_the_lock(texts: Path) -> str:
    """Return what is said of the lock file's runtime, and lay its texts beside the others."""
    rows = tomllib.loads((LICENCES / "native.toml").read_text("utf-8"))["appimage"]
    for name in {name for row in rows for name in row["texts"]}:
        shutil.copyfile(LICENCES / "texts" / f"{name}.txt", texts / f"{name}.txt")
    return "\n".join(f"{row['name']}: {row['licence']}; source: {row['source']}" for row in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
