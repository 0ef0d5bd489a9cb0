"""The bar of the chosen photos: how many and how large, and what can be done with them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.photos.choosing.chosen import Total
from picup_desktop.ui.text import number, plain_tip, size, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import ElidedLabel, button


class SelectionBar(QWidget):
    """Emit what is asked for; each signal is about all chosen photos."""

    cleared = Signal()
    restore_asked = Signal()
    folder_asked = Signal()
    deletion_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(translate("Selection", "Chosen photos"))
        self.clear = QToolButton()
        clear = translate("Selection", "Clear the selection (Esc)")
        self.clear.setToolTip(plain_tip(clear))
        self.clear.setAccessibleName(clear)
        self.clear.clicked.connect(self.cleared)
        self.words = ElidedLabel("strong")
        self.restore = button(translate("Selection", "Restore…"))
        self.folder = button(translate("Photos", "Show in folder"))
        self.delete = button(translate("Photos", "Delete…"), "danger")
        self.restore.clicked.connect(self.restore_asked)
        self.folder.clicked.connect(self.folder_asked)
        self.delete.clicked.connect(self.deletion_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.clear)
        layout.addWidget(self.words, 1)
        for each in (self.restore, self.folder, self.delete):
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
        self.folder.setEnabled(not why_not)
        self.folder.setToolTip(plain_tip(why_not))

    @Slot()
    def _colour(self) -> None:
        self.clear.setIcon(self._theme.icon("close"))


def total_words(total: Total) -> Shown:
    """Return ``1,204 chosen · 5.2 GB``, without the size until it is known."""
    words = translate("Photos", "{count} chosen").format(count=number(total.shots))
    if total.size_bytes is None:
        return words
    return f"{words}  ·  {size(total.size_bytes)}"
