"""The bar of the chosen photos: how many and how large, and what can be done with them."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from picup_desktop.names import Shown, plain
from picup_desktop.ui.photos.choosing.chosen import Total
from picup_desktop.ui.text import number, plain_tip, size, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import ElidedLabel, button

SPACING = 8
LEAST_WORDS_WIDTH = 60
WORDS_WIDTH = 150
"""The room that the count and the size need, in pixels, before a button makes way for them."""


class SelectionBar(QWidget):
    """Emit what is asked for; each signal is about all chosen photos.

    Where the window is too narrow, some buttons move into a menu.
    """

    cleared = Signal()
    restore_asked = Signal()
    export_asked = Signal()
    folder_asked = Signal()
    deletion_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(translate("Selection", "Chosen photos"))
        self.clear = _tool(translate("Selection", "Clear the selection (Esc)"))
        self.clear.clicked.connect(self.cleared)
        self.words = ElidedLabel("strong")
        self.restore = button(translate("Selection", "Restore…"))
        self.export = button(translate("Export", "Export…"))
        self.folder = button(translate("Photos", "Show in folder"))
        self.delete = button(translate("Photos", "Delete…"), "danger")
        self.restore.clicked.connect(self.restore_asked)
        self.export.clicked.connect(self.export_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.delete.clicked.connect(self.deletion_asked)
        self.more = _tool(translate("Selection", "More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.rest = QMenu(self)
        self.rest.aboutToShow.connect(self.fill)
        self.more.setMenu(self.rest)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.clear)
        layout.addWidget(self.words, 1)
        for each in (self.restore, self.export, self.folder, self.delete, self.more):
            layout.addWidget(each)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.cleared)
        theme.changed.connect(self._colour)
        self._colour()

    def show_total(self, total: Total) -> None:
        """Show how many are chosen, and how large they are once that is known."""
        self.words.show_words(total_words(total))

    def offer_folder(self, *, why_not: Shown) -> None:
        """Offer to show the folder, or say why not."""
        _offer(self.folder, why_not)

    def offer_export(self, *, why_not: Shown) -> None:
        """Offer to export the photos, or say why not."""
        _offer(self.export, why_not)

    def minimumSizeHint(self) -> QSize:
        """Return the room of what always stands there; the other buttons can go into the menu."""
        always = (self.clear, self.delete, self.more)
        width = sum(each.sizeHint().width() + SPACING for each in always)
        return QSize(width + LEAST_WORDS_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the buttons that do not fit into the menu, those that are needed least first."""
        super().resizeEvent(event)
        shown = [self.restore, self.export, self.folder, self.delete]
        room = event.size().width() - WORDS_WIDTH - self.clear.sizeHint().width() - 2 * SPACING
        more = self.more.sizeHint().width()
        for each in (self.folder, self.export, self.restore):
            rest = 0 if len(shown) == len(self._buttons) else more
            if sum(one.sizeHint().width() + SPACING for one in shown) + rest <= room:
                break
            shown.remove(each)
        for each in self._buttons:
            each.setVisible(each in shown)
        self.more.setVisible(len(shown) < len(self._buttons))

    @Slot()
    def fill(self) -> None:
        """Write the menu of the buttons that do not fit."""
        self.rest.clear()
        for each in self._buttons:
            if each.isHidden():
                action = self.rest.addAction(plain(each.text()), each.click)
                action.setEnabled(each.isEnabled())

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.restore, self.export, self.folder, self.delete

    @Slot()
    def _colour(self) -> None:
        self.clear.setIcon(self._theme.icon("close"))
        self.more.setIcon(self._theme.icon("more"))


def _tool(words: Shown) -> QToolButton:
    made = QToolButton()
    made.setToolTip(plain_tip(words))
    made.setAccessibleName(words)
    return made


def _offer(offered: QPushButton, why_not: Shown) -> None:
    offered.setEnabled(not why_not)
    offered.setToolTip(plain_tip(why_not))


def total_words(total: Total) -> Shown:
    """Return ``1,204 chosen · 5.2 GB``, without the size until it is known."""
    words = translate("Photos", "{count} chosen").format(count=number(total.shots))
    if total.size_bytes is None:
        return words
    return f"{words}  ·  {size(total.size_bytes)}"
