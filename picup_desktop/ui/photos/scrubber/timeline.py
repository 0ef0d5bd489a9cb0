"""The grid with its scrubber, joined: what one shows, the other follows."""

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ui.photos.grid.grid import PhotoGrid
from picup_desktop.ui.photos.layout.blocks import HEADING
from picup_desktop.ui.photos.layout.numbers import Numbers
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.scrubber.bubble import PREVIEW, PREVIEWS, Bubble
from picup_desktop.ui.photos.scrubber.marks import month_beside
from picup_desktop.ui.photos.scrubber.scrubber import Scrubber
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.photos.words import month_words
from picup_desktop.ui.theme.theme import Theme

MARKED_MILLISECONDS = 50
"""While heights change, the marks are placed no more often than this."""
BESIDE = 8
"""Between the bubble and the scrubber, in pixels."""


class Timeline(QWidget):
    """The grid, and the scrubber at its right edge."""

    def __init__(
        self, theme: Theme, model: ShotModel, pictures: ShotPictures, grid: PhotoGrid
    ) -> None:
        super().__init__()
        self._model = model
        self._pictures = pictures
        self._grid = grid
        self.scrubber = Scrubber(theme)
        self.bubble = Bubble(theme, self)
        self._pointed: tuple[int, int] | None = None
        self._near: tuple[ShownShot, ...] = ()
        self._asked: int | None = None
        self._marking = QTimer(self)
        self._marking.setSingleShot(True)
        self._marking.setInterval(MARKED_MILLISECONDS)
        self._marking.timeout.connect(self._mark)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(grid, 1)
        layout.addWidget(self.scrubber)
        bar = grid.verticalScrollBar()
        bar.rangeChanged.connect(self._follow_range)
        bar.valueChanged.connect(self.scrubber.setValue)
        self.scrubber.valueChanged.connect(bar.setValue)
        self.scrubber.pointed.connect(self._point)
        self.scrubber.left.connect(self._leave)
        self.scrubber.stepped.connect(self._step)
        grid.laid_out.connect(self._mark_soon)
        pictures.came.connect(self._take_picture)

    @Slot(int, int)
    def _follow_range(self, least: int, most: int) -> None:
        bar = self._grid.verticalScrollBar()
        self.scrubber.setRange(least, most)
        self.scrubber.setSingleStep(bar.singleStep())
        self.scrubber.setPageStep(bar.pageStep())
        self.scrubber.setValue(bar.value())
        self._mark_soon()

    @Slot()
    def _mark_soon(self) -> None:
        if not self._marking.isActive():
            self._marking.start()

    @Slot()
    def _mark(self) -> None:
        layout = self._grid.layout_now
        numbers = Numbers(self._model.months)
        if layout.rows != numbers.rows:
            return
        tops = [
            (month.month, layout.box(numbers.span(at).start).top() - HEADING)
            for at, month in enumerate(numbers.months)
        ]
        self.scrubber.show_months(tops, layout.height)

    @Slot(int)
    def _step(self, step: int) -> None:
        """Go to another month or year, by the keys."""
        months = [month.month for month in self._model.months]
        if not months:
            return
        here = self._model.month_of(self._row_at(self.scrubber.value()))
        at = month_beside(months, here, step)
        self._grid.go_to_top_of(Numbers(self._model.months).span(at).start)

    @Slot(int, int)
    def _point(self, y: int, value: int) -> None:
        """Show what is at a place of the scrubber."""
        if not self._model.rowCount():
            return
        row = self._row_at(value)
        self._pointed = (y, row)
        self._show()
        self._ask(row)

    @Slot()
    def _leave(self) -> None:
        self._pointed = None
        self.bubble.hide()

    def _row_at(self, value: int) -> int:
        """Return the first row of what is seen when the grid is scrolled so far."""
        layout = self._grid.layout_now
        rows = layout.rows_between(value + HEADING, value + HEADING)
        return min(rows.start, layout.rows - 1)

    def _show(self) -> None:
        if self._pointed is None:
            return
        y, row = self._pointed
        right = QPoint(self.scrubber.x() - BESIDE, y)
        words = month_words(self._model.month_of(row))
        rows = range(row, min(row + PREVIEWS, self._model.rowCount()))
        self.bubble.show_at(right, words, [self._image(row) for row in rows])

    def _image(self, row: int) -> QImage | None:
        """Return the picture of a row, or the few colours that are known of it."""
        shot_id = self._model.sketched_id(row)
        shot = self._model.shot(row) or next((s for s in self._near if s.id == shot_id), None)
        image = None if shot is None else self._pictures.image(shot)
        if image is not None or shot_id is None:
            return image
        return self._pictures.glimpse(shot_id)

    def _ask(self, row: int) -> None:
        """Ask for the shots there, one question at a time."""
        if self._asked is not None:
            return
        self._asked = row
        rows = range(row, min(row + PREVIEWS, self._model.rowCount()))
        self._model.fetch(rows, self._take_shots)

    def _take_shots(self, shots: list[ShownShot] | None) -> None:
        asked, self._asked = self._asked, None
        if self._pointed is None:
            return
        if shots is not None:
            self._near = tuple(shots)
            edge = round(PREVIEW * self.devicePixelRatioF())
            self._pictures.preview(shots, edge)
        self._show()
        if asked != self._pointed[1]:
            self._ask(self._pointed[1])

    @Slot(int)
    def _take_picture(self, photo_id: int) -> None:
        if any(shot.lead.photo_id == photo_id for shot in self._near):
            self._show()
