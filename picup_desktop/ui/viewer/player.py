"""Plays a motion photo, or the film of a live picture, in the place of the photo."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QPushButton

from picup_desktop.gallery.shots import kind_of as kind_by_name
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.thumbnails.wire import DecoderKind
from picup_desktop.ui.photos.shot_pictures import kind_of
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
    """What plays: a film in the system's player, or a short one in the place of a photo."""

    is_film: bool = False
    outside: Path | None = None
    """A film; None if its file is not on this computer."""
    inside: MotionRequest | None = None


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
        return Playable(is_film=True, outside=file)
    viewed = (shot.lead.photo_id, version)
    if inside is not None:
        return Playable(inside=MotionRequest(viewed, inside, DecoderKind.PICTURE))
    for photo in shot.photos[1:] if version is None else ():
        beside = pictures.file(shot, photo)
        if kind_of(photo) is DecoderKind.FILM and beside is not None:
            return Playable(inside=MotionRequest(viewed, beside, DecoderKind.FILM))
    return Playable()


def opened_for(film: Path) -> Path:
    """Return what the system is given for a film: the film, or else the folder that it is in.

    The system chooses what it does by the name's ending, and would run some, whatever is
    inside (6-3).
    """
    return film if kind_by_name(film.name).value == DecoderKind.FILM.value else film.parent


class Player(QObject):
    """Plays what ``offer`` named; the picture comes back at the end, or at ``stop``."""

    said = Signal(str)
    """Why nothing plays; empty if something does."""

    def __init__(self, canvas: Canvas, loader: Loader, button: QPushButton) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._loader = loader
        self._button = button
        self._offered = Playable()
        self._asked: MotionRequest | None = None
        self._frames: Sequence[Frame] = ()
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_next)
        loader.moved.connect(self._take)

    @property
    def is_playing(self) -> bool:
        """Whether a frame is shown."""
        return self._timer.isActive()

    def offer(self, found: Playable) -> None:
        """Show the button, if there is something to play."""
        self._offered = found
        self._show_button()

    @Slot()
    def play(self) -> None:
        """Play what was offered; stop it, if it plays."""
        found = self._offered
        if self.is_playing:
            self.stop()
        elif found.outside is not None:
            self._loader.lend(found.outside)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(opened_for(found.outside))))
        elif found.inside is not None and found.inside != self._asked:
            self._asked = found.inside
            self._show_button()
            self._loader.load_motion(found.inside)

    def stop(self) -> None:
        """Show the picture again."""
        self._asked = None
        self._timer.stop()
        self._frames = ()
        self._canvas.show_frame(None)

    def _show_button(self) -> None:
        found = self._offered
        can = found.outside is not None or found.inside is not None
        self._button.setVisible(can or found.is_film)
        self._button.setEnabled(can and self._asked is None)

    @Slot(object)
    def _take(self, result: MotionResult) -> None:
        if result.request != self._asked:
            return
        self._asked = None
        self._frames, self._next = result.frames, 0
        self.said.emit(result.problem)
        self._show_button()
        self._show_next()

    @Slot()
    def _show_next(self) -> None:
        if self._next >= len(self._frames):
            self.stop()
            return
        image, ms = self._frames[self._next]
        self._next += 1
        self._canvas.show_frame(image)
        self._timer.start(ms)
