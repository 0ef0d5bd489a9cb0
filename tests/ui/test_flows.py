"""What a person does in the window, on a real engine and two real servers."""

import shutil

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.home import Home
from picup_desktop.ui.albums.remove_dialog import RemoveDialog
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import Place
from picup_desktop.ui.verdict import Mood
from picup_desktop.words import AlbumState, Policy, Role
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, mood, protected_photos


def test_1_1_the_first_glance_says_that_all_photos_are_on_both(
    protected: Face, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: mood(protected) is Mood.SAFE, timeout=LONG_MILLISECONDS)

    headline = protected.screens.overview.hero.headline

    assert headline == f"All {PHOTOS} photos are on both NAS"
    assert headline in protected.tray.icon.toolTip()


def test_1_3c_a_backup_that_is_away_is_told_with_what_waits_for_it(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.servers[Role.BACKUP].stop()
    shutil.copy(boxes.album / "IMG_0001.jpg", boxes.album / "new.jpg")
    with (boxes.album / "new.jpg").open("ab") as new:
        new.write(b"another picture")

    qtbot.waitUntil(lambda: mood(protected) is Mood.AWAY, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(
        lambda: "1 photo waits" in protected.context.standing.verdict.detail,
        timeout=LONG_MILLISECONDS,
    )

    verdict = protected.context.standing.verdict
    assert verdict.headline == f"{PHOTOS} of {PHOTOS + 1} photos are on both NAS"
    assert "Backup has not answered" in verdict.detail


def test_3_4_an_album_that_vanished_asks_and_is_answered(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    page = protected.screens.attention

    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG_MILLISECONDS)
    assert mood(protected) is Mood.ATTENTION
    (card,) = page.cards
    press(card.findChildren(QPushButton), "Keep them on the NAS")

    qtbot.waitUntil(lambda: not page.cards, timeout=LONG_MILLISECONDS)
    assert protected_photos(protected) == PHOTOS


def test_ignoring_an_item_can_be_undone_and_is_final_when_it_was_not(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    page, toast = protected.screens.attention, protected.window.toast
    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG_MILLISECONDS)

    press(page.cards[0].findChildren(QPushButton), "Ignore")
    assert not page.cards
    press(toast.findChildren(QPushButton), "Undo")
    assert len(page.cards) == 1

    press(page.cards[0].findChildren(QPushButton), "Copy details")
    assert "album_vanished" in QGuiApplication.clipboard().text()
    press(page.cards[0].findChildren(QPushButton), "Ignore")
    toast.settle()
    qtbot.waitUntil(lambda: not open_items(boxes.home), timeout=LONG_MILLISECONDS)


def test_an_album_is_paused_resumed_and_removed_and_its_photos_stay(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    page = protected.screens.albums

    page.list.pause.emit("Family")
    qtbot.waitUntil(lambda: album_states(protected) == [AlbumState.PAUSED], timeout=5000)
    page.list.resume.emit("Family")
    qtbot.waitUntil(lambda: album_states(protected) == [AlbumState.WATCHED], timeout=5000)

    snapshot = protected.context.standing.snapshot
    assert snapshot is not None
    page.list.remove.emit(snapshot.albums[0])
    dialog = page.findChild(RemoveDialog)
    assert dialog is not None
    assert dialog.keep.isChecked()
    press(dialog.findChildren(QPushButton), "Remove")
    qtbot.waitUntil(lambda: album_states(protected) == [], timeout=LONG_MILLISECONDS)
    assert protected_photos(protected) == PHOTOS


def test_a_folder_that_can_not_be_an_album_is_refused_on_the_page(
    face: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    page = face.screens.albums

    page.add(str(boxes.album / "no such folder"))

    qtbot.waitUntil(lambda: "There is no folder" in page.problem, timeout=LONG_MILLISECONDS)


def test_pausing_and_resuming_show_at_once(protected: Face, qtbot: QtBot) -> None:
    protected.commands.pause(3600)
    qtbot.waitUntil(lambda: mood(protected) is Mood.PAUSED, timeout=LONG_MILLISECONDS)
    assert protected.tray.resume.isVisible()
    assert "Paused by you" in protected.context.standing.verdict.detail

    protected.commands.resume()
    qtbot.waitUntil(lambda: mood(protected) is Mood.SAFE, timeout=LONG_MILLISECONDS)


def test_settings_apply_at_once(face: Face, boxes: Boxes, qtbot: QtBot) -> None:
    page = face.screens.settings

    page.choose("grace_days", 7)
    page.choose("policy", Policy.KEEP_ONE.value)

    def chosen() -> bool:
        snapshot = face.context.standing.snapshot
        assert snapshot is not None
        return snapshot.settings.grace_days == 7 and snapshot.settings.policy is Policy.KEEP_ONE

    qtbot.waitUntil(chosen, timeout=LONG_MILLISECONDS)


def test_every_page_shows_with_a_real_vault(protected: Face, qtbot: QtBot) -> None:
    for place in Place:
        protected.window.go(place)
        qtbot.wait(50)

        assert protected.window.place is place
        assert not protected.window.grab().isNull()


def test_activity_lists_the_uploads(protected: Face, qtbot: QtBot) -> None:
    page = protected.screens.activity
    protected.window.show()

    protected.window.go(Place.ACTIVITY)

    qtbot.waitUntil(lambda: page.counts == (0, PHOTOS, 0), timeout=LONG_MILLISECONDS)


def test_without_a_tray_closing_minimises(face: Face, qtbot: QtBot) -> None:
    face.window.show()

    face.window.close()

    assert not face.tray.there
    assert face.window.isMinimized()


def test_an_engine_that_dies_is_started_again(protected: Face, qtbot: QtBot) -> None:
    protected.context.link.ask("stop")
    qtbot.waitUntil(lambda: not protected.context.link.connected, timeout=LONG_MILLISECONDS)

    qtbot.waitUntil(lambda: protected.context.link.connected, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: mood(protected) is Mood.SAFE, timeout=LONG_MILLISECONDS)


def test_dark_and_light_are_worn_at_once(face: Face, qapp: QApplication) -> None:
    theme = face.context.theme

    theme.choose(dark=True)
    dark = face.window.grab().toImage().pixelColor(QPoint(600, 20))
    theme.choose(dark=False)
    light = face.window.grab().toImage().pixelColor(QPoint(600, 20))

    assert dark.lightness() < 60
    assert light.lightness() > 200


def press(buttons: list[QPushButton], words: str) -> None:
    (wanted,) = [button for button in buttons if button.text() == words]
    wanted.click()


def album_states(face: Face) -> list[AlbumState]:
    snapshot = face.context.standing.snapshot
    return [] if snapshot is None else [album.record.state for album in snapshot.albums]


def open_items(home: Home) -> int:
    with reading(home) as ledger:
        return len(ledger.attention.all())
