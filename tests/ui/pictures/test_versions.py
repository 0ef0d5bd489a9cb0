"""Versions in the window: look at one, compare, put one back (DISASTERS 4-1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.engine.ipc.commands.engine import PauseMoves
from picup_desktop.ledger.gallery.gallery import ShownPhoto
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.names import plain
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.language import Language
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.status import kept_words
from picup_desktop.ui.viewer.versions import VersionLine, question_words, version_lines
from picup_desktop.ui.viewer.window import Viewer
from picup_desktop.ui.widgets.question import Question
from picup_desktop.words import CopyState, PhotoState, Role
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, protected_photos
from tests.ui.pictures.test_photos import SHOTS, all_there
from tests.ui.pictures.test_viewer import row_of

NAME = "IMG_0001.jpg"
DAY = 24 * 60 * 60
NOW = 1_800_000_000.0
EDITED = (640, 480)


@pytest.fixture
def edited(protected: Face, boxes: Boxes, qtbot: QtBot) -> Face:
    """A photo was painted over, and that is on both."""
    Image.new("RGB", EDITED, "red").save(boxes.album / NAME, "JPEG")
    qtbot.waitUntil(lambda: versions_of(boxes, NAME) == [2, 1], timeout=LONG_MILLISECONDS)
    qtbot.waitUntil(
        lambda: (
            protected_photos(protected) == PHOTOS and protected.context.app_state.live.run is None
        ),
        timeout=LONG_MILLISECONDS,
    )
    return protected


@pytest.fixture
def page(edited: Face, qtbot: QtBot) -> PhotosPage:
    edited.window.resize(1100, 1400)
    edited.window.show()
    edited.window.go(PageName.PHOTOS)
    made = edited.screens.photos
    made.grid.zoom(72)
    qtbot.waitUntil(lambda: all_there(made, SHOTS), timeout=LONG_MILLISECONDS)
    return made


@pytest.fixture
def viewer(page: PhotosPage, edited: Face, qtbot: QtBot) -> Iterator[Viewer]:
    """The viewer on the photo, with its versions."""
    made = edited.screens.viewer
    made.view(row_of(page, NAME), True)
    qtbot.waitUntil(lambda: len(made.info.versions.lines) == 2, timeout=LONG_MILLISECONDS)
    until_size(made, EDITED, qtbot)
    yield made
    made.close()


def versions_of(boxes: Boxes, name: str) -> list[int]:
    with reading(boxes.home) as ledger:
        (found,) = [one for one in ledger.listing.photos() if one.photo.path == name]
        return [version.number for version in ledger.history.versions(found.photo.id)]


def size_of(file: Path) -> tuple[int, int]:
    with Image.open(file) as image:
        return image.size


def until_size(viewer: Viewer, size: tuple[int, int], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: viewer.canvas.full == size, timeout=LONG_MILLISECONDS)


def question_of(viewer: Viewer) -> Question:
    return next(one for one in viewer.findChildren(Question) if one.isVisible())


def test_4_1_versions_are_compared_in_the_viewer(
    viewer: Viewer, boxes: Boxes, qtbot: QtBot
) -> None:
    current, earlier = viewer.info.versions.lines
    assert (current.number, current.title, current.can_restore) == (None, "Current version", False)
    assert (earlier.number, earlier.title, earlier.can_restore) == (1, "Version 1", True)
    assert "On both storages" in earlier.details[1]
    assert earlier.details[2].startswith("Stays until ")

    viewer.info.versions.row_of(1).look.click()
    qtbot.waitUntil(lambda: viewer.note.startswith("Version 1, "), timeout=LONG_MILLISECONDS)
    until_size(viewer, (800, 600), qtbot)
    QTest.keyClick(viewer, Qt.Key.Key_V)
    until_size(viewer, EDITED, qtbot)
    assert viewer.note == ""
    for server in boxes.servers.values():
        server.freeze()
    try:
        QTest.keyClick(viewer, Qt.Key.Key_V)
        until_size(viewer, (800, 600), qtbot)
    finally:
        for server in boxes.servers.values():
            server.unfreeze()
    viewer.forward()
    assert viewer.viewing.version is None


def test_4_1_an_earlier_version_is_put_back_after_a_question(
    viewer: Viewer, edited: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    (row,) = (one for one in viewer.info.versions.lines if one.can_restore)
    viewer.info.versions.row_of(row.number).restore.click()
    question_of(viewer).no.click()
    assert size_of(boxes.album / NAME) == EDITED

    viewer.info.versions.row_of(row.number).restore.click()
    question_of(viewer).yes.click()
    until_size(viewer, (800, 600), qtbot)
    assert size_of(boxes.album / NAME) == (800, 600)
    assert edited.window.toast.isVisible()
    qtbot.waitUntil(lambda: versions_of(boxes, NAME) == [3, 2, 1], timeout=LONG_MILLISECONDS)


def test_4_1_what_is_not_stored_is_not_overwritten_and_the_reason_is_said(
    viewer: Viewer, edited: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    paused: list[object] = []
    edited.context.link.ask(PauseMoves(600), done=paused.append)
    qtbot.waitUntil(lambda: bool(paused), timeout=LONG_MILLISECONDS)
    Image.new("RGB", (320, 240), "blue").save(boxes.album / NAME, "JPEG")
    blue = (boxes.album / NAME).read_bytes()

    viewer.info.versions.row_of(1).restore.click()
    question_of(viewer).yes.click()
    qtbot.waitUntil(lambda: viewer.problem != "", timeout=LONG_MILLISECONDS)
    assert (boxes.album / NAME).read_bytes() == blue
    assert viewer.info.versions.isEnabled()


def test_4_1_the_overview_and_recently_deleted_show_what_is_kept_and_put_it_back(
    edited: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    edited.window.show()
    edited.window.go(PageName.OVERVIEW)
    overview, trash = edited.screens.overview, edited.screens.trash
    qtbot.waitUntil(overview.kept.isVisible, timeout=LONG_MILLISECONDS)
    assert overview.kept.text().startswith("1 earlier version of an edited photo is kept, ")
    edited.window.go(PageName.TRASH)
    qtbot.waitUntil(trash.kept.isVisible, timeout=LONG_MILLISECONDS)
    assert overview.kept.text().endswith("on both storages, and gives it back then.")
    assert trash.kept.text().startswith("1 earlier version of an edited photo is kept, ")
    qtbot.waitUntil(lambda: len(trash.list.lines.lines) == 1, timeout=LONG_MILLISECONDS)
    (line,) = trash.list.lines.lines
    assert (line.name, line.detail.split("  ·  ")[0]) == (NAME, "Replaced just now")
    assert line.side.startswith("30 days left\nuntil ")
    assert line.picture is not None
    picture = line.picture
    qtbot.waitUntil(lambda: trash.pictures.image(picture) is not None, timeout=LONG_MILLISECONDS)

    trash.list.choose(frozenset({line.id}))
    assert (trash.restore.isEnabled(), trash.delete.isEnabled()) == (True, False)
    trash.restore.click()
    (question,) = [one for one in trash.findChildren(Question) if one.isVisible()]
    assert question.windowTitle() == "Restore 1 photo as it was?"
    with qtbot.waitSignal(trash.message, timeout=LONG_MILLISECONDS) as told:
        question.yes.click()
    assert told.args == ["1 photo is as it was before."]
    assert size_of(boxes.album / NAME) == (800, 600)
    qtbot.waitUntil(
        lambda: [one.id for one in trash.list.lines.lines] not in ([], [line.id]),
        timeout=LONG_MILLISECONDS,
    )


def test_kept_versions_in_words(language: Language) -> None:
    assert kept_words(KeptVersions(0, 0, None)) == ""
    assert kept_words(KeptVersions(1, 1_000, None)) == (
        "1 earlier version of an edited photo is kept, 1.0 kB."
    )
    many = kept_words(KeptVersions(212, 1_100_000_000, NOW))
    assert many.startswith(
        "212 earlier versions of edited photos are kept, 1.1 GB, the last until "
    )


def photo(state: PhotoState = PhotoState.PROTECTED) -> ShownPhoto:
    return ShownPhoto(1, "a/b.jpg", "picture", state, 10, 20, None, here=True)


def version(
    number: int,
    until: float | None,
    removed_at: float | None = None,
    copies: dict[Role, CopyState] | None = None,
) -> VersionRecord:
    stored = dict.fromkeys(Role, CopyState.STORED)
    return VersionRecord(
        number=number,
        object_id=number,
        object=str(number),
        album="Album",
        path="a/b.jpg",
        size_bytes=1_000,
        mtime_ns=number,
        sha256=str(number),
        since=NOW - 10 * DAY,
        until=until,
        copies=stored if copies is None else copies,
        removed_at=removed_at,
    )


def test_versions_in_words(language: Language) -> None:
    missing = {Role.MAIN: CopyState.MISSING, Role.BACKUP: CopyState.NONE}
    main_only = {Role.MAIN: CopyState.STORED, Role.BACKUP: CopyState.MISSING}
    versions = [
        version(4, None),
        version(3, NOW - DAY, NOW + 29 * DAY),
        version(2, NOW - 2 * DAY, NOW - 1, main_only),
        version(1, NOW - 3 * DAY, NOW, missing),
    ]
    lines = version_lines(photo(), versions, NOW)
    assert [line.number for line in lines] == [None, 3, 2, 1]
    assert [line.can_restore for line in lines] == [False, True, True, False]
    assert [line.pictured for line in lines] == [False, True, True, False]
    assert len(lines[0].details) == 2
    assert lines[1].details[2].startswith("Stays until ")
    assert "On main only" in lines[2].details[1]
    assert lines[2].details[2] == lines[3].details[2] == "Leaves the storages now"
    assert "On neither storage" in lines[3].details[1]
    assert version_lines(photo(), versions[:1], NOW) == []
    assert version_lines(photo(), [], NOW) == []


def test_a_file_that_is_not_stored_stands_before_its_versions() -> None:
    for state in (PhotoState.WAITING, PhotoState.FAILED):
        lines = version_lines(photo(state), [version(1, None)], NOW)
        assert [(line.number, line.title) for line in lines] == [
            (None, "The file in the album"),
            (1, "Version 1"),
        ]
        assert not any(line.can_restore for line in lines)
    assert version_lines(photo(PhotoState.WAITING), [], NOW) == []


def test_the_question_says_how_long_the_present_one_is_kept() -> None:
    line = VersionLine(1, plain("Version 1"), (plain("then to now"), plain("1 kB")))
    heading, below = question_words(plain("b.jpg"), line, 30)
    assert heading == "Restore this version of “b.jpg”?"
    assert "Version 1, then to now." in below
    assert below.endswith("kept as an earlier version for 30 days.")
    assert "leaves both storages" in question_words(plain("b.jpg"), line, 0)[1]
    long, _ = question_words(plain("가" * 85 + "1.jpg"), line, 30)
    assert long.endswith("가1.jpg”?")
    assert len(long) < 80
