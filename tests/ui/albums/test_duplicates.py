"""Identical files are shown with all their places, and nothing of them is deleted."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.duplicates.places import PlacesDialog
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.words import Role
from tests.picup import COMMAND_SECONDS, age
from tests.ui.albums.conftest import albums
from tests.ui.conftest import LONG_MILLISECONDS
from tests.warm_program import run_picup


def test_identical_files_are_shown_with_every_place_and_none_is_deleted(
    face: Face, empty_home: Home, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens = face.screens
    original, trip = tmp_path / "Pictures" / "0.jpg", tmp_path / "여름"
    trip.mkdir()
    assert not screens.albums.to_duplicates.isVisible()
    copies = [trip / "a.jpg", trip / "b.jpg", trip / "c.jpg"]
    for copy in copies:
        shutil.copy(original, copy)
        age(copy)
    screens.albums.add(str(trip))
    qtbot.waitUntil(
        lambda: sum(album.protected for album in albums(face)) == 7, timeout=LONG_MILLISECONDS
    )
    link = screens.albums.to_duplicates
    qtbot.waitUntil(lambda: link.isVisible() and link.text() == "3 duplicates")

    link.click()
    page = screens.duplicates
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.model.identical(0) is not None, timeout=LONG_MILLISECONDS)
    assert page.model.rowCount() == 1
    found = page.model.identical(0)
    assert found is not None
    assert (found.photos, found.here, found.more) == (4, 4, 1)
    size = original.stat().st_size
    assert page.summary.text().startswith("1 photo stands in several places.")
    assert f"{3 * size} bytes on this computer" in page.summary.text()
    spoken = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Pictures / 0.jpg" in spoken
    assert "4 places" in spoken

    page.list.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(PlacesDialog)
    qtbot.waitUntil(lambda: len(dialog.shown) == 4, timeout=LONG_MILLISECONDS)
    opened: list[str] = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl",
        lambda url: not opened.append(url.toLocalFile()),  # type: ignore[func-returns-value]
    )
    dialog.folder.emit(str(trip))
    page.menu_for(found).actions()[-1].trigger()
    dialog.accept()
    assert opened == [str(trip)] * 2
    named = replace(found, places=(replace(found.places[0], album="A & B", path="x" * 200),))
    words = page.menu_for(named).actions()[-1].text()
    assert words.startswith("Open the folder of A && B")
    assert len(words) < 100
    assert all(copy.exists() for copy in (original, *copies))

    done = run_picup(
        ["--home", str(empty_home.folder), "photos", "duplicates", "--json"],
        os.environ,
        COMMAND_SECONDS,
    )
    (listed,) = json.loads(done.stdout)
    assert (listed["photos"], listed["here"], listed["bytes_here"]) == (4, 4, 4 * size)
    assert {(one["album"], one["path"]) for one in listed["places"]} == {
        ("Pictures", "0.jpg"),
        *(("여름", copy.name) for copy in copies),
    }

    face.window.go(PageName.OVERVIEW)
    card = screens.overview.cards[Role.MAIN]
    qtbot.waitUntil(lambda: "in 4 files, because 3 are duplicates" in card.words)
    face.window.go(PageName.ALBUMS)
    assert screens.albums.isVisible(), "chosen in the sidebar, the albums come first"

    viewer = screens.viewer
    face.window.go(PageName.PHOTOS)
    qtbot.waitUntil(lambda: screens.photos.model.rowCount() == 7, timeout=LONG_MILLISECONDS)
    rows = range(7)
    screens.photos.model.want(rows)
    qtbot.waitUntil(lambda: all(screens.photos.model.shot(row) for row in rows))
    (row,) = [at for at in rows if _path(screens.photos.model.shot(at)) == "0.jpg"]
    viewer.view(row, details=True)
    also = viewer.info.also_at
    qtbot.waitUntil(lambda: "여름 / a.jpg" in also.words, timeout=LONG_MILLISECONDS)
    assert len(also.words.split("\n")) == 3
    (other,) = [at for at in rows if _path(screens.photos.model.shot(at)) == "1.jpg"]
    viewer.view(other, details=True)
    qtbot.waitUntil(lambda: also.words == "")
    viewer.close()

    face.window.go(PageName.ALBUMS)
    link.click()
    qtbot.waitUntil(lambda: page.model.identical(0) is not None, timeout=LONG_MILLISECONDS)
    face.window.lock_asked.emit()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=LONG_MILLISECONDS)
    assert page.summary.isHidden()


def _path(shot: object) -> str:
    return str(getattr(shot, "lead").path)  # noqa: B009 - of any shot
