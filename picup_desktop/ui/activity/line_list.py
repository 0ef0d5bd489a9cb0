"""A list of lines: icon, name, sentence, time; painted, so that hundreds are cheap."""

from PySide6.QtCore import (
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from picup_desktop.ui.activity.rows import Line
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.lines import HEIGHT, LINE, Index, LineModel, LineView, draw_fitting

WHEN_WIDTH = 130


class LineList(LineView):
    """The lines of one model."""

    def __init__(self, theme: Theme, model: LineModel[Line], name: str, nothing: str) -> None:
        super().__init__(theme, name, nothing)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(theme))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: Option, _index: Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        box: QRect = option.rect
        font: QFont = option.font
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(
            painter,
            line.icon,
            str(getattr(colours, line.tone)),
            QRectF(box.left() + 4, box.center().y() - 9, 18, 18),
        )
        left = box.left() + 36
        when = QRect(box.right() - WHEN_WIDTH - 8, box.top(), WHEN_WIDTH, box.height())
        words = QRect(left, box.top() + 6, when.left() - left - 12, 20)
        painter.setPen(QColor(colours.text))
        draw_fitting(painter, font, words, line.name)
        painter.setPen(QColor(colours.quiet))
        draw_fitting(painter, font, words.translated(0, 20), line.told)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(when, int(align), line.when)
        painter.restore()
