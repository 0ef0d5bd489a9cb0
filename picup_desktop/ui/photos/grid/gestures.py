"""Zooming with two fingers."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture


def pinched(event: QEvent) -> float | None:
    """Return by how much two fingers on a touch pad or a screen zoom; None for other events."""
    if isinstance(event, QNativeGestureEvent):
        is_zoom = event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        return 1 + event.value() if is_zoom else None
    if isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        return pinch.scaleFactor() if isinstance(pinch, QPinchGesture) else None
    return None
