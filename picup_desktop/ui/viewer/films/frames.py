"""Frames of a film become pictures in a thread of their own: a large one takes a tenth of a second.

Only the newest frame is made; one that can't be made in time is left out.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame


class FrameMaker:
    """Call ``made`` in the thread for each picture, none larger than ``largest``, until ``end``."""

    def __init__(self, largest: QSize, made: Callable[[QImage], None]) -> None:
        self._largest = largest
        self._made = made
        self._changed = threading.Condition()
        self._newest: QVideoFrame | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)
        self._thread.start()

    def want(self, frame: QVideoFrame) -> None:
        """Make this frame next, in place of one that waits."""
        with self._changed:
            self._newest = frame
            self._changed.notify()

    def end(self) -> None:
        """Make no more; no picture comes once this has returned."""
        with self._changed:
            self._ending.set()
            self._newest = None
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ending.is_set() or self._newest is not None)
                frame, self._newest = self._newest, None
                if self._ending.is_set() or frame is None:
                    return
            image = picture_of(frame, self._largest)
            with self._changed:
                if not self._ending.is_set() and not image.isNull():
                    self._made(image)


def picture_of(frame: QVideoFrame, largest: QSize) -> QImage:
    """Return a frame as a picture that is not larger than the screen."""
    image = frame.toImage()
    if image.width() <= largest.width() and image.height() <= largest.height():
        return image
    keep, smooth = (
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return image.scaled(largest, keep, smooth)
