"""No window is larger than its screen, and the keyboard stays where a person put it."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QRect
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import picup_desktop.ui
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import fitted
from picup_desktop.ui.windows.focus import first_inside, is_within

SCREEN = QRect(0, 24, 1366, 744)
FRAME = QMargins(1, 30, 1, 1)
NO_FRAME = QMargins()


@pytest.mark.parametrize(
    ("wanted", "frame", "found"),
    [
        (QRect(100, 100, 500, 400), FRAME, QRect(100, 100, 500, 400)),
        (QRect(0, 0, 500, 400), FRAME, QRect(1, 54, 500, 400)),
        (QRect(0, 0, 2000, 2000), FRAME, QRect(1, 54, 1364, 713)),
        (QRect(1300, 700, 500, 400), FRAME, QRect(865, 367, 500, 400)),
        (QRect(-900, -900, 500, 400), NO_FRAME, QRect(0, 24, 500, 400)),
        (QRect(0, 24, 1366, 744), NO_FRAME, QRect(0, 24, 1366, 744)),
    ],
)
def test_a_window_stands_within_the_free_part_of_its_screen(
    wanted: QRect, frame: QMargins, found: QRect
) -> None:
    assert fitted(wanted, SCREEN, frame) == found


def test_a_screen_at_the_left_of_the_first_one() -> None:
    left = QRect(-1920, 0, 1920, 1080)
    assert fitted(QRect(-2000, 5, 800, 600), left, NO_FRAME) == QRect(-1920, 5, 800, 600)


def test_every_dialog_is_one_that_fits() -> None:
    """Qt's own dialogs of the system fit by themselves."""
    folder = Path(picup_desktop.ui.__file__).parent
    files = [file for file in folder.rglob("*.py") if "(QDialog)" in file.read_text("utf-8")]
    bases = [file for file in files if re.search(r"class \w+\(QDialog\)", file.read_text("utf-8"))]
    assert bases == [folder / "windows" / "dialog.py"]


def test_a_dialog_opens_within_its_screen(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    screen = dialog.screen().availableGeometry()
    dialog.setMinimumSize(screen.width() + 100, screen.height() + 100)
    dialog.show()
    assert screen.contains(dialog.geometry())


class Parts(Dialog):
    """Two cards, with two buttons each."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.cards: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        for _ in range(2):
            card = QWidget()
            inside = QVBoxLayout(card)
            layout.addWidget(card)
            self.cards.append(card)
            for _ in range(2):
                button = QPushButton("b")
                inside.addWidget(button)
                self.buttons.append(button)


@pytest.mark.parametrize("how", ["disabled", "hidden", "its card hidden"])
def test_the_keyboard_stays_near_a_control_that_goes(how: str, qtbot: QtBot) -> None:
    parts = Parts()
    qtbot.addWidget(parts)
    parts.show()
    parts.activateWindow()
    qtbot.waitUntil(parts.isActiveWindow)
    button = parts.buttons[1]
    button.setFocus()
    assert parts.focusWidget() is button
    if how == "disabled":
        button.setEnabled(False)
    elif how == "hidden":
        button.hide()
    else:
        parts.cards[0].hide()
    near = parts if how == "its card hidden" else parts.cards[0]
    assert parts.focusWidget() is near
    assert is_within(near)


def test_the_first_control_is_the_first_that_tab_reaches(qtbot: QtBot) -> None:
    parts = Parts()
    qtbot.addWidget(parts)
    parts.show()
    parts.buttons[0].setEnabled(False)
    assert first_inside(parts.cards[0]) is parts.buttons[1]
    parts.buttons[1].hide()
    assert first_inside(parts.cards[0]) is None
    assert first_inside(parts.cards[1]) is parts.buttons[2]
