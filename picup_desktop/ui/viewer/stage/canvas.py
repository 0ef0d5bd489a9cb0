"""The canvas: a picture that fits or is zoomed, and is moved with the mouse."""

from PySide6.QtCore import QMargins, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from picup_desktop.ui.theme.over_photo import GROUND, INK
from picup_desktop.ui.turning.images import turned, turned_size
from picup_desktop.words import Turn

BEHIND = QColor(GROUND)
TABS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
RING = 2
"""The frame that says where the keyboard is; in pixels."""
STEP = 1.25
PREVIEW_ENLARGED = 16
LARGEST = 8.0
"""The largest scale: screen pixels for each pixel of the original."""


class Canvas(QWidget):
    """Shows a picture; ``scale`` is in screen pixels for each pixel of the *original*.

    Emit ``zoomed`` when the scale changes. ``set_room`` keeps the picture that fits clear of
    what stands over the canvas.
    """

    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(200, 150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._image = QImage()
        self._frame: QImage | None = None
        self._full = QSizeF()
        self._preview = False
        self._turn = Turn.UPRIGHT
        self._fit = True
        self._scale = 1.0
        self._middle = QPointF()
        self._dragged_from: QPointF | None = None
        self._room = QMargins()
        self._hidden_pointer = False
        self._by_key = False

    def set_room(self, room: QMargins) -> None:
        """Keep a picture that fits out of these margins."""
        if room != self._room:
            self._room = room
            self._keep_inside()
            self._changed()

    @property
    def fits(self) -> bool:
        """Whether the picture is scaled to fit the window."""
        return self._fit

    @property
    def scale(self) -> float:
        """The current scale."""
        return self._fit_scale() if self._fit else self._scale

    @property
    def image(self) -> QImage:
        """The picture that is shown."""
        return self._image

    @property
    def full(self) -> tuple[int, int]:
        """The size of the original, in pixels."""
        return round(self._full.width()), round(self._full.height())

    @property
    def wants_more(self) -> bool:
        """Whether the original has more pixels than the picture, and they would be visible."""
        ratio = self.devicePixelRatioF()
        shown = self._full.width() * self.scale * ratio
        return (
            not self._image.isNull()
            and not self._preview
            and self._image.width() < self._full.width() - 1
            and shown > self._image.width() * 1.05
        )

    def show_image(
        self, image: QImage, full: tuple[int, int], *, same: bool, turn: Turn = Turn.UPRIGHT
    ) -> None:
        """Show a picture; with ``same``, a sharper one of the same photo, at the same place.

        ``turn`` is how the person wants to see it, and the frames of its film too.
        """
        self._preview = False
        self._turn = turn
        self._image = turned(image, turn)
        upright = full if min(full) > 0 else (image.width(), image.height())
        self._full = QSizeF(*turned_size(upright, turn))
        if not same:
            self._fit = True
            self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self.update()
        self.zoomed.emit()

    def turn(self, turn: Turn) -> None:
        """Turn the picture that is shown, so that it fits again."""
        step, self._turn = self._turn.back.then(turn), turn
        if step is not Turn.UPRIGHT and not self._image.isNull():
            self._image = turned(self._image, step)
            self._full = QSizeF(*turned_size(self.full, step))
            self.fit()

    def show_preview(self, small: QImage, turn: Turn = Turn.UPRIGHT) -> None:
        """Show a small picture, turned by ``turn`` already, until the photo itself is decoded."""
        self._preview = True
        self._turn = turn
        self._image = small
        self._full = QSizeF(small.size()) * PREVIEW_ENLARGED
        self._fit = True
        self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self.update()

    @property
    def frame(self) -> QImage | None:
        """The frame of a film that is shown over the picture."""
        return self._frame

    def show_frame(self, frame: QImage | None) -> None:
        """Show a frame of a film in the place of the picture; None: the picture again."""
        self._frame = None if frame is None else turned(frame, self._turn)
        self.update()

    def fit(self) -> None:
        """Scale the picture to fit the window."""
        self._fit = True
        self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self._changed()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Set the scale; what is shown ``at`` a point of the canvas stays there."""
        if self._image.isNull() or self._preview:
            return
        point = self._centre() if at is None else at
        under = self._to_picture(point)
        smallest = min(self._fit_scale(), 1.0)
        self._scale = min(max(scale, smallest), LARGEST)
        self._fit = self._scale <= self._fit_scale() * 1.001
        centre = self._centre()
        self._middle = under - (point - centre) / self.scale
        self._keep_inside()
        self._changed()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Multiply the scale by ``factor``."""
        self.zoom_to(self.scale * factor, at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture on its dark background."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), BEHIND)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 2)
            painter.drawImage(self._target(), self._image)
        if self._frame is not None and not self._frame.isNull():
            self._paint_frame(painter, self._frame)
        if self._by_key:
            painter.setPen(QPen(QColor(INK), RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: QImage) -> None:
        """Paint a frame as large as the picture allows; a film is often wider or narrower."""
        place = self._target()
        painter.fillRect(place, BEHIND)
        size = QSizeF(frame.size()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRectF(QPointF(), size)
        at.moveCenter(place.center())
        painter.drawImage(at, frame)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here if Tab led it here, and on no photo that is opened."""
        super().focusInEvent(event)
        self._by_key = event.reason() in TABS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self._by_key = False
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the picture for the new size."""
        super().resizeEvent(event)
        self._keep_inside()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Switch between fitting and one screen pixel for each pixel."""
        if self._fit:
            self.zoom_to(1.0 / self.devicePixelRatioF(), event.position())
        else:
            self.fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to drag the picture."""
        if event.button() is Qt.MouseButton.LeftButton and not self._fit:
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._dragged_from is not None:
            self._middle -= (event.position() - self._dragged_from) / self.scale
            self._dragged_from = event.position()
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stop dragging."""
        self._dragged_from = None
        self._point()

    def hide_pointer(self, *, hidden: bool) -> None:
        """Hide the pointer over the photo, together with the controls."""
        self._hidden_pointer = hidden
        self._point()

    def _changed(self) -> None:
        self._point()
        self.update()
        self.zoomed.emit()

    def _point(self) -> None:
        shape = Qt.CursorShape.ArrowCursor if self._fit else Qt.CursorShape.OpenHandCursor
        self.setCursor(Qt.CursorShape.BlankCursor if self._hidden_pointer else shape)

    def _fit_scale(self) -> float:
        if self._full.isEmpty():
            return 1.0
        # A small picture is never enlarged to fit.
        largest = 1.0
        room = self._inside()
        across, down = room.width() / self._full.width(), room.height() / self._full.height()
        return min(across, down, largest)

    def _target(self) -> QRectF:
        size = self._full * self.scale
        top_left = self._centre() - self._middle * self.scale
        return QRectF(top_left, size)

    def _to_picture(self, point: QPointF) -> QPointF:
        return self._middle + (point - self._centre()) / self.scale

    def _inside(self) -> QRect:
        """Return where a picture that fits stands."""
        inside = self.rect().marginsRemoved(self._room)
        return inside if inside.width() > 1 and inside.height() > 1 else self.rect()

    def _centre(self) -> QPointF:
        return QPointF(self._inside().center())

    def _keep_inside(self) -> None:
        """Keep the canvas filled where the picture is larger than the canvas."""
        room = self._inside()
        for_x = _kept(self._middle.x(), self._full.width(), room.width() / self.scale)
        for_y = _kept(self._middle.y(), self._full.height(), room.height() / self.scale)
        self._middle = QPointF(for_x, for_y)


def _kept(middle: float, length: float, seen: float) -> float:
    if seen >= length:
        return length / 2
    return min(max(middle, seen / 2), length - seen / 2)
