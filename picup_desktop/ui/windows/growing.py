"""A dialog as wide as its text's size asks for, and as high as its words need.

What the screen has no room for scrolls; the buttons stay in sight.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.windows.dialog import Dialog

EDGE = 24
BELOW = 20
GAP = 10
ROOM_AROUND = 80
"""What the dialog leaves free of the screen's height, in pixels."""


class GrowingDialog(Dialog):
    """``body`` holds what scrolls; ``above`` and ``below`` hold what is always in sight."""

    def __init__(self, parent: QWidget, width: int) -> None:
        """``width`` is that for text of the usual size, in pixels."""
        super().__init__(parent)
        self.setFixedWidth(min(grown(width), parent.screen().availableGeometry().width()))
        inside = _Inside()
        self.body = QVBoxLayout(inside)
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFixedHeight(0)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for layout in (self.body, self.above, self.below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(GAP)
        self.below.setContentsMargins(0, GAP, 0, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, BELOW)
        outer.setSpacing(0)
        outer.addLayout(self.above)
        outer.addWidget(self._scroll)
        outer.addLayout(self.below)
        self.hold(inside)

    def hold(self, inside: QWidget) -> None:
        """Let another widget scroll in place of ``body``, which is deleted."""
        inside.setProperty("part", "page")
        inside.installEventFilter(self)
        self._scroll.setWidget(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the height to the words, which change."""
        if watched is self._scroll.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Fit it before it is seen, with the fonts of its style, which come late."""
        for each in self.findChildren(QWidget):
            each.ensurePolished()
        self.fit()
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Make it as high as its words need at its width; Qt's own guess is higher."""
        inside, outer, width = self._scroll.widget(), self.layout(), self.maximumWidth()
        inner = None if inside is None else inside.layout()
        if inner is None or outer is None:
            return
        inner.activate()
        most = self.screen().availableGeometry().height() - ROOM_AROUND
        around = _height(outer, width) - self._scroll.minimumHeight()
        needed = _height(inner, width - 2 * EDGE)
        # A bar that came and went would take the width of which the height is the answer.
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        fits = needed <= most - around
        self._scroll.setVerticalScrollBarPolicy(off if fits else on)
        self._scroll.setFixedHeight(needed if fits else max(0, most - around))
        self.setFixedHeight(_height(outer, width))
        QTimer.singleShot(0, self, self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll to the control with the keyboard, once everything has its place."""
        focused: QWidget | None = self.focusWidget()
        inside: QWidget | None = self._scroll.widget()
        if focused is not None and inside is not None and inside.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused)


class _Inside(QWidget):
    def minimumSizeHint(self) -> QSize:
        """Return no height: it follows from the width, and Qt's own is that of a narrow dialog."""
        return QSize(super().minimumSizeHint().width(), 0)


def _height(layout: QLayout, width: int) -> int:
    by_width = layout.hasHeightForWidth()
    return layout.totalHeightForWidth(width) if by_width else layout.totalSizeHint().height()
