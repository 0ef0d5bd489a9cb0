"""Before the engine answers and while it is locked: counts stay, nothing is called empty."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.status import Status
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, picup, status


def test_before_the_engine_answers_what_waits_is_counted_and_no_album_is_denied(
    boxes: Boxes,
    open_face: Callable[[Home], Face],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    picup(boxes.home, "album", "add", str(boxes.album))
    picup(boxes.home, "sync")
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    picup(boxes.home, "sync", code=None)
    monkeypatch.setattr(EngineStarter, "begin", lambda _self: None)

    face = open_face(boxes.home)
    face.window.show()
    qtbot.waitUntil(lambda: face.context.app_state.snapshot is not None, timeout=LONG_MILLISECONDS)

    assert face.context.app_state.summary.status is Status.ATTENTION
    tip = face.tray.icon.toolTip()
    assert f"All {PHOTOS} photos are on both storages. 1 thing needs you." in tip
    face.window.go(PageName.ATTENTION)
    page = face.screens.attention
    assert page.looking.isVisible()
    assert not page.empty.isVisible()
    assert page.cards == [], "names are hidden"
    face.window.go(PageName.ALBUMS)
    albums = face.screens.albums
    assert albums.looking.isVisible()
    assert not albums.empty.isVisible()
    snapshot = face.context.app_state.snapshot
    assert snapshot is not None
    assert (snapshot.album_count, snapshot.attention_count) == (1, 1)


def test_a_new_album_without_photos_is_not_asked_for_before_the_engine_answers(
    boxes: Boxes,
    open_face: Callable[[Home], Face],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    picup(boxes.home, "album", "add", str(boxes.album))
    monkeypatch.setattr(EngineStarter, "begin", lambda _self: None)

    face = open_face(boxes.home)
    qtbot.waitUntil(lambda: face.context.app_state.snapshot is not None, timeout=LONG_MILLISECONDS)

    assert face.screens.overview.hero.headline == "No photos yet"


def test_2_1_while_locked_the_tray_and_the_lock_screen_say_that_something_waits(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    protected.window.show()
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    qtbot.waitUntil(lambda: status(protected) is Status.ATTENTION, timeout=LONG_MILLISECONDS)

    protected.window.lock_asked.emit()
    keeper = protected.screens.lock
    qtbot.waitUntil(lambda: keeper.locked, timeout=LONG_MILLISECONDS)

    assert status(protected) is Status.ATTENTION
    told = keeper.screen.counts
    assert told == f"All {PHOTOS} photos are on both storages\n1 thing needs you."
    assert "1 thing needs you." in protected.tray.icon.toolTip()
    assert "Family" not in protected.tray.icon.toolTip()
    assert protected.tray.attention.isVisible()


def test_a_paused_engine_says_so_in_the_tray_beside_what_needs_a_person(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    qtbot.waitUntil(lambda: status(protected) is Status.ATTENTION, timeout=LONG_MILLISECONDS)

    protected.commands.pause(3600)

    qtbot.waitUntil(
        lambda: "Paused by you. It continues at" in protected.tray.icon.toolTip(),
        timeout=LONG_MILLISECONDS,
    )
    assert protected.tray.icon.toolTip().count("1 thing needs you.") == 1


def test_settings_show_whether_it_starts_with_the_computer_as_it_is_now(
    protected: Face, qtbot: QtBot
) -> None:
    computer = protected.screens.computer
    protected.window.show()
    protected.window.go(PageName.SETTINGS)
    assert not computer.start.isChecked()
    protected.window.go(PageName.OVERVIEW)

    WindowAutostart(protected.context.home).set(enabled=True)
    protected.window.go(PageName.SETTINGS)

    assert computer.start.isChecked()
