"""Where an installed build begins: which part it is says its name, or its first argument."""

import sys
import traceback

from picup_desktop.__main__ import main
from picup_desktop.program import ProgramPart, part_of


def run() -> None:
    """Run the part; what it dies of is told on standard error, and it ends with 1.

    The start code of PyInstaller's program without a console would show a box on Windows and wait
    for a click: a part that nobody sees would never end, and whoever started it would wait. Only
    the window may say so that it can't open.
    """
    part, _ = part_of(sys.argv)
    try:
        main()
    except Exception:
        if part is ProgramPart.WINDOW:
            raise
        traceback.print_exc()
        sys.exit(1)


if __name__ == "__main__":
    run()
