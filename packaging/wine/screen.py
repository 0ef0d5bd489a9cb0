"""Runs a program in a console and writes what stands on its screen to a file, with its code.

usage: python screen.py FILE PROGRAM [WORD ...]     (started in a console of its own)
"""

import ctypes
import json
import subprocess
import sys
from pathlib import Path

STANDARD_OUTPUT = -11
LETTERS = 80 * 300


def main() -> None:
    """Run it."""
    code = subprocess.run(sys.argv[2:], check=False).returncode
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.GetStdHandle.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetStdHandle(STANDARD_OUTPUT))
    screen, read = ctypes.create_unicode_buffer(LETTERS), ctypes.c_ulong()
    kernel.ReadConsoleOutputCharacterW(handle, screen, LETTERS, 0, ctypes.byref(read))
    told = {"code": code, "screen": screen[: read.value]}
    Path(sys.argv[1]).write_text(json.dumps(told), "ascii")


if __name__ == "__main__":
    main()
