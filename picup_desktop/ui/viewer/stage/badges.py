"""What shows over a photo that it moves: the round play button, and the badge of a live one."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QToolButton, QWidget

from picup_desktop.names import plain
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.theme.over_photo import INK
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.stage.head import round_button
from picup_desktop.ui.widgets.plain_words import PushButton

ROUND = 72
HOVER_MILLISECONDS = 200
"""So long the pointer rests on the badge before it plays; less would play in passing."""


def make_play_button(theme: Theme) -> QToolButton:
    """Make the round button in the middle of a film."""
    made = round_button(theme, "play", translate("Viewer", "Play"))
    made.setProperty("part", "viewer-play")
    made.setFixedSize(ROUND, ROUND)
    made.setIconSize(QSize(36, 36))
    made.hide()
    return made


class LiveBadge(PushButton):
    """The badge of a photo that moves: emit ``rested_on`` when the pointer stays on it."""

    rested_on = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(plain("LIVE"))
        self.setParent(parent)
        self.setProperty("part", "viewer-live")
        self.setIcon(theme.icon("live", INK))
        self.setIconSize(QSize(16, 16))
        words = translate("Viewer", "Play the moving picture")
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOVER_MILLISECONDS)
        self._timer.timeout.connect(self.rested_on)
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Begin to play soon."""
        super().enterEvent(event)
        self._timer.start()

    def leaveEvent(self, event: object) -> None:
        """Leave it be."""
        super().leaveEvent(event)  # type: ignore[arg-type]  # what Qt gave
        self._timer.stop()
