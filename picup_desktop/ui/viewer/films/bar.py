"""The bar of a film: play or pause, where it is, how long it is, and whether it is heard."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QStyle

from picup_desktop.ui.photos.words import length_words
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.theme.over_photo import INK
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.stage.head import round_button
from picup_desktop.ui.widgets.parts import label

SECOND_MS = 1_000
SEEK_MS = 5_000
"""How far an arrow key leads on the slider, in milliseconds."""
PAGE_MS = 30_000


class SeekBar(QSlider):
    """A slider that goes to where it is clicked."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setProperty("part", "viewer-seek")
        self.setSingleStep(SEEK_MS)
        self.setPageStep(PAGE_MS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("Viewer", "Position in the film"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place of the click, and be dragged from there."""
        if event.button() is Qt.MouseButton.LeftButton:
            at = QStyle.sliderValueFromPosition(
                *(self.minimum(), self.maximum(), round(event.position().x()), self.width()),
                upsideDown=self.isRightToLeft(),
            )
            self.setSliderPosition(at)
            self.sliderMoved.emit(at)
        super().mousePressEvent(event)


class FilmBar(QFrame):
    """Emit ``toggled``, ``muted`` and ``sought(ms)``."""

    toggled = Signal()
    muted = Signal()
    sought = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "viewer-bar")
        self._theme = theme
        self._length_ms = 0
        self.play = round_button(theme, "play", translate("Viewer", "Play"))
        self.mute = round_button(theme, "volume", translate("Viewer", "Mute"))
        self.slider = SeekBar()
        self.at, self.length = (label(part="viewer-quiet") for _ in range(2))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(8)
        for part in (self.play, self.at):
            layout.addWidget(part)
        layout.addWidget(self.slider, 1)
        for part in (self.length, self.mute):
            layout.addWidget(part)
        self.play.clicked.connect(self.toggled)
        self.mute.clicked.connect(self.muted)
        self.slider.sliderMoved.connect(self.sought)
        self.slider.actionTriggered.connect(self._step)
        self.hide()

    def begin(self, length_ms: int) -> None:
        """Show a film from its beginning; 0 for a length that is not known yet."""
        self.show_length(length_ms)
        self.show_time(0)
        self.show_playing(playing=False)

    @Slot(int)
    def show_length(self, length_ms: int) -> None:
        """Show how long the film is."""
        self._length_ms = length_ms
        self.slider.setRange(0, length_ms)
        self.slider.setEnabled(length_ms > 0)
        self.length.setText(length_words(length_ms // SECOND_MS))

    @Slot(int)
    def show_time(self, ms: int) -> None:
        """Show where the film is, unless the slider is being dragged."""
        self.at.setText(length_words(ms // SECOND_MS))
        if not self.slider.isSliderDown():
            self.slider.setValue(min(ms, self._length_ms))

    def show_playing(self, *, playing: bool) -> None:
        """Show the way to pause, or to go on."""
        words = translate("Viewer", "Pause") if playing else translate("Viewer", "Play")
        self.play.setIcon(self._theme.icon("pause" if playing else "play", INK))
        self.play.setToolTip(plain_tip(words))
        self.play.setAccessibleName(words)

    def show_muted(self, *, muted: bool) -> None:
        """Show whether the film is heard."""
        words = translate("Viewer", "Sound on") if muted else translate("Viewer", "Mute")
        self.mute.setIcon(self._theme.icon("volume-off" if muted else "volume", INK))
        self.mute.setToolTip(plain_tip(words))
        self.mute.setAccessibleName(words)

    @Slot(int)
    def _step(self, _action: int) -> None:
        """Follow the keys and the wheel on the slider; a drag tells of itself."""
        if not self.slider.isSliderDown():
            self.sought.emit(self.slider.sliderPosition())
