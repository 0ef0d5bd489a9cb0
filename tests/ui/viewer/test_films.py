"""Films: played in the place of their picture, by the system's player, or not at all."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.films.bar import FilmBar
from picup_desktop.ui.viewer.films.films import Films, failure_words, make_screen
from picup_desktop.ui.viewer.films.outside import open_outside
from picup_desktop.ui.viewer.stage.canvas import Canvas


class FakeScreen(QObject):
    """A player that does as it is told, and keeps what it was told."""

    framed = Signal(object)
    moved = Signal(int)
    lasts = Signal(int)
    turned = Signal(bool)
    ended = Signal()
    failed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.told: list[str] = []

    def open(self, film: Path) -> None:
        if not film.is_file():
            raise FileNotFoundError(film)
        self.told.append(f"open {film.name}")

    def play(self) -> None:
        self.told.append("play")
        self.turned.emit(True)

    def pause(self) -> None:
        self.told.append("pause")
        self.turned.emit(False)

    def seek(self, ms: int) -> None:
        self.told.append(f"seek {ms}")

    def mute(self, *, muted: bool) -> None:
        self.told.append("mute" if muted else "sound")

    def close(self) -> None:
        self.told.append("close")


@dataclass
class Parts:
    films: Films
    bar: FilmBar
    canvas: Canvas
    screens: list[FakeScreen] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def screen(self) -> FakeScreen:
        (screen,) = self.screens
        return screen


@pytest.fixture
def parts(qtbot: QtBot, qapp: QApplication) -> Parts:
    screens: list[FakeScreen] = []

    def make(parent: QObject) -> FakeScreen:
        screens.append(FakeScreen(parent))
        return screens[-1]

    canvas, bar = Canvas(), FilmBar(Theme(qapp))
    for each in (canvas, bar):
        qtbot.addWidget(each)
    made = Parts(Films(canvas, bar, make), bar, canvas, screens)
    made.films.said.connect(made.said.append)
    return made


@pytest.fixture
def film(tmp_path: Path) -> Path:
    made = tmp_path / "a.mp4"
    made.write_bytes(b"a film")
    return made


def test_a_film_plays_pauses_seeks_and_is_muted(parts: Parts, film: Path) -> None:
    films, bar = parts.films, parts.bar
    films.offer(film, 65_000)
    assert parts.screens == [], "nothing is loaded before somebody plays"
    assert bar.isHidden()
    films.toggle()
    assert parts.screen.told == ["open a.mp4", "sound", "play"]
    assert [films.is_playing, films.is_open, bar.isHidden()] == [True, True, False]
    assert [bar.at.text(), bar.length.text(), bar.slider.maximum()] == ["0:00", "1:05", 65_000]

    frame = QImage(8, 8, QImage.Format.Format_RGB32)
    frame.fill(QColor("red"))
    parts.screen.framed.emit(frame)
    assert [parts.canvas.frame is None] == [False]
    parts.screen.moved.emit(61_000)
    assert [bar.at.text(), bar.slider.value()] == ["1:01", 61_000]
    parts.screen.lasts.emit(70_000)
    assert bar.length.text() == "1:10"

    bar.play.click()
    assert [parts.screen.told[-1], films.is_playing] == ["pause", False]
    bar.slider.triggerAction(bar.slider.SliderAction.SliderSingleStepAdd)
    assert parts.screen.told[-1] == "seek 66000"
    bar.mute.click()
    assert [parts.screen.told[-1], films.is_muted] == ["mute", True]
    bar.play.click()
    assert parts.screen.told[-1] == "play"

    films.offer(None)
    assert [parts.screen.told[-1], parts.canvas.frame, bar.isHidden()] == ["close", None, True]
    parts.screen.framed.emit(frame)
    assert [parts.canvas.frame] == [None], "a frame that comes late"
    films.toggle()
    assert parts.screen.told[-1] == "close", "there is no film any more"


def test_the_next_film_is_as_loud_as_the_one_before(
    parts: Parts, film: Path, tmp_path: Path
) -> None:
    other = tmp_path / "b.mp4"
    other.write_bytes(b"another")
    parts.films.offer(film)
    parts.films.turn_sound()
    parts.films.toggle()
    parts.films.offer(other)
    parts.films.toggle()
    assert parts.screen.told == [
        "open a.mp4",
        "mute",
        "play",
        "close",
        "open b.mp4",
        "mute",
        "play",
    ]


def test_at_its_end_the_picture_comes_back_and_it_begins_anew(parts: Parts, film: Path) -> None:
    ends: list[int] = []
    parts.films.ended.connect(lambda: ends.append(1))
    parts.films.offer(film)
    parts.films.toggle()
    parts.screen.ended.emit()
    assert [ends, parts.films.is_open, parts.canvas.frame] == [[1], False, None]
    parts.screen.ended.emit()
    assert ends == [1]
    parts.films.toggle()
    assert parts.screen.told[-3:] == ["open a.mp4", "sound", "play"]


def test_what_can_not_be_played_says_so(parts: Parts, film: Path) -> None:
    parts.films.offer(film)
    parts.films.toggle()
    parts.screen.failed.emit()
    assert parts.said == ["", failure_words()]
    assert not parts.films.is_open

    film.unlink()
    parts.films.toggle()
    assert parts.said[-1] == "The file is not on this computer."
    assert not parts.films.is_playing


def test_without_qts_player_nothing_is_played_inside(
    qtbot: QtBot, qapp: QApplication, film: Path
) -> None:
    canvas, bar = Canvas(), FilmBar(Theme(qapp))
    for each in (canvas, bar):
        qtbot.addWidget(each)
    asked: list[QObject] = []

    def none(parent: QObject) -> None:
        asked.append(parent)

    films = Films(canvas, bar, none)
    films.offer(film)
    films.toggle()
    assert [films.play_inside, films.is_open] == [False, False]
    assert len(asked) == 1, "it does not come later"


def test_qts_player_that_lacks_a_library_is_as_if_it_were_absent(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = "picup_desktop.ui.viewer.films.films"
    monkeypatch.setattr(f"{where}.find_spec", lambda _name: object())

    def broken(_name: str) -> None:
        raise ImportError("libpulse.so.0")

    monkeypatch.setattr(f"{where}.import_module", broken)
    assert make_screen(QObject()) is None
    monkeypatch.setattr(f"{where}.find_spec", lambda _name: None)
    assert make_screen(QObject()) is None


Opened = Callable[[bool], list[QUrl]]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The system, with a program for everything or for nothing."""

    def answers(there: bool) -> list[QUrl]:
        urls: list[QUrl] = []

        def open_url(url: QUrl) -> bool:
            urls.append(url)
            return there

        monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
        return urls

    return answers


def test_where_no_program_plays_films_a_sentence_says_so(
    qtbot: QtBot, system: Opened, film: Path
) -> None:
    urls = system(True)
    assert open_outside(film) == ""
    assert [url.toLocalFile() for url in urls] == [str(film)]
    system(False)
    assert open_outside(film).startswith("No program on this computer plays this film.")


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "gone"])
def test_6_3_nothing_but_a_regular_file_is_given_to_another_program(
    qtbot: QtBot, system: Opened, tmp_path: Path, film: Path, kind: str
) -> None:
    urls = system(True)
    other = tmp_path / "other.mp4"
    match kind:
        case "link":
            other.symlink_to(film)
        case "pipe":
            os.mkfifo(other)
        case "folder":
            other.mkdir()
    assert open_outside(other) == "The file is not on this computer."
    assert urls == []


def test_6_3_a_program_that_is_named_as_one_is_shown_in_its_folder(
    qtbot: QtBot, system: Opened, tmp_path: Path
) -> None:
    program = tmp_path / "film.bat"
    program.write_bytes(b"del *.*")
    urls = system(True)
    assert open_outside(program) == ""
    assert [url.toLocalFile() for url in urls] == [str(tmp_path)]
