"""The stage: the photo on dark, and over it whatever comes and goes with the pointer."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMargins, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.actions import ActionName, ViewerAction
from picup_desktop.ui.viewer.films.bar import FilmBar
from picup_desktop.ui.viewer.films.films import Films
from picup_desktop.ui.viewer.stage.badges import LiveBadge, make_play_button
from picup_desktop.ui.viewer.stage.canvas import Canvas
from picup_desktop.ui.viewer.stage.controls import Controls
from picup_desktop.ui.viewer.stage.head import Head, arrow_icon, round_button
from picup_desktop.ui.viewer.stage.notices import WIDEST, Notices
from picup_desktop.ui.viewer.stage.strip import Strip

EDGE = 16
ARROW = 44


class Stage(QWidget):
    """The canvas below; bar, arrows, strip and notices above it. Emit ``asked`` for an action."""

    asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        actions: Sequence[ViewerAction],
        model: ShotModel,
        pictures: ShotPictures,
    ) -> None:
        super().__init__()
        self._is_free = False
        self.canvas = Canvas()
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.head = Head(theme, actions)
        self.strip = Strip(model, pictures)
        film_bar = FilmBar(theme)
        self.films = Films(self.canvas, film_bar)
        self.notices = Notices()
        self.live = LiveBadge(theme)
        self.play = make_play_button(theme)
        self.back = self._arrow(theme, ActionName.BACK)
        self.forward = self._arrow(theme, ActionName.FORWARD)
        self._bottom = QWidget()
        self._bars = QVBoxLayout(self._bottom)
        self._bars.setContentsMargins(0, 0, 0, 0)
        self._bars.setSpacing(0)
        self._bars.addWidget(film_bar)
        self._bars.addWidget(self.strip)
        for part in (self.canvas, self.play, self.live, *self._passing, self.notices):
            part.setParent(self)
        self.controls = Controls(self.canvas, (*self._passing, self.live))
        self.controls.turned.connect(self._turn)
        self.notices.turned.connect(self.place)
        self.head.asked.connect(self.asked)
        self.play.clicked.connect(lambda: self.asked.emit(ActionName.PLAY))

    @property
    def _passing(self) -> tuple[QWidget, ...]:
        """What comes and goes with the pointer."""
        return (self.head, self.back, self.forward, self._bottom)

    def add_bar(self, bar: QWidget) -> None:
        """Add a bar above the strip, which comes and goes with it."""
        self._bars.insertWidget(0, bar)

    def show_available(self, available: Mapping[ActionName, bool]) -> None:
        """Enable the buttons of what can be done now."""
        self.head.show_available(available)
        for made, name in ((self.back, ActionName.BACK), (self.forward, ActionName.FORWARD)):
            made.setEnabled(available.get(name, True))

    def show_motion(self, *, is_film: bool, is_live: bool, plays: bool) -> None:
        """Show that what is viewed can be played: a round button, or the badge of a live photo."""
        self.play.setVisible(is_film and not plays)
        self.live.setVisible(is_live)
        self.place()

    def set_free(self, *, free: bool) -> None:
        """Give the photo all the room, with the controls over it; as in full screen."""
        self._is_free = free
        self.place()

    @Slot()
    def place(self) -> None:
        """Put everything into its place."""
        width, height = self.width(), self.height()
        top, strip = self.head.sizeHint().height(), self.strip.sizeHint().height()
        below = self._bottom.sizeHint().height()
        self.canvas.setGeometry(self.rect())
        self.canvas.set_room(QMargins() if self._is_free else QMargins(0, top, 0, strip))
        self.head.setGeometry(0, 0, width, top)
        self._bottom.setGeometry(0, height - below, width, below)
        middle = (height if self._is_free else top + height - strip) // 2
        left, right = self.back, self.forward
        if self.isRightToLeft():
            left, right = right, left
        left.move(EDGE, middle - ARROW // 2)
        right.move(width - EDGE - ARROW, middle - ARROW // 2)
        self.play.move((width - self.play.width()) // 2, middle - self.play.height() // 2)
        self.live.resize(self.live.sizeHint())
        self.live.move(EDGE, EDGE + (top if self.controls.are_shown or not self._is_free else 0))
        # Below the bar, where no message and nothing of a film stands.
        across = min(WIDEST, width - 2 * EDGE)
        beside = (width - across) // 2 > self.live.geometry().right() or self.live.isHidden()
        under = self.live.y() if beside else self.live.geometry().bottom() + EDGE
        tall = self.notices.height_at(across)
        self.notices.setGeometry((width - across) // 2, under, across, tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything into its place."""
        super().resizeEvent(event)
        self.place()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the controls."""
        super().showEvent(event)
        self.controls.show_now()
        # Once more with the fonts of the style, which come with the first sight.
        QTimer.singleShot(0, self, self.place)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no pause while nothing is seen."""
        super().hideEvent(event)
        self.controls.rest()

    @Slot()
    def _turn(self) -> None:
        shown = self.controls.are_shown
        for part in self._passing:
            part.setVisible(shown)
        self.canvas.hide_pointer(hidden=not shown)
        self.place()

    def _arrow(self, theme: Theme, name: ActionName) -> QToolButton:
        back = name is ActionName.BACK
        words: Shown = translate("Viewer", "Previous") if back else translate("Viewer", "Next")
        made = round_button(theme, arrow_icon(back=back), words)
        made.setProperty("part", "viewer-arrow")
        made.setFixedSize(ARROW, ARROW)
        made.clicked.connect(lambda: self.asked.emit(name))
        return made
