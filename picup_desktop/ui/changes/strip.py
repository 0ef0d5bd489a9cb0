"""Some photos in a row, each a button that opens its preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.changes.painting import CORNER, paint_picture
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.text import plain_tip
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.flow import Flow
from picup_desktop.ui.widgets.parts import clear

EDGE = 72
RING = 2


@dataclass(frozen=True)
class Tile:
    """A photo and its name."""

    of: PictureOf
    name: Shown


class PictureStrip(QWidget):
    """Shows tiles in a row that wraps; emits ``opened(tile)`` for one that is clicked."""

    opened = Signal(object)

    def __init__(self, theme: Theme, pictures: VersionPictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._tiles: tuple[Tile, ...] = ()
        self._flow = Flow()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        self.hide()

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """What is shown."""
        return self._tiles

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other photos; hide itself if there are none."""
        if tuple(tiles) == self._tiles:
            return
        self._tiles = tuple(tiles)
        clear(self._flow)
        for tile in self._tiles:
            made = _TileButton(self._theme, self._pictures, tile)
            made.clicked.connect(lambda _=False, tile=tile: self.opened.emit(tile))
            self._flow.addWidget(made)
        self.setVisible(bool(self._tiles))


class _TileButton(QAbstractButton):
    def __init__(self, theme: Theme, pictures: VersionPictures, tile: Tile) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._tile = tile
        self.setAccessibleName(tile.name)
        self.setToolTip(plain_tip(tile.name))
        self.setFixedSize(QSize(EDGE, EDGE))
        pictures.came.connect(self.update)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and a ring while it has the focus of the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, colours = QRect(0, 0, EDGE, EDGE), self._theme.colours
        inside = box.adjusted(RING + 1, RING + 1, -RING - 1, -RING - 1)
        paint_picture(painter, inside, self._tile.of, self._pictures, colours)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), RING))
            edge = RING / 2
            ring = QRectF(box).adjusted(edge, edge, -edge, -edge)
            painter.drawRoundedRect(ring, CORNER, CORNER)
        painter.end()
