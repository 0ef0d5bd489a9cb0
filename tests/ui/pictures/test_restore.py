"""Restore: a person chooses photos and a folder, watches, cancels, and reads what came of it."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.engine import Cancel
from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.restore.page import JOB, RestorePage
from picup_desktop.ui.widgets.job_page import Step
from picup_desktop.words import Role
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes


def page_of(face: Face, folder: Path) -> RestorePage:
    face.window.show()
    face.window.go(PageName.RESTORE)
    page = face.screens.restore
    page.choose_folder(str(folder))
    return page


def until_report(page: RestorePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.step is Step.RESULT, timeout=LONG_MILLISECONDS)


def files(folder: Path) -> list[Path]:
    return sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())


def box_of(page: RestorePage, album: str) -> QCheckBox:
    boxes = page.choice.findChildren(QCheckBox)
    return next(box for box in boxes if box.text().startswith(f"{album}  ·"))


def test_an_album_comes_back_beside_what_stands_there_and_the_report_says_so(
    protected: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(protected, tmp_path / "back")
    first = files(boxes.album)[0]
    mine = tmp_path / "back/Family" / first
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"a file of my own")

    page.choice.by_album.click()
    box_of(page, "Family").click()
    page.start.click()
    until_report(page, qtbot)

    assert page.report.headline == f"All {PHOTOS} photos are there"
    assert mine.read_bytes() == b"a file of my own"
    assert len(files(tmp_path / "back/Family")) == PHOTOS + 1
    (beside,) = page.report.list.lines.lines
    assert str(first) in beside.name
    page.report.done.click()
    assert page.step is Step.CHOOSING


def test_some_photos_are_found_by_name_and_a_wish_that_lacks_something_is_told(
    protected: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(protected, boxes.album / "inside the album")
    heard = protected.context.link.heard
    heard.emit(Event("job", {"job": JOB, "photos": 3, "bytes": 10, "ended_bytes": 5}))
    assert page.running.isVisible(), "one that a window asked for which is not there any more"
    heard.emit(Event("job", {"job": JOB, "ended": True}))
    assert page.choice.isVisible()

    page.start.click()
    assert "is part of the album" in page.problem
    page.choose_folder(str(tmp_path / "back"))
    page.choice.some.click()
    page.start.click()
    assert page.problem == "Choose at least one photo."

    name = files(boxes.album)[0].name
    page.choice.search.setText(name.upper())
    found = page.choice.found
    qtbot.waitUntil(lambda: bool(found.lines.lines), timeout=LONG_MILLISECONDS)
    found.choose(frozenset({found.lines.lines[0].id}))
    page.start.click()
    until_report(page, qtbot)

    assert page.report.headline == "The photo is there"
    assert [file.name for file in files(tmp_path / "back")] == [name]


def test_2_3_what_can_not_be_had_is_told_as_both_nas_tell_it_and_can_be_cancelled(
    protected: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(protected, tmp_path / "back")
    boxes.album.rename(boxes.album.with_name("elsewhere"))
    for server in boxes.servers.values():
        server.freeze()
    page.start.click()
    answers: list[Any] = []

    def cancelled() -> bool:
        page.running.cancel.click()
        protected.context.link.ask(Cancel(JOB), done=answers.append)
        return {"cancelled": True} in answers

    qtbot.waitUntil(cancelled, timeout=LONG_MILLISECONDS)
    for server in boxes.servers.values():
        server.unfreeze()
    until_report(page, qtbot)
    assert page.report.headline == "It was cancelled"
    assert files(tmp_path / "back") == []
    page.report.done.click()

    for server in boxes.servers.values():
        for stored in (server.vault / "objects").rglob("*"):
            if stored.is_file():
                stored.unlink()
    page.start.click()
    until_report(page, qtbot)

    assert page.report.headline == f"{PHOTOS} photos could not be restored"
    line = page.report.list.lines.lines[0]
    assert line.detail.startswith("Main: ")
    assert "Backup: " in line.detail
    page.report.save_to(str(tmp_path / "report.txt"))
    report = (tmp_path / "report.txt").read_text("utf-8")
    assert report.count("Main: ") == PHOTOS
    assert set(boxes.servers) == set(Role)
