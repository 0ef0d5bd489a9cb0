"""The card with the chart of the last weeks, painted as quiet bars."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui import text
from picup_desktop.ui.overview.trend import Trend, trend_title, trend_words
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.parts import label

HEIGHT = 56
WIDEST_BAR = 40.0
GAP = 6.0
CORNER = 3.0
OLDER = 0.55
"""How strong the colour of a bar is that is not the newest."""
LEAST = 3.0
"""The height of a bar that is not empty, and of the line that stands for an empty one."""


class TrendCard(QFrame):
    """Shows a trend; hidden while there is nothing to show."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._title = label(part="section")
        self._words = label(part="quiet", wrap=True)
        self._bars = _Bars(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 18)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addSpacing(4)
        layout.addWidget(self._bars)
        self.hide()

    @property
    def words(self) -> str:
        """The chart in a sentence."""
        return self._words.text()

    def show_trend(self, trend: Trend) -> None:
        """Show other counts."""
        self.setVisible(trend.total > 0)
        self._title.setText(trend_title(trend))
        self._words.setText(trend_words(trend))
        self._bars.show_counts(trend.counts, trend_title(trend))


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_counts(self, counts: tuple[int, ...], name: Shown) -> None:
        self._counts = counts
        self.setAccessibleName(name)
        self.setAccessibleDescription(", ".join(text.number(count) for count in counts))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar for each count; the newest, at the right, is the strongest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours, highest = self._theme.colours, max(self._counts, default=0)
        for place, box in enumerate(bar_boxes(self._counts, QRectF(self.rect()))):
            newest = place == len(self._counts) - 1
            some = self._counts[place] > 0 and highest > 0
            colour = QColor(colours.accent if some else colours.line)
            colour.setAlphaF(1.0 if newest or not some else OLDER)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, min(CORNER, box.height() / 2), CORNER)
        painter.end()


def bar_boxes(counts: tuple[int, ...], box: QRectF) -> list[QRectF]:
    """Return where the bars stand, the newest at the right; all have some height."""
    highest, boxes = max(counts, default=0), []
    step = box.width() / max(1, len(counts))
    width = min(WIDEST_BAR, max(1.0, step - GAP))
    for place, count in enumerate(counts):
        height = LEAST if highest == 0 else max(LEAST, box.height() * count / highest)
        left = box.left() + place * step + (step - width) / 2
        boxes.append(QRectF(left, box.bottom() - height, width, height))
    return boxes
