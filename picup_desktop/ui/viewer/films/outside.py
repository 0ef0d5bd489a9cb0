"""Give a film to another program, and look at whether one takes it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from picup_desktop.files.opening import open_regular
from picup_desktop.gallery.shots import kind_of as kind_by_name
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.thumbnails.wire import DecoderKind, Trouble
from picup_desktop.ui.photos.words import trouble_words
from picup_desktop.ui.text import translate


def opened_for(film: Path) -> Path:
    """Return what the system is given for a film: the film, or else the folder that it is in.

    The system chooses what it does by the name's ending, and would run some, whatever is
    inside (6-3).
    """
    return film if kind_by_name(film.name).value == DecoderKind.FILM.value else film.parent


def open_outside(film: Path) -> Shown:
    """Give a film to the system's player; return why that is not possible, or no words.

    Nothing but a regular file is given: a link or a pipe may have taken its place.
    """
    try:
        open_regular(film).close()
    except OSError:
        return trouble_words(Trouble.GONE)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(opened_for(film)))):
        return NO_WORDS
    return translate(
        "Viewer", "No program on this computer plays this film. Install a video player to see it."
    )
