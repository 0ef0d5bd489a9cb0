#!/usr/bin/env python3
"""Makes the installer for Windows from what PyInstaller made there: needs makensis, on any system.

usage: build.py [--payload FOLDER] [--out FOLDER] [--trial VERSION]

``--trial`` makes one of another version, packed quickly instead of small: one to upgrade from.
Where PICUP_SIGN_COMMAND is set, it is run with each file that is to be signed as its last word:
the two programs, the uninstaller and the installer.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PROGRAMS = ("picup-desktop.exe", "picup.exe")
REST = "_internal"
LONGEST_PATH_CHARACTERS = 180
"""Below the program's folder: together with that of a long user name it stays below 260."""
SIGN_VARIABLE = "PICUP_SIGN_COMMAND"


class Refused(Exception):
    """There is nothing to make an installer from."""


def main() -> None:
    """Make it, and tell where it is."""
    parser = argparse.ArgumentParser(description="Makes the installer for Windows.")
    parser.add_argument("--payload", type=Path, default=ROOT / "build/dist/picup-desktop")
    parser.add_argument("--out", type=Path, default=ROOT / "build/packages")
    parser.add_argument("--trial", metavar="VERSION")
    given = parser.parse_args()
    try:
        made = installer(given.payload.resolve(), given.out.resolve(), given.trial)
    except Refused as error:
        sys.exit(f"{error}")
    sys.stdout.write(f"{made}\n")


def installer(payload: Path, out: Path, trial: str | None = None) -> Path:
    """The installer's file; ``trial`` is the version of one that is only tried. Refused."""
    makensis = shutil.which("makensis")
    if makensis is None:
        raise Refused("makensis is missing: install NSIS 3.08 or later (Debian's name: nsis).")
    files = files_of(payload)
    source = (ROOT / "picup_desktop/__init__.py").read_text(encoding="utf-8")
    version = trial or version_of(source)
    sign = os.environ.get(SIGN_VARIABLE, "")
    for name in PROGRAMS:
        signed(payload / name, sign)
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"PicUp-Desktop-{version}-x64-Setup.exe"
    with tempfile.TemporaryDirectory() as work:
        listed = Path(work) / "payload.nsh"
        listed.write_text(list_of(files), encoding="utf-8")
        defined = {
            "VERSION": version,
            "NUMBERS": numbers_of(version),
            "PAYLOAD": str(payload),
            "LIST": str(listed),
            "OUT": str(made),
            **({"SIGN": sign} if sign else {}),
            **({"TRIAL": "1"} if trial else {}),
        }
        words = [f"-D{name}={text}" for name, text in defined.items()]
        # Warnings are errors; and whatever the system's own charset is, our files are UTF-8.
        done = subprocess.run(
            [makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(HERE / "picup.nsi")],
            check=False,
            env={"SOURCE_DATE_EPOCH": "0", **os.environ},
        )
    if done.returncode != 0:
        raise Refused(f"makensis ended with {done.returncode}.")
    signed(made, sign)
    return made


def files_of(payload: Path) -> list[PurePosixPath]:
    """What is in a payload, the programs first, in an order that no disk decides."""
    found = sorted(path.name for path in payload.iterdir()) if payload.is_dir() else []
    if found != sorted([*PROGRAMS, REST]):
        raise Refused(
            f"{payload} is no build for Windows: it should hold {', '.join(PROGRAMS)} and {REST},"
            " and nothing else. Make one there: packaging/windows/bundle.sh"
        )
    rest = sorted(
        PurePosixPath(path.relative_to(payload).as_posix())
        for path in (payload / REST).rglob("*")
        if path.is_file()
    )
    if "$" in "".join([str(payload), *map(str, rest)]):
        raise Refused(f"A $ in a file's name below {payload} would be taken for a variable.")
    long = [str(path) for path in rest if len(str(path)) > LONGEST_PATH_CHARACTERS]
    if long:
        raise Refused(f"Where long paths are off, Windows could not hold {long[0]}.")
    return [*(PurePosixPath(name) for name in PROGRAMS), *rest]


def list_of(files: list[PurePosixPath]) -> str:
    """The files as the installer's script has them."""
    lines, folder = ["!macro PAYLOAD_FILES"], None
    for file in files:
        if file.parent != folder:
            folder = file.parent
            inside = "" if folder == PurePosixPath() else f"\\{PureWindowsPath(folder)}"
            lines.append(f'  SetOutPath "$INSTDIR{inside}"')
        lines.append(f'  File "${{PAYLOAD}}{os.sep}{file.as_posix().replace("/", os.sep)}"')
    return "\n".join([*lines, "!macroend", ""])


def version_of(source: str) -> str:
    """The program's version, from the one place that has it."""
    found = re.search(r'^__version__ = "([0-9][0-9A-Za-z.+-]*)"$', source, re.MULTILINE)
    if found is None:
        raise Refused("picup_desktop/__init__.py names no version.")
    return found[1]


def numbers_of(version: str) -> str:
    """The same as Windows wants it in a file's properties: four numbers."""
    release = re.match(r"\d+(\.\d+)*", version)
    numbers = (release[0] if release else "0").split(".")
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def signed(file: Path, command: str) -> None:
    """Sign a file in its place, if there is a command for it."""
    if command:
        subprocess.run([*shlex.split(command, posix=os.name != "nt"), str(file)], check=True)


if __name__ == "__main__":
    main()
