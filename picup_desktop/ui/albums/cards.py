"""How an album is painted as a card: its cover, and below it what is said of it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from picup_desktop.ledger.gallery.covers import PICTURES, Cover
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.albums.covers import AlbumCovers
from picup_desktop.ui.albums.model import ALBUM, AlbumModel, Index
from picup_desktop.ui.albums.words import (
    StateLine,
    much_words,
    not_kept_words,
    state_line,
    time_words,
)
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.theme.colours import Colours
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme

GAP = 16
NARROWEST = 13.5
"""The least width of a card, in heights of a line of text, so that large text has its room."""
COVER = 160
"""The height of a cover: the same at each width, so that a scroll bar never moves the rows."""
ROUND = 12.0
BETWEEN = 2
"""Between the pictures of a cover."""
EDGE = 14
MORE = 24
ICON = 16
SIGN = 44


def narrowest(font_height: int) -> int:
    """Return the least width of a card, in pixels."""
    return round(NARROWEST * font_height)


def columns_in(width: int, font_height: int) -> int:
    """Return how many cards stand side by side in a list of so many pixels."""
    return max(1, (width + GAP) // (narrowest(font_height) + GAP))


def cell_width(width: int, columns: int) -> int:
    """Return the width of a card and its share of the gaps, where the list is ``width`` wide.

    Qt begins a new row where the last card would end at the very edge.
    """
    return max(1, (width - 1) // columns)


def line_height(font_height: int) -> int:
    """Return the height of a line of text, in pixels."""
    return font_height + 5


def cell_height(font_height: int, lines: int) -> int:
    """Return the height of a card with so many lines of text, and of the gap below it."""
    return COVER + EDGE + lines * line_height(font_height) + EDGE - 2 + GAP


def lines_of(album: AlbumSummary) -> int:
    """Return how many lines of text an album's card has."""
    return 5 if album.left_out else 4


def card_in(cell: QRect, columns: int, width: int) -> QRect:
    """Return the card of a cell in a list that is ``width`` wide.

    Cells are all as wide as one another, in whole pixels; the cards fill the width to both edges,
    so each may stand some pixels further to the right than its cell.
    """
    column = cell.left() // max(1, cell.width())
    left = column * (width + GAP) // columns
    after = (column + 1) * (width + GAP) // columns
    return QRect(left, cell.top(), after - GAP - left, cell.height() - GAP)


def dots_in(card: QRect, font_height: int, direction: Qt.LayoutDirection) -> QRect:
    """Return the area of the three dots, which open the menu: after the name."""
    top = card.top() + COVER + EDGE + (line_height(font_height) - MORE) // 2
    dots = QRect(card.right() - EDGE + 6 - MORE, top, MORE, MORE)
    return QStyle.visualRect(direction, card, dots)


def boxes_of(cover: QRect, pictures: int) -> list[QRect]:
    """Return the boxes of one picture, or of four in two rows."""
    if pictures < PICTURES:
        return [cover][:pictures]
    wide, high = (cover.width() - BETWEEN) // 2, (cover.height() - BETWEEN) // 2
    lefts = (cover.left(), cover.right() + 1 - wide)
    tops = (cover.top(), cover.bottom() + 1 - high)
    return [QRect(left, top, wide, high) for top in tops for left in lefts]


def picture_edge(width: int) -> int:
    """Return how sharp a cover's pictures have to be, in pixels of the window."""
    return max(COVER, width)


class CardDelegate(QStyledItemDelegate):
    """Paints an album as a card; the list sets ``cell``, ``columns`` and its ``width``."""

    def __init__(self, theme: Theme, model: AlbumModel, covers: AlbumCovers) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._covers = covers
        self.cell = QSize(COVER, COVER)
        self.columns, self.width = 1, COVER

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a card and of the gaps beside it."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one album."""
        album = index.data(ALBUM)
        if not isinstance(album, AlbumSummary):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # What Qt gives is as wide as what is painted anew under the pointer.
        card = card_in(QRect(option.rect.topLeft(), self.cell), self.columns, self.width)
        cover = self._covers.cover(album)
        self._paint_ground(painter, option, card)
        paint_cover(
            painter,
            QRect(card.left(), card.top(), card.width(), COVER),
            [] if cover is None else [self._covers.image(shot) for shot in cover.shots],
            self._theme.colours,
        )
        self._paint_words(painter, option, card, album, cover)
        self._paint_frame(painter, option, card)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
        colours = self._theme.colours
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if over else colours.card))
        painter.drawRoundedRect(QRectF(card), ROUND, ROUND)

    def _paint_frame(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
        colours = self._theme.colours
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        width = 2 if focused else 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent if focused else colours.line), width))
        half = width / 2
        inside = QRectF(card).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inside, ROUND, ROUND)

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        card: QRect,
        album: AlbumSummary,
        cover: Cover | None,
    ) -> None:
        colours, font = self._theme.colours, option.font
        height = line_height(option.fontMetrics.height())
        line = QRect(card.left() + EDGE, card.top() + COVER + EDGE, card.width() - 2 * EDGE, height)
        dots = dots_in(card, option.fontMetrics.height(), option.direction)
        paint_icon(painter, "more", colours.quiet, QRectF(dots))
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        name = QStyle.visualRect(option.direction, line, line.adjusted(0, 0, -MORE, 0))
        _draw(painter, strong, name, colours.text, shown(album.record.name))
        line.translate(0, height)
        _draw(painter, font, line, colours.quiet, much_words(album))
        line.translate(0, height)
        times = NO_WORDS if cover is None else time_words(cover.first, cover.last)
        _draw(painter, font, line, colours.quiet, times)
        line.translate(0, height)
        paint_state(painter, font, line, state_line(album, seen=self._model.seen), colours)
        if album.left_out:
            line.translate(0, height)
            _draw(painter, font, line, colours.quiet, not_kept_words(album))


def paint_state(
    painter: QPainter, font: QFont, line: QRect, state: StateLine, colours: Colours
) -> None:
    """Paint how safe an album is: the sign and the words."""
    colour = str(getattr(colours, state.tone))
    direction = painter.layoutDirection()
    sign = QRect(line.left(), line.center().y() - ICON // 2, ICON, ICON)
    place = QRectF(QStyle.visualRect(direction, line, sign)).translated(0, 0.5)
    paint_icon(painter, state.icon, colour, place)
    calm = state.tone in {"second", "accent", "quiet"}
    words = QStyle.visualRect(direction, line, line.adjusted(ICON + 6, 0, 0, 0))
    _draw(painter, font, words, colours.quiet if calm else colour, state.words)


def paint_cover(
    painter: QPainter, box: QRect, images: list[QImage | None], colours: Colours
) -> None:
    """Paint the pictures of a cover, round at the top; a sign where there are none."""
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(box).adjusted(0, 0, 0, ROUND), ROUND, ROUND)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, QColor(colours.selected))
    if not any(images):
        sign = QRectF(0, 0, SIGN, SIGN)
        sign.moveCenter(QPointF(QRectF(box).center()))
        paint_icon(painter, "picture", colours.quiet, sign)
    elif len(images) == PICTURES:
        painter.fillRect(box, QColor(colours.card))
    for place, image in zip(boxes_of(box, len(images)), images, strict=False):
        if image is not None:
            painter.drawImage(QRectF(place), image, filling(image.size(), place.size()))
        elif any(images):
            painter.fillRect(place, QColor(colours.selected))
    painter.restore()


def paint_row(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, colours: Colours
) -> None:
    """Paint ground and edge of a wide row, which tell of keyboard and mouse."""
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.setPen(QPen(QColor(colours.accent if focused else colours.line), 2 if focused else 1))
    painter.setBrush(QColor(colours.selected if over else colours.card))
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 12, 12)


def filling(image: QSize, box: QSize) -> QRectF:
    """Return the largest part in the middle of an image that has the box's shape."""
    scale = max(box.width() / max(1, image.width()), box.height() / max(1, image.height()))
    part = QRectF(0, 0, box.width() / scale, box.height() / scale)
    part.moveCenter(QPointF(image.width() / 2, image.height() / 2))
    return part


def _draw(painter: QPainter, font: QFont, box: QRect, colour: str, words: Shown) -> None:
    """Draw one line of text, shortened in the middle if it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fitting)
