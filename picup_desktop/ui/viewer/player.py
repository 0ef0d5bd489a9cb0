"""Plays what is viewed: a film, a motion photo, or the film of a live picture.

A short one plays in the place of the photo, once and without sound (frames that a child process
decoded). A film plays there too where Qt's player is at hand (``films/``), else in the system's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.thumbnails.wire import DecoderKind
from picup_desktop.ui.photos.shot_pictures import kind_of
from picup_desktop.ui.viewer.films.films import Films
from picup_desktop.ui.viewer.films.outside import open_outside
from picup_desktop.ui.viewer.loader import Loader, MotionRequest, MotionResult
from picup_desktop.ui.viewer.stage.canvas import Canvas

Frame = tuple[QImage, int]
"""A frame, and how many milliseconds it is shown."""


class FindsFiles(Protocol):
    """The part of ``ShotPictures`` that is used here."""

    def file(self, shot: ShownShot, photo: ShownPhoto | None = None) -> Path | None:
        """Return the path of a photo's file; None if it is not on this computer."""


@dataclass(frozen=True)
class Playable:
    """What plays: a film, or a short one in the place of a photo."""

    is_film: bool = False
    film: Path | None = None
    """The film's file; None if it is not on this computer."""
    inside: MotionRequest | None = None

    @property
    def moves(self) -> bool:
        """Whether there is something to play now."""
        return self.film is not None or self.inside is not None


def playable(
    shot: ShownShot,
    version: int | None,
    file: Path | None,
    inside: Path | None,
    pictures: FindsFiles,
) -> Playable:
    """Return what plays of a shot; ``file`` is that of its lead, or of an earlier ``version``.

    ``inside`` is the file that has a film inside, if it has one. The film beside a photo is
    that of the photo as it is, and not of an earlier version.
    """
    if kind_of(shot.lead) is DecoderKind.FILM:
        return Playable(is_film=True, film=file)
    viewed = (shot.lead.photo_id, version)
    if inside is not None:
        return Playable(inside=MotionRequest(viewed, inside, DecoderKind.PICTURE))
    for photo in shot.photos[1:] if version is None else ():
        beside = pictures.file(shot, photo)
        if kind_of(photo) is DecoderKind.FILM and beside is not None:
            return Playable(inside=MotionRequest(viewed, beside, DecoderKind.FILM))
    return Playable()


class Player(QObject):
    """Plays what ``offer`` named; the picture comes back at the end, or at ``stop``.

    Emit ``turned`` when what can be played, or what plays, is another, and ``ended`` at the end.
    """

    said = Signal(str)
    """Why nothing plays; empty if something does."""
    turned = Signal()
    ended = Signal()

    def __init__(self, canvas: Canvas, loader: Loader, films: Films) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._loader = loader
        self._films = films
        self._offered = Playable()
        self._asked: MotionRequest | None = None
        self._frames: Sequence[Frame] = ()
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_next)
        loader.moved.connect(self._take)
        films.said.connect(self.said)
        films.turned.connect(self.turned)
        films.ended.connect(self.ended)

    @property
    def offered(self) -> Playable:
        """What can be played now."""
        return self._offered

    @property
    def is_playing(self) -> bool:
        """Whether something moves now."""
        return self._timer.isActive() or self._films.is_playing

    @property
    def waits(self) -> bool:
        """Whether the frames of a moving picture are being read."""
        return self._asked is not None

    @property
    def plays_inside(self) -> bool:
        """Whether what is offered plays in the place of the photo."""
        found = self._offered
        return found.inside is not None or (found.film is not None and self._films.play_inside)

    def offer(self, found: Playable, length_ms: int = 0) -> None:
        """Take what can be played, and the length of a film."""
        self._offered = found
        self._films.offer(found.film, length_ms)
        self.turned.emit()

    @Slot()
    def play(self) -> None:
        """Play what was offered; stop a moving picture, and pause a film, if it plays."""
        found = self._offered
        if self._timer.isActive():
            self.stop()
        elif found.film is not None:
            if self._films.play_inside:
                self._films.toggle()
            else:
                self.open_outside()
        elif found.inside is not None and found.inside != self._asked:
            self._asked = found.inside
            self.turned.emit()
            self._loader.load_motion(found.inside)

    @Slot()
    def hover(self) -> None:
        """Play a moving picture, unless it plays already."""
        if self._offered.inside is not None and not self.is_playing:
            self.play()

    @Slot()
    def open_outside(self) -> None:
        """Give the film to the system's player; say so if none takes it."""
        film = self._offered.film
        if film is not None:
            self.pause()
            self._loader.lend(film)
            self.said.emit(open_outside(film))

    @Slot()
    def pause(self) -> None:
        """Let a film stand still."""
        if self._films.is_playing:
            self._films.toggle()

    def stop(self) -> None:
        """Show the picture again."""
        self._asked = None
        self._timer.stop()
        self._frames = ()
        self._canvas.show_frame(None)
        self.turned.emit()

    @Slot(object)
    def _take(self, result: MotionResult) -> None:
        if result.request != self._asked:
            return
        self._asked = None
        self._frames, self._next = result.frames, 0
        self.said.emit(result.problem)
        self._show_next()
        self.turned.emit()

    @Slot()
    def _show_next(self) -> None:
        if self._next >= len(self._frames):
            self.stop()
            self.ended.emit()
            return
        image, ms = self._frames[self._next]
        self._next += 1
        self._canvas.show_frame(image)
        self._timer.start(ms)
