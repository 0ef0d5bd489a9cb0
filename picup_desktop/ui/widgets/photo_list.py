"""A list of photos to choose from: a name, a sentence, and a word at the side.

The rows are painted, so that thousands are cheap. Shift and Ctrl choose several.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui.changes.painting import paint_picture
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.lines import (
    HEIGHT,
    LINE,
    Index,
    LineModel,
    LineView,
    draw_fitting,
    mirrored,
)

DETAIL_HEIGHT = 20
"""Height of each line of the sentence, in pixels."""
SIDE_WIDTH = 150
PICTURE_EDGE = 40


@dataclass(frozen=True)
class PhotoLine:
    """A row of the list; ``id`` identifies it in a choice."""

    id: int
    name: Shown
    detail: Shown
    """One line, or as many as the list was made for."""
    side: Shown = NO_WORDS
    icon: str = "picture"
    tone: str = "quiet"
    """``quiet``, ``accent``, ``warning`` or ``danger``."""
    picture: PictureOf | None = None
    """Takes the icon's place in a list that was made with pictures."""

    @property
    def spoken(self) -> Shown:
        """The whole text, for tool tips and screen readers."""
        return "\n".join(words for words in (self.name, self.detail, self.side) if words)


class PhotoModel(LineModel[PhotoLine]):
    """A model that keeps the choice where only words change."""

    def _stays(self, given: Sequence[PhotoLine]) -> bool:
        return [line.id for line in given] == [line.id for line in self.lines]


class PhotoList(LineView):
    """Emit ``chosen`` when the choice changes, and ``delete_asked`` at the delete key.

    Emit ``preview_asked(line)`` at the space bar or a double click on a line with a picture;
    Ctrl and the space bar change the choice.
    """

    chosen = Signal()
    delete_asked = Signal()
    preview_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: Shown,
        nothing: Shown = NO_WORDS,
        *,
        detail_lines: int = 1,
        pictures: VersionPictures | None = None,
    ) -> None:
        height = HEIGHT + DETAIL_HEIGHT * (detail_lines - 1)
        super().__init__(theme, name, nothing, height=height)
        self._kept: frozenset[int] = frozenset()
        self.lines = PhotoModel()
        self.setModel(self.lines)
        self.setItemDelegate(_PhotoDelegate(theme, height, pictures))
        if pictures is not None:
            pictures.came.connect(self.viewport().update)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(self._ask_preview)
        self.lines.modelAboutToBeReset.connect(self._keep_chosen)
        self.lines.modelReset.connect(self._choose_kept)
        self.selectionModel().selectionChanged.connect(self._report_choice)

    def ids(self) -> list[int]:
        """Return the chosen photos, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.lines.lines[row].id for row in rows]

    def choose(self, ids: frozenset[int]) -> None:
        """Choose these and no others."""
        chosen = QItemSelection()
        for row, line in enumerate(self.lines.lines):
            if line.id in ids:
                index = self.lines.index(row)
                chosen.select(index, index)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit ``delete_asked`` at the delete key."""
        if event.key() == Qt.Key.Key_Delete and self.ids():
            self.delete_asked.emit()
            return
        plain_space = event.key() == Qt.Key.Key_Space and not event.modifiers()
        if plain_space and self._ask_preview(self.currentIndex()):
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _ask_preview(self, index: Index) -> bool:
        """Ask for the preview of a line; return whether it has a picture."""
        line = index.data(LINE) if index.isValid() else None
        if not isinstance(line, PhotoLine) or line.picture is None:
            return False
        self.preview_asked.emit(line)
        return True

    @Slot()
    def _keep_chosen(self) -> None:
        self._kept = frozenset(self.ids())

    @Slot()
    def _choose_kept(self) -> None:
        self.choose(self._kept)
        self.chosen.emit()

    @Slot(QItemSelection, QItemSelection)
    def _report_choice(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.chosen.emit()


class _PhotoDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, height: int, pictures: VersionPictures | None) -> None:
        super().__init__()
        self._theme = theme
        self._height = height
        self._pictures = pictures

    def sizeHint(self, _option: Option, _index: Index) -> QSize:
        return QSize(200, grown(self._height))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, PhotoLine):
            return
        box: QRect = option.rect
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        left = box.left() + self._paint_sign(painter, option, line)
        elide = Qt.TextElideMode.ElideMiddle
        width = grown(SIDE_WIDTH) if line.side else 0
        if line.picture is not None:
            # Room for what happened, which comes first.
            elide = Qt.TextElideMode.ElideRight
            wide = [option.fontMetrics.horizontalAdvance(one) for one in line.side.split("\n")]
            width = min(width, max(wide) + 4)
        side = QRect(box.right() - width - 12, box.top(), width, box.height())
        words = QRect(left, box.top() + grown(6), side.left() - left - 12, grown(20))
        side, words = mirrored(option, side), mirrored(option, words)
        painter.setPen(QColor(colours.text))
        draw_fitting(painter, option.font, words, line.name)
        painter.setPen(QColor(colours.quiet))
        for number, detail in enumerate(map(plain, line.detail.split("\n")), start=1):
            below = words.translated(0, grown(DETAIL_HEIGHT) * number)
            draw_fitting(painter, option.font, below, detail, elide)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(side, int(align), line.side)
        painter.restore()

    def _paint_sign(self, painter: QPainter, option: Option, line: PhotoLine) -> int:
        """Paint the picture or the icon; return how far from the edge the words begin."""
        box, colours = option.rect, self._theme.colours
        if self._pictures is not None and line.picture is not None:
            middle = box.top() + (box.height() - PICTURE_EDGE) // 2
            square = QRect(box.left() + 8, middle, PICTURE_EDGE, PICTURE_EDGE)
            paint_picture(painter, mirrored(option, square), line.picture, self._pictures, colours)
            return PICTURE_EDGE + 20
        icon = mirrored(option, QRect(box.left() + 10, box.center().y() - 9, 18, 18))
        paint_icon(painter, line.icon, str(getattr(colours, line.tone)), QRectF(icon))
        return 42

    def _paint_ground(self, painter: QPainter, option: Option) -> None:
        state, colours = option.state, self._theme.colours
        ground = QRectF(option.rect).adjusted(1, 1, -1, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not selected and not focused:
            return
        painter.setPen(QPen(QColor(colours.accent), 1) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected) if selected else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, 8, 8)
