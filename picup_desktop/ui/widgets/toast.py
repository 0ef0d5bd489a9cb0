"""A message for some seconds, with a way to undo what it says."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label

SHOWN_MILLISECONDS = 6_000
BELOW = 24
AT_EDGE = 8


class Toast(QFrame):
    """Shows a message at the bottom of ``over``; calls ``after`` unless it is undone in time."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "toast")
        self.setAccessibleName(translate("Toast", "Message"))
        self._words = label()
        self._undo = button(translate("Toast", "Undo"))
        self._undo.clicked.connect(self._take_back)
        self._after: Callable[[], None] | None = None
        self._back: Callable[[], None] | None = None
        self._below = BELOW
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.settle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self._words)
        layout.addWidget(self._undo)
        over.installEventFilter(self)
        self.hide()

    def show_words(
        self,
        words: Shown,
        after: Callable[[], None] | None = None,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Show ``words``; call ``after`` when they go, or ``back`` if they are undone before."""
        self.settle()
        self._words.setText(words)
        self._after, self._back = after, back
        self._undo.setVisible(after is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    @Slot(str, object)
    def show_done(self, words: Shown, back: Callable[[], None] | None) -> None:
        """Show what is done already; call ``back`` if it is to be undone, where there is one."""
        self.show_words(words, None if back is None else _nothing, back)

    @Slot()
    def settle(self) -> None:
        """Hide the message and do what it says now."""
        self._timer.stop()
        self.hide()
        after, self._after, self._back = self._after, None, None
        if after is not None:
            after()

    def move_over(self, over: QWidget, below: int = BELOW) -> None:
        """Show this message, and those after it, over another widget, ``below`` pixels up."""
        visible, before = not self.isHidden(), self.parentWidget()
        if before is over:
            return
        if before is not None:
            before.removeEventFilter(self)
        self._below = below
        self.setParent(over)
        over.installEventFilter(self)
        self._place()
        self.setVisible(visible)
        self.raise_()

    def drop(self) -> None:
        """Hide and erase the message, because the window was locked; do what it says."""
        self.settle()
        self._words.clear()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window is resized."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    @Slot()
    def _take_back(self) -> None:
        back, self._after, self._back = self._back, None, None
        self.settle()
        if back is not None:
            back()

    def _place(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self._fit(over.width() - 2 * AT_EDGE)
            left = (over.width() - self.width()) // 2
            self.move(max(AT_EDGE, left), over.height() - self.height() - self._below)

    def _fit(self, widest: int) -> None:
        """Take one line, or as many as a longer message needs."""
        self._words.setWordWrap(False)
        self._words.setMinimumWidth(0)
        whole = self.sizeHint()
        if whole.width() > widest > 0:
            beside = whole.width() - self._words.sizeHint().width()
            self._words.setWordWrap(True)
            self._words.setMinimumWidth(max(1, widest - beside))
            self.resize(widest, self.heightForWidth(widest))
        else:
            self.resize(whole)


def _nothing() -> None:
    """Stand for what is to be done once a message goes: all of it is done."""
