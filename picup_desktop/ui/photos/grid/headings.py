"""How the grid paints the headings of days, months and years."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from picup_desktop.names import Shown
from picup_desktop.ui.photos.layout.blocks import HEADING
from picup_desktop.ui.photos.layout.grouping import Grouping, Title
from picup_desktop.ui.photos.layout.layout import Layout
from picup_desktop.ui.photos.words import day_words, month_words, year_words
from picup_desktop.ui.text import number
from picup_desktop.ui.theme.colours import Colours

LARGER = 1.15
"""How much larger than usual the words of a heading are."""


def title_words(title: Title) -> Shown:
    """Return the words of a heading."""
    match title.grouping:
        case Grouping.DAY:
            return day_words(title.number)
        case Grouping.MONTH:
            return month_words(title.number)
        case Grouping.YEAR:
            return year_words(title.number)


def heading_box(layout: Layout, section: int, sight: QRect) -> QRect:
    """Return the place of a heading in the viewport; ``sight`` is what is seen of the whole grid.

    The first heading stays at the top until the next one pushes it away.
    """
    y = layout.top(section) - sight.top()
    if section == layout.section_at(sight.top()):
        y = min(max(y, 0), layout.top(section + 1) - sight.top() - HEADING)
    return QRect(0, y, sight.width(), HEADING)


def paint_headings(
    painter: QPainter, layout: Layout, sight: QRect, edge: int, colours: Colours
) -> None:
    """Paint the visible headings; ``sight`` is the visible part in pixels of the whole grid."""
    if not layout.rows:
        return
    first, last = layout.section_at(sight.top()), layout.section_at(sight.top() + sight.height())
    for section in range(first, last + 1):
        band = heading_box(layout, section, sight)
        painter.fillRect(band, QColor(colours.page))
        inside = band.adjusted(edge, 0, -edge, -4)
        words, many = title_words(layout.title(section)), len(layout.span(section))
        _paint_words(painter, inside, words, number(many), colours)


def _paint_words(
    painter: QPainter, inside: QRect, words: Shown, count: Shown, colours: Colours
) -> None:
    usual = QFont(painter.font())
    strong = QFont(usual)
    strong.setPointSizeF(usual.pointSizeF() * LARGER)
    strong.setWeight(QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(QColor(colours.text))
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.setFont(usual)
    painter.setPen(QColor(colours.quiet))
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(inside, int(align), count)
