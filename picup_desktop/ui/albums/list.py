"""The list of albums: its model, how a row is painted, and the menu of a row.

The menu opens with the three dots, the right mouse button or the menu key.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QDesktopServices, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from picup_desktop.left_out import kinds_of, total
from picup_desktop.names import Shown, shown
from picup_desktop.ui.overview.albums_card import album_words, safe_words
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import in_words, plain_tip, translate
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import paint_meter
from picup_desktop.words import AlbumState

ALBUM = Qt.ItemDataRole.UserRole

HEIGHT = 84
LINE = 24
"""The height of a further line, which says what is not kept."""
BETWEEN = 10
EDGE = 18
ICON = 34
MORE = 24
RIGHT_SIDE = 250
"""The widest safety text in pixels; it takes no more than a third of a narrow card."""
GAP = 16
_Index = QModelIndex | QPersistentModelIndex

AROUND_DOTS = 14


class AlbumModel(QAbstractListModel):
    """Give one row for each album; the role ``ALBUM`` gives its ``AlbumSummary``.

    Changes are signalled row by row, so that nothing jumps.
    """

    def __init__(self) -> None:
        super().__init__()
        self._albums: list[AlbumSummary] = []

    def show_albums(self, albums: Sequence[AlbumSummary]) -> None:
        """Show these albums."""
        if [a.record.id for a in albums] != [a.record.id for a in self._albums]:
            self.beginResetModel()
            self._albums = list(albums)
            self.endResetModel()
            return
        for row, album in enumerate(albums):
            if album != self._albums[row]:
                self._albums[row] = album
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return the number of albums."""
        return 0 if parent is not None and parent.isValid() else len(self._albums)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Shown | AlbumSummary | None:
        """Return the name, the text for screen readers, the path as a tool tip, or the album."""
        if not index.isValid() or index.row() >= len(self._albums):
            return None
        album = self._albums[index.row()]
        if role == ALBUM:
            return album
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(album.record.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = f"{shown(album.record.name)}. {album_words(album)}"
            return f"{words}. {not_kept_words(album)}" if album.left_out else words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shown(album.record.path))
        return None


class AlbumDelegate(QStyledItemDelegate):
    """Paint an album as a card; ``more_box`` is where the menu opens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a card and the space below it."""
        return QSize(200, height_of(index.data(ALBUM)) + BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one album."""
        album = index.data(ALBUM)
        if not isinstance(album, AlbumSummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = card_box(option.rect)
        self._paint_card(painter, option, box)
        self._paint_words(painter, option.font, box, album)
        self._paint_safety(painter, option.font, box, album)
        paint_icon(painter, "more", self._theme.colours.quiet, QRectF(more_box(box)))
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        colours = self._theme.colours
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(
            QPen(QColor(colours.accent if focused else colours.line), 2 if focused else 1)
        )
        painter.setBrush(QColor(colours.selected if over else colours.card))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 12, 12)

    def _paint_words(self, painter: QPainter, font: QFont, box: QRect, album: AlbumSummary) -> None:
        colours = self._theme.colours
        icon = QRectF(box.left() + EDGE, box.center().y() - ICON / 2, ICON, ICON)
        unwatched = album.record.state is not AlbumState.WATCHED
        paint_icon(painter, "albums", colours.quiet if unwatched else colours.accent, icon)
        left = int(icon.right()) + 16
        lines = QRect(left, box.top() + 18, safety_box(box).left() - GAP - left, 22)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        self._line(painter, strong, lines, colours.text, shown(album.record.name))
        self._line(painter, font, lines.translated(0, 26), colours.quiet, shown(album.record.path))
        if album.left_out:
            below = lines.translated(0, 26 + LINE)
            below.setRight(more_box(box).left() - GAP)
            words = painter.fontMetrics().elidedText(
                not_kept_words(album), Qt.TextElideMode.ElideRight, below.width()
            )
            self._line(painter, font, below, colours.quiet, words)

    def _paint_safety(
        self, painter: QPainter, font: QFont, box: QRect, album: AlbumSummary
    ) -> None:
        colours = self._theme.colours
        held = album.record.state is AlbumState.HELD
        side = safety_box(box)
        colour = colours.warning if held else colours.quiet
        words = safe_words(album) if album.left_out else album_words(album)
        self._line(painter, font, side, colour, words)
        fraction = album.protected / album.photos if album.photos else 0.0
        meter = QRectF(side.left(), side.bottom() + 14, side.width(), 6)
        paint_meter(painter, meter, fraction, self._theme)

    def _line(self, painter: QPainter, font: QFont, box: QRect, colour: str, words: Shown) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)


def height_of(album: object) -> int:
    """Return the height of an album's card, in pixels."""
    is_longer = isinstance(album, AlbumSummary) and bool(album.left_out)
    return HEIGHT + LINE if is_longer else HEIGHT


def not_kept_words(album: AlbumSummary) -> Shown:
    """Return which kinds of files of an album are not kept."""
    count = total(album.left_out)
    words = translate("Albums", "%Ln files not kept: {kinds}", None, count)
    return words.format(kinds=in_words(kinds_of(album.left_out)))


def card_box(row: QRect) -> QRect:
    """Return the card within a row."""
    return row.adjusted(0, 0, 0, -BETWEEN)


def safety_box(card: QRect) -> QRect:
    """Return the area of the safety text; name and path never extend into it."""
    width = min(RIGHT_SIDE, card.width() // 3)
    return QRect(more_box(card).left() - GAP - width, card.top() + 18, width, 22)


def more_box(card: QRect) -> QRect:
    """Return the area of the three dots."""
    return QRect(card.right() - EDGE - MORE, card.center().y() - MORE // 2, MORE, MORE)


class AlbumList(QListView):
    """Show all albums without a scroll bar of its own; the page scrolls."""

    pause = Signal(str)
    resume = Signal(str)
    remove = Signal(object)
    left_out = Signal(object)
    rename = Signal(object)
    moved = Signal(object)
    choose = Signal(object)

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
        model.dataChanged.connect(self._fit)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        model = self.model()
        rows = (model.index(row, 0).data(ALBUM) for row in range(model.rowCount()))
        whole = sum(height_of(album) + BETWEEN for album in rows)
        return QSize(300, max(HEIGHT + BETWEEN, whole) + 4)

    @Slot()
    def _fit(self) -> None:
        """Lay the rows out anew, for one may have got another line."""
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def menu_for(self, album: AlbumSummary) -> QMenu:
        """Return the menu with the actions on an album."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Albums", "Open the folder"), partial(open_folder, album))
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the menu on a click on the dots."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            dots = more_box(card_box(self.visualRect(index)))
            dots.adjust(-AROUND_DOTS, -AROUND_DOTS, AROUND_DOTS, AROUND_DOTS)
            if dots.contains(event.position().toPoint()):
                self._open_menu(index, dots.bottomLeft())
                return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu of the current album on Enter."""
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


def open_folder(album: AlbumSummary) -> None:
    """Open an album's folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(album.record.path))
