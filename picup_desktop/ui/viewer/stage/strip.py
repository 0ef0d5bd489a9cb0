"""The film strip: the neighbours of the photo that is viewed, from the pictures of the grid.

It paints and fetches only what it has room for, however many photos there are.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.icons import paint_icon
from picup_desktop.ui.theme.over_photo import INK

CELL = 56
GAP = 4
EDGE = 8
PICTURE_EDGE = 168
"""Pixels of the pictures: those of the grid's cells, which the photo is shown with at first."""
STEP = 120
"""A wheel's step, in eighths of a degree."""
GROUND = QColor(16, 19, 18, 210)
EMPTY = QColor(255, 255, 255, 24)
VEIL = QColor(16, 19, 18, 90)


class Strip(QWidget):
    """Shows the rows around ``row``; emits ``chosen(row)`` at a click, ``turned`` at the wheel."""

    chosen = Signal(int)
    turned = Signal(int)
    """How many photos the wheel leads on; negative: back."""

    def __init__(self, model: ShotModel, pictures: ShotPictures) -> None:
        super().__init__()
        self._model = model
        self._pictures = pictures
        self._row = -1
        self._turn = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._request)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Viewer", "Photos before and after"))
        self.setMouseTracking(True)
        model.dataChanged.connect(self._renew)
        pictures.came.connect(self.update)
        pictures.again.connect(self._settle.start)

    @property
    def rows(self) -> range:
        """The rows that there is room for."""
        return rows_around(self._row, self._model.rowCount(), self._room)

    @property
    def _room(self) -> int:
        """How many cells there is room for, on each side of the one in the middle."""
        return max(0, (self.width() - CELL) // 2 // (CELL + GAP) + 1)

    def show_row(self, row: int) -> None:
        """Show another photo in the middle; fetch nothing any more with -1."""
        self._row = row
        self._renew()

    def sizeHint(self) -> QSize:
        """Return a line of cells."""
        return QSize(CELL, CELL + 2 * EDGE)

    def box(self, row: int) -> QRect:
        """Return the place of a row's cell."""
        away = self._row - row if self.isRightToLeft() else row - self._row
        left = (self.width() - CELL) // 2 + away * (CELL + GAP)
        return QRect(left, EDGE, CELL, CELL)

    def row_at(self, point: QPoint) -> int | None:
        """Return the row at a point."""
        return next((row for row in self.rows if self.box(row).contains(point)), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fetch what there is room for now."""
        super().resizeEvent(event)
        self._renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells; the photo that is viewed has a frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), GROUND)
        for row in self.rows:
            shot = self._model.shot(row)
            image = None if shot is None else self._picture(shot)
            self._paint_cell(painter, self.box(row), shot, image)
            if row == self._row:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(INK), 2))
                painter.drawRoundedRect(QRectF(self.box(row)).adjusted(-1, -1, 1, 1), 6, 6)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the photo that was clicked."""
        row = self.row_at(event.position().toPoint())
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what can be clicked."""
        over = self.row_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lead on or back, a photo for each step."""
        delta = event.angleDelta()
        self._turn -= delta.y() or delta.x()
        steps = int(self._turn / STEP)
        self._turn -= steps * STEP
        if steps:
            self.turned.emit(steps)
        event.accept()

    def _picture(self, shot: ShownShot) -> QImage | None:
        """Return a shot's picture, or a few colours of it as long as it is not read."""
        found = self._pictures.image(shot)
        return self._pictures.glimpse(shot.lead.photo_id) if found is None else found

    def _paint_cell(
        self, painter: QPainter, box: QRect, shot: ShownShot | None, image: QImage | None
    ) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), 5, 5)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(box, EMPTY)
        if image is not None:
            side = min(image.width(), image.height())
            middle = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
            painter.drawImage(box, image, middle)
        if shot is not None and shot.lead.kind == "video":
            painter.fillRect(box, VEIL)
            spot = QRectF(box.center().x() - 9, box.center().y() - 9, 18, 18)
            paint_icon(painter, "play", INK, spot)
        painter.restore()

    @Slot()
    def _renew(self) -> None:
        self._settle.start()
        self.update()

    @Slot()
    def _request(self) -> None:
        """Fetch rows and pictures of what is in sight; nearest first."""
        if self._row < 0:
            return
        rows = sorted(self.rows, key=lambda row: abs(row - self._row))
        self._model.want(rows)
        shots = [self._model.shot(row) for row in rows]
        edge = round(PICTURE_EDGE * self.devicePixelRatioF())
        self._pictures.want([shot for shot in shots if shot is not None], edge)


def rows_around(row: int, count: int, room: int) -> range:
    """Return the rows at most ``room`` before and after ``row``, of ``count`` rows."""
    if not 0 <= row < count:
        return range(0)
    return range(max(0, row - room), min(count, row + room + 1))
