"""Every page at the least size of the window, in both languages: nothing is cut off."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.demo.samples import make_samples
from picup_desktop.home import Home
from picup_desktop.ui.activity.moving_card import MovingCard
from picup_desktop.ui.engine.live import Live, Moving
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.frame.window import SMALLEST
from picup_desktop.ui.storages.assistant import StorageAssistant
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.words import Role
from tests.ui.conftest import LONG_MILLISECONDS, Boxes, protected_photos
from tests.ui.fits.looking import cut_off

LONG_NAME = "Grandma's eightieth birthday in the garden, and the days before it 할머니의 생신"
MOST_ROUNDS = 40
SIZES = (SMALLEST, (900, 600), (1280, 800))


@pytest.fixture
def long_names(face: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot) -> Face:
    """A window on an album whose name is longer than any line."""
    album = tmp_path / "Pictures" / LONG_NAME
    make_samples(album, count=3)
    face.screens.albums.add(str(album))
    qtbot.waitUntil(lambda: protected_photos(face) == 3, timeout=LONG_MILLISECONDS)
    return face


def test_nothing_is_cut_off_at_any_size(long_names: Face, qtbot: QtBot) -> None:
    face = long_names
    found = {}
    titles = set()
    for language in ("en", "ko"):
        if language == "ko":
            face.speak(language)
            qtbot.waitUntil(lambda: protected_photos(face) == 3, timeout=LONG_MILLISECONDS)
        window = face.window
        window.show()
        for size in SIZES:
            window.resize(*size)
            for place in PageName:
                window.go(place)
                found[language, size, place.value] = settled(qtbot, window)
                assert (window.width(), window.height()) == size
                titles |= title_places(window)
            found[language, size, "assistant"] = assistants(face, qtbot)
    assert told(found) == ""
    assert len(titles) == 1, f"page titles jump between {titles}"


def assistants(face: Face, qtbot: QtBot) -> list[str]:
    """What is cut off in the dialogs about a storage."""
    cut = []
    for step in (StepName.CHOICE, StepName.MOVED, StepName.REPLACED, StepName.SWAPPED):
        dialog = face.screens.assist(Role.BACKUP, step)
        assert isinstance(dialog, StorageAssistant)
        cut += settled(qtbot, dialog)
        dialog.reject()
    return cut


def told(found: Mapping[Any, list[str]]) -> str:
    """What is cut off, by where."""
    return "\n".join(f"{where}: {cut}" for where, cuts in found.items() for cut in cuts)


def test_a_photo_with_a_long_name_is_shortened_while_it_is_sent(
    qtbot: QtBot, qapp: QApplication
) -> None:
    card = MovingCard(Theme(qapp), Role.MAIN)
    qtbot.addWidget(card)
    idle = card.minimumSizeHint().width()
    moving = Moving(Role.MAIN, 1, 1_000_000, 9_000_000, f"Album/{LONG_NAME}.jpg")
    card.show_live(Live(moving=(moving,), rates={Role.MAIN: 1_000_000.0}))
    assert card.words == f"{LONG_NAME}.jpg  ·  1.0 MB / 9.0 MB  ·  8 seconds"
    # The figures have room beside a beginning and an end of the name.
    assert card.minimumSizeHint().width() < idle + 250
    card.show_live(Live())
    assert card.words == "Nothing moves"


def settled(qtbot: QtBot, window: QWidget) -> list[str]:
    """What is cut off once the layouts are done that follow from one another."""
    for _ in range(MOST_ROUNDS):
        qtbot.wait(10)
        if not (cut := cut_off(window)):
            break
    return cut


def title_places(window: QWidget) -> set[tuple[int, int]]:
    """Where the title of the page stands in the window: its left edge and its middle."""
    return {
        (at.x(), at.y())
        for label in window.findChildren(QLabel)
        if label.property("part") == "title" and label.isVisible()
        for at in [label.mapTo(window, QPoint(0, label.height() // 2))]
    }


def test_the_welcome_fits_the_least_size(
    open_face: Callable[[Home], Face], empty_home: Home, qtbot: QtBot
) -> None:
    face = open_face(empty_home)
    qtbot.waitUntil(lambda: face.welcome is not None, timeout=LONG_MILLISECONDS)
    welcome = face.welcome
    assert welcome is not None
    found = {}
    for size in ((640, 480), SMALLEST, (900, 600), (1280, 800)):
        welcome.resize(*size)
        for number in range(len(welcome.steps)):
            welcome.turn_to(number)
            found[size, number] = settled(qtbot, welcome)
    assert told(found) == ""


def test_a_list_of_choices_shows_all_of_them(qtbot: QtBot, face: Face) -> None:
    face.window.show()
    face.window.go(PageName.SETTINGS)
    combos = [one for one in face.window.findChildren(QComboBox) if one.isVisible()]
    assert combos
    for combo in combos:
        combo.showPopup()
        qtbot.waitUntil(partial(shows_all, combo))
        combo.hidePopup()


def shows_all(combo: QComboBox) -> bool:
    view = combo.view()
    last = view.visualRect(combo.model().index(combo.count() - 1, 0))
    return view.isVisible() and view.viewport().rect().contains(last)
