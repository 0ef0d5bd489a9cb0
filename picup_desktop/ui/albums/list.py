"""The albums as cards, or as a list: what a click and the keys do, and the menu of an album.

The menu opens with the three dots, the right mouse button or the menu key.
"""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QSizePolicy

from picup_desktop.ui.albums.cards import (
    CardDelegate,
    card_in,
    cell_height,
    cell_width,
    columns_in,
    dots_in,
    lines_of,
    picture_edge,
)
from picup_desktop.ui.albums.covers import AlbumCovers
from picup_desktop.ui.albums.model import ALBUM, AlbumModel, Index
from picup_desktop.ui.albums.rows import (
    BETWEEN,
    PICTURE,
    RowDelegate,
    card_box,
    height_of,
    more_box,
)
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.words import AlbumState

AROUND_DOTS = 10
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AlbumList(QListView):
    """Shows all albums without a scroll bar of its own; the page scrolls."""

    opened = Signal(object)
    """An album whose photos are to be shown."""
    folder = Signal(object)
    """An album whose folder is to be opened."""
    pause = Signal(str)
    resume = Signal(str)
    remove = Signal(object)
    left_out = Signal(object)
    rename = Signal(object)
    moved = Signal(object)
    choose = Signal(object)
    at = Signal(QRect)
    """Where the album is that has the keyboard's focus."""

    def __init__(self, theme: Theme, model: AlbumModel, covers: AlbumCovers) -> None:
        super().__init__()
        self._covers = covers
        self._cards = CardDelegate(theme, model, covers)
        self._rows = RowDelegate(theme, model, covers)
        self._as_list = False
        self.setModel(model)
        self.setAccessibleName(translate("Albums", "Albums"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu_at)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._want)
        model.modelReset.connect(self._fit)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit)
        # Once for all albums that changed.
        model.dataChanged.connect(self._fitting.start)
        covers.came.connect(self.viewport().update)
        theme.changed.connect(self.viewport().update)
        self.show_as_list(chosen=False)

    @property
    def as_list(self) -> bool:
        """Whether the albums stand below one another, and not as cards."""
        return self._as_list

    def show_as_list(self, *, chosen: bool) -> None:
        """Show the albums as a list, or as cards."""
        self._as_list = chosen
        self.setItemDelegate(self._rows if chosen else self._cards)
        self.setViewMode(QListView.ViewMode.ListMode if chosen else QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setFlow(QListView.Flow.TopToBottom if chosen else QListView.Flow.LeftToRight)
        self.setWrapping(not chosen)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._fit()

    def albums(self) -> list[AlbumSummary]:
        """Return the albums that are shown."""
        model = self.model()
        return [model.index(row, 0).data(ALBUM) for row in range(model.rowCount())]

    def sizeHint(self) -> QSize:
        """Return the height of all albums at this width."""
        return QSize(300, self._height_at(self.width()))

    def _height_at(self, width: int) -> int:
        albums = self.albums()
        if self._as_list:
            text = self.fontMetrics().height()
            return sum(height_of(album, text) + BETWEEN for album in albums) + 4
        rows = -(-len(albums) // self._columns(width))
        return rows * self._cell(width).height()

    def _columns(self, width: int) -> int:
        return columns_in(width, self.fontMetrics().height())

    def _cell(self, width: int) -> QSize:
        lines = max((lines_of(album) for album in self.albums()), default=0)
        high = cell_height(self.fontMetrics().height(), lines)
        return QSize(cell_width(width, self._columns(width)), high)

    @Slot()
    def _fit(self) -> None:
        """Lay the albums out anew, for one may have got another line."""
        cell = QSize() if self._as_list else self._cell(self.width())
        if not self._as_list:
            self._cards.cell, self._cards.width = cell, self.width()
            self._cards.columns = self._columns(self.width())
        if self.gridSize() != cell:
            self.setGridSize(cell)
        self.scheduleDelayedItemsLayout()
        height = self._height_at(self.width())
        if height != self.height():
            self.setFixedHeight(max(1, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the number of columns with the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the albums in sight, and ask for their pictures."""
        super().paintEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop asking for pictures."""
        self._soon.stop()
        self._covers.stop()
        super().hideEvent(event)

    def menu_for(self, album: AlbumSummary) -> QMenu:
        """Return the menu with the actions on an album."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show = menu.addAction(
            translate("Albums", "Show the photos"), partial(self.opened.emit, album)
        )
        menu.setDefaultAction(show)
        menu.addAction(translate("Albums", "Open the folder"), partial(self.folder.emit, album))
        menu.addSeparator()
        name = album.record.name
        if album.record.state is AlbumState.PAUSED:
            menu.addAction(translate("Albums", "Resume"), partial(self.resume.emit, name))
        elif album.record.state is AlbumState.WATCHED:
            menu.addAction(translate("Albums", "Pause"), partial(self.pause.emit, name))
        if album.record.skipped_files:
            words = translate("Albums", "What is not kept…")
            menu.addAction(words, partial(self.left_out.emit, album))
        words = translate("Albums", "What to keep…")
        menu.addAction(words, partial(self.choose.emit, album))
        menu.addSeparator()
        menu.addAction(translate("Albums", "Rename…"), partial(self.rename.emit, album))
        words = translate("Albums", "Its folder was moved…")
        menu.addAction(words, partial(self.moved.emit, album))
        menu.addSeparator()
        menu.addAction(translate("Albums", "Remove…"), partial(self.remove.emit, album))
        return menu

    def dots_of(self, index: QModelIndex) -> QRect:
        """Return where an album's three dots are."""
        card = self._card_of(index)
        if self._as_list:
            return more_box(card)
        return dots_in(card, self.fontMetrics().height(), self.layoutDirection())

    def visualRect(self, index: Index) -> QRect:
        """Return where an album is painted, which is what is painted anew under the pointer."""
        cell = super().visualRect(index)
        return cell if self._as_list else cell.united(self._card_in(cell))

    def _card_of(self, index: QModelIndex) -> QRect:
        cell = super().visualRect(index)
        return card_box(cell) if self._as_list else self._card_in(cell)

    def _card_in(self, cell: QRect) -> QRect:
        return card_in(cell, self._cards.columns, self._cards.width)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over an album, and not over the gaps."""
        over = self._album_at(event.position().toPoint()).isValid()
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the menu on a click on the dots, and the album on one beside them."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self._album_at(at)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        dots = self.dots_of(index)
        around = dots.adjusted(-AROUND_DOTS, -AROUND_DOTS, AROUND_DOTS, AROUND_DOTS)
        if around.contains(at):
            self._open_menu(index, dots.bottomLeft())
        elif index == self.currentIndex():
            # Else the press was beside this album.
            self.opened.emit(index.data(ALBUM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current album on Enter, rename it on F2, remove it on Delete."""
        index = self.currentIndex()
        act = {
            Qt.Key.Key_F2: self.rename,
            Qt.Key.Key_Delete: self.remove,
            **dict.fromkeys(ENTER, self.opened),
        }.get(Qt.Key(event.key()))
        if act is not None and index.isValid():
            act.emit(index.data(ALBUM))
            return
        if event.key() == Qt.Key.Key_Menu and index.isValid():
            self._open_menu(index, self.dots_of(index).bottomLeft())
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page where the focus is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.at.emit(self.visualRect(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first album where the keyboard comes in."""
        super().focusInEvent(event)
        if event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        } and not (self.currentIndex().isValid()):
            self.setCurrentIndex(self.model().index(0, 0))

    @Slot(QPoint)
    def _open_menu_at(self, at: QPoint) -> None:
        index = self._album_at(at)
        if index.isValid():
            self._open_menu(index, at)

    def _album_at(self, at: QPoint) -> QModelIndex:
        """Return the album at a place, without the gap that belongs to its cell."""
        index = self.indexAt(at)
        if not index.isValid():
            return index
        return index if self._card_of(index).contains(at) else QModelIndex()

    @Slot()
    def _want(self) -> None:
        """Ask for the pictures of the albums that are in sight."""
        sight, model = self.visibleRegion().boundingRect(), self.model()
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        seen = [one.data(ALBUM) for one in indexes if self.visualRect(one).intersects(sight)]
        edge = PICTURE if self._as_list else picture_edge(self._cards.cell.width())
        self._covers.want(seen, round(edge * self.devicePixelRatioF()))

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        self.setCurrentIndex(index)
        self.menu_for(index.data(ALBUM)).popup(self.viewport().mapToGlobal(at))
