"""Runs commands of picup one after another in this very process, and tells how each ended.

usage: python commands.py TOLD COMMANDS     (COMMANDS is a JSON file: a list of lists of words)

In one process, since each start takes seconds under Wine, and since there a program that a
console's program starts can't write to it. TOLD gets a JSON list: the words, the code of the end
or a traceback, and, where standard output is a console, what stands on its screen.
"""

import ctypes
import json
import os
import sys
import traceback
from pathlib import Path

from picup_desktop.cli import main as picup

STANDARD_OUTPUT = -11
LETTERS = 80 * 300


def main() -> None:
    """Run them."""
    file, commands = Path(sys.argv[1]), Path(sys.argv[2])
    told = []
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        sys.stdin = nobody
        for words in json.loads(commands.read_text("ascii")):
            code = ended(words)
            console = sys.stdout.isatty()
            screen = on_screen() if console else ""
            told.append({"words": words, "code": code, "console": console, "screen": screen})
            # After each, as some end the process at once.
            file.write_text(json.dumps(told), "ascii")


def ended(words: list[str]) -> int | str:
    """Run one; return the code of its end, or the traceback that it died with."""
    sys.argv = ["picup", *words]
    try:
        picup()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 - whatever it dies of is what is asked for
        return traceback.format_exc()
    else:
        code = 0
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def on_screen() -> str:
    """Return what stands on the console's screen, and clear it."""
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.GetStdHandle.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetStdHandle(STANDARD_OUTPUT))
    screen, count = ctypes.create_unicode_buffer(LETTERS), ctypes.c_ulong()
    kernel.ReadConsoleOutputCharacterW(handle, screen, LETTERS, 0, ctypes.byref(count))
    text = screen[: count.value].rstrip()
    kernel.FillConsoleOutputCharacterW(handle, ctypes.c_wchar(" "), LETTERS, 0, ctypes.byref(count))
    kernel.SetConsoleCursorPosition(handle, ctypes.c_ulong(0))
    return text


if __name__ == "__main__":
    main()
