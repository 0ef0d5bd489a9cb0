"""``python -m picup_desktop``: the window, or the command line when given arguments.

An installed build starts here too, whichever part of it is asked for (program/parts.py).
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Literal, TextIO

from picup_desktop.program import ProgramPart, is_installed, part_of

OWN_LIBRARIES_AGAIN = "PYINSTALLER_RESET_ENVIRONMENT"
"""PyInstaller's own name: what is started with it looks for its libraries by itself."""


def main() -> None:
    """Run the part that the arguments name."""
    part, sys.argv = part_of(sys.argv)
    if is_installed():
        _have_streams()
        # Programs that it starts, such as a browser, need the system's libraries, not the build's.
        before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            os.environ["LD_LIBRARY_PATH"] = before
        # A part of this program that it starts would take the system's libraries, too, or find
        # none: PyInstaller's start of a child expects the path that was just taken away.
        os.environ[OWN_LIBRARIES_AGAIN] = "1"
    if part is ProgramPart.COMMAND_LINE and sys.argv[1:] == ["--version"]:
        # The library of commands takes longer to load than this answer may take.
        from picup_desktop.program.version import version_told  # noqa: PLC0415 - of use here only

        sys.stdout.write(f"{version_told()}\n")
        return
    import_module(part.module).main()


def _have_streams() -> None:
    """Windows may start a program without standard streams, and any output would end it."""
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        sys.stdout = _nowhere("w")
    if sys.stderr is None:
        sys.stderr = _nowhere("w")


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    return Path(os.devnull).open(mode, encoding="utf-8")


if __name__ == "__main__":
    main()
