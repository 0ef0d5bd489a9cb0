"""Qt's own player, where it is installed: packages bring it, and a checkout may not have it."""

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from picup_desktop.files.opening import NotRegular
from picup_desktop.ui.viewer.films.films import Screen, load_screen, make_screen
from tests.ui.pictures.test_viewer import film

pytestmark = [
    pytest.mark.skipif(load_screen() is None, reason="QtMultimedia is not installed"),
    pytest.mark.qt_log_ignore(".*"),
]
LONG_MILLISECONDS = 30_000


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    parent = QObject()
    made = make_screen(parent)
    assert made is not None
    made.parent_of_test = parent  # type: ignore[attr-defined]  # it lives as long as this
    return made


def test_a_film_has_frames_a_length_and_an_end(
    screen: Screen, qtbot: QtBot, tmp_path: Path
) -> None:
    film(tmp_path / "a.mp4")
    frames: list[QImage] = []
    lengths: list[int] = []
    ends: list[int] = []
    screen.framed.connect(frames.append)
    screen.lasts.connect(lengths.append)
    screen.ended.connect(lambda: ends.append(1))
    screen.open(tmp_path / "a.mp4")
    screen.play()
    qtbot.waitUntil(lambda: bool(ends), timeout=LONG_MILLISECONDS)
    assert frames
    assert {(frame.width(), frame.height()) for frame in frames} == {(320, 240)}
    assert lengths[-1] == 2_000
    screen.close()


def test_what_is_no_film_fails(screen: Screen, qtbot: QtBot, tmp_path: Path) -> None:
    failed: list[int] = []
    screen.failed.connect(lambda: failed.append(1))
    (tmp_path / "a.mp4").write_bytes(b"no film at all" * 100)
    screen.open(tmp_path / "a.mp4")
    screen.play()
    qtbot.waitUntil(lambda: bool(failed), timeout=LONG_MILLISECONDS)
    screen.close()
    with pytest.raises(NotRegular):
        screen.open(tmp_path)


def test_6_3_a_film_opens_nothing_but_itself(screen: Screen, qtbot: QtBot, tmp_path: Path) -> None:
    """A list of films names a server: nothing is asked there."""
    failed: list[int] = []
    frames: list[QImage] = []
    screen.failed.connect(lambda: failed.append(1))
    screen.framed.connect(frames.append)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        named = f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"
        head = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n"
        # By another name it would not even be taken for a list.
        (tmp_path / "a.m3u8").write_text(f"{head}#EXTINF:2.0,\n{named}\n#EXT-X-ENDLIST\n")
        screen.open(tmp_path / "a.m3u8")
        screen.play()
        qtbot.waitUntil(lambda: bool(failed), timeout=LONG_MILLISECONDS)
        screen.close()
        with pytest.raises(TimeoutError):
            server.accept()
    assert frames == []
