"""Dates, states and reasons of photos, in words."""

import time

from PySide6.QtCore import QDate, QDateTime, QLocale, QTimeZone

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.thumbnails.wire import Trouble
from picup_desktop.ui.engine_words import in_words
from picup_desktop.ui.text import translate
from picup_desktop.words import PhotoState


def month_words(month: int) -> str:
    """``May 2019``, in the language's own order."""
    year, number = divmod(month, 12)
    form = translate("Photos", "MMMM yyyy", "month of the gallery, as Qt writes dates")
    return QLocale().toString(QDate(year, number + 1, 1), form)


def date_words(taken_at: int) -> str:
    """A moment in seconds of the wall clock, long."""
    moment = QDateTime.fromSecsSinceEpoch(taken_at, QTimeZone(QTimeZone.Initialization.UTC))
    locale = QLocale()
    day = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
    return f"{day}, {locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}"


def state_words(shot: ShownShot) -> str:
    """How safe it is, and why not safer."""
    names = {
        PhotoState.PROTECTED: translate("Photos", "On both NAS"),
        PhotoState.HALF_PROTECTED: translate("Photos", "On one NAS only"),
        PhotoState.WAITING: translate("Photos", "On its way"),
        PhotoState.FAILED: translate("Photos", "Not stored yet"),
    }
    reason = next((p.reason for p in shot.photos if p.state is shot.state and p.reason), None)
    name = names.get(shot.state, "")
    return name if reason is None else f"{name}. {in_words(reason)}"


def trouble_words(trouble: Trouble) -> str:
    """Why there is no picture."""
    return {
        Trouble.BROKEN: translate("Photos", "The file is damaged or cut off."),
        Trouble.UNSUPPORTED: translate("Photos", "PicUp can't show this kind of file."),
        Trouble.TOO_LARGE: translate("Photos", "The picture is too large to be shown."),
        Trouble.TOO_SLOW: translate("Photos", "It took too long to read the file."),
        Trouble.CRASHED: translate("Photos", "The file can't be read; it broke off its reader."),
        Trouble.FAR: translate("Photos", "It rests on the NAS; open it to see it."),
        Trouble.GONE: translate("Photos", "The file is not on this computer."),
    }[trouble]


def length_words(seconds: int) -> str:
    """``1:05``."""
    form = "%H:%M:%S" if seconds >= 3600 else "%M:%S"
    return time.strftime(form, time.gmtime(seconds)).lstrip("0") or "0"
