"""Answers that take something away ask first, and can be undone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.names import plain
from picup_desktop.ui.face import Face
from picup_desktop.ui.widgets.question import Question
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, protected_photos


def press(face: Face, words: str) -> None:
    (card,) = face.screens.attention.cards
    next(one for one in card.findChildren(QPushButton) if one.text() == words).click()


def deleted(boxes: Boxes) -> int:
    with reading(boxes.home) as ledger:
        return ledger.trash.count()


def vanish(face: Face, boxes: Boxes, qtbot: QtBot) -> Question:
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    face.commands.sync()
    page = face.screens.attention
    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG_MILLISECONDS)
    press(face, "Delete them there too")
    question = page.findChild(Question)
    assert question is not None
    return question


def test_3_4_deleting_an_album_s_photos_asks_with_count_size_and_days_and_can_be_undone(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    question = vanish(protected, boxes, qtbot)
    assert question.windowTitle().startswith(f"Delete {PHOTOS} photos (")
    assert "of “Family” from both storages?" in question.windowTitle()
    assert question.no.isDefault()
    assert deleted(boxes) == 0, "nothing goes before it was agreed to"

    question.yes.click()
    toast = protected.window.toast
    qtbot.waitUntil(lambda: not toast.isHidden(), timeout=LONG_MILLISECONDS)
    assert deleted(boxes) == PHOTOS
    next(one for one in toast.findChildren(QPushButton) if one.text() == "Undo").click()

    qtbot.waitUntil(lambda: deleted(boxes) == 0, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: protected_photos(protected) == PHOTOS, timeout=LONG_MILLISECONDS)


def test_the_second_half_of_a_double_click_agrees_to_nothing(
    qapp: QApplication, qtbot: QtBot
) -> None:
    parent, agreed, usual = QWidget(), [], qapp.doubleClickInterval()
    qtbot.addWidget(parent)
    question = Question(
        (plain("Delete 9 photos?"), plain("They stay for 30 more days.")), plain("Delete"), parent
    )
    question.agreed.connect(lambda: agreed.append(True))
    try:
        qapp.setDoubleClickInterval(LONG_MILLISECONDS)
        question.open()
        QTest.mouseClick(question.yes, Qt.MouseButton.LeftButton)
        assert not agreed
        qapp.setDoubleClickInterval(0)
        QTest.mouseClick(question.yes, Qt.MouseButton.LeftButton)
        assert agreed == [True]
    finally:
        qapp.setDoubleClickInterval(usual)


def test_3_4_saying_no_deletes_nothing_and_the_question_stays(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    vanish(protected, boxes, qtbot).no.click()

    assert deleted(boxes) == 0
    assert len(protected.screens.attention.cards) == 1
