"""The slideshow: one photo after another in full screen, with a pause and a choice of its pace."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.theme.over_photo import INK
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.stage.head import round_button
from picup_desktop.ui.widgets.parts import button
from picup_desktop.ui.widgets.plain_words import CheckBox

PACES_SECONDS = (3, 5, 10, 30)
USUAL_SECONDS = 5
SECOND_MS = 1_000
MOST_SKIPPED = 500
"""So many films in a row are skipped; more end the slideshow."""


class Step(Enum):
    """What follows when a photo is there."""

    WAIT = auto()
    """Show it for as long as was chosen."""
    PLAY = auto()
    """Play it, and go on at its end."""


def step_for(*, plays: bool, with_films: bool) -> Step:
    """Return how long what is there now is shown; ``plays``: it is a film that plays here."""
    return Step.PLAY if plays and with_films else Step.WAIT


def next_row(
    row: int, count: int, shot: Callable[[int], ShownShot | None], *, with_films: bool
) -> int | None:
    """Return the row after ``row``, from the first again after the last; None without another.

    A film is skipped unless films are wanted. A row that is not read yet is taken as a photo.
    """
    for step in range(1, min(count, MOST_SKIPPED)):
        found = (row + step) % count
        known = shot(found)
        if with_films or known is None or known.lead.kind != "video":
            return found
    return None


class SlideshowBar(QFrame):
    """Pause, pace, films and the end; shown while a slideshow runs."""

    paused = Signal()
    ended = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, *, may_play: bool) -> None:
        super().__init__()
        self.setProperty("part", "viewer-bar")
        self._theme = theme
        self._preferences = preferences
        self.pause = round_button(theme, "pause", translate("Viewer", "Pause"))
        self.pace = QComboBox()
        self.pace.setAccessibleName(translate("Viewer", "Time for each photo"))
        for seconds in PACES_SECONDS:
            self.pace.addItem(translate("Viewer", "%Ln seconds each", None, seconds), seconds)
        known = preferences.slideshow_seconds in PACES_SECONDS
        chosen = preferences.slideshow_seconds if known else USUAL_SECONDS
        self.pace.setCurrentIndex(PACES_SECONDS.index(chosen))
        self.films = CheckBox(translate("Viewer", "Play films too"))
        self.films.setChecked(preferences.slideshow_films and may_play)
        if not may_play:
            self.films.hide()
        self.end = button(translate("Viewer", "End slideshow"))
        for choice in (self.pace, self.films, self.end):
            # A click leaves the arrow keys to the photos.
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(12)
        layout.addStretch(1)
        for part in (self.pause, self.pace, self.films, self.end):
            layout.addWidget(part)
        layout.addStretch(1)
        self.pause.clicked.connect(self.paused)
        self.end.clicked.connect(self.ended)
        self.pace.currentIndexChanged.connect(self._choose)
        self.films.toggled.connect(self._choose)
        self.hide()

    @property
    def seconds(self) -> int:
        """How long each photo is shown."""
        chosen = self.pace.currentData()
        return chosen if isinstance(chosen, int) else USUAL_SECONDS

    @property
    def with_films(self) -> bool:
        """Whether films are played, and not skipped."""
        return self.films.isChecked()

    def show_paused(self, *, paused: bool) -> None:
        """Show the way to pause, or to go on."""
        words = translate("Viewer", "Go on") if paused else translate("Viewer", "Pause")
        self.pause.setIcon(self._theme.icon("play" if paused else "pause", INK))
        self.pause.setToolTip(plain_tip(words))
        self.pause.setAccessibleName(words)

    @Slot()
    def _choose(self) -> None:
        self._preferences.slideshow_seconds = self.seconds
        self._preferences.slideshow_films = self.with_films
        self.changed.emit()


class Slideshow(QObject):
    """Emit ``next_wanted`` when the time of a photo is over, and ``turned`` at begin and end.

    Emit ``play_wanted`` and ``pause_wanted`` for a film, which is shown until it ends.
    """

    next_wanted = Signal()
    play_wanted = Signal()
    pause_wanted = Signal()
    turned = Signal()

    def __init__(self, bar: SlideshowBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._runs = False
        self._paused = False
        self._step: Step | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.next_wanted)
        bar.paused.connect(self.pause)
        bar.ended.connect(self.end)
        bar.changed.connect(self._again)

    @property
    def runs(self) -> bool:
        """Whether a slideshow runs, or is paused."""
        return self._runs

    @property
    def is_paused(self) -> bool:
        """Whether the slideshow stands still."""
        return self._paused

    @property
    def with_films(self) -> bool:
        """Whether films are played, and not skipped."""
        return self._bar.with_films

    def skips(self, shot: ShownShot) -> bool:
        """Return whether a photo that is a film is left out."""
        return self._runs and not self.with_films and shot.lead.kind == "video"

    def begin(self) -> None:
        """Begin with the photo that is there."""
        self._runs, self._paused = True, False
        self._bar.show_paused(paused=False)
        self._bar.show()
        self.turned.emit()

    @Slot()
    def pause(self) -> None:
        """Stand still, or go on."""
        if not self._runs:
            return
        self._paused = not self._paused
        self._bar.show_paused(paused=self._paused)
        if self._paused:
            self.pause_wanted.emit()
        self._again()

    @Slot()
    def end(self) -> None:
        """End the slideshow; the photo that is shown stays."""
        if self._runs:
            self._runs, self._step = False, None
            self._timer.stop()
            self._bar.hide()
            self.turned.emit()

    def wait(self) -> None:
        """Count no time while the next photo is read."""
        self._step = None
        self._timer.stop()

    def show_there(self, step: Step) -> None:
        """Count the time from now on: the photo can be seen."""
        if self._runs:
            self._step = step
            self._again()

    @Slot()
    def show_end(self) -> None:
        """Go on: the film that was played is over."""
        if self._runs and not self._paused and self._step is Step.PLAY:
            self.next_wanted.emit()

    @Slot()
    def _again(self) -> None:
        self._timer.stop()
        if not self._runs or self._paused or self._step is None:
            return
        if self._step is Step.PLAY:
            self.play_wanted.emit()
        else:
            self._timer.start(self._bar.seconds * SECOND_MS)
