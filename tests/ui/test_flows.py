"""What a person does in the window, on a real engine and two real servers."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.engine.ipc.commands.engine import Lock, Stop
from picup_desktop.home import Home
from picup_desktop.ui.albums.remove import RemoveDialog
from picup_desktop.ui.attention.item_card import GuideDialog
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.status import Status
from picup_desktop.words import AlbumState, Policy, Role
from tests.outside.slack import webhook_server
from tests.picup import children
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, picup, protected_photos, status

FILM_BYTES = 20_000_000


@pytest.mark.parametrize("width", [760, 900, 1120])
def test_the_overview_fits_the_window(face: Face, qtbot: QtBot, width: int) -> None:
    face.window.show()
    face.window.resize(width, 520)
    area = face.screens.overview.findChild(QScrollArea)
    assert area is not None
    content = area.widget()
    assert content is not None

    qtbot.waitUntil(lambda: face.window.width() == width)
    qtbot.waitUntil(lambda: 0 < content.minimumSizeHint().width() <= area.viewport().width())


def test_1_1_the_first_glance_says_that_all_photos_are_on_both(
    protected: Face, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: status(protected) is Status.SAFE, timeout=LONG_MILLISECONDS)

    headline = protected.screens.overview.hero.headline

    assert headline == f"All {PHOTOS} photos are on both storages"
    assert headline in protected.tray.icon.toolTip()


def test_1_3c_a_backup_that_is_away_is_told_with_what_waits_for_it(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.servers[Role.BACKUP].stop()
    shutil.copy(boxes.album / "IMG_0001.jpg", boxes.album / "new.jpg")
    with (boxes.album / "new.jpg").open("ab") as new:
        new.write(b"another picture")

    qtbot.waitUntil(lambda: status(protected) is Status.AWAY, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(
        lambda: "1 photo waits" in protected.context.app_state.summary.detail,
        timeout=LONG_MILLISECONDS,
    )

    summary = protected.context.app_state.summary
    assert summary.headline == f"{PHOTOS} of {PHOTOS + 1} photos are on both storages"
    assert "Backup has not answered" in summary.detail


def test_3_4_an_album_that_vanished_asks_and_is_answered(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    page = protected.screens.attention

    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG_MILLISECONDS)
    assert status(protected) is Status.ATTENTION
    (card,) = page.cards
    press(card.findChildren(QPushButton), "What to do")
    (guide,) = protected.window.findChildren(GuideDialog)
    assert "An album's photos are gone" in guide.page.toPlainText()
    assert "Kind" not in guide.page.toPlainText()
    press(card.findChildren(QPushButton), "Keep them on the storages")

    qtbot.waitUntil(lambda: not page.cards, timeout=LONG_MILLISECONDS)
    qtbot.wait(0)
    assert guide.isVisible()
    press(guide.findChildren(QPushButton), "Close")
    assert not guide.isVisible()
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

    snapshot = protected.context.app_state.snapshot
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
    qtbot.waitUntil(lambda: status(protected) is Status.PAUSED, timeout=LONG_MILLISECONDS)
    assert protected.tray.resume.isVisible()
    assert "Paused by you" in protected.context.app_state.summary.detail

    protected.commands.resume()
    qtbot.waitUntil(lambda: status(protected) is Status.SAFE, timeout=LONG_MILLISECONDS)


def test_settings_apply_at_once(face: Face, boxes: Boxes, qtbot: QtBot) -> None:
    page = face.screens.settings

    page.choose("grace_days", 7)
    page.choose("policy", Policy.KEEP_ONE.value)

    def chosen() -> bool:
        snapshot = face.context.app_state.snapshot
        assert snapshot is not None
        return snapshot.settings.grace_days == 7 and snapshot.settings.policy is Policy.KEEP_ONE

    qtbot.waitUntil(chosen, timeout=LONG_MILLISECONDS)


def test_activity_lists_the_uploads(protected: Face, qtbot: QtBot) -> None:
    page = protected.screens.activity
    protected.window.show()

    protected.window.go(PageName.ACTIVITY)

    qtbot.waitUntil(lambda: page.counts == (0, PHOTOS, 0), timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(
        lambda: page.stored.lines[-1] == f"Family: {PHOTOS} of {PHOTOS} on both storages",
        timeout=LONG_MILLISECONDS,
    )
    assert [line.partition(":")[0] for line in page.stored.lines[:2]] == ["Main", "Backup"]


def test_without_a_tray_closing_minimises(face: Face, qtbot: QtBot) -> None:
    face.window.show()

    face.window.close()

    assert not face.tray.there
    assert face.window.isMinimized()


def test_an_engine_that_dies_is_started_again(protected: Face, qtbot: QtBot) -> None:
    protected.context.link.ask(Stop())
    qtbot.waitUntil(lambda: not protected.context.link.connected, timeout=LONG_MILLISECONDS)

    qtbot.waitUntil(lambda: protected.context.link.connected, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: status(protected) is Status.SAFE, timeout=LONG_MILLISECONDS)


def test_when_the_program_is_to_end_the_window_goes_and_starts_nothing(
    face: Face, boxes: Boxes, qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(qapp.aboutToQuit, timeout=LONG_MILLISECONDS):
        QTimer.singleShot(0, lambda: picup(boxes.home, "stop"))
        qapp.exec()

    face.end()
    assert not face.context.starter.watching
    with pytest.raises(NoEngine), EngineClient(boxes.home):
        pass


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


def couriers_of(engine: int) -> set[int]:
    """It has other children too, which look at pictures."""
    found = set()
    for pid in children(engine):
        # One that looks at pictures may end just now.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            # As one of the two it is named a courier (tests/nursery.py).
            if any(
                b"courier" in Path(f"/proc/{pid}/{it}").read_bytes() for it in ("comm", "cmdline")
            ):
                found.add(pid)
    return found


def album_states(face: Face) -> list[AlbumState]:
    snapshot = face.context.app_state.snapshot
    return [] if snapshot is None else [album.record.state for album in snapshot.albums]


def open_items(home: Home) -> int:
    with reading(home) as ledger:
        return len(ledger.attention.all())


def test_activity_names_the_file_that_moves_and_how_far_it_is(
    face: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    shutil.rmtree(boxes.album)
    boxes.album.mkdir()
    (boxes.album / "film.mp4").write_bytes(os.urandom(FILM_BYTES))
    face.commands.set("main_bytes_per_second", FILM_BYTES / 10)
    face.screens.albums.add(str(boxes.album))
    page = face.screens.activity
    face.window.go(PageName.ACTIVITY)
    card = page.moving[Role.MAIN]

    qtbot.waitUntil(lambda: 0.1 < card.fraction < 1.0, timeout=LONG_MILLISECONDS)
    assert card.words.startswith("film.mp4  ·  ")
    assert card.words.count("  ·  ") == 2, "a size, and the time it still takes"

    face.context.link.ask(Lock())
    qtbot.waitUntil(lambda: face.context.app_state.live.locked, timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(lambda: "film" not in card.words, timeout=LONG_MILLISECONDS)


def test_another_language_is_spoken_at_once_at_the_same_place(
    protected: Face, qtbot: QtBot
) -> None:
    before = protected.window
    protected.window.go(PageName.SETTINGS)
    computers = protected.screens.settings.computers
    # The one computer of this vault can't remove itself (6-5).
    qtbot.waitUntil(lambda: len(computers.names) == 1)
    assert not computers.remove
    combo = protected.screens.computer.language
    combo.setCurrentIndex(combo.findData("ko"))
    combo.activated.emit(combo.currentIndex())

    qtbot.waitUntil(lambda: protected.window is not before)
    assert protected.window.isVisible()
    assert protected.window.place is PageName.SETTINGS
    assert "저장소" in protected.screens.overview.hero.headline
    assert "photos" not in protected.screens.overview.hero.headline
    assert "PicUp 열기" in [action.text() for action in protected.tray.menu.actions()]
    assert protected.tray.menu.actions()[0].text() != "Open PicUp"

    def alerts_speak(code: str) -> bool:
        snapshot = protected.context.app_state.snapshot
        return snapshot is not None and snapshot.settings.alert_language == code

    qtbot.waitUntil(lambda: alerts_speak("ko"), timeout=LONG_MILLISECONDS)
    combo = protected.screens.computer.language
    before = protected.window
    combo.setCurrentIndex(combo.findData("en"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: protected.window is not before)
    qtbot.waitUntil(lambda: alerts_speak("en"), timeout=LONG_MILLISECONDS)
    assert "Open PicUp" in [action.text() for action in protected.tray.menu.actions()]
    assert protected.screens.overview.hero.headline == f"All {PHOTOS} photos are on both storages"


def test_a_choice_that_concerns_no_connection_leaves_them_alone(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    with EngineClient(boxes.home) as client:
        client.call("sync", wait=True)
        engine = client.call("state")["pid"]
        couriers = couriers_of(engine)
        client.call("settings_set", name="alert_file_names", value=True)
        assert couriers
        assert couriers_of(engine) == couriers
        client.call("settings_set", name="stall_seconds", value=40)
        assert not couriers_of(engine) & couriers


def test_who_is_told_is_added_tested_and_removed_in_settings(face: Face, qtbot: QtBot) -> None:
    section = face.screens.settings.alerts
    face.commands.set("alert_on_desktop", value=False)
    face.window.show()
    face.window.go(PageName.SETTINGS)
    section.url.setText("not a url")
    section.url.returnPressed.emit()
    qtbot.waitUntil(face.window.toast.isVisible, timeout=LONG_MILLISECONDS)
    assert section.targets == ()

    with webhook_server() as far:
        section.url.setText(f"mmost://127.0.0.1:{far.port}/abcdefghijklmnopqrstuvwxyz")
        section.url.returnPressed.emit()
        qtbot.waitUntil(lambda: len(section.targets) == 1, timeout=LONG_MILLISECONDS)
        assert section.url.text() == ""
        section.test.click()
        qtbot.waitUntil(lambda: bool(far.posted), timeout=LONG_MILLISECONDS)
        assert "Test of PicUp's alerts" in far.posted[0].text
        qtbot.waitUntil(section.test.isEnabled, timeout=LONG_MILLISECONDS)

    press(section.findChildren(QPushButton), "Remove")
    qtbot.waitUntil(lambda: section.targets == (), timeout=LONG_MILLISECONDS)
    assert not section.test.isEnabled()
