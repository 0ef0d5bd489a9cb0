"""A page of the window: a title, actions beside it, and what scrolls below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.ui.widgets.parts import label

EDGE = 32
GAP = 16
WIDEST = 920
"""Lines longer than this are hard to read; the rest stays free."""


class Page(QWidget):
    """Add to ``body``; put buttons into ``beside``."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("part", "page")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(8)
        inner = QWidget()
        inner.setProperty("part", "page")
        inner.setMaximumWidth(WIDEST)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.body.setSpacing(GAP)
        if title:
            head = QHBoxLayout()
            head.addWidget(label(title, "title"), 1)
            head.addLayout(self.beside)
            self.body.addLayout(head)
        centred = QWidget()
        centred.setProperty("part", "page")
        across = QHBoxLayout(centred)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(inner, 100)
        across.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(centred)
        outer.addWidget(self._scroll)
