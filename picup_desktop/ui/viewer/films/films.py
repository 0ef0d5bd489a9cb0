"""The film that is viewed: played in the place of its picture, where Qt can do that."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QImage

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.thumbnails.wire import Trouble
from picup_desktop.ui.photos.words import trouble_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.viewer.films.bar import FilmBar
from picup_desktop.ui.viewer.stage.canvas import Canvas

QTS_PLAYER = "PySide6.QtMultimedia"
OUR_SCREEN = "picup_desktop.ui.viewer.films.screen"


class Screen(Protocol):
    """What plays a film: ``screen.FilmScreen``."""

    framed: SignalInstance
    moved: SignalInstance
    lasts: SignalInstance
    turned: SignalInstance
    ended: SignalInstance
    failed: SignalInstance

    def open(self, film: Path) -> None:
        """Open a film, paused at its beginning. OSError."""

    def play(self) -> None:
        """Play, or go on."""

    def pause(self) -> None:
        """Stand still."""

    def seek(self, ms: int) -> None:
        """Go to a time."""

    def mute(self, *, muted: bool) -> None:
        """Turn the sound off or on."""

    def close(self) -> None:
        """Let go of the film."""


def may_play_inside() -> bool:
    """Return whether Qt's player came with this program; its packages bring it."""
    return find_spec(QTS_PLAYER) is not None


def load_screen() -> ModuleType | None:
    """Load Qt's player; None where it is absent, or lacks a library of the system."""
    if not may_play_inside():
        return None
    try:
        return import_module(OUR_SCREEN)
    except ImportError:
        return None


def make_screen(parent: QObject) -> Screen | None:
    """Return Qt's player; None where there is none, or it finds nothing that decodes films."""
    module = load_screen()
    made = None if module is None else module.FilmScreen(parent)
    return cast("Screen", made) if made is not None and made.is_available else None


class Films(QObject):
    """``offer`` a film, then ``toggle`` plays and pauses it over its picture.

    Emit ``turned`` when it begins, pauses or ends, ``ended`` at its end, and ``said`` with why
    it can't be played.
    """

    said = Signal(str)
    turned = Signal()
    ended = Signal()

    def __init__(
        self,
        canvas: Canvas,
        bar: FilmBar,
        make: Callable[[QObject], Screen | None] = make_screen,
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._bar = bar
        self._make = make
        self._screen: Screen | None = None
        self._is_absent = False
        self._film: Path | None = None
        self._length_ms = 0
        self._opened = False
        self._playing = False
        self._muted = False
        bar.toggled.connect(self.toggle)
        bar.muted.connect(self.turn_sound)
        bar.sought.connect(self._seek)

    @property
    def play_inside(self) -> bool:
        """Whether films can be played here; the player is made when it is first asked for."""
        return self._ready() is not None

    @property
    def is_playing(self) -> bool:
        """Whether a film moves now."""
        return self._playing

    @property
    def is_open(self) -> bool:
        """Whether a film has begun, and is not closed yet."""
        return self._opened

    @property
    def is_muted(self) -> bool:
        """Whether the sound is off."""
        return self._muted

    def offer(self, film: Path | None, length_ms: int = 0) -> None:
        """Take the film that is viewed; None: no film is."""
        if film == self._film:
            return
        self.close()
        self._film, self._length_ms = film, length_ms
        if film is not None and self._screen is None:
            # So that less is left to be loaded when it is played.
            QTimer.singleShot(0, load_screen)

    @Slot()
    def toggle(self) -> None:
        """Play the film from its beginning, pause it, or go on."""
        screen = self._ready()
        if screen is None or self._film is None:
            return
        if not self._opened and not self._open(screen, self._film):
            return
        if self._playing:
            screen.pause()
        else:
            screen.play()

    @Slot()
    def turn_sound(self) -> None:
        """Turn the sound off or on, for this film and those after it."""
        self._muted = not self._muted
        self._bar.show_muted(muted=self._muted)
        if self._screen is not None:
            self._screen.mute(muted=self._muted)

    def close(self) -> None:
        """Stop the film, and show its picture again."""
        self._film, opened, self._opened, self._playing = None, self._opened, False, False
        self._bar.hide()
        if opened and self._screen is not None:
            self._screen.close()
            self._canvas.show_frame(None)
            self.turned.emit()

    def _open(self, screen: Screen, film: Path) -> bool:
        try:
            screen.open(film)
        except OSError:
            self.said.emit(trouble_words(Trouble.GONE))
            return False
        self._opened = True
        screen.mute(muted=self._muted)
        self._bar.begin(self._length_ms)
        self._bar.show()
        self.said.emit(NO_WORDS)
        return True

    def _ready(self) -> Screen | None:
        if self._screen is None and not self._is_absent:
            self._screen = self._make(self)
            self._is_absent = self._screen is None
            if self._screen is not None:
                self._connect(self._screen)
        return self._screen

    def _connect(self, screen: Screen) -> None:
        screen.framed.connect(self._show)
        screen.moved.connect(self._bar.show_time)
        screen.lasts.connect(self._bar.show_length)
        screen.turned.connect(self._turn)
        screen.ended.connect(self._end)
        screen.failed.connect(self._fail)

    @Slot(object)
    def _show(self, frame: QImage) -> None:
        if self._opened:
            self._canvas.show_frame(frame)

    @Slot(int)
    def _seek(self, ms: int) -> None:
        if self._screen is not None and self._opened:
            self._screen.seek(ms)

    @Slot(bool)
    def _turn(self, playing: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._opened and playing != self._playing:
            self._playing = playing
            self._bar.show_playing(playing=playing)
            self.turned.emit()

    @Slot()
    def _end(self) -> None:
        """Show the picture again; the next time it begins anew."""
        if self._opened:
            film, length_ms = self._film, self._length_ms
            self.close()
            self._film, self._length_ms = film, length_ms
            self.ended.emit()

    @Slot()
    def _fail(self) -> None:
        if self._opened:
            film, length_ms = self._film, self._length_ms
            self.close()
            self._film, self._length_ms = film, length_ms
            self.said.emit(failure_words())
            self.ended.emit()


def failure_words() -> Shown:
    """Return what is said of a film that Qt's player does not play."""
    return translate("Viewer", "PicUp can't play this film. Another program may be able to.")
