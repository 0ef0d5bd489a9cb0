"""Contrast as WCAG 2.2 defines it, measured in the pixels of a window."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)

SCALE = 2
"""Letters are drawn so many times larger, so that their middle has the text's true colour."""
TEXT, LARGE_TEXT, GRAPHIC = 4.5, 3.0, 3.0
LARGE_PIXELS, LARGE_BOLD_PIXELS = 24.0, 18.66
INSIDE = 5
"""Pixels from the edge of a field or button to where only its text can be."""
FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox)
WITH_TEXT = (QLabel, QAbstractButton, QTabBar, *FIELDS)
Pixels = NDArray[numpy.float64]
_STEPS = numpy.arange(256) / 255
_LINEAR = numpy.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_PARTS = [_LINEAR * share for share in (0.0722, 0.7152, 0.2126)]
"""What each value of blue, green and red adds to the luminance of its pixel."""


@dataclass(frozen=True)
class Measured:
    """What was measured of one widget."""

    what: str
    ratio: float
    needed: float

    @property
    def enough(self) -> bool:
        return self.ratio >= self.needed


def measure(window: QWidget) -> Iterator[Measured]:
    """Yield the contrast of every text, edge and icon of what a window shows."""
    pixels = luminances(window)
    for widget in window.findChildren(QWidget):
        if not widget.isEnabled() or _place(widget, window).isEmpty():
            continue
        if isinstance(widget, WITH_TEXT):
            yield from _texts(widget, window, pixels)
        if isinstance(widget, FIELDS) and not isinstance(widget.parent(), FIELDS):
            yield _edge(widget, window, pixels)
        if isinstance(widget, QAbstractItemView):
            yield from _items(widget, window, pixels)


def luminances(window: QWidget) -> Pixels:
    """Return the relative luminance of each pixel of a window."""
    image = QImage(window.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    window.render(image)
    flat = numpy.frombuffer(image.constBits(), numpy.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine())[:, : image.width() * 4]
    blue_green_red = rows.reshape(image.height(), image.width(), 4)
    return numpy.asarray(sum(part[blue_green_red[..., at]] for at, part in enumerate(_PARTS)))


def strongest(pixels: Pixels) -> float:
    """Return the highest contrast of any pixel with the most frequent one."""
    values, counts = numpy.unique(pixels.round(6), return_counts=True)
    ground = values[counts.argmax()]
    return max(ratio(ground, values.min()), ratio(ground, values.max()))


def ratio(one: float, other: float) -> float:
    """Return the contrast of two luminances: 1 to 21."""
    return float((max(one, other) + 0.05) / (min(one, other) + 0.05))


def _texts(widget: QWidget, window: QWidget, pixels: Pixels) -> Iterator[Measured]:
    words = _words(widget)
    if not words:
        if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
            inside = _cut(pixels, _place(widget, window))
            yield Measured(f"icon of {_called(widget)}", strongest(inside), GRAPHIC)
        return
    place = _place(widget, window)
    inset = 0 if isinstance(widget, QLabel | QTabBar) else INSIDE
    inside = _cut(pixels, place.adjusted(inset, inset, -inset, -inset))
    if isinstance(widget, QCheckBox | QRadioButton):
        beside = widget.style().pixelMetric(widget.style().PixelMetric.PM_IndicatorWidth) + 14
        inside = _cut(pixels, place.adjusted(beside, inset, -inset, -inset))
    if inside.size:
        yield Measured(f"{_called(widget)}: {words}", strongest(inside), _needed(widget))


def _edge(widget: QWidget, window: QWidget, pixels: Pixels) -> Measured:
    """Measure the left edge of a field against what is outside of it."""
    place = _place(widget, window)
    outside = _cut(pixels, QRect(place.left() - 3, place.center().y(), 1, 1))
    edge = _cut(pixels, QRect(place.left(), place.center().y(), 2, 1))
    found = max(ratio(float(outside.mean()), float(one)) for one in edge.flatten())
    return Measured(f"edge of {_called(widget)}", found, GRAPHIC)


def _items(view: QAbstractItemView, window: QWidget, pixels: Pixels) -> Iterator[Measured]:
    if view.property("measured") is False or view.model() is None:
        return
    port = _place(view.viewport(), window)
    for row in range(min(view.model().rowCount(), 8)):
        index = view.model().index(row, 0)
        box = view.visualRect(index).translated(view.viewport().mapTo(window, QPoint(0, 0)))
        inside = _cut(pixels, box.intersected(port))
        if inside.size and str(index.data() or ""):
            yield Measured(f"row {row} of {_called(view)}", strongest(inside), TEXT)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QTabBar):
        return widget.tabText(0)
    return str(widget.text()) if isinstance(widget, QLabel | QAbstractButton) else ""


def _needed(widget: QWidget) -> float:
    font = QFontInfo(widget.font())
    least = LARGE_BOLD_PIXELS if font.bold() else LARGE_PIXELS
    return LARGE_TEXT if font.pixelSize() >= least else TEXT


def _place(widget: QWidget, window: QWidget) -> QRect:
    """Return the visible part of a widget, in the window's pixels."""
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(window, QPoint(0, 0)))


def _cut(pixels: Pixels, box: QRect) -> Pixels:
    top, left = max(0, box.top()) * SCALE, max(0, box.left()) * SCALE
    return pixels[top : (box.bottom() + 1) * SCALE, left : (box.right() + 1) * SCALE]


def _called(widget: QWidget) -> str:
    part = widget.property("part") or ""
    return f"{type(widget).__name__} {part} {widget.accessibleName()}".strip()
