"""The list of identical files: a picture, how often it is there, and the first of its places."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from picup_desktop.ledger.gallery.duplicates import Identical, Place
from picup_desktop.names import Shown
from picup_desktop.ui.albums.cards import filling, paint_row
from picup_desktop.ui.duplicates.model import IDENTICAL, PLACES, DuplicateModel, Index
from picup_desktop.ui.duplicates.pictures import key_of, request_of
from picup_desktop.ui.duplicates.words import more_words, much_words, name_words, place_words
from picup_desktop.ui.photos.pictures import Pictures
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme

EDGE = 12
GAP = 16
BETWEEN = 8
PICTURE = 88
SIGN = 32
SMALL_SIGN = 14
ROUND = 6.0


def row_height(font_height: int) -> int:
    """Return the height of a row and the space below it, in pixels."""
    lines = (1 + PLACES) * (font_height + 4)
    return 2 * EDGE + max(PICTURE, lines) + BETWEEN


class DuplicateList(QListView):
    """Emit ``opened(Identical)`` for a row that was clicked, or on Enter."""

    opened = Signal(object)
    menu_at = Signal(object, QPoint)
    """A row whose menu is asked for, and where on the screen."""

    def __init__(self, theme: Theme, model: DuplicateModel, pictures: Pictures) -> None:
        super().__init__()
        self._duplicates = model
        self._pictures = pictures
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(theme, pictures))
        self.setAccessibleName(translate("Duplicates", "Duplicates"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._want)
        pictures.came.connect(self.viewport().update)
        pictures.again.connect(self.viewport().update)
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight, and ask for them and their pictures."""
        super().paintEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop asking for pictures."""
        self._soon.stop()
        self._pictures.want([])
        super().hideEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter, and its menu on the menu key."""
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._open(index)
        elif event.key() == Qt.Key.Key_Menu and index.isValid():
            self._ask_menu(self.visualRect(index).center())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        identical = index.data(IDENTICAL)
        if isinstance(identical, Identical):
            self.opened.emit(identical)

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        identical = self.indexAt(at).data(IDENTICAL)
        if isinstance(identical, Identical):
            self.menu_at.emit(identical, self.viewport().mapToGlobal(at))

    @Slot()
    def _want(self) -> None:
        """Ask for the rows in sight, and for their pictures."""
        rows = self._duplicates.rowCount()
        height = row_height(self.fontMetrics().height())
        first = max(0, self.verticalOffset() // height)
        last = min(rows, (self.verticalOffset() + self.viewport().height()) // height + 1)
        self._duplicates.want(range(first, last))
        seen = [self._duplicates.identical(row) for row in range(first, last)]
        edge = round(PICTURE * self.devicePixelRatioF())
        self._pictures.want(
            [request_of(one, edge) for one in seen if one is not None and one.places]
        )


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height(option.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        identical = index.data(IDENTICAL)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = option.rect.adjusted(0, 0, 0, -BETWEEN)
        paint_row(painter, option, box, self._theme.colours)
        if isinstance(identical, Identical) and identical.places:
            self._paint_picture(painter, box, identical)
            self._paint_words(painter, option, box, identical)
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRect, identical: Identical) -> None:
        colours = self._theme.colours
        middle = box.top() + (box.height() - PICTURE) // 2
        place = QRect(box.left() + EDGE, middle, PICTURE, PICTURE)
        image: QImage | None = self._pictures.image(key_of(identical, identical.places[0]))
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(place), ROUND, ROUND)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(place, QColor(colours.selected))
        if image is not None:
            painter.drawImage(QRectF(place), image, filling(image.size(), place.size()))
        else:
            inset = (PICTURE - SIGN) / 2
            sign = QRectF(place).adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, "picture", colours.quiet, sign)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, identical: Identical
    ) -> None:
        colours, font = self._theme.colours, option.font
        height = option.fontMetrics.height() + 4
        left, right = box.left() + EDGE + PICTURE + GAP, box.right() - EDGE - 4
        many = min(len(identical.places), PLACES)
        top = box.top() + (box.height() - (1 + many) * height) // 2
        # The name of the file gives way: it is in the lines below too.
        wide = option.fontMetrics.horizontalAdvance(much_words(identical)) + 2
        side = QRect(0, top, min(wide, (right - left) * 2 // 3), height)
        side.moveRight(right)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        name = QRect(left, top, side.left() - GAP - left, height)
        _draw(painter, strong, name, colours.text, name_words(identical))
        _draw(painter, font, side, colours.quiet, much_words(identical), right=True)
        line = QRect(left, top + height, right - left, height)
        for number, place in enumerate(identical.places[:PLACES], start=1):
            is_last = number == PLACES and identical.more > 0
            if is_last:
                _draw(painter, font, line, colours.quiet, more_words(identical.more + 1))
            else:
                self._paint_place(painter, font, line, place)
            line.translate(0, height)

    def _paint_place(self, painter: QPainter, font: QFont, line: QRect, place: Place) -> None:
        """Paint where a file stands: a folder, or a storage where it is not on this computer."""
        colours = self._theme.colours
        sign = QRectF(line.left(), line.center().y() - SMALL_SIGN / 2 + 0.5, SMALL_SIGN, SMALL_SIGN)
        paint_icon(painter, "folder" if place.here else "server", colours.quiet, sign)
        words = line.adjusted(SMALL_SIGN + 6, 0, 0, 0)
        _draw(painter, font, words, colours.quiet, place_words(place))


def _draw(
    painter: QPainter,
    font: QFont,
    box: QRect,
    colour: str,
    words: Shown,
    *,
    right: bool = False,
) -> None:
    """Draw one line of text, shortened in the middle if it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), fitting)
