"""Words and numbers for people, in their language and their locale's manner."""

import time
from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
ALMOST_NOW_SECONDS = 45

LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", "&": "+"})


def translate(context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
    """A text in the window's language; ``n`` chooses its plural and fills ``%Ln``.

    Its name is what pyside6-lupdate looks for.
    """
    return QCoreApplication.translate(context, text, disambiguation, n)


def number(count: int) -> str:
    """A whole number with the locale's separators."""
    return QLocale().toString(count)


def photos(count: int) -> str:
    """``1 photo``, ``12,482 photos``."""
    return translate("Text", "%Ln photos", None, count)


def size(count: int) -> str:
    """Bytes in the units that are printed on disks."""
    fine = 0 if count < 1000 else 1
    return QLocale().formattedDataSize(count, fine, QLocale.DataSizeFormat.DataSizeSIFormat)


def rate(bytes_per_second: float) -> str:
    """``11.2 MB/s``."""
    return translate("Text", "{size}/s").format(size=size(int(bytes_per_second)))


def duration(seconds: float) -> str:
    """A length of time, roughly: ``40 seconds``, ``3 hours``."""
    if seconds < MINUTE:
        return translate("Text", "%Ln seconds", None, max(1, round(seconds)))
    if seconds < HOUR:
        return translate("Text", "%Ln minutes", None, round(seconds / MINUTE))
    if seconds < 2 * DAY:
        return translate("Text", "%Ln hours", None, round(seconds / HOUR))
    return translate("Text", "%Ln days", None, round(seconds / DAY))


def ago(at: float, now: float | None = None) -> str:
    """How long ago a moment (Unix seconds) was."""
    passed = (time.time() if now is None else now) - at
    if passed < ALMOST_NOW_SECONDS:
        return translate("Text", "just now")
    return translate("Text", "{duration} ago").format(duration=duration(passed))


def until(at: float, now: float | None = None) -> str:
    """How long it is until a moment."""
    left = at - (time.time() if now is None else now)
    if left < 1:
        return translate("Text", "now")
    return translate("Text", "in {duration}").format(duration=duration(left))


def moment(at: float) -> str:
    """A date and time in the locale's short form, on the local clock."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(at)), QLocale.FormatType.ShortFormat)


def day_for_file_name(at: float) -> str:
    """A day as names of files have it, whatever the locale: ``2026-11-26``."""
    return datetime.fromtimestamp(at).date().isoformat()  # noqa: DTZ006 - the local day


def clock_time(at: float) -> str:
    """The time of day; with its date if that is not today."""
    when, today = datetime.fromtimestamp(at), datetime.fromtimestamp(time.time())  # noqa: DTZ006 - shown on the local clock
    if when.date() != today.date():
        return moment(at)
    return QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(at)).time(), QLocale.FormatType.ShortFormat
    )


def plain_tip(words: str) -> str:
    """A tool tip that shows ``words`` letter by letter.

    Qt guesses whether a tip is markup, and would load the pictures that a name asks for.
    """
    return f"<qt><span style='white-space: pre-wrap'>{escape(words)}</span></qt>" if words else ""


def tray_words(words: str) -> str:
    """Words for the desktop's own tips and messages, some of which take them for markup.

    Nothing can be escaped there, for the other desktops would show the escapes.
    """
    return words.translate(LOOKALIKES)
