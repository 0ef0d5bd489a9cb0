"""Controls over a photo: there when the pointer moves, gone after a pause."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

PAUSE_MILLISECONDS = 2_500
"""So long after the last movement the controls stay."""
POINTER = frozenset({QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
TAB = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class Controls(QObject):
    """Shows and hides ``parts`` over ``canvas``; emits ``turned`` when they come or go.

    They stay while the pointer rests on one of them, the keyboard's focus is in one, or a menu
    or a question is open.
    """

    turned = Signal()

    def __init__(self, canvas: QWidget, parts: Sequence[QWidget]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._parts = tuple(parts)
        self._seen_at = QPoint()
        self._are_shown = True
        self.pause_milliseconds = PAUSE_MILLISECONDS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hide)
        canvas.setMouseTracking(True)
        canvas.installEventFilter(self)

    @property
    def are_shown(self) -> bool:
        """Whether the controls can be seen."""
        return self._are_shown

    @Slot()
    def show_now(self) -> None:
        """Show the controls, and count the pause anew."""
        self._timer.start(self.pause_milliseconds)
        self._turn(shown=True)

    @Slot()
    def rest(self) -> None:
        """Show the controls and let them stay, because nobody looks."""
        self._timer.stop()
        self._turn(shown=True)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the controls when the pointer moves, or Tab looks for one of them."""
        if event.type() in POINTER:
            # A window that opens under a resting pointer tells of a movement that is none.
            at = QCursor.pos()
            if event.type() is not QEvent.Type.MouseMove or at != self._seen_at:
                self.show_now()
            self._seen_at = at
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            tab = Qt.Key(event.key()) in TAB
            if tab:
                self.show_now()
        return False

    @Slot()
    def _hide(self) -> None:
        if self._are_used():
            self._timer.start(self.pause_milliseconds)
        else:
            self._turn(shown=False)

    def _are_used(self) -> bool:
        if QApplication.activePopupWidget() is not None:
            return True
        if QApplication.activeModalWidget() is not None:
            return True
        pointer, focus = QCursor.pos(), QApplication.focusWidget()
        return any(
            part.rect().contains(part.mapFromGlobal(pointer))
            or (focus is not None and part.isAncestorOf(focus))
            for part in self._parts
            if part.isVisible()
        )

    def _turn(self, *, shown: bool) -> None:
        if shown == self._are_shown:
            return
        self._are_shown = shown
        self.turned.emit()
