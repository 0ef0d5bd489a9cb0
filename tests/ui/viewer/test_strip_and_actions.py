"""What the strip has room for, and the list of actions that bar, menu and keys are made from."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from picup_desktop.ui.theme.over_photo import INK, QUIET
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.viewer.actions import (
    ActionName,
    Key,
    Place,
    by_key,
    key_of,
    viewer_actions,
)
from picup_desktop.ui.viewer.stage.head import Head
from picup_desktop.ui.viewer.stage.strip import rows_around
from tests.ui.words.test_facts import contrast

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("row", "count", "room", "rows"),
    [
        (0, MILLION, 10, range(11)),
        (MILLION - 1, MILLION, 10, range(MILLION - 11, MILLION)),
        (500_000, MILLION, 10, range(499_990, 500_011)),
        (0, 1, 10, range(1)),
        (-1, 5, 10, range(0)),
        (5, 5, 10, range(0)),
        (2, 5, 0, range(2, 3)),
    ],
)
def test_the_strip_has_the_rows_around_the_photo(
    row: int, count: int, room: int, rows: range
) -> None:
    assert rows_around(row, count, room) == rows


def test_each_action_is_declared_once_and_no_key_means_two(qtbot: QtBot) -> None:
    actions = viewer_actions()
    assert sorted(action.name for action in actions) == sorted(ActionName)
    keys = [key for action in actions for key in action.keys]
    assert len(keys) == len(set(keys))
    offered = [action for action in actions if action.place is not Place.KEYS]
    assert all(action.words for action in offered)
    assert all(action.icon for action in offered if action.place is Place.BAR)
    assert all(action.keys for action in actions if not action.words)


def test_a_key_with_ctrl_is_another_and_shift_makes_none(qtbot: QtBot) -> None:
    def pressed(key: Qt.Key, held: Qt.KeyboardModifier) -> ActionName | None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, held)
        return by_key(viewer_actions()).get(key_of(event))

    none, ctrl, shift = (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    assert pressed(Qt.Key.Key_C, ctrl) is ActionName.COPY
    assert pressed(Qt.Key.Key_C, none) is None
    assert pressed(Qt.Key.Key_Plus, shift) is ActionName.LARGER
    assert pressed(Qt.Key.Key_Delete, none) is ActionName.DELETE
    assert pressed(Qt.Key.Key_Delete, ctrl) is None
    assert Key(Qt.Key.Key_C, ctrl=True) != Key(Qt.Key.Key_C)


def test_words_over_a_white_photo_can_be_read(qtbot: QtBot, qapp: QApplication) -> None:
    below, head = QLabel(), Head(Theme(qapp), viewer_actions())
    white = QPixmap(900, 60)
    white.fill(QColor("white"))
    below.setPixmap(white)
    qtbot.addWidget(below)
    head.setParent(below)
    below.resize(900, 60)
    head.setGeometry(0, 0, 900, 52)
    below.show()
    ground = below.grab().toImage().pixelColor(400, 4).name()
    assert below.grab().toImage().pixelColor(400, 58).name() == "#ffffff"
    assert {ink: contrast(ink, ground) >= 4.5 for ink in (INK, QUIET)} == {INK: True, QUIET: True}


@pytest.mark.parametrize(
    ("width", "place", "copies"), [(900, True, True), (700, False, True), (440, False, False)]
)
def test_a_narrow_bar_leaves_the_room_to_the_name(
    qtbot: QtBot, qapp: QApplication, width: int, place: bool, copies: bool
) -> None:
    head = Head(Theme(qapp), viewer_actions())
    qtbot.addWidget(head)
    head.show()
    head.resize(width, 52)
    assert [head._count.isVisible(), head.tool(ActionName.COPY).isVisible()] == [place, copies]
    for name in (ActionName.LEAVE, ActionName.DELETE, ActionName.FULL_SCREEN, ActionName.INFO):
        assert head.tool(name).isVisible()
