"""The months' headings over the grid; the one of what is at the top stays in sight."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from picup_desktop.ledger.gallery.gallery import Month
from picup_desktop.ui.photos.layout import HEADING, Layout
from picup_desktop.ui.photos.words import month_words
from picup_desktop.ui.text import number
from picup_desktop.ui.theme.colours import Colours


def paint_headings(
    painter: QPainter, layout: Layout, sight: QRect, edge: int, colours: Colours
) -> None:
    """Those that are seen; ``sight`` is what is in sight, in pixels of the whole grid."""
    if not layout.months:
        return
    first, last = layout.section_at(sight.top()), layout.section_at(sight.top() + sight.height())
    for section in range(first, last + 1):
        y = layout.top(section) - sight.top()
        if section == first:
            # It stays at the top until the next one pushes it away.
            below = layout.top(section + 1) - sight.top()
            y = min(max(y, 0), below - HEADING)
        band = QRect(0, y, sight.width(), HEADING)
        painter.fillRect(band, QColor(colours.page))
        inside = band.adjusted(edge, 0, -edge, -4)
        _paint_words(painter, inside, layout.months[section], colours)


def _paint_words(painter: QPainter, inside: QRect, month: Month, colours: Colours) -> None:
    usual = QFont(painter.font())
    strong = QFont(usual)
    strong.setPointSizeF(usual.pointSizeF() * 1.15)
    strong.setWeight(QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(QColor(colours.text))
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), month_words(month.month))
    painter.setFont(usual)
    painter.setPen(QColor(colours.quiet))
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(inside, int(align), number(month.shots))
