"""The list of albums, with a menu on each: three dots, right button or menu key."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QSizePolicy

from picup_desktop.ui.albums.delegate import BETWEEN, HEIGHT, AlbumDelegate, card_box, more_box
from picup_desktop.ui.albums.model import ALBUM, AlbumModel
from picup_desktop.ui.facts.snapshot import AlbumFacts
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.words import AlbumState

AROUND_DOTS = 14


class AlbumList(QListView):
    """As high as its albums; the page around it scrolls."""

    pause = Signal(str)
    resume = Signal(str)
    remove = Signal(object)

    def __init__(self, theme: Theme, model: AlbumModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(AlbumDelegate(theme))
        self.setAccessibleName(translate("Albums", "Albums"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu_at)
        self.doubleClicked.connect(self._open_folder_of)
        model.modelReset.connect(self.updateGeometry)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(300, max(1, self.model().rowCount()) * (HEIGHT + BETWEEN) + 4)

    def menu_for(self, album: AlbumFacts) -> QMenu:
        """The actions on an album."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Albums", "Open the folder"), partial(open_folder, album))
        name = album.record.name
        if album.record.state is AlbumState.PAUSED:
            menu.addAction(translate("Albums", "Resume"), partial(self.resume.emit, name))
        elif album.record.state is AlbumState.WATCHED:
            menu.addAction(translate("Albums", "Pause"), partial(self.pause.emit, name))
        menu.addSeparator()
        menu.addAction(translate("Albums", "Remove…"), partial(self.remove.emit, album))
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the dots opens the menu."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            dots = more_box(card_box(self.visualRect(index)))
            dots.adjust(-AROUND_DOTS, -AROUND_DOTS, AROUND_DOTS, AROUND_DOTS)
            if dots.contains(event.position().toPoint()):
                self._open_menu(index, dots.bottomLeft())
                return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the menu of the album that has the focus."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._open_menu(index, more_box(card_box(self.visualRect(index))).bottomLeft())
            return
        super().keyPressEvent(event)

    @Slot(QPoint)
    def _open_menu_at(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self._open_menu(index, at)

    @Slot(QModelIndex)
    def _open_folder_of(self, index: QModelIndex) -> None:
        open_folder(index.data(ALBUM))

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        self.setCurrentIndex(index)
        self.menu_for(index.data(ALBUM)).popup(self.viewport().mapToGlobal(at))


def open_folder(album: AlbumFacts) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(album.record.path))
