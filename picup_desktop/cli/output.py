"""Output: answers go to standard output, sentences and progress to standard error.

Mypy refuses raw text of others here (packaging/lint/shown_text.py); it is made plain once more.
"""

import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, TextIO

from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown, plain, plain_lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")
KIBI = 1024

# On something that is no terminal nothing is cut off or folded: a script may read it.
UNFOLDED_WIDTH = 10_000

STYLED_ANYWAY = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""The variables by which rich takes for a terminal what is none."""


@cache
def people() -> "Console":
    """Return the terminal of standard error. Loading it costs what many a command does in all."""
    from rich.console import Console  # noqa: PLC0415 - a script's commands never need it

    return Console(stderr=True, highlight=False, soft_wrap=True)


@cache
def answers() -> "Console":
    """Return the terminal of standard output."""
    from rich.console import Console  # noqa: PLC0415 - as above

    return Console(highlight=False, width=None if sys.stdout.isatty() else UNFOLDED_WIDTH)


def is_terminal(stream: TextIO) -> bool:
    """Return whether sentences to a stream have colours."""
    return stream.isatty() or any(name in os.environ for name in STYLED_ANYWAY)


def write_any_name() -> None:
    """Escape characters that the output can't show, so that no name ends a command.

    A file or a pipe gets UTF-8. On Windows it has an older encoding otherwise (cp1252, cp949),
    which lacks letters of most languages. A terminal keeps the encoding that it shows.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(sentence: str, style: str = "") -> None:
    """Print a line of progress; names may have any content, so nothing in it is markup."""
    words = plain_lines(sentence)
    if is_terminal(sys.stderr):
        people().print(_text(words, style))
    else:
        sys.stderr.write(f"{words}\n")


def answer(sentence: str, style: str = "") -> None:
    """Print a line of the answer on standard output."""
    words = plain_lines(sentence)
    if is_terminal(sys.stdout):
        answers().print(_text(words, style), soft_wrap=True)
    else:
        sys.stdout.write(f"{words}\n")


def print_json(document: object) -> None:
    """Print the one JSON document of a command, in ASCII, so that any file name survives.

    Messages in it are English texts.
    """
    sys.stdout.write(json.dumps(document, indent=2, default=_text_of) + "\n")


def print_json_list(items: Iterable[object]) -> None:
    """Print a list as ``print_json`` does, each item as it comes: there may be very many."""
    printed = 0
    for printed, item in enumerate(items, start=1):
        sys.stdout.write("[\n  " if printed == 1 else ",\n  ")
        sys.stdout.write(json.dumps(item, indent=2, default=_text_of).replace("\n", "\n  "))
    sys.stdout.write("\n]\n" if printed else "[]\n")


def _text_of(value: object) -> str:
    if isinstance(value, Message):
        return in_english(value)
    raise TypeError(f"{type(value).__name__} is no part of an answer")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; nothing is truncated where the output is no terminal."""
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_text(plain(cell)) for cell in row))
    answers().print(table)


def size(count: int) -> Shown:
    """Return bytes in words, for people."""
    value, unit = float(count), 0
    while value >= KIBI and unit < len(UNITS) - 1:
        value, unit = value / KIBI, unit + 1
    return plain(f"{count} bytes" if unit == 0 else f"{value:.1f} {UNITS[unit]}")


def local_day(iso_time: str) -> Shown:
    """Return the day of an ISO 8601 time on this computer's clock, for people."""
    return plain(datetime.fromisoformat(iso_time).astimezone().date().isoformat())


def local_minute(iso_time: str) -> Shown:
    """Return an ISO 8601 time on this computer's clock, to the minute, for people."""
    return plain(f"{datetime.fromisoformat(iso_time).astimezone():%Y-%m-%d %H:%M}")


def number(count: int, one: str, many: str | None = None) -> Shown:
    """Return a count with its noun: ``1 photo``, ``2,000 photos``."""
    return plain(f"{count:,} {one if count == 1 else many or one + 's'}")


def _text(words: Shown, style: str = "") -> "Text":
    """Return what a terminal gets: nothing but text that can be shown (6-3)."""
    from rich.text import Text  # noqa: PLC0415 - as above

    return Text(words, style=style)
