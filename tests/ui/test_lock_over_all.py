"""DISASTERS 2-1: what was open, or opens late, does not stand over the lock screen."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from picup_desktop.home import Home
from picup_desktop.ui.answer import deliver
from picup_desktop.ui.engine.starter import EngineStarter
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.windows.dialog import Dialog
from tests.ui.conftest import LONG_MILLISECONDS, PASSPHRASE, Boxes, picup


def test_2_1_menus_and_what_comes_late_do_not_stand_over_the_lock_screen(
    protected: Face, qtbot: QtBot
) -> None:
    window, screens = protected.window, protected.screens
    page, viewer, keeper = screens.photos, screens.viewer, screens.lock
    window.show()
    window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: page.model.shot(0) is not None, timeout=LONG_MILLISECONDS)
    shot = page.model.shot(0)
    assert shot is not None
    menu = page.menu_for([shot], 0)
    submenu = QMenu(menu)
    submenu.addAction("IMG_0001.jpg")
    menu.popup(QPoint(10, 10))
    submenu.popup(QPoint(20, 20))
    assert menu.isVisible()

    window.lock_asked.emit()
    qtbot.waitUntil(lambda: keeper.locked, timeout=LONG_MILLISECONDS)

    assert others(window) == []
    assert QApplication.activePopupWidget() is None
    # Read or asked for before, and there only now.
    late = Dialog(page)
    ended: list[int] = []
    late.finished.connect(ended.append)
    late.open()
    page.exporter.ask([shot])
    page._pop_menu([shot], 0, QPoint(10, 10))
    page.grid.opened.emit(0)
    screens.show_photo(1)
    assert others(window) == []
    assert ended == [Dialog.DialogCode.Rejected], "whoever asked is told"
    assert page.exporter.dialogs == []
    assert keeper.screen.isVisible()
    assert not viewer.isVisible()
    assert viewer.row < 0

    keeper.screen.passphrase.setText(PASSPHRASE)
    keeper.screen.open.click()
    qtbot.waitUntil(lambda: not keeper.locked, timeout=LONG_MILLISECONDS)
    late.open()
    assert late.isVisible(), "from now on dialogs are shown again"
    late.reject()


def test_2_1_no_photo_is_named_before_the_engine_said_that_it_is_unlocked(
    boxes: Boxes,
    open_face: Callable[[Home], Face],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    picup(boxes.home, "album", "add", str(boxes.album))
    picup(boxes.home, "sync")
    begin = EngineStarter.begin
    monkeypatch.setattr(EngineStarter, "begin", lambda _self: None)
    face = open_face(boxes.home)
    face.window.show()
    page, duplicates = face.screens.photos, face.screens.duplicates
    face.window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: face.context.app_state.snapshot is not None, timeout=LONG_MILLISECONDS)
    asked: list[bool] = []
    page.reader.ask(lambda _ledger: True, lambda _: asked.append(True))
    qtbot.waitUntil(lambda: bool(asked), timeout=LONG_MILLISECONDS)
    assert not page.model.known
    assert page.model.rowCount() == 0
    assert page.looking.isVisible()
    assert not page.grid.isVisible()
    duplicates.refresh()
    assert not duplicates.model.known
    face.window.go(PageName.TRASH)
    assert not face.screens.trash._asking, "nothing is read"
    face.window.go(PageName.PHOTOS)

    begin(face.context.starter)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=LONG_MILLISECONDS)
    assert page.grid.isVisible()


def test_an_answer_that_comes_after_the_window_was_replaced_is_dropped(
    empty_home: Home, qtbot: QtBot
) -> None:
    told: list[object] = []
    reader = LedgerReader(empty_home, "test")
    reader.begin()
    reader.ask(lambda _ledger: True, told.append)
    reader.end()
    QCoreApplication.processEvents()
    assert told == []
    # Neither is it given to a page that is destroyed, however the page wants it.
    page = QObject()
    deliver(partial(page.setObjectName), "there")
    assert page.objectName() == "there"
    delete(page)
    deliver(partial(page.setObjectName), "gone")


def others(window: QWidget) -> list[str]:
    """Return what is seen beside the window."""
    return [
        type(each).__name__
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each is not window
    ]
