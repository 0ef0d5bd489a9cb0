"""How an album is painted as a row of the list: a small cover, name and folder, and its state."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from picup_desktop.names import Shown, shown
from picup_desktop.ui.albums.cards import ICON, filling, line_height, paint_row, paint_state
from picup_desktop.ui.albums.covers import AlbumCovers
from picup_desktop.ui.albums.model import ALBUM, AlbumModel, Index
from picup_desktop.ui.albums.words import much_words, not_kept_words, state_line
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme

BETWEEN = 8
EDGE = 12
PICTURE = 48
MORE = 24
RIGHT_SIDE = 15
"""The widest text at the right, in heights of a line; at most a third of a narrow row."""
GAP = 16
ROUND = 6.0


def height_of(album: AlbumSummary, font_height: int) -> int:
    """Return the height of an album's row, in pixels; a further line says what is not kept."""
    lines = 3 if album.left_out else 2
    return 2 * EDGE + max(PICTURE, lines * line_height(font_height))


def card_box(row: QRect) -> QRect:
    """Return the card within a row."""
    return row.adjusted(0, 0, 0, -BETWEEN)


def safety_box(card: QRect, font_height: int) -> QRect:
    """Return the area of the text at the right; name and path never extend into it."""
    width = min(RIGHT_SIDE * font_height, card.width() // 3)
    left = more_box(card).left() - GAP - width
    return QRect(left, card.top() + EDGE, width, line_height(font_height))


def more_box(card: QRect) -> QRect:
    """Return the area of the three dots."""
    return QRect(card.right() - EDGE - MORE, card.center().y() - MORE // 2, MORE, MORE)


class RowDelegate(QStyledItemDelegate):
    """Paints an album as a row."""

    def __init__(self, theme: Theme, model: AlbumModel, covers: AlbumCovers) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._covers = covers

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row and the space below it."""
        album = index.data(ALBUM)
        if not isinstance(album, AlbumSummary):
            return QSize(200, BETWEEN)
        return QSize(200, height_of(album, option.fontMetrics.height()) + BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one album."""
        album = index.data(ALBUM)
        if not isinstance(album, AlbumSummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = card_box(option.rect)
        paint_row(painter, option, box, self._theme.colours)
        picture = QRect(box.left() + EDGE, box.top() + EDGE, PICTURE, PICTURE)
        self._paint_picture(painter, picture, album)
        self._paint_words(painter, option, box, album)
        paint_icon(painter, "more", self._theme.colours.quiet, QRectF(more_box(box)))
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRect, album: AlbumSummary) -> None:
        cover, colours = self._covers.cover(album), self._theme.colours
        image = None if cover is None or not cover.shots else self._covers.image(cover.shots[0])
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(box), ROUND, ROUND)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, QColor(colours.selected))
        if image is not None:
            painter.drawImage(QRectF(box), image, filling(image.size(), box.size()))
        else:
            inset = (PICTURE - 2 * ICON) / 2
            sign = QRectF(box).adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, "picture", colours.quiet, sign)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, album: AlbumSummary
    ) -> None:
        colours, font = self._theme.colours, option.font
        left = box.left() + EDGE + PICTURE + GAP
        side = safety_box(box, option.fontMetrics.height())
        below = side.height()
        lines = QRect(left, side.top(), side.left() - GAP - left, below)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        self._line(painter, strong, lines, colours.text, shown(album.record.name))
        self._line(
            painter, font, lines.translated(0, below), colours.quiet, shown(album.record.path)
        )
        self._line(painter, font, side, colours.quiet, much_words(album))
        state = state_line(album, seen=self._model.seen)
        paint_state(painter, font, side.translated(0, below), state, colours)
        if album.left_out:
            third = lines.translated(0, 2 * below)
            third.setRight(more_box(box).left() - GAP)
            self._line(painter, font, third, colours.quiet, not_kept_words(album))

    def _line(self, painter: QPainter, font: QFont, box: QRect, colour: str, words: Shown) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)
