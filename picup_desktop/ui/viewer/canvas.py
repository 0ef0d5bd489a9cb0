"""The canvas: a picture that fits, or as large as wanted, moved with the mouse."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

GROUND = QColor("#101312")
STEP = 1.25
PREVIEW_ENLARGED = 16
LARGEST = 8.0
"""Pixels of the screen for one of the picture."""


class Canvas(QWidget):
    """``scale`` counts screen pixels for one of the *original*; says ``zoomed`` when it changes."""

    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(200, 150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._image = QImage()
        self._full = QSizeF()
        self._preview = False
        self._fit = True
        self._scale = 1.0
        self._middle = QPointF()
        self._dragged_from: QPointF | None = None

    @property
    def fits(self) -> bool:
        """Whether all of it is seen, whatever the size of the window."""
        return self._fit

    @property
    def scale(self) -> float:
        """How large it is shown."""
        return self._fit_scale() if self._fit else self._scale

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    @property
    def wants_more(self) -> bool:
        """Whether the original has more pixels than are at hand, and they would be seen."""
        ratio = self.devicePixelRatioF()
        shown = self._full.width() * self.scale * ratio
        return (
            not self._image.isNull()
            and not self._preview
            and self._image.width() < self._full.width() - 1
            and shown > self._image.width() * 1.05
        )

    def show_image(self, image: QImage, full: tuple[int, int], *, same: bool) -> None:
        """Another picture; ``same``: a sharper one of the same, which stays as it lies."""
        self._preview = False
        self._image = image
        self._full = QSizeF(*full) if min(full) > 0 else QSizeF(image.size())
        if not same:
            self._fit = True
            self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self.update()
        self.zoomed.emit()

    def show_preview(self, small: QImage) -> None:
        """Something in its place, until it is there itself."""
        self._preview = True
        self._image = small
        self._full = QSizeF(small.size()) * PREVIEW_ENLARGED
        self._fit = True
        self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self.update()

    def fit(self) -> None:
        """All of it."""
        self._fit = True
        self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self._changed()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """So large; what is ``at`` a point of the canvas stays there."""
        if self._image.isNull() or self._preview:
            return
        point = QPointF(self.rect().center()) if at is None else at
        under = self._to_picture(point)
        smallest = min(self._fit_scale(), 1.0)
        self._scale = min(max(scale, smallest), LARGEST)
        self._fit = self._scale <= self._fit_scale() * 1.001
        centre = QPointF(self.rect().center())
        self._middle = under - (point - centre) / self.scale
        self._keep_inside()
        self._changed()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller."""
        self.zoom_to(self.scale * factor, at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture on its dark ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 2)
            painter.drawImage(self._target(), self._image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits, fits anew."""
        super().resizeEvent(event)
        self._keep_inside()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger or smaller, around the pointer."""
        self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All of it, or each of its pixels."""
        if self._fit:
            self.zoom_to(1.0 / self.devicePixelRatioF(), event.position())
        else:
            self.fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() is Qt.MouseButton.LeftButton and not self._fit:
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._dragged_from is not None:
            self._middle -= (event.position() - self._dragged_from) / self.scale
            self._dragged_from = event.position()
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let it go."""
        self._dragged_from = None
        self._point()

    def _changed(self) -> None:
        self._point()
        self.update()
        self.zoomed.emit()

    def _point(self) -> None:
        shape = Qt.CursorShape.ArrowCursor if self._fit else Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)

    def _fit_scale(self) -> float:
        if self._full.isEmpty():
            return 1.0
        # Never larger than it is: a small picture does not become a better one.
        largest = 1.0
        across, down = self.width() / self._full.width(), self.height() / self._full.height()
        return min(across, down, largest)

    def _target(self) -> QRectF:
        size = self._full * self.scale
        centre = QPointF(self.rect().center())
        top_left = centre - self._middle * self.scale
        return QRectF(top_left, size)

    def _to_picture(self, point: QPointF) -> QPointF:
        return self._middle + (point - QPointF(self.rect().center())) / self.scale

    def _keep_inside(self) -> None:
        """No edge comes further in than the middle of a canvas that it could fill."""
        for_x = _kept(self._middle.x(), self._full.width(), self.width() / self.scale)
        for_y = _kept(self._middle.y(), self._full.height(), self.height() / self.scale)
        self._middle = QPointF(for_x, for_y)


def _kept(middle: float, length: float, seen: float) -> float:
    if seen >= length:
        return length / 2
    return min(max(middle, seen / 2), length - seen / 2)
