"""A page of the window, its empty state, and updates only while it is visible."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.status import Status
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.parts import label

EDGE = 32
GAP = 16
HEAD_HEIGHT = 34
"""Of a title and the buttons beside it, whether there are any or not; in pixels."""
WIDEST = 960
"""Longer lines are hard to read, so the page grows no wider; in pixels."""


class Page(QWidget):
    """A title, buttons in ``beside`` it, and ``body``, which scrolls."""

    def __init__(self, title: Shown = NO_WORDS, *, widest: int = WIDEST) -> None:
        """``widest`` is how wide the page grows, in pixels: pictures may fill more than lines."""
        super().__init__()
        self._widest = widest
        self.setProperty("part", "page")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(8)
        inner = QWidget()
        inner.setProperty("part", "page")
        inner.setMaximumWidth(widest)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.body.setSpacing(GAP)
        if title:
            head = QHBoxLayout()
            head.addStrut(HEAD_HEIGHT)
            head.addWidget(label(title, "title"), 1)
            head.addLayout(self.beside)
            self.body.addLayout(head)
        centred = _Content()
        centred.setProperty("part", "page")
        across = QHBoxLayout(centred)
        across.setContentsMargins(0, 0, 0, 0)
        # At the left, where the titles of all pages stand, however wide the window is.
        across.addWidget(inner, 100)
        across.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(centred)
        outer.addWidget(self._scroll)

    @property
    def body_width(self) -> int:
        """The width that ``body`` has for its widgets without scrolling sideways, in pixels."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return min(self.width() - bar, self._widest) - 2 * EDGE

    def bring_into_sight(self, widget: QWidget, part: QRect) -> None:
        """Scroll to a part of a widget in ``body``, in the widget's own pixels."""
        inside = self._scroll.widget()
        if inside is not None:
            middle = widget.mapTo(inside, part.center())
            self._scroll.ensureVisible(0, middle.y(), 0, part.height() // 2 + GAP)

    def focus_on(self, widget: QWidget) -> None:
        """Scroll to a widget and give it the focus."""
        self._scroll.ensureWidgetVisible(widget, 0, EDGE)
        widget.setFocus()


class _Content(QWidget):
    """What scrolls; as high as its words need at their width, and no higher."""

    def minimumSizeHint(self) -> QSize:
        """Return no height where that follows from the width; Qt's own is that of a narrow page."""
        hint, layout = super().minimumSizeHint(), self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(hint.width(), 0) if wraps else hint


class UpdateWhenVisible(QObject):
    """Call ``show`` at a signal; while the widget is hidden, once when it is shown again.

    Updating hidden pages would slow down the visible one.
    """

    def __init__(self, widget: QWidget, show: Callable[[], None], signal: SignalInstance) -> None:
        super().__init__(widget)
        self._widget = widget
        self._show = show
        self._outdated = False
        widget.installEventFilter(self)
        signal.connect(self._changed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Update the widget when it is shown, if it is out of date."""
        if event.type() is QEvent.Type.Show and self._outdated:
            self._now()
        return False

    @Slot()
    def _changed(self) -> None:
        if self._widget.isVisible():
            self._now()
        else:
            self._outdated = True

    def _now(self) -> None:
        self._outdated = False
        self._show()


def looking(theme: Theme) -> "Empty":
    """Make the state that is shown until it is known whether there is anything."""
    words = translate("Empty", "Looking…"), translate("Empty", "It is here in a moment.")
    return Empty(theme, Status.LOOKING, words)


class Empty(QWidget):
    """Shows in the middle of a page why it is empty, and what to do about it."""

    def __init__(
        self,
        theme: Theme,
        status: Status,
        words: tuple[Shown, Shown],
        action: QPushButton | None = None,
    ) -> None:
        super().__init__()
        title, detail = words
        mark = Mark(theme)
        mark.show_status(status)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(24, 56, 24, 24)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, "section", wrap=True)
        below = label(detail, "quiet", wrap=True)
        for words_label in (heading, below):
            words_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words_label)
        if action is not None:
            layout.addSpacing(8)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
