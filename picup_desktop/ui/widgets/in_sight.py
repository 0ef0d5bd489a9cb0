"""Pages that nobody sees are not kept up to date: each time would cost the page that is seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, SignalInstance, Slot
from PySide6.QtWidgets import QWidget


class InSight(QObject):
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
