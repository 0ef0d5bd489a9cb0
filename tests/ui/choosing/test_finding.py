"""Photos are found by the words of their headings, by kind and camera; searches are kept."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.engine import Lock
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.language import Language
from picup_desktop.ui.photos.filters import ALBUM_WIDTH, Filters
from picup_desktop.ui.photos.finding.spoken import spoken_words
from picup_desktop.ui.photos.finding.views_button import NameDialog
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.photos.words import month_words
from picup_desktop.ui.preferences import Preferences
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes

SHOTS = PHOTOS - 2


@pytest.fixture
def page(protected: Face, qtbot: QtBot) -> PhotosPage:
    made = protected.screens.photos
    protected.window.show()
    protected.window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: made.model.rowCount() == SHOTS, timeout=LONG_MILLISECONDS)
    return made


def find(page: PhotosPage, text: str, count: int, qtbot: QtBot) -> None:
    page.filters.search.setText(text)
    qtbot.waitUntil(
        lambda: page.model.wanted == page.filters.wanted and page.model.rowCount() == count,
        timeout=LONG_MILLISECONDS,
    )


def entries(page: PhotosPage) -> dict[str, QAction]:
    page.filters.views.fill()
    return {each.text(): each for each in page.filters.views.choices.actions() if each.text()}


def test_the_words_of_the_headings_and_kinds_are_found_and_kept_as_a_view(
    page: PhotosPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    for month in page.model.months:
        find(page, month_words(month.month), month.shots, qtbot)
    films = sum(1 for _ in boxes.album.rglob("*.mp4"))
    find(page, "videos", films, qtbot)
    live = 1
    find(page, "live", live, qtbot)
    find(page, "family live", live, qtbot)

    assert "Remove" not in entries(page)
    entries(page)["Save this search…"].trigger()
    (dialog,) = page.findChildren(NameDialog)
    assert dialog.name.text() == "family live"
    dialog.name.setText("  ")
    assert not dialog.save.isEnabled()
    dialog.name.setText("Moving & shaking")
    dialog.save.click()

    page.filters.clear()
    qtbot.waitUntil(lambda: page.model.rowCount() == SHOTS, timeout=LONG_MILLISECONDS)
    assert not entries(page)["Save this search…"].isEnabled()
    assert not entries(page)["Moving && shaking"].isChecked()
    entries(page)["Moving && shaking"].trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == live, timeout=LONG_MILLISECONDS)
    assert page.filters.search.text() == "family live"
    assert entries(page)["Moving && shaking"].isChecked()
    assert "Moving" in Preferences(boxes.home).views

    # Names are dropped while locked, and are there again afterwards.
    protected.context.link.ask(Lock(), done=lambda _: protected.context.app_state.look_again())
    qtbot.waitUntil(page.filters.views.choices.isEmpty, timeout=LONG_MILLISECONDS)
    assert "Moving && shaking" in entries(page)
    menu = entries(page)["Remove"].menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    assert list(entries(page)) == ["Save this search…"]


def test_the_search_speaks_korean(language: Language) -> None:
    language.speak("ko")
    spoken = spoken_words()
    assert "동영상" in [word for words in spoken.kinds.values() for word in words]
    assert "5월" in spoken.months[4]
    assert "토요일" in spoken.weekdays


def test_a_long_album_name_takes_no_room_from_the_search(page: PhotosPage, qtbot: QtBot) -> None:
    filters: Filters = page.filters
    name = "Videos and a very long name of an album " * 5
    filters.album.addItem(name, 99)
    filters.album.setCurrentIndex(filters.album.findData(99))
    filters.resize(560, 40)
    assert filters.album.width() <= ALBUM_WIDTH
    assert filters.search.width() > 100
    assert name.strip()[:20] in filters.album.toolTip()
