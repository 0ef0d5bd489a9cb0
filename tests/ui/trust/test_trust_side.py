"""The trust side with a real engine: tray, overview, attention and settings."""

import re
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.ui.changes.preview import Preview
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.frame.window import MainWindow
from picup_desktop.ui.tray.tray import Tray
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes

TRIGGER = QSystemTrayIcon.ActivationReason.Trigger
DOUBLE_CLICK = QSystemTrayIcon.ActivationReason.DoubleClick


def lines(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if action.isVisible() and action.text()]


def wait(qtbot: QtBot) -> None:
    """Let the time of a double click pass."""
    qtbot.wait(QApplication.doubleClickInterval() + 50)


def test_the_tray_says_counts_and_names_and_2_1_forgets_the_names_when_locked(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    face, tray = protected, protected.tray
    qtbot.waitUntil(lambda: len(tray.recent.actions()) == 5, timeout=LONG_MILLISECONDS)
    assert lines(tray)[0] == f"All {PHOTOS} photos are on both storages"
    names = [action.text() for action in tray.recent.actions()]
    assert all(name.endswith("·  Family") for name in names)

    face.window.show()
    tray.recent.actions()[0].trigger()
    assert face.window.place is PageName.PHOTOS
    grid = face.screens.photos.grid
    qtbot.waitUntil(lambda: len(grid.chosen_rows()) == 1, timeout=LONG_MILLISECONDS)

    boxes.album.rename(boxes.album.with_name("elsewhere"))
    face.commands.sync()
    needs = "Needs attention (1)"
    qtbot.waitUntil(lambda: needs in lines(tray), timeout=LONG_MILLISECONDS)
    assert "1 thing needs you" in tray.icon.toolTip()

    face.window.lock_asked.emit()
    qtbot.waitUntil(lambda: face.screens.lock.locked, timeout=LONG_MILLISECONDS)
    assert needs in lines(tray)
    assert not tray.recent.menuAction().isVisible()
    said = "\n".join(
        [*lines(tray), tray.icon.toolTip(), *(a.text() for a in tray.recent.actions())]
    )
    assert "Family" not in said
    assert not any(name in said for name in names)
    assert f"{PHOTOS} photos" in said, "counts may be seen"


def test_a_click_on_the_tray_shows_and_hides_the_window(
    face: Face, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clicked = face.tray.icon.activated
    face.window.hide()
    clicked.emit(TRIGGER)
    assert face.window.isVisible()
    clicked.emit(TRIGGER)
    assert face.window.isVisible(), "the second half of a double click takes nothing back"
    clicked.emit(DOUBLE_CLICK)
    assert face.window.isVisible()

    wait(qtbot)
    monkeypatch.setattr(MainWindow, "isActiveWindow", lambda _self: True)
    clicked.emit(TRIGGER)
    assert not face.window.isVisible()
    wait(qtbot)
    face.window.showMinimized()
    clicked.emit(TRIGGER)
    assert face.window.isVisible()
    assert not face.window.isMinimized()

    wait(qtbot)
    monkeypatch.setattr(MainWindow, "isActiveWindow", lambda _self: False)
    qtbot.wait(600)
    clicked.emit(TRIGGER)
    assert face.window.isVisible(), "one behind others comes to the front"


def test_the_overview_shows_both_boxes_the_trend_and_the_way_to_the_kit(
    protected: Face, qtbot: QtBot
) -> None:
    overview = protected.screens.overview
    protected.window.show()
    seen = overview.hero.seen
    qtbot.waitUntil(
        lambda: "Main was seen whole" in seen.text() and "Backup was seen whole" in seen.text(),
        timeout=LONG_MILLISECONDS,
    )
    brought = (
        f"{PHOTOS} photos were brought to both storages. {PHOTOS} of them in the last 24 hours."
    )
    qtbot.waitUntil(lambda: overview.trend.words == brought, timeout=LONG_MILLISECONDS)
    assert overview.trend.isVisible()

    assert overview.check_kit.isVisible()
    overview.check_kit.click()
    assert protected.window.place is PageName.SETTINGS
    vault = protected.screens.vault
    kit = Path(str(protected.context.home.folder)).parent / "kit.txt"
    with qtbot.waitSignal(vault.message, timeout=LONG_MILLISECONDS) as told:
        vault.check_file(str(kit.with_suffix(".pdf")))
    assert "is" in told.args[0]
    with qtbot.waitSignal(vault.message, timeout=LONG_MILLISECONDS) as told:
        vault.check_file(str(kit))
    assert told.args == ["The kit is right: it opens this vault."]
    protected.window.go(PageName.OVERVIEW)
    qtbot.waitUntil(lambda: not overview.check_kit.isVisible(), timeout=LONG_MILLISECONDS)


def test_a_number_and_the_quiet_hours_are_chosen_and_go_back(face: Face, qtbot: QtBot) -> None:
    page, app_state = face.screens.settings, face.context.app_state
    face.window.show()
    face.window.go(PageName.SETTINGS)

    def settings_are(**wanted: object) -> bool:
        settings = app_state.snapshot.settings if app_state.snapshot else None
        return all(getattr(settings, name) == value for name, value in wanted.items())

    page.choose("grace_days", 7)
    qtbot.waitUntil(lambda: settings_are(grace_days=7), timeout=LONG_MILLISECONDS)
    page.use_default("grace_days")
    qtbot.waitUntil(lambda: settings_are(grace_days=30), timeout=LONG_MILLISECONDS)

    quiet = page.speed.quiet
    quiet.on.click()
    qtbot.waitUntil(lambda: settings_are(quiet_hours="22:00-07:00"), timeout=LONG_MILLISECONDS)
    with qtbot.waitSignal(page.message, timeout=LONG_MILLISECONDS):
        quiet.fields[1].setTime(quiet.fields[0].time())
        quiet.fields[1].editingFinished.emit()
    qtbot.waitUntil(lambda: quiet.fields[1].stored == "07:00", timeout=LONG_MILLISECONDS)
    quiet.on.click()
    qtbot.waitUntil(lambda: settings_are(quiet_hours=""), timeout=LONG_MILLISECONDS)


def test_3_4_photos_of_a_vanished_album_are_seen_before_they_are_deleted(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    page = protected.screens.attention
    protected.window.show()
    protected.window.go(PageName.ATTENTION)
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    protected.commands.sync()
    qtbot.waitUntil(
        lambda: bool(page.cards) and len(page.cards[0].photos.tiles) == 6, timeout=LONG_MILLISECONDS
    )
    strip = page.cards[0].photos
    qtbot.waitUntil(
        lambda: all(
            page.pictures.image(tile.of) is not None or page.pictures.missing(tile.of)
            for tile in strip.tiles
        ),
        timeout=LONG_MILLISECONDS,
    )

    # A film or a sidecar has no picture.
    first = next(tile for tile in strip.tiles if page.pictures.image(tile.of) is not None)
    strip.opened.emit(first)
    (preview,) = page.findChildren(Preview)
    qtbot.waitUntil(lambda: preview.pictures.image(first.of) is not None, timeout=LONG_MILLISECONDS)
    QTest.keyClick(preview, Qt.Key.Key_Space)
    assert not preview.isVisible()


def test_the_bar_of_a_batch_goes_on_over_two_passes_and_pauses(face: Face, qtbot: QtBot) -> None:
    progress, heard = face.screens.overview.progress, face.context.link.heard
    face.window.show()

    def moves(began_at: str, photos: int, ended: int) -> None:
        fields = {"began_at": began_at, "step": "uploading", "photos": photos, "bytes": photos * 10}
        run = {**fields, "ended_photos": ended, "ended_bytes": ended * 10}
        heard.emit(Event("progress", {"pass": run, "moving": [], "rates": {}}))

    assert not progress.isVisible()
    moves("2026-11-29T10:00:00Z", 200, 52)
    assert progress.isVisible()
    assert progress.words == "Bringing 200 photos to both storages"
    assert progress.meter.fraction == pytest.approx(0.26)
    assert progress.grown.isHidden()

    heard.emit(Event("pass_ended", {"unprotected": 148}))
    moves("2026-11-29T10:05:00Z", 160, 0)
    assert progress.meter.fraction == pytest.approx(0.26)
    assert progress.words == "Bringing 212 photos to both storages"
    assert progress.grown.text() == "12 more came since it began."

    choices = face.tray.pause.actions()
    assert [choice.text() for choice in choices][::3] == ["For 1 hour", "Until I resume"]
    face.tray.pause.aboutToShow.emit()
    ends = [re.fullmatch(r"(.*) \((\d+:\d\d.[AP]M)\)", choice.text()) for choice in choices]
    assert [end and end[1] for end in ends] == ["For 1 hour", "For 4 hours", "Until tomorrow", None]
    assert ends[2] is not None
    assert ends[2][2].startswith("7:00")
    choices[0].trigger()
    qtbot.waitUntil(
        lambda: face.context.app_state.live.paused is not None, timeout=LONG_MILLISECONDS
    )
    paused = face.context.app_state.live.paused
    assert paused is not None
    assert paused.until is not None
    assert 3_500 < paused.until - time.time() <= 3_600
    moves("2026-11-29T10:05:00Z", 160, 1)
    assert progress.resume.isVisible()
    assert not progress.pause.isVisible()

    heard.emit(Event("pass_ended", {"unprotected": 0}))
    moves("2026-11-29T10:06:00Z", 3, 0)
    assert progress.words == "Bringing 3 photos to both storages"
    assert progress.meter.fraction == 0.0
