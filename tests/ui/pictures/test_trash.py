"""Recently deleted: a person looks, restores, deletes for good and empties."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.engine.ipc.commands.deletions import Remove
from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.trash.page import TrashPage
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import Role
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, protected_photos

DELETED = 3


@pytest.fixture
def page(protected: Face, boxes: Boxes, qtbot: QtBot) -> TrashPage:
    """The page with three photos in it."""
    files = photo_files(boxes.album)[:DELETED]
    names = [f"Family/{file.relative_to(boxes.album)}" for file in files]
    protected.context.link.ask(Remove(tuple(names)))
    protected.window.show()
    protected.window.go(PageName.TRASH)
    trash = protected.screens.trash
    qtbot.waitUntil(lambda: len(trash.list.lines.lines) == DELETED, timeout=LONG_MILLISECONDS)
    return trash


def test_3_1b_what_was_deleted_is_listed_and_a_chosen_photo_comes_back(
    page: TrashPage, protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    for line in page.list.lines.lines:
        assert "Family" in line.detail
        assert "Deleted just now" in line.detail
        assert line.side.startswith("30 days left\nuntil ")
    assert not page.restore.isEnabled(), "nothing is chosen yet"
    before = len(photo_files(boxes.album))
    page.list.choose(frozenset({page.list.lines.lines[0].id}))

    with qtbot.waitSignal(page.message, timeout=LONG_MILLISECONDS) as told:
        page.restore.click()

    assert told.args == ["1 photo is back."]
    qtbot.waitUntil(lambda: len(page.list.lines.lines) == DELETED - 1, timeout=LONG_MILLISECONDS)
    assert len(photo_files(boxes.album)) == before + 1
    qtbot.waitUntil(
        lambda: protected_photos(protected) == PHOTOS - DELETED + 1, timeout=LONG_MILLISECONDS
    )


def test_3_1b_deleting_now_and_emptying_ask_first(
    page: TrashPage, boxes: Boxes, qtbot: QtBot
) -> None:
    objects = objects_on(boxes.home)
    page.list.choose(frozenset({page.list.lines.lines[1].id}))

    page.delete.click()
    question(page).no.click()
    page.delete.click()
    agree(page, "Delete now")

    qtbot.waitUntil(lambda: len(page.list.lines.lines) == DELETED - 1, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: objects_on(boxes.home) == objects - 1, timeout=LONG_MILLISECONDS)

    page.empty.click()
    agree(page, "Empty")

    qtbot.waitUntil(lambda: not page.list.lines.lines, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: objects_on(boxes.home) == PHOTOS - DELETED, timeout=LONG_MILLISECONDS)


def photo_files(album: Path) -> list[Path]:
    return sorted(file for file in album.rglob("*") if file.is_file())


def objects_on(home: Home) -> int:
    with reading(home) as ledger:
        return ledger.objects.totals()[Role.MAIN][0]


def agree(page: TrashPage, words: str) -> None:
    asked = question(page)
    (yes,) = [button for button in asked.findChildren(QPushButton) if button.text() == words]
    yes.click()


def question(page: TrashPage) -> Question:
    (asked,) = [one for one in page.findChildren(Question) if one.isVisible()]
    return asked
