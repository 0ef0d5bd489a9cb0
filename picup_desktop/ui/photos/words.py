"""Dates, states and reasons of photos in words, and the question before they are deleted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, QTimeZone

from picup_desktop.ledger.gallery.chosen import files_of
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.thumbnails.wire import Trouble
from picup_desktop.ui import text
from picup_desktop.ui.photos.choosing.gathering import Chosen, Gathering
from picup_desktop.ui.text import in_words, size, translate
from picup_desktop.words import DateFrom, PhotoState

EPOCH = QDate(1970, 1, 1)
SECONDS_A_MINUTE = MINUTES_AN_HOUR = 60


def month_words(month: int) -> Shown:
    """Return ``May 2019``, in the language's own order; ``month`` is year * 12 + month - 1."""
    year, number = divmod(month, 12)
    form = translate("Photos", "MMMM yyyy", "month of the gallery, as Qt writes dates")
    return plain(QLocale().toString(QDate(year, number + 1, 1), form))


def day_words(day: int) -> Shown:
    """Return ``Saturday, May 4, 2019``; ``day`` counts from 1970-01-01."""
    form = translate("Photos", "dddd, MMMM d, yyyy", "day of the gallery, as Qt writes dates")
    return plain(QLocale().toString(EPOCH.addDays(day), form))


def year_words(year: int) -> Shown:
    """Return ``2019``, in the language's own words."""
    form = translate("Photos", "yyyy", "year of the gallery, as Qt writes dates")
    return plain(QLocale().toString(QDate(year, 1, 1), form))


def date_words(taken_at: int) -> Shown:
    """Return a time in seconds of the wall clock in its long form."""
    moment = QDateTime.fromSecsSinceEpoch(taken_at, QTimeZone(QTimeZone.Initialization.UTC))
    locale = QLocale()
    day = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
    return plain(f"{day}, {locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}")


def shot_date_words(shot: ShownShot) -> Shown:
    """Return the date of a shot, and say so if it is only the time of its file."""
    date = date_words(shot.taken_at)
    if shot.date_from is not DateFrom.FILE:
        return date
    return translate("Photos", "File time: {date}").format(date=date)


def state_words(shot: ShownShot) -> Shown:
    """Return how safe a shot is, and the reason if it is not safe."""
    names = {
        PhotoState.PROTECTED: translate("Photos", "On both storages"),
        PhotoState.HALF_PROTECTED: translate("Photos", "On one storage only"),
        PhotoState.WAITING: translate("Photos", "On its way"),
        PhotoState.FAILED: translate("Photos", "Not stored yet"),
    }
    if shot.state is PhotoState.PROTECTED and not is_here(shot):
        return translate("Photos", "On both storages, and no longer on this computer")
    reason = next((p.reason for p in shot.photos if p.state is shot.state and p.reason), None)
    name = names.get(shot.state, NO_WORDS)
    return name if reason is None else f"{name}. {in_words(reason)}"


def is_here(shot: ShownShot) -> bool:
    """Return whether any file of a shot is expected on this computer."""
    return any(photo.here for photo in shot.photos)


def trouble_words(trouble: Trouble) -> Shown:
    """Return why there is no picture."""
    return {
        Trouble.BROKEN: translate("Photos", "The file is damaged or cut off."),
        Trouble.UNSUPPORTED: translate("Photos", "PicUp can't show this kind of file."),
        Trouble.EMPTY: translate("Photos", "The file is empty: there is nothing in it."),
        Trouble.TOO_LARGE: translate("Photos", "The picture is too large to be shown."),
        Trouble.TOO_SLOW: translate("Photos", "It took too long to read the file."),
        Trouble.CRASHED: translate("Photos", "The file can't be read; its reader crashed."),
        Trouble.FAR: translate("Photos", "It is on the storages; open it to see it."),
        Trouble.GONE: translate("Photos", "The file is not on this computer."),
    }[trouble]


def length_words(seconds: int) -> Shown:
    """Return ``0:05``, ``1:05`` or ``1:00:05``."""
    minutes, rest = divmod(seconds, SECONDS_A_MINUTE)
    hours, minutes = divmod(minutes, MINUTES_AN_HOUR)
    return plain(f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}")


def cut_words() -> Shown:
    """Return what is said of a picture whose file ends too early."""
    return translate("Photos", "The file is cut off: what is missing of the picture is gray.")


def chosen_of(shots: Sequence[ShownShot]) -> Chosen:
    """Return the files of shots, as they are deleted."""
    gathering = Gathering()
    gathering.add(files_of(shots))
    return gathering.chosen


def deletion_words(chosen: Chosen, grace_days: int) -> tuple[Shown, Shown]:
    """Return the question before the chosen photos are deleted, and the text below it.

    A shot is one cell of the grid and may be several files. The files that have no cell are
    named, so that no file goes that a person did not mean.
    """
    parts = [_files(chosen)]
    parts.append(translate("Photos", "{size} in all.").format(size=size(chosen.size_bytes)))
    parts.append(_where_they_go(grace_days))
    return _heading(chosen.shots, chosen.unseen), "\n\n".join(part for part in parts if part)


def _heading(shots: int, unseen: int) -> Shown:
    if not unseen:
        return translate("Photos", "Delete %Ln photos?", None, shots)
    if shots == 1:
        files = translate("Photos", "%Ln files with it", None, unseen)
    else:
        files = translate("Photos", "%Ln files with them", None, unseen)
    heading = translate("Photos", "Delete {photos} and {files}?")
    return heading.format(photos=text.photos(shots), files=files)


def _files(chosen: Chosen) -> Shown:
    """Return the name of a single photo, and of every file that has no cell of its own."""
    is_one = chosen.shots == 1
    lines: list[Shown] = [shown(Path(chosen.lead_path).name)] if is_one else []
    if chosen.unseen:
        names = text.names(chosen.unseen_names, chosen.unseen)
        with_it, with_them = (
            translate("Photos", "With it: {names}"),
            translate("Photos", "With them: {names}"),
        )
        lines.append((with_it if is_one else with_them).format(names=names))
    return "\n".join(lines)


def _where_they_go(grace_days: int) -> Shown:
    if grace_days == 0:
        return translate(
            "Photos",
            "The files go to this computer's trash. On both storages they are removed at once.",
        )
    return translate(
        "Photos",
        "The files go to this computer's trash. On both storages they stay for %Ln more days,"
        " under Recently deleted.",
        None,
        grace_days,
    )
