"""Many photos are spoiled or changed: a person sees them before and after, and decides (4-3)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.items import storage_trouble
from picup_desktop.engine.ipc.commands.photos import RestoreVersion
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.home import Home
from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.messages.message import Message
from picup_desktop.names import plain, shown
from picup_desktop.ui.attention.item_card import ItemCard
from picup_desktop.ui.attention.words import room_words
from picup_desktop.ui.changes.decide import DecideDialog
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.changes.put_back import PutBack, PutBackReport
from picup_desktop.ui.changes.tick_list import HEIGHT, ChangeLine, ChangeList
from picup_desktop.ui.changes.words import decide_words, put_back_words, sample_words
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.language import Language
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import Role
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, protected_photos
from tests.unit.messages.test_attention_questions import ALBUM_SPOILED, CHANGED, SPOILED

MANY = 4


def scrambled(file: Path) -> bytes:
    data = b"\x17" + os.urandom(file.stat().st_size - 1)
    file.write_bytes(data)
    return data


def edited(file: Path) -> bytes:
    Image.effect_noise((640, 480), 60).save(file, "JPEG")
    return file.read_bytes()


def objects(boxes: Boxes) -> list[set[str]]:
    return [
        {file.name for file in (server.vault / "objects").rglob("*") if file.is_file()}
        for server in boxes.servers.values()
    ]


def card_of(face: Face, cause: Cause, qtbot: QtBot) -> ItemCard:
    page = face.screens.attention
    qtbot.waitUntil(
        lambda: [card.item.cause for card in page.cards] == [cause], timeout=LONG_MILLISECONDS
    )
    return page.cards[0]


def press(widget: QWidget, words: str) -> None:
    (found,) = [one for one in widget.findChildren(QPushButton) if one.text() == words]
    found.click()


def dialog_of(card: ItemCard, face: Face, names: list[str], qtbot: QtBot) -> DecideDialog:
    press(card, "Decide for each…")
    (dialog,) = [d for d in face.screens.attention.findChildren(DecideDialog) if d.isVisible()]
    qtbot.waitUntil(
        lambda: sorted(line.name for line in dialog.list.lines.lines) == names,
        timeout=LONG_MILLISECONDS,
    )
    return dialog


def agree(dialog: DecideDialog) -> str:
    (question,) = dialog.findChildren(Question)
    heading = question.windowTitle()
    question.yes.click()
    return heading


def click(shown: ChangeList, row: int) -> None:
    at = QPoint(200, row * HEIGHT + HEIGHT // 2)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_4_3_each_spoiled_or_changed_photo_has_an_answer_of_its_own(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    protected.commands.set("vanished_photos", 2)
    protected.commands.set("grace_days", 0)
    protected.window.show()
    protected.window.go(PageName.ATTENTION)
    files = [boxes.album / f"a{number}.jpg" for number in range(MANY)]
    for number, file in enumerate(files):
        Image.effect_noise((320, 240), 20 + number).save(file, "JPEG")
    all_photos = PHOTOS + MANY
    protected.commands.sync()
    qtbot.waitUntil(lambda: protected_photos(protected) == all_photos, timeout=LONG_MILLISECONDS)
    good = [file.read_bytes() for file in files]
    before = objects(boxes)
    bad = [scrambled(file) for file in files]
    protected.commands.sync()

    card = card_of(protected, Cause.ALBUM_SPOILED, qtbot)
    pairs = card.sample.pairs
    assert [pair.name for pair in pairs] == [file.name for file in files]
    assert card.sample_words == "Before and now"
    pictures = protected.screens.attention.pictures
    qtbot.waitUntil(
        lambda: all(
            pictures.image(pair.before) is not None and pictures.missing(pair.after)
            for pair in pairs
        ),
        timeout=LONG_MILLISECONDS,
    )
    # Meanwhile new photos are protected, and nothing of the album leaves.
    Image.new("RGB", (320, 240), "blue").save(boxes.album / "new.jpg", "JPEG")
    protected.commands.sync()
    qtbot.waitUntil(lambda: protected_photos(protected) == PHOTOS + 1, timeout=LONG_MILLISECONDS)
    assert all(was < now for was, now in zip(before, objects(boxes), strict=True))

    dialog = dialog_of(card, protected, [file.name for file in files], qtbot)
    assert len(dialog.decision().back) == MANY, "the good ones are put back unless one is unticked"
    click(dialog.list, 0)
    dialog.do.click()
    assert agree(dialog) == "Accept the changes to 1 photo of “Family”?"
    qtbot.waitUntil(
        lambda: protected_photos(protected) == all_photos + 1, timeout=LONG_MILLISECONDS
    )
    assert [file.read_bytes() for file in files] == [bad[0], *good[1:]]
    qtbot.waitUntil(lambda: not protected.screens.attention.cards, timeout=LONG_MILLISECONDS)

    # What was taken as it is has changed within the hour too.
    taken, *files = [*files, boxes.album / "new.jpg"]
    before_edit = [file.read_bytes() for file in files]
    after_edit = [edited(file) for file in files]
    protected.commands.sync()
    card = card_of(protected, Cause.CHANGED_MANY, qtbot)
    qtbot.waitUntil(lambda: len(card.sample.pairs) == MANY + 1, timeout=LONG_MILLISECONDS)
    assert card.sample_words.startswith("Since ")
    dialog = dialog_of(card, protected, [taken.name, *(file.name for file in files)], qtbot)
    assert dialog.decision().back == (), "they stay as they are unless one is ticked"
    dialog.resize(680, 900)
    row = [line.name for line in dialog.list.lines.lines].index(shown(files[1].name))
    click(dialog.list, row)
    for _ in range(2):
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [photo for photo, _ in dialog.decision().back] == [dialog.list.lines.lines[row].id]
    dialog.do.click()
    assert agree(dialog) == "Are the changes of 4 photos in “Family” right?"
    qtbot.waitUntil(lambda: not protected.screens.attention.cards, timeout=LONG_MILLISECONDS)
    expected = [after_edit[0], before_edit[1], *after_edit[2:]]
    assert [file.read_bytes() for file in files] == expected


def line(photo_id: int) -> ChangeLine:
    picture = PictureOf(photo_id)
    words = (plain("back"), plain("stays"))
    return ChangeLine(photo_id, shown(f"{photo_id}.jpg"), plain(""), picture, picture, *words)


def test_ticks_stay_with_their_photos(
    qapp: QApplication, tmp_path: Path, language: Language, qtbot: QtBot
) -> None:
    pictures = VersionPictures(EngineLink(Home(tmp_path)), 68)
    shown = ChangeList(Theme(qapp), plain("Photos"), pictures)
    qtbot.addWidget(shown)
    shown.lines.show_lines([line(1), line(2), line(3)])
    shown.tick_all(on=True)
    assert shown.lines.ticked == {1, 2, 3}
    shown.lines.tick([2], on=False)
    shown.lines.show_lines([line(3), line(2)])
    assert shown.lines.ticked == {3}
    index = shown.lines.index(0)
    assert shown.lines.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert shown.lines.data(index, Qt.ItemDataRole.AccessibleTextRole) == "3.jpg\nback"
    shown.tick_all(on=False)
    assert shown.lines.ticked == frozenset()


class Waiting:
    """Stands for the engine: it answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[RestoreVersion] = []
        self.done: Callable[[object], None] = print

    def ask(
        self,
        command: RestoreVersion,
        *,
        done: Callable[[object], None],
        refused: Callable[[Failure], None],
    ) -> None:
        self.asked.append(command)
        self.done = done


def test_putting_back_stops_after_the_one_under_way(qapp: QApplication) -> None:
    engine = Waiting()
    putting = PutBack(cast(EngineLink, engine))
    ended: list[PutBackReport] = []
    putting.ended.connect(ended.append)
    putting.start([(1, 7), (2, 8), (3, 9)])
    engine.done({})
    assert [(one.photo, one.version) for one in engine.asked] == [("1", 7), ("2", 8)]
    assert putting.stop() == PutBackReport(1, (), 2)
    engine.done({})
    assert (len(engine.asked), ended, putting.running) == (2, [], False)
    putting.start([(3, 9)])
    engine.done({})
    assert ended == [PutBackReport(1, ())]


def test_what_the_question_says(language: Language) -> None:
    about = decide_words(ALBUM_SPOILED, 30)
    assert about.heading == "Which photos of “Summer” are put back?"
    assert about.below.endswith("Their good version stays on both storages for 30 more days.")
    assert about.summary(3, 1, 0) == "Put back: 3. Taken as they are: 1."
    assert about.summary(3, 1, 2).endswith("2 more are not listed; they are asked about later.")
    assert "leaves both storages at once" in decide_words(ALBUM_SPOILED, 0).below
    assert "leaves both storages at once" in decide_words(CHANGED, 0).below
    assert decide_words(CHANGED, 30).summary(1, 2, 0) == "Put back: 1. Left as they are: 2."
    assert put_back_words(PutBackReport(2, ())) == "2 photos are back."
    assert put_back_words(PutBackReport(1, (plain("away"),), 1)) == (
        "1 photo is back. 2 photos are not back."
    )
    assert put_back_words(PutBackReport(0, (plain("away"),))) == "1 photo is not back."
    full = storage_trouble(Cause.STORAGE_FULL, Role.MAIN, Message("as-a-sentence", words="Full"))
    kept = KeptVersions(2, 3_000_000, None)
    assert room_words(full, kept).startswith(
        "2 earlier versions of edited photos are kept, 3.0 MB."
    )
    assert room_words(full, kept).endswith("it is given back when their days are over.")
    assert room_words(full, KeptVersions(0, 0, None)) == room_words(SPOILED, kept) == ""
    assert sample_words(SPOILED) == "", "an item of an older ledger has no sample"
    assert sample_words(ALBUM_SPOILED) == "1 of 40, before and now"
