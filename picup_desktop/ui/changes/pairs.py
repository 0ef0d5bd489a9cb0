"""Some photos before and after a change, side by side on a card."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.changes.painting import paint_pair, pair_width
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.flow import Flow
from picup_desktop.ui.widgets.parts import ElidedLabel, clear

EDGE = 58
"""Five pairs fit side by side into the widest card."""
GAP = 10


@dataclass(frozen=True)
class Pair:
    """A photo before and after a change."""

    name: Shown
    before: PictureOf
    after: PictureOf


class PairStrip(QWidget):
    """Shows pairs in a row that wraps."""

    def __init__(self, theme: Theme, pictures: VersionPictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._pairs: tuple[Pair, ...] = ()
        self._flow = Flow()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        self.hide()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that are shown."""
        return self._pairs

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other pairs; hide itself if there are none."""
        if tuple(pairs) == self._pairs:
            return
        self._pairs = tuple(pairs)
        clear(self._flow)
        for pair in self._pairs:
            self._flow.addWidget(_PairWidget(self._theme, self._pictures, pair))
        self.setVisible(bool(self._pairs))


class _PairWidget(QWidget):
    def __init__(self, theme: Theme, pictures: VersionPictures, pair: Pair) -> None:
        super().__init__()
        words = translate("Changes", "{name}, before and now").format(name=pair.name)
        self.setAccessibleName(words)
        name = ElidedLabel("caption")
        name.show_words(pair.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, GAP, 4)
        layout.setSpacing(4)
        layout.addWidget(_Painted(theme, pictures, pair))
        layout.addWidget(name)
        self.setFixedWidth(pair_width(EDGE) + GAP)


class _Painted(QWidget):
    def __init__(self, theme: Theme, pictures: VersionPictures, pair: Pair) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._pair = pair
        self.setFixedSize(QSize(pair_width(EDGE), EDGE))
        pictures.came.connect(self.update)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the two pictures; those that are not there yet are asked for."""
        painter = QPainter(self)
        pair = self._pair.before, self._pair.after
        paint_pair(
            painter, QRect(0, 0, self.width(), EDGE), pair, self._pictures, self._theme.colours
        )
        painter.end()
