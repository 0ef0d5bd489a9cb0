"""How an album looks in the list: a card with its name, folder and how safe it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from picup_desktop.names import shown
from picup_desktop.ui.albums.model import ALBUM
from picup_desktop.ui.facts.snapshot import AlbumFacts
from picup_desktop.ui.overview.albums_card import album_words
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.meter import paint_meter
from picup_desktop.words import AlbumState

HEIGHT = 84
BETWEEN = 10
EDGE = 18
ICON = 34
MORE = 24
RIGHT_SIDE = 250
"""The safety of an album takes so many pixels at most, and a third of a narrow card."""
GAP = 16

_Index = QModelIndex | QPersistentModelIndex


class AlbumDelegate(QStyledItemDelegate):
    """``more_box`` is where the menu opens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """A card and the room below it."""
        return QSize(200, HEIGHT + BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one album."""
        album = index.data(ALBUM)
        if not isinstance(album, AlbumFacts):
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

    def _paint_words(self, painter: QPainter, font: QFont, box: QRect, album: AlbumFacts) -> None:
        colours = self._theme.colours
        icon = QRectF(box.left() + EDGE, box.center().y() - ICON / 2, ICON, ICON)
        resting = album.record.state is not AlbumState.WATCHED
        paint_icon(painter, "albums", colours.quiet if resting else colours.accent, icon)
        left = int(icon.right()) + 16
        lines = QRect(left, box.top() + 18, safety_box(box).left() - GAP - left, 22)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        self._line(painter, strong, lines, colours.text, shown(album.record.name))
        self._line(painter, font, lines.translated(0, 26), colours.quiet, shown(album.record.path))

    def _paint_safety(self, painter: QPainter, font: QFont, box: QRect, album: AlbumFacts) -> None:
        colours = self._theme.colours
        held = album.record.state is AlbumState.HELD
        side = safety_box(box)
        colour = colours.warning if held else colours.quiet
        self._line(painter, font, side, colour, album_words(album))
        fraction = album.protected / album.photos if album.photos else 0.0
        meter = QRectF(side.left(), side.bottom() + 14, side.width(), 6)
        paint_meter(painter, meter, fraction, self._theme)

    def _line(self, painter: QPainter, font: QFont, box: QRect, colour: str, words: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)


def card_box(row: QRect) -> QRect:
    """The card within a row."""
    return row.adjusted(0, 0, 0, -BETWEEN)


def safety_box(card: QRect) -> QRect:
    """The area of the safety text; name and path never extend into it."""
    width = min(RIGHT_SIDE, card.width() // 3)
    return QRect(more_box(card).left() - GAP - width, card.top() + 18, width, 22)


def more_box(card: QRect) -> QRect:
    """Where the three dots stand."""
    return QRect(card.right() - EDGE - MORE, card.center().y() - MORE // 2, MORE, MORE)
