"""A folder that may become an album: its name, where it is, and what it holds."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.gallery.estimate import Estimate
from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui.albums.counting import FolderCount, count_words
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import ElidedLabel, label
from picup_desktop.ui.windows.ask_folder import ask_folder


class FolderRow(QFrame):
    """Count the folder at once; emit ``given_up`` when a person takes it out again."""

    counted = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.count: Estimate | None = None
        self._theme = theme
        self.setProperty("part", "card")
        given = plain(folder.name) or plain(str(folder))
        self._given = given
        self.name = QLineEdit(given)
        self.name.setAccessibleName(translate("AddAlbum", "Name of the album"))
        self._where = ElidedLabel("quiet")
        self._where.show_words(shown(str(folder)))
        self._much = ElidedLabel("quiet")
        self._much.show_words(count_words(None))
        self.refusal = label(part="problem", wrap=True)
        self.refusal.hide()
        self.remove = QToolButton()
        words = translate("AddAlbum", "Do not add it")
        self.remove.setToolTip(plain_tip(words))
        self.remove.setAccessibleName(words)
        self.remove.clicked.connect(self._give_up)
        self._lay_out()
        self._counting = FolderCount(folder)
        self._counting.counted.connect(self._take)
        theme.changed.connect(self._colour)
        self._colour()
        self._counting.begin()

    @property
    def chosen_name(self) -> str | None:
        """The name that a person gave it; None where it is the folder's own."""
        name = self.name.text()
        return None if name == self._given else name

    @property
    def words(self) -> Shown:
        """What it holds, and why it was refused."""
        return f"{plain(self._much.accessibleName())} {plain(self.refusal.text())}".strip()

    def refuse(self, words: Shown) -> None:
        """Say why it can't be an album."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def stop(self) -> None:
        """Stop counting."""
        self._counting.stop()

    @Slot()
    def _give_up(self) -> None:
        self.stop()
        self.given_up.emit()

    @Slot(object)
    def _take(self, count: Estimate) -> None:
        self.count = count
        self._much.show_words(count_words(count))
        self.counted.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self._where)
        layout.addWidget(self._much)
        layout.addWidget(self.refusal)

    @Slot()
    def _colour(self) -> None:
        self.remove.setIcon(icon("close", self._theme.colours.quiet))


def ask_for_photos(parent: QWidget, where: str = "") -> QFileDialog:
    """Ask for a folder of photos; ``fileSelected`` tells which it is."""
    words = translate("Albums", "Which folder holds your photos?")
    pictures = QStandardPaths.StandardLocation.PicturesLocation
    return ask_folder(parent, words, where, otherwise=pictures)
