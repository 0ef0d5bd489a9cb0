"""What is shown in the place of the grid where there are no photos, or none matches."""

from PySide6.QtWidgets import QPushButton

from picup_desktop.ui.status import Status
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.page import Empty


def no_photos(theme: Theme, add_album: QPushButton) -> Empty:
    """Make the widget that is shown before the first album has photos."""
    return Empty(
        theme,
        Status.EMPTY,
        (
            translate("Photos", "No photos yet"),
            translate("Photos", "Photos appear here by date as soon as an album has some."),
        ),
        add_album,
    )


def nothing_found(theme: Theme, show_all: QPushButton) -> Empty:
    """Make the widget that is shown when no photo matches the filter."""
    return Empty(
        theme,
        Status.EMPTY,
        (
            translate("Photos", "Nothing found"),
            translate("Photos", "No photo matches the search."),
        ),
        show_all,
    )
