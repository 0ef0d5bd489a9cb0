"""Runs a command of picup in this very console and writes what stands on its screen to a file.

usage: python screen.py FILE [WORD ...]     (started in a console of its own)

It runs in this process: under Wine a program that a console's program starts can't write to it.
"""

import ctypes
import json
import sys
import traceback
from pathlib import Path

from picup_desktop.cli import main as picup

STANDARD_OUTPUT = -11
LETTERS = 80 * 300


def main() -> None:
    """Run it."""
    file = Path(sys.argv[1])
    told: dict[str, object] = {"console": sys.stdout.isatty(), "encoding": sys.stdout.encoding}
    sys.argv = ["picup", *sys.argv[2:]]
    try:
        picup()
    except SystemExit as end:
        told["code"] = end.code or 0
    except BaseException:  # noqa: BLE001 - whatever it dies of is what is asked for
        told["code"] = traceback.format_exc()
    else:
        told["code"] = 0
    sys.stdout.flush()
    sys.stderr.flush()
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.GetStdHandle.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetStdHandle(STANDARD_OUTPUT))
    screen, read = ctypes.create_unicode_buffer(LETTERS), ctypes.c_ulong()
    kernel.ReadConsoleOutputCharacterW(handle, screen, LETTERS, 0, ctypes.byref(read))
    told["screen"] = screen[: read.value].rstrip()
    file.write_text(json.dumps(told), "ascii")


if __name__ == "__main__":
    main()
