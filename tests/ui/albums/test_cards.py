"""The albums as cards: what is on them, what a click and the keys do, at every width."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ui.albums.cards import (
    GAP,
    boxes_of,
    card_in,
    cell_width,
    columns_in,
    dots_in,
    filling,
    narrowest,
)
from picup_desktop.ui.albums.list import AlbumList
from picup_desktop.ui.albums.model import AlbumModel
from picup_desktop.ui.albums.rows import card_box, more_box, safety_box
from picup_desktop.ui.albums.words import much_words, spoken_words, state_line, time_words
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.words import AlbumState, PhotoState
from tests.ui.albums.conftest import albums
from tests.ui.conftest import LONG_MILLISECONDS

MAY_2019 = 2019 * 12 + 4
LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


def summary(state: AlbumState = AlbumState.WATCHED, **counts: int) -> AlbumSummary:
    """An album with so many photos in each state."""
    of_states = {one: counts.get(one.value, 0) for one in PhotoState}
    record = AlbumRecord(1, "<b>가족", "/p", state, "", b"", 0, None, 0)
    return AlbumSummary(record, of_states, 1_500_000)


@pytest.mark.parametrize(
    ("album", "seen", "icon", "words"),
    [
        (summary(), True, "clock", "No photos yet"),
        (summary(protected=3), True, "check", "All safe"),
        (summary(protected=3), False, "eye", "Brought to both, not seen lately"),
        (summary(protected=3, waiting=1, half_protected=1), True, "on-its-way", "2 photos waiting"),
        (summary(protected=3, waiting=1, failed=1), True, "trouble", "1 photo not stored yet"),
        (summary(AlbumState.PAUSED, protected=3), True, "pause", "Paused"),
        (
            summary(AlbumState.PAUSED, protected=3, waiting=2),
            True,
            "pause",
            "Paused  ·  2 photos waiting",
        ),
        (summary(AlbumState.HELD, protected=3), True, "mark", "Held: see Needs attention"),
    ],
)
def test_a_card_says_how_safe_its_album_is(
    album: AlbumSummary, seen: bool, icon: str, words: str
) -> None:
    line = state_line(album, seen=seen)
    assert (line.icon, line.words) == (icon, words)
    assert line.words in spoken_words(album, seen=seen)


def test_a_card_says_how_much_and_from_when() -> None:
    assert much_words(summary(protected=2)) == "2 photos  ·  1.5 MB"
    assert much_words(summary()) == ""
    assert time_words(MAY_2019, MAY_2019) == "May 2019"
    assert time_words(MAY_2019, MAY_2019 + 8) == "May 2019 \N{EN DASH} Jan 2020"


@pytest.mark.parametrize("text", [15, 18, 34])
def test_cards_fill_the_width_and_never_overlap(text: int) -> None:
    for width in range(100, 2000, 3):
        columns = columns_in(width, text)
        cell = cell_width(width, columns)
        cards = [card_in(QRect(at * cell, 0, cell, 300), columns, width) for at in range(columns)]
        assert cards[0].left() == 0
        assert cards[-1].right() + 1 == width
        assert columns * cell < width, "Qt needs some room"
        for before, after in pairwise(cards):
            assert after.left() - before.right() - 1 == GAP
        for card in cards:
            assert columns == 1 or card.width() >= narrowest(text)
            left, right = (dots_in(card, text, one) for one in (RIGHT_TO_LEFT, LEFT_TO_RIGHT))
            assert card.contains(left)
            assert left.left() - card.left() == card.right() - right.right()


class NoCovers(QObject):
    """Covers of albums that have no pictures."""

    came = Signal()

    def cover(self, _album: AlbumSummary) -> None:
        """None is known."""

    def want(self, _albums: list[AlbumSummary], _edge: int) -> None:
        """Nothing is there to be asked for."""

    def stop(self) -> None:
        """Nothing was asked for."""


@pytest.mark.parametrize("width", [300, 460, 896, 988, 1001, 1536])
def test_every_album_is_painted_at_its_own_place(
    width: int, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, painted = AlbumModel(), list[tuple[int, int]]()
    covers: Any = NoCovers()
    shown = AlbumList(Theme(qapp), model, covers)
    qtbot.addWidget(shown)
    model.show_albums(
        [replace(one := summary(protected=1), record=replace(one.record, id=at)) for at in range(7)]
    )
    monkeypatch.setattr(
        "picup_desktop.ui.albums.cards.paint_cover",
        lambda _painter, box, _images, _colours: painted.append((box.left(), box.right())),
    )
    shown.resize(width, 10)
    shown.show()
    qtbot.waitUntil(lambda: shown.height() == shown.sizeHint().height() > 10)
    shown.grab()
    columns = columns_in(width, shown.fontMetrics().height())
    assert len(painted) >= 7
    assert len(set(painted)) == min(7, columns)
    assert max(right for _left, right in painted) + 1 == width or columns > 7


def test_words_of_a_row_never_run_into_its_numbers() -> None:
    for width in range(300, 1200, 7):
        card = card_box(QRect(0, 0, width, 80))
        for text in (15, 34):
            assert safety_box(card, text).right() < more_box(card).left()
            assert safety_box(card, text).left() > card.left() + 100


@pytest.mark.parametrize("width", [160, 201, 333])
def test_four_pictures_fill_the_cover(width: int) -> None:
    cover = QRect(5, 7, width, 161)
    boxes = boxes_of(cover, 4)
    assert all(cover.contains(box) for box in boxes)
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    assert boxes[0].topLeft() == cover.topLeft()
    assert boxes[3].bottomRight() == cover.bottomRight()
    assert boxes_of(cover, 1) == [cover]
    assert boxes_of(cover, 0) == []


@pytest.mark.parametrize("image", [(400, 100), (100, 400), (300, 200), (1, 1)])
def test_a_picture_fills_its_box_in_its_own_shape(image: tuple[int, int]) -> None:
    part = filling(QSize(*image), QSize(120, 80))
    assert part.width() / part.height() == pytest.approx(1.5)
    assert QImage(*image, QImage.Format.Format_RGB32).rect().toRectF().contains(part)
    assert part.width() == pytest.approx(image[0]) or part.height() == pytest.approx(image[1])


def test_an_album_opens_its_photos_and_there_is_a_way_back(
    face: Face, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens, shown = face.screens, face.screens.albums.list
    page, window = screens.photos, face.window
    window.resize(900, 600)
    qtbot.waitUntil(lambda: shown.model().rowCount() == 1 and shown.height() > 100)
    cover = screens.albums.covers.cover
    qtbot.waitUntil(lambda: cover(albums(face)[0]) is not None, timeout=LONG_MILLISECONDS)
    index = shown.model().index(0, 0)
    middle = shown.visualRect(index).center()

    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert place(face) is PageName.PHOTOS
    assert wanted_album(face) == albums(face)[0].record.id
    assert page.way_back.button.isVisible()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4, timeout=LONG_MILLISECONDS)
    # The window is the same for both presses of a double click on the album.
    second, photos = QEvent(QEvent.Type.MouseButtonDblClick), page.grid.viewport()
    page.way_back.hold_presses()
    assert page.way_back.eventFilter(photos, second), "it is meant for no photo"
    qtbot.wait(QApplication.doubleClickInterval() + 20)
    assert not page.way_back.eventFilter(photos, second)

    page.way_back.button.click()
    assert place(face) is PageName.ALBUMS
    assert wanted_album(face) is None
    assert not page.way_back.button.isVisibleTo(page)

    shown.setCurrentIndex(index)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert place(face) is PageName.PHOTOS
    page.filters.clear()
    assert not page.way_back.button.isVisibleTo(page), "it was left for all photos"

    window.go(PageName.ALBUMS)
    beside = QPoint(shown.width() - 2, shown.height() - 2)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert place(face) is PageName.ALBUMS, "the gap is no album"
    popped: list[str] = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QMenu.popup",
        lambda menu, _at: popped.extend(action.text() for action in menu.actions()),
    )
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.dots_of(index).center())
    QTest.keyClick(shown, Qt.Key.Key_Menu)
    assert popped.count("Open the folder") == 2
    assert place(face) is PageName.ALBUMS
    opened: list[str] = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    said: list[str] = []
    screens.albums.message.connect(said.append)
    shown.folder.emit(albums(face)[0])
    assert opened == [str(tmp_path / "Pictures")]
    assert said == [f"No program here opens folders. The folder is {tmp_path / 'Pictures'}"]

    screens.albums.turn.click()
    assert shown.as_list
    assert shown.dots_of(index).right() < shown.width()


def place(face: Face) -> PageName:
    return face.window.place


def wanted_album(face: Face) -> int | None:
    return face.screens.photos.filters.wanted.album_id
