"""DISASTERS 2-1: a locked window shows no photos and no names until the passphrase is typed."""

import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.engine import Stop
from picup_desktop.ui.albums.model import AlbumModel
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from tests.ui.conftest import LONG_MILLISECONDS, PASSPHRASE, PHOTOS, Boxes


def test_2_1_locking_covers_everything_and_only_the_passphrase_uncovers_it(
    protected: Face, qtbot: QtBot
) -> None:
    # A window that was let go of for another language must not be covered any more.
    gone: list[bool] = []
    protected.screens.lock.destroyed.connect(lambda: gone.append(True))
    protected.speak("en")
    qtbot.waitUntil(lambda: bool(gone), timeout=LONG_MILLISECONDS)
    window, keeper = protected.window, protected.screens.lock
    window.show()
    window.go(PageName.ALBUMS)
    albums = protected.screens.albums.findChild(AlbumModel)
    assert albums is None or albums.rowCount() == 1

    window.lock_asked.emit()
    qtbot.waitUntil(lambda: keeper.locked, timeout=LONG_MILLISECONDS)

    assert keeper.screen.isVisible()
    assert not protected.screens.albums.isVisible()
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert f"All {PHOTOS} photos are on both storages" in words
    assert not any("Family" in each for each in words)
    snapshot = protected.context.app_state.snapshot
    assert snapshot is not None
    assert (snapshot.albums, snapshot.attention, snapshot.reasons) == ((), (), ())

    keeper.screen.passphrase.setText("not the one")
    keeper.screen.open.click()
    qtbot.waitUntil(lambda: "passphrase" in keeper.screen.problem, timeout=LONG_MILLISECONDS)
    assert keeper.locked

    keeper.screen.passphrase.setText(PASSPHRASE)
    QTest.keyClick(keeper.screen.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not keeper.locked, timeout=LONG_MILLISECONDS)
    assert keeper.screen.passphrase.text() == ""
    assert protected.screens.albums.isVisible()
    qtbot.waitUntil(
        lambda: bool((now := protected.context.app_state.snapshot) and now.albums),
        timeout=LONG_MILLISECONDS,
    )


def test_2_1_somebody_who_does_something_is_told_of_and_nobody_locks_it(
    face: Face, boxes: Boxes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, link = face.screens.lock, face.context.link
    face.window.show()
    asked: list[str] = []
    ask = link.ask

    def heard(command: Command[object], **given: Any) -> None:
        asked.append(command.command)
        ask(command, **given)

    monkeypatch.setattr(link, "ask", heard)
    handle = face.window.windowHandle()
    assert handle is not None
    QTest.mouseMove(handle, QPoint(100, 100))
    assert "present" not in asked, "it does not matter yet"

    face.commands.set("lock_after_seconds", 3600.0)
    qtbot.waitUntil(lambda: idle_seconds(face) > 0, timeout=LONG_MILLISECONDS)
    QTest.mouseMove(handle, QPoint(110, 100))
    QTest.mouseMove(handle, QPoint(120, 100))
    assert asked.count("present") == 1

    assert not keeper.locked

    face.commands.set("lock_after_seconds", 0.5)
    qtbot.waitUntil(lambda: keeper.locked, timeout=LONG_MILLISECONDS)
    with reading(boxes.home) as ledger:
        assert ledger.vaults.settings().lock_after_seconds == 0.5

    found: list[bool] = []
    link.lost.connect(lambda: found.append(keeper.locked))
    link.ask(Stop())
    qtbot.waitUntil(lambda: bool(found), timeout=LONG_MILLISECONDS)
    assert found[0], "an engine that is gone has unlocked nothing"


def idle_seconds(face: Face) -> float:
    snapshot = face.context.app_state.snapshot
    return 0.0 if snapshot is None else snapshot.settings.lock_after_seconds


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.language import Language

application = QApplication(sys.argv[:1])
language = Language(application)
language.speak("en")
face = Face(application, Home(Path(sys.argv[1])), language)
face.begin()

def leave():
    if face.window.isVisible() and face.context.link.connected:
        face.quit()

look = QTimer(interval=50)
look.timeout.connect(leave)
look.start()
application.exec()
face.end()
"""


def test_a_window_that_is_watched_ends_cleanly(boxes: Boxes) -> None:
    """What watches a window from Python must not be asked when Python is gone."""
    ended = subprocess.run(
        [sys.executable, "-c", WINDOW, str(boxes.home.folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=LONG_MILLISECONDS / 1_000,
    )
    assert ended.returncode == 0, ended.stderr
