"""The grid for screen readers: parts, photos, their states, and nothing for all of a million."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from picup_desktop.ledger.gallery.gallery import Month, ShownPhoto, ShownShot
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName, Sidebar
from picup_desktop.ui.speech.announcer import Announcer
from picup_desktop.ui.speech.parts import MOST_IN_PART, Part, Parts
from picup_desktop.ui.speech.tree import MOST_ITEMS
from picup_desktop.ui.speech.words import part_words, photo_words, place_words
from picup_desktop.words import DateFrom, PhotoState
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS

MAY_2024 = 2024 * 12 + 4
SHOTS = PHOTOS - 2
"""A picture with its sidecar and a live picture with its film count as one each."""
Text, Role = QAccessible.Text, QAccessible.Role


def rows_of(parts: Parts) -> list[int]:
    return [
        row
        for at in range(len(parts))
        for row in range(parts[at].first, parts[at].first + parts[at].count)
    ]


@pytest.mark.parametrize(
    "counts",
    [(), (1,), (MOST_IN_PART,), (MOST_IN_PART + 1,), (3, 0, 2), (1_200, 7, MOST_IN_PART * 2)],
)
def test_parts_hold_every_row_once(counts: Sequence[int]) -> None:
    parts = Parts([Month(MAY_2024 - at, count) for at, count in enumerate(counts)])
    assert rows_of(parts) == list(range(sum(counts)))
    assert all(1 <= parts[at].count <= MOST_IN_PART for at in range(len(parts)))
    for row in range(sum(counts)):
        at = parts.holding(row)
        assert at is not None
        assert parts[at].first <= row < parts[at].first + parts[at].count
    assert parts.holding(-1) is None
    assert parts.holding(sum(counts)) is None


def test_a_part_is_named_by_its_month_and_its_piece(language: object) -> None:
    whole, piece = Part(MAY_2024, 0, 3, 0, 3), Part(MAY_2024, 700, 500, 500, 1_200)
    assert part_words(whole) == "May 2024"
    assert part_words(piece) == "May 2024, photos 501 to 1,000 of 1,200"
    assert place_words(piece, 701) == "502 of 1,200 in May 2024"


def shot(state: PhotoState, *, here: bool = True, kind: str = "image") -> ShownShot:
    photo = ShownPhoto(1, "2024/IMG_1.jpg", kind, state, 1, 1, None, here)
    return ShownShot(1, 1, 1_714_824_600, (photo,), DateFrom.EXIF)


def test_a_photo_is_its_name_date_and_state(language: object) -> None:
    safe = photo_words(shot(PhotoState.PROTECTED))
    assert safe.startswith("2024/IMG_1.jpg, Saturday, May 4, 2024, ")
    assert safe.endswith(", On both storages")
    assert photo_words(shot(PhotoState.WAITING)).endswith(", On its way")
    far = photo_words(shot(PhotoState.PROTECTED, here=False))
    assert far.endswith(", On both storages, and no longer on this computer")
    half = photo_words(shot(PhotoState.HALF_PROTECTED, here=False))
    assert half.endswith(", On one storage only, Only on the storages, not on this computer")
    assert ", Film, " in photo_words(shot(PhotoState.PROTECTED, kind="video"))
    assert photo_words(None) == "Not read yet"


def test_a_reader_walks_the_grid(protected: Face, qtbot: QtBot) -> None:
    page = protected.screens.photos
    protected.window.show()
    protected.window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: page.model.rowCount() == SHOTS, timeout=LONG_MILLISECONDS)
    grid = QAccessible.queryAccessibleInterface(page.grid)
    assert grid.role() == Role.List
    assert grid.text(Text.Name) == "Photos"
    parts = [grid.child(at) for at in range(grid.childCount())]
    assert sum(part.childCount() for part in parts) == page.model.rowCount()
    assert [grid.indexOfChild(part) for part in parts] == list(range(len(parts)))
    # Photos out of sight are read because a reader asks for their names.
    everyone = [part.child(at) for part in parts for at in range(part.childCount())]
    qtbot.waitUntil(
        lambda: all("On both storages" in one.text(Text.Name) for one in everyone),
        timeout=LONG_MILLISECONDS,
    )
    rows = []
    for part in parts:
        assert part.parent().object() is page.grid
        for at in range(part.childCount()):
            photo = part.child(at)
            assert photo.role() == Role.ListItem
            assert part.indexOfChild(photo) == at
            assert photo.parent().text(Text.Name) == part.text(Text.Name)
            rows.append(photo.text(Text.Name))
    assert len(set(rows)) == len(rows)

    first = parts[0].child(0)
    assert not first.state().selected
    page.grid.setFocus()
    page.grid.selectionModel().setCurrentIndex(
        page.model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    assert first.state().selected
    centre = first.rect().center()
    assert grid.childAt(centre.x(), centre.y()).text(Text.Name) == rows[0]
    with qtbot.waitSignal(page.grid.opened):
        first.actionInterface().doAction(first.actionInterface().pressAction())
    protected.screens.viewer.close()

    # Locked: no names are left (2-1).
    protected.window.lock_asked.emit()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=LONG_MILLISECONDS)
    assert grid.childCount() == 0
    assert not first.isValid() or first.text(Text.Name) == ""


def test_a_million_photos_cost_nothing_until_they_are_asked_for(
    protected: Face, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = protected.screens.photos
    announcer = page.grid.findChild(Announcer)
    assert isinstance(announcer, Announcer)
    tree = announcer.tree
    grid = QAccessible.queryAccessibleInterface(page.grid)
    months = tuple(Month(MAY_2024 - at, 10_000) for at in range(100))
    monkeypatch.setattr(type(page.model), "months", property(lambda _: months))
    tree.lay_out()
    assert grid.childCount() == 100 * 10_000 // MOST_IN_PART
    assert tree.rows_made() == []
    for at in range(10):
        part = grid.child(at)
        assert [part.child(each) is not None for each in (0, MOST_IN_PART - 1)] == [True, True]
        assert part.child(MOST_IN_PART) is None
    assert len(tree.rows_made()) == 20
    for row in range(MOST_ITEMS + 50):
        assert tree.item(row) is not None
    assert len(tree.rows_made()) == MOST_ITEMS
    assert tree.item(1_000_000) is None
    tree.drop()


def test_the_sidebar_is_a_list_of_tabs(protected: Face) -> None:
    sidebar = protected.window.findChild(Sidebar)
    assert isinstance(sidebar, Sidebar)
    entries = sidebar.findChildren(QPushButton)
    assert QAccessible.queryAccessibleInterface(sidebar).role() == Role.PageTabList
    tabs = [QAccessible.queryAccessibleInterface(one) for one in entries]
    assert {tab.role() for tab in tabs} == {Role.PageTab}
    assert [tab.text(Text.Name) for tab in tabs][:2] == ["Overview", "Photos"]
    assert [bool(tab.state().selected) for tab in tabs][:2] == [True, False]
    photos = tabs[1].actionInterface()
    photos.doAction(photos.pressAction())
    assert protected.window.place is PageName.PHOTOS
    assert [bool(tab.state().selected) for tab in tabs][:2] == [False, True]
