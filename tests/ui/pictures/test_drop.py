"""Dropping on the window: a copy, never a move, and a word for what is not taken."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.ui.frame.drop import DropVeil

MOVE, COPY, LINK = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction, Qt.DropAction.LinkAction
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def dragged(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls(
        [QUrl(path) if isinstance(path, str) else QUrl.fromLocalFile(str(path)) for path in paths]
    )
    return data


def drop(window: QWidget, data: QMimeData, actions: Qt.DropAction) -> list[QDropEvent]:
    """What Qt sends as something that proposes a move is dragged over the window and let go."""
    events: list[QDropEvent] = [
        QDragEnterEvent(QPoint(5, 5), actions, data, LEFT, SHIFT),
        QDragMoveEvent(QPoint(6, 6), actions, data, LEFT, SHIFT),
        QDropEvent(QPointF(7, 7), actions, data, LEFT, SHIFT),
    ]
    for event in events:
        event.setDropAction(MOVE)
        event.ignore()
        QApplication.sendEvent(window, event)
    return events


def test_a_dropped_folder_is_taken_as_a_copy_though_a_move_is_proposed(
    window: QWidget, tmp_path: Path
) -> None:
    veil = DropVeil(window)
    dropped: list[str] = []
    veil.dropped.connect(dropped.append)
    folders = [tmp_path / "사진", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()

    events = drop(window, dragged(*folders), MOVE | COPY)

    assert [event.dropAction() for event in events] == [COPY] * 3
    assert all(event.isAccepted() for event in events)
    assert dropped == [str(folder) for folder in folders]


@pytest.mark.parametrize("actions", [MOVE, MOVE | LINK])
def test_what_can_only_be_moved_is_not_taken(
    actions: Qt.DropAction, window: QWidget, tmp_path: Path
) -> None:
    veil = DropVeil(window)
    dropped: list[str] = []
    veil.dropped.connect(dropped.append)

    enter, _move, let_go = drop(window, dragged(tmp_path), actions)

    assert not enter.isAccepted()
    assert not let_go.isAccepted()
    assert dropped == []


def test_a_dropped_photo_is_answered_with_a_word(window: QWidget, tmp_path: Path) -> None:
    veil = DropVeil(window)
    dropped: list[str] = []
    refused: list[str] = []
    veil.dropped.connect(dropped.append)
    veil.refused.connect(refused.append)
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"x")

    events = drop(window, dragged(photo), MOVE | COPY)

    assert dropped == []
    assert [event.dropAction() for event in events] == [COPY] * 3
    assert len(refused) == 1
    assert "whole folders" in refused[0]


def test_what_is_no_file_of_this_computer_is_left_alone(window: QWidget) -> None:
    veil = DropVeil(window)
    refused: list[str] = []
    veil.refused.connect(refused.append)

    enter = drop(window, dragged("https://example.org/a.jpg"), MOVE | COPY)[0]

    assert not enter.isAccepted()
    assert refused == []
