"""What stands where the photos would: there are none yet, or none that was looked for."""

from PySide6.QtWidgets import QPushButton

from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.verdict import Mood
from picup_desktop.ui.widgets.empty import Empty


def no_photos(theme: Theme, add_album: QPushButton) -> Empty:
    """Before the first album has photos."""
    return Empty(
        theme,
        Mood.EMPTY,
        (
            translate("Photos", "No photos yet"),
            translate("Photos", "As soon as an album has photos, they are here, by date."),
        ),
        add_album,
    )


def nothing_found(theme: Theme, show_all: QPushButton) -> Empty:
    """No photo is like what was looked for."""
    return Empty(
        theme,
        Mood.EMPTY,
        (
            translate("Photos", "Nothing found"),
            translate("Photos", "No photo is like what you look for."),
        ),
        show_all,
    )
