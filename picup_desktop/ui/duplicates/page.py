"""The duplicates: what stands in several places, reached from the albums."""

from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.events import Changed
from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.ledger.gallery.duplicates import Identical
from picup_desktop.names import shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.duplicates.list import DuplicateList
from picup_desktop.ui.duplicates.model import DuplicateModel
from picup_desktop.ui.duplicates.places import PlacesDialog, folder_of
from picup_desktop.ui.duplicates.words import place_words, sum_words
from picup_desktop.ui.photos.pictures import Pictures
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.status import Status
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.open_folder import open_folder
from picup_desktop.ui.widgets.page import EDGE, GAP, HEAD_HEIGHT, WIDEST, Empty, looking
from picup_desktop.ui.widgets.parts import button, label

WIDEST_NAME = 320
"""The widest name of a place in a menu, in pixels."""
TELLING = frozenset(("gallery", "photos", "vault"))
"""What the engine says has changed when duplicates may have."""


class DuplicatesPage(QWidget):
    """Reads while it is visible; emits ``left`` to go back, and ``message(sentence)``."""

    left = Signal()
    message = Signal(str)

    def __init__(self, context: Context, pictures: Pictures, reader: LedgerReader) -> None:
        """``pictures`` and ``reader`` are those of the gallery; another page begins them."""
        super().__init__()
        self.setProperty("part", "page")
        self.setAccessibleName(translate("Duplicates", "Duplicates"))
        self._context = context
        self._reader = reader
        self.model = DuplicateModel(reader)
        self.list = DuplicateList(context.theme, self.model, pictures)
        self.back = button(translate("Sidebar", "Albums"), "link")
        self.back.clicked.connect(self.left)
        self.summary = label(part="quiet", wrap=True)
        self.empty = Empty(
            context.theme,
            Status.SAFE,
            (
                translate("Duplicates", "No duplicates"),
                translate("Duplicates", "Every photo that is stored stands in one place only."),
            ),
        )
        self._locked = not context.app_state.may_name
        self._lay_out()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.left)
        context.theme.changed.connect(self._colour)
        self._colour()
        self.model.counted.connect(self._show)
        self.list.opened.connect(self.open_places)
        self.list.menu_at.connect(self._open_menu)
        context.link.heard.connect(self._hear)
        context.app_state.changed.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is now."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read again, unless nothing may be named (2-1)."""
        if not self._locked and self.isVisible():
            self.model.refresh()

    @Slot(object)
    def open_places(self, identical: Identical) -> None:
        """Show all places of a content."""
        dialog = PlacesDialog(self._reader, identical, self)
        dialog.folder.connect(self.open_folder)
        dialog.open()

    @Slot(str)
    def open_folder(self, folder: str) -> None:
        """Open a folder in the system's file manager."""
        words = open_folder(folder)
        if words:
            self.message.emit(words)

    def menu_for(self, identical: Identical) -> QMenu:
        """Return the menu of a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = translate("Duplicates", "All places")
        menu.setDefaultAction(menu.addAction(words, partial(self.open_places, identical)))
        menu.addSeparator()
        for place in identical.places:
            folder = folder_of(place)
            if folder is not None:
                named = menu.fontMetrics().elidedText(
                    place_words(place), Qt.TextElideMode.ElideMiddle, WIDEST_NAME
                )
                words = translate("Duplicates", "Open the folder of {place}")
                # In a menu "&" marks the key of a letter.
                words = words.format(place=shown(named.replace("&", "&&")))
                menu.addAction(words, partial(self.open_folder, folder))
        return menu

    @Slot(object, QPoint)
    def _open_menu(self, identical: Identical, at: QPoint) -> None:
        self.menu_for(identical).popup(at)

    @Slot()
    def _show(self) -> None:
        sums = self.model.sums
        self.summary.setText(sum_words(sums))
        self.summary.setVisible(sums.contents > 0)
        self._stack.setCurrentIndex(0 if sums.contents else 1 if self.model.known else 2)

    @Slot()
    def _colour(self) -> None:
        theme = self._context.theme
        self.back.setIcon(theme.icon("back", theme.colours.accent))

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name == "changed" and TELLING & set(cast(Changed, event.details)["what"]):
            self.refresh()

    @Slot()
    def _follow(self) -> None:
        locked = not self._context.app_state.may_name
        if locked != self._locked:
            self._locked = locked
            if locked:
                self.model.forget()
                self._show()
            else:
                self.refresh()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 100)
        across.addStretch(1)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(EDGE, EDGE, EDGE, 0)
        layout.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addStrut(HEAD_HEIGHT)
        head.addWidget(self.back)
        head.addWidget(label(translate("Duplicates", "Duplicates"), "title"), 1)
        self._stack = QStackedWidget()
        for each in (self.list, self.empty, looking(self._context.theme)):
            self._stack.addWidget(each)
        self._stack.setCurrentIndex(2)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(self._stack, 1)
