"""How much of the stored data was last read back in which week."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from picup_desktop.ui import text
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.verdict import role_name
from picup_desktop.words import Role

HEIGHT = 200
ABOVE, BELOW = 34, 26
GAP = 10.0


class VerifiedChart(QWidget):
    """One pair of bars a week, this week at the right; what is older stands at the left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weeks: Mapping[Role, tuple[int, ...]] = {}
        self.setAccessibleName(translate("Activity", "When copies were last verified"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_weeks(self, weeks: Mapping[Role, tuple[int, ...]]) -> None:
        """Newest week first, the last number is everything older."""
        if weeks != self._weeks:
            self._weeks = weeks
            told = [f"{role_name(r)}: {text.number(sum(n))}" for r, n in weeks.items()]
            self.setAccessibleDescription(", ".join(told))
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars, and what they stand for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        box = QRectF(self.rect()).adjusted(0, ABOVE, 0, -BELOW)
        highest = max((max(counts) for counts in self._weeks.values()), default=0)
        painter.setPen(QColor(colours.quiet))
        above = QRectF(0, 0, box.width(), ABOVE)
        heading = translate("Activity", "Copies by the week in which they were last verified")
        painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), heading)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._paint_captions(painter, QRectF(0, box.bottom() + 4, box.width(), BELOW - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        for role, colour in ((Role.MAIN, colours.accent), (Role.BACKUP, colours.second)):
            counts = self._weeks.get(role, ())
            painter.setBrush(QColor(colour))
            for place, count in enumerate(reversed(counts)):
                if count:
                    height = max(2.0, box.height() * count / highest)
                    painter.drawRect(_bar(box, len(counts), place, role, height))

    def _paint_captions(self, painter: QPainter, box: QRectF) -> None:
        older = translate("Activity", "older")
        newest = translate("Activity", "this week")
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), older)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), newest)


def _bar(box: QRectF, weeks: int, place: int, role: Role, height: float) -> QRectF:
    """Main at the left of its pair, backup at the right."""
    step = box.width() / weeks
    width = (step - GAP) / 2
    left = box.left() + place * step + GAP / 2 + (width if role is Role.BACKUP else 0)
    return QRectF(left, box.bottom() - height, width, height)
