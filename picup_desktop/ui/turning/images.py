"""Pictures as a person wants to see them: what files and thumbnails have, turned."""

from collections import OrderedDict

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform

from picup_desktop.words import Turn

MOST_BYTES = 24_000_000
QUARTER_DEGREES = 90


def turned(image: QImage, turn: Turn) -> QImage:
    """Return the picture turned; the same one if nothing is to be done."""
    if turn is Turn.UPRIGHT or image.isNull():
        return image
    made = image.flipped(Qt.Orientation.Horizontal) if turn.is_mirrored else image
    if not turn.quarters:
        return made
    return made.transformed(QTransform().rotate(QUARTER_DEGREES * turn.quarters))


def turned_size(size: tuple[int, int], turn: Turn) -> tuple[int, int]:
    """Return the size of a picture of that size once it is turned."""
    return (size[1], size[0]) if turn.swaps_sides else size


class TurnedImages:
    """Keeps small pictures that were turned, so that painting does not turn them again.

    A picture is known by Qt's own key, which changes with its pixels.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[int, Turn], QImage] = OrderedDict()
        self._bytes = 0

    def of(self, image: QImage, turn: Turn) -> QImage:
        """Return a picture turned."""
        if turn is Turn.UPRIGHT:
            return image
        key = image.cacheKey(), turn
        made = self._kept.get(key)
        if made is not None:
            self._kept.move_to_end(key)
            return made
        made = self._kept[key] = turned(image, turn)
        self._bytes += made.sizeInBytes()
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.sizeInBytes()
        return made

    def forget(self) -> None:
        """Drop all pictures: the vault was locked."""
        self._kept.clear()
        self._bytes = 0
