"""Words, numbers, times and tool tips for people, in their language and locale."""

import re
import time
from collections.abc import Sequence
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import spoken_language
from picup_desktop.messages.message import Message, Value
from picup_desktop.messages.particles import Fillable
from picup_desktop.names import NO_WORDS, Shown, shown

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
ALMOST_NOW_SECONDS = 45
MOST_NAMES = 12

MAY_WRAP: Final = "\N{ZERO WIDTH SPACE}"
"""Where a long word may wrap."""
LONG_RUN = 16
"""So many characters in a row may be wrapped."""
NO_COMBINING = r"(?=\w)(?![\u0300-\u036f\u1160-\u11ff\u200d\ufe0f])"
"""What follows is no part of the character before it."""

KNOWN_HOST = re.compile(r"\[([^\[\]:/\s]+)\]:(\d{1,5})")
"""A host and its port as files of known hosts name them; only IPv6 needs the brackets."""
LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", "&": "+"})


def translate(context: str, text: str, disambiguation: str | None = None, n: int = -1) -> Shown:
    """Return a text in the window's language; ``n`` chooses its plural and fills ``%Ln``.

    pyside6-lupdate finds texts by this function's name. The text's ``format`` chooses the
    particles of a Korean text.
    """
    return Shown(Fillable(QCoreApplication.translate(context, text, disambiguation, n)))


def in_words(message: Message) -> Shown:
    """The text of a message in the window's language."""
    spoken = spoken_language(QLocale.languageToCode(QLocale().language()))
    return catalogue_of(spoken.code).render(_without_brackets(message))


def _without_brackets(message: Message) -> Message:
    def plain_value(value: Value) -> Value:
        if isinstance(value, Message):
            return _without_brackets(value)
        entry = KNOWN_HOST.fullmatch(value) if isinstance(value, str) else None
        return value if entry is None else f"{entry[1]}:{entry[2]}"

    values = {name: plain_value(value) for name, value in message.values.items()}
    return Message(message.code, **values)


def number(count: int) -> Shown:
    """Return a whole number with the locale's separators."""
    return Shown(QLocale().toString(count))


def photos(count: int) -> Shown:
    """``1 photo``, ``12,482 photos``."""
    return translate("Text", "%Ln photos", None, count)


def size(count: int) -> Shown:
    """Return a number of bytes in decimal units, as they are printed on disks."""
    fine = 0 if count < 1000 else 1
    return Shown(QLocale().formattedDataSize(count, fine, QLocale.DataSizeFormat.DataSizeSIFormat))


def rate(bytes_per_second: float) -> Shown:
    """``11.2 MB/s``."""
    return translate("Text", "{size}/s").format(size=size(int(bytes_per_second)))


def duration(seconds: float) -> Shown:
    """Return a rough length of time: ``40 seconds``, ``3 hours``."""
    if seconds < MINUTE:
        return translate("Text", "%Ln seconds", None, max(1, round(seconds)))
    if seconds < HOUR:
        return translate("Text", "%Ln minutes", None, round(seconds / MINUTE))
    if seconds < 2 * DAY:
        return translate("Text", "%Ln hours", None, round(seconds / HOUR))
    return translate("Text", "%Ln days", None, round(seconds / DAY))


def ago(at: float, now: float | None = None) -> Shown:
    """Return how long ago a time (Unix seconds) was."""
    passed = (time.time() if now is None else now) - at
    if passed < ALMOST_NOW_SECONDS:
        return translate("Text", "just now")
    return translate("Text", "{duration} ago").format(duration=duration(passed))


def until(at: float, now: float | None = None) -> Shown:
    """Return how long it is until a time (Unix seconds)."""
    left = at - (time.time() if now is None else now)
    if left < 1:
        return translate("Text", "now")
    return translate("Text", "in {duration}").format(duration=duration(left))


def moment(at: float) -> Shown:
    """Return date and time of Unix seconds in the locale's short form, on the local clock."""
    when = QDateTime.fromSecsSinceEpoch(int(at))
    return Shown(QLocale().toString(when, QLocale.FormatType.ShortFormat))


def day(at: float) -> Shown:
    """Return the local day of Unix seconds in the locale's short form."""
    when = QDateTime.fromSecsSinceEpoch(int(at))
    return Shown(QLocale().toString(when.date(), QLocale.FormatType.ShortFormat))


def day_for_file_name(at: float) -> str:
    """Return a day for a file's name, in any locale: ``2026-11-26``."""
    return datetime.fromtimestamp(at).date().isoformat()  # noqa: DTZ006 - the local day


def clock_time(at: float) -> Shown:
    """Return the time of day of Unix seconds; with the date if that is not today."""
    when, today = datetime.fromtimestamp(at), datetime.fromtimestamp(time.time())  # noqa: DTZ006 - shown on the local clock
    if when.date() != today.date():
        return moment(at)
    return time_of_day(at)


def time_of_day(at: float) -> Shown:
    """Return the time of day of Unix seconds in the locale's short form, on the local clock."""
    of_day = QDateTime.fromSecsSinceEpoch(int(at)).time()
    return Shown(QLocale().toString(of_day, QLocale.FormatType.ShortFormat))


def names(all_names: Sequence[str], count: int | None = None) -> Shown:
    """Return names of files or albums, one after the other; the first of very many.

    ``count`` is how many there are, where only the first are handed in.
    """
    some = ", ".join(shown(name) for name in all_names[:MOST_NAMES])
    more = (len(all_names) if count is None else count) - MOST_NAMES
    if more <= 0:
        return some
    return translate("Photos", "{names} and {count} more").format(names=some, count=number(more))


def may_wrap(words: Shown, run: int = LONG_RUN) -> Shown:
    """Return words in which long names and addresses can wrap, by spaces without width.

    ``run`` is how many characters without a space stay together.
    """
    ends = [found.end() for found in re.finditer(rf"[^\s\u200b]{{{run}}}{NO_COMBINING}", words)]
    parts = pairwise((0, *ends, len(words)))
    return MAY_WRAP.join(words[start:end] for start, end in parts)


def plain_tip(words: Shown) -> Shown:
    """Return a tool tip that shows ``words`` literally, such as the name of a file.

    Qt guesses whether a tip is markup, and would load the pictures that it names.
    """
    return (
        f"<qt><span style='white-space: pre-wrap'>{escape(words)}</span></qt>"
        if words
        else NO_WORDS
    )


def tray_words(words: Shown) -> Shown:
    """Return words for the desktop's own tips and messages, which some desktops parse as markup.

    They can't be escaped, because the other desktops would show the escapes.
    """
    return words.translate(LOOKALIKES)
