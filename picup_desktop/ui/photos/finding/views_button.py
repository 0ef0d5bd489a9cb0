"""The button of the saved views: choose one, save the present search as one, remove one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from picup_desktop.names import Shown, shown
from picup_desktop.ui.photos.finding.views import (
    LONGEST_NAME,
    MOST_VIEWS,
    SavedView,
    kept_text,
    views_of,
    with_view,
    without_view,
)
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.growing import GrowingDialog

DIALOG_WIDTH = 420


@dataclass(frozen=True)
class Present:
    """The present search, which has no name, and the albums that there are."""

    search: SavedView
    albums: frozenset[int | None]
    is_narrow: bool
    """Whether it leaves anything out."""


class ViewsButton(QToolButton):
    """Emit ``chosen`` with a ``SavedView``; the preferences are read each time the menu opens.

    ``present`` returns the present search.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, preferences: Preferences, present: Callable[[], Present]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._present = present
        words = translate("Search", "Saved views")
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self.fill)
        self.setMenu(self.choices)
        theme.changed.connect(self._colour)
        self._colour()

    @Slot()
    def fill(self) -> None:
        """Write the menu."""
        views, present = views_of(self._preferences.views), self._present()
        self.choices.clear()
        for view in views:
            action = self._add(self.choices, view)
            action.setCheckable(True)
            action.setChecked(view.wanted == present.search.wanted)
            action.setEnabled(view.album_id in present.albums)
            action.triggered.connect(partial(self._choose, view))
        if views:
            self.choices.addSeparator()
        save = self.choices.addAction(translate("Search", "Save this search…"))
        save.setEnabled(present.is_narrow and len(views) < MOST_VIEWS)
        save.triggered.connect(self.ask_name)
        if views:
            remove = self.choices.addMenu(translate("Search", "Remove"))
            for view in views:
                self._add(remove, view).triggered.connect(partial(self._remove, view.name))

    @Slot()
    def forget(self) -> None:
        """Drop the names, because the vault was locked (2-1)."""
        self.choices.clear()

    @Slot()
    def ask_name(self) -> None:
        """Ask for the name of the present search, and save it."""
        dialog = NameDialog(self._present().search.text, self)
        dialog.named.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Save the present search under a name; it replaces another one of that name."""
        views, kept = views_of(self._preferences.views), self._present().search
        view = SavedView(name, kept.text, kept.album_id, kept.states)
        self._preferences.views = kept_text(with_view(views, view))

    def _add(self, menu: QMenu, view: SavedView) -> QAction:
        # An ampersand would mark the key of a letter.
        return menu.addAction(shown(view.name.replace("&", "&&")))

    def _choose(self, view: SavedView) -> None:
        self.chosen.emit(view)

    def _remove(self, name: str) -> None:
        self._preferences.views = kept_text(without_view(views_of(self._preferences.views), name))

    @Slot()
    def _colour(self) -> None:
        self.setIcon(self._theme.icon("bookmark"))


class NameDialog(GrowingDialog):
    """Emit ``named`` with the name that a person typed."""

    named = Signal(str)

    def __init__(self, proposed: str, parent: QWidget) -> None:
        super().__init__(parent, DIALOG_WIDTH)
        heading: Shown = translate("Search", "Save this search")
        self.setWindowTitle(heading)
        self.setModal(True)
        self.name = QLineEdit(proposed[:LONGEST_NAME])
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(translate("Search", "Name"))
        self.name.setPlaceholderText(translate("Search", "Name"))
        self.name.selectAll()
        self.name.textChanged.connect(self._check)
        self.save = button(translate("Search", "Save"), "primary")
        self.save.clicked.connect(self._save)
        self.save.setDefault(True)
        cancel = button(translate("Question", "Cancel"))
        cancel.clicked.connect(self.reject)
        below = translate("Search", "It stands beside the filters, on this computer only.")
        self.body.addWidget(label(heading, "section", wrap=True))
        self.body.addWidget(label(below, "quiet", wrap=True))
        self.body.addWidget(self.name)
        self.below.addSpacing(12)
        self.below.addLayout(row(None, cancel, self.save))
        self.name.setFocus()
        self.finished.connect(self.deleteLater)
        self._check()

    @Slot()
    def _check(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    @Slot()
    def _save(self) -> None:
        self.named.emit(self.name.text().strip())
        self.accept()
