"""The bubble beside the pointer: the month that is there, and a few of its photos."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.photos.grid.painting import paint_glimpse, paint_image
from picup_desktop.ui.theme.theme import Theme

PREVIEWS = 3
PREVIEW = 64
"""The edge of a preview, in pixels."""
SPACE = 8
ROUND = 10
LARGER = 1.15
SHADE = QColor(0, 0, 0, 60)


class Bubble(QWidget):
    """A part of the photos that stands over the grid while somebody points at the scrubber."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: Shown = NO_WORDS
        self._images: Sequence[QImage | None] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> Shown:
        """The date that it shows."""
        return self._words

    def show_at(self, right: QPoint, words: Shown, images: Sequence[QImage | None]) -> None:
        """Show a date and previews; ``right`` is the middle of its right edge, if it fits there."""
        self._words, self._images = words, images
        size = self.sizeHint()
        parent = self.parentWidget()
        most = max(0, parent.height() - size.height()) if parent is not None else 0
        top = min(max(right.y() - size.height() // 2, 0), most)
        self.setGeometry(QRect(QPoint(max(0, right.x() - size.width()), top), size))
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size for the words and the previews."""
        across = max(
            QFontMetrics(self._font()).horizontalAdvance(self._words),
            len(self._images) * (PREVIEW + SPACE) - SPACE if self._images else 0,
        )
        high = self._words_height() + (PREVIEW + SPACE if self._images else 0)
        return QSize(across + 4 * SPACE, high + 3 * SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a card with the words above the previews."""
        painter, colours = QPainter(self), self._theme.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(SHADE)
        painter.drawRoundedRect(card.translated(0, 1), ROUND, ROUND)
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(card, ROUND, ROUND)
        painter.setFont(self._font())
        painter.setPen(QColor(colours.text))
        high = self._words_height()
        place = QRect(0, SPACE, self.width(), high)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._words)
        across = len(self._images) * (PREVIEW + SPACE) - SPACE
        left = (self.width() - across) // 2
        for at, image in enumerate(self._images):
            box = QRect(left + at * (PREVIEW + SPACE), high + 2 * SPACE, PREVIEW, PREVIEW)
            if image is None:
                paint_glimpse(painter, box, None, colours)
            else:
                paint_image(painter, box, image, is_round=True)
        painter.end()

    def _words_height(self) -> int:
        """Return the height of the words; another font may have to write them."""
        metrics = QFontMetrics(self._font())
        return max(metrics.height(), metrics.boundingRect(self._words).height()) + SPACE // 2

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        return font
