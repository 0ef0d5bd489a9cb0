"""A film by Qt's own player, which packages bring along (``PySide6.QtMultimedia``).

This module can't be imported where QtMultimedia is absent; ``films.py`` does without it there.
"""

import os
from pathlib import Path

from PySide6.QtCore import (
    QFile,
    QFileDevice,
    QIODevice,
    QLoggingCategory,
    QObject,
    QSize,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

from picup_desktop.files.opening import open_regular
from picup_desktop.ui.viewer.films.frames import FrameMaker

NO_PROTOCOL = "none"
"""What a film may open besides itself: nothing (6-3). Some kinds name other files and servers."""
PROTOCOLS = "QT_FFMPEG_PROTOCOL_WHITELIST"

NO_WORD_OF_FILMS = "qt.multimedia.*=false"
"""What is in a film, such as its place, is told to nobody's standard error."""
LONGEST_MS = 2**31 - 1
"""What a slider can count, 24 days; Qt's player counts further."""


class FilmScreen(QObject):
    """Play one film at a time; every time is in milliseconds.

    Emit ``framed(QImage)``, ``moved(ms)``, ``lasts(ms)``, ``turned(playing)``, ``ended``, and
    ``failed`` where the film can't be played.
    """

    framed = Signal(object)
    moved = Signal(int)
    lasts = Signal(int)
    turned = Signal(bool)
    ended = Signal()
    failed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        os.environ[PROTOCOLS] = NO_PROTOCOL
        QLoggingCategory.setFilterRules(NO_WORD_OF_FILMS)
        self._file: QFile | None = None
        self._frames: FrameMaker | None = None
        self._sink = QVideoSink(self)
        self._sound = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._player.setAudioOutput(self._sound)
        self._sink.videoFrameChanged.connect(self._take)
        self._player.positionChanged.connect(self._move)
        self._player.durationChanged.connect(self._last)
        self._player.playbackStateChanged.connect(self._turn)
        self._player.mediaStatusChanged.connect(self._follow)
        self._player.errorOccurred.connect(self._fail)

    @property
    def is_available(self) -> bool:
        """Whether Qt found the part that decodes films."""
        return self._player.isAvailable()

    def open(self, film: Path) -> None:
        """Open a film, paused at its beginning. OSError where it is no regular file."""
        self.close()
        with open_regular(film) as opened:
            descriptor = os.dup(opened.fileno())
        file = QFile(self)
        closing = QFileDevice.FileHandleFlag.AutoCloseHandle
        if not file.open(descriptor, QIODevice.OpenModeFlag.ReadOnly, closing):
            os.close(descriptor)
            raise OSError(file.errorString())
        self._file = file
        self._frames = FrameMaker(_screen_size(), self.framed.emit)
        # The ending is a hint about the kind; what is read is the file that was opened. Its name
        # is told to nobody, either.
        self._player.setSourceDevice(file, QUrl(f"film{_ending(film)}"))

    def play(self) -> None:
        """Play, or go on."""
        self._player.play()

    def pause(self) -> None:
        """Stand still."""
        self._player.pause()

    def seek(self, ms: int) -> None:
        """Go to a time."""
        self._player.setPosition(ms)

    def mute(self, *, muted: bool) -> None:
        """Turn the sound off or on."""
        self._sound.setMuted(muted)

    def close(self) -> None:
        """Let go of the film."""
        frames, self._frames = self._frames, None
        if frames is not None:
            frames.end()
        self._player.stop()
        file, self._file = self._file, None
        if file is not None:
            self._player.setSource(QUrl())
            file.close()
            file.deleteLater()

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        if self._frames is not None and frame.isValid():
            self._frames.want(QVideoFrame(frame))

    def _move(self, ms: int) -> None:
        self.moved.emit(min(ms, LONGEST_MS))

    def _last(self, ms: int) -> None:
        self.lasts.emit(min(ms, LONGEST_MS))

    @Slot(QMediaPlayer.PlaybackState)
    def _turn(self, state: QMediaPlayer.PlaybackState) -> None:
        self.turned.emit(state is QMediaPlayer.PlaybackState.PlayingState)

    @Slot(QMediaPlayer.MediaStatus)
    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()
        elif status is QMediaPlayer.MediaStatus.InvalidMedia:
            self.failed.emit()

    @Slot()
    def _fail(self) -> None:
        self.failed.emit()


def _screen_size() -> QSize:
    """Return the size of the screen, in its own pixels."""
    screen = QGuiApplication.primaryScreen()
    return screen.size() * screen.devicePixelRatio()


def _ending(film: Path) -> str:
    """Return the ending of a film's name, if it can be one of a kind of film."""
    return film.suffix if film.suffix[1:].isalnum() and film.suffix.isascii() else ""
