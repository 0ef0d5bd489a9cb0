"""Buttons in a narrow window: each is whole, in as many lines as it takes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.attention.items import album_vanished
from picup_desktop.home import Home
from picup_desktop.messages.message import Message
from picup_desktop.ui.attention.item_card import ItemCard
from picup_desktop.ui.changes.pictures import VersionPictures
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.flow import Flow


@pytest.mark.parametrize(("width", "lines"), [(1_000, 1), (230, 2), (110, 4)])
def test_what_does_not_fit_goes_on_in_the_next_line(width: int, lines: int, qtbot: QtBot) -> None:
    box, flow = QWidget(), Flow()
    qtbot.addWidget(box)
    buttons = [QPushButton("Button") for _ in range(4)]
    for button in buttons:
        button.setFixedSize(100, 30)
        flow.addWidget(button)
    outer = QVBoxLayout(box)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addLayout(flow)
    outer.addStretch(1)
    box.resize(width, 400)
    box.show()

    assert len({button.y() for button in buttons}) == lines
    assert all(button.geometry().right() < width for button in buttons)
    places = [button.geometry() for button in buttons]
    assert not any(a.intersects(b) for a in places for b in places if a is not b)

    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert buttons[0].geometry().right() == width - 1
    mirrored = [button.geometry() for button in buttons]
    assert [(place.y(), width - place.right() - 1) for place in mirrored] == [
        (place.y(), place.x()) for place in places
    ]


def test_an_item_with_a_long_path_is_no_wider_than_the_smallest_window(
    theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    path = "/home/somebody/" + "a folder with a name/of-many-words/" * 8
    item = album_vanished(1, "Summer", Message(f"{path} can't be read."), 100)
    card = ItemCard(theme, VersionPictures(EngineLink(Home(tmp_path)), 72), item)
    qtbot.addWidget(card)
    assert card.minimumSizeHint().width() < 480


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme(qapp)  # type: ignore[arg-type]  # the application
