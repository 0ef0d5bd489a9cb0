"""A page of the window: a title, actions beside it, and what scrolls below."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.ui.status import Status
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import Mark
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


class UpdateWhenVisible(QObject):
    """Calls ``show`` when a signal comes; for a hidden widget only once, when it is seen again."""

    def __init__(self, widget: QWidget, show: Callable[[], None], signal: SignalInstance) -> None:
        super().__init__(widget)
        self._widget = widget
        self._show = show
        self._is_old = False
        widget.installEventFilter(self)
        signal.connect(self._changed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The moment in which the widget comes into sight."""
        if event.type() is QEvent.Type.Show and self._is_old:
            self._now()
        return False

    @Slot()
    def _changed(self) -> None:
        if self._widget.isVisible():
            self._now()
        else:
            self._is_old = True

    def _now(self) -> None:
        self._is_old = False
        self._show()


def looking(theme: Theme) -> "Empty":
    """While it isn't known yet whether there is something: nothing is said to be empty."""
    words = translate("Empty", "Looking…"), translate("Empty", "It is here in a moment.")
    return Empty(theme, Status.LOOKING, words)


class Empty(QWidget):
    """In the middle of a page that has nothing to show."""

    def __init__(
        self,
        theme: Theme,
        status: Status,
        words: tuple[str, str],
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
