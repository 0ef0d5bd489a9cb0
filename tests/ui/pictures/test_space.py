"""Free up space: a person sees what could go, lets it go, and it is as safe as it was."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.space.page import SpacePage
from picup_desktop.ui.status import Status
from picup_desktop.ui.widgets.job_page import Step
from picup_desktop.words import Role
from tests.ui.conftest import LONG_MILLISECONDS, PHOTOS, Boxes, protected_photos, status


def page_of(face: Face, qtbot: QtBot) -> SpacePage:
    face.window.show()
    face.window.go(PageName.SPACE)
    page = face.screens.space
    assert not any(box.isChecked() for box in page.albums.values()), "nothing goes unasked"
    page.age.setCurrentIndex(0)
    for box in page.albums.values():
        box.setChecked(True)
    page.ask()
    qtbot.waitUntil(
        lambda: page.look is not None and page.look["photos"] == PHOTOS, timeout=LONG_MILLISECONDS
    )
    return page


def files(album: Path) -> list[Path]:
    return [file for file in album.rglob("*") if file.is_file() and file.suffix != ".txt"]


def test_files_go_to_the_trash_and_every_photo_stays_on_both(
    protected: Face, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(protected, qtbot)
    assert page.headline.startswith(f"{PHOTOS} photos, ")

    page.free.click()
    below = "\n".join(part.text() for part in page.question.findChildren(QLabel))
    assert f"Albums: {boxes.album.name}\n" in below
    page.question.yes.click()
    qtbot.waitUntil(lambda: page.step is Step.RESULT, timeout=LONG_MILLISECONDS)

    assert page.headline.startswith(f"{PHOTOS} photos, ")
    assert page.headline.endswith("are in this computer's trash")
    assert files(boxes.album) == []
    assert len(files(tmp_path / ".local/share/Trash/files")) == PHOTOS
    page.done.click()
    qtbot.waitUntil(
        lambda: page.headline == "Nothing can leave this computer now", timeout=LONG_MILLISECONDS
    )
    protected.commands.sync()
    qtbot.waitUntil(lambda: status(protected) is Status.SAFE, timeout=LONG_MILLISECONDS)
    assert protected_photos(protected) == PHOTOS


def test_what_left_comes_back_by_undo_and_by_the_album(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    page = page_of(protected, qtbot)
    before = {file.name: file.read_bytes() for file in files(boxes.album)}

    def free() -> None:
        page.free.click()
        page.question.yes.click()
        qtbot.waitUntil(lambda: page.step is Step.RESULT, timeout=LONG_MILLISECONDS)
        assert files(boxes.album) == []

    free()
    page.undone.click()
    qtbot.waitUntil(
        lambda: page.headline == f"{PHOTOS} files are back in their place.",
        timeout=LONG_MILLISECONDS,
    )
    assert page.undone.isHidden()
    assert {file.name: file.read_bytes() for file in files(boxes.album)} == before

    page.done.click()
    qtbot.waitUntil(page.free.isEnabled, timeout=LONG_MILLISECONDS)
    free()
    page.done.click()
    qtbot.waitUntil(lambda: not page.back.isHidden(), timeout=LONG_MILLISECONDS)
    page.back.click()
    qtbot.waitUntil(
        lambda: len(files(boxes.album)) == PHOTOS and page.step is Step.RESULT,
        timeout=LONG_MILLISECONDS,
    )
    assert {file.name: file.read_bytes() for file in files(boxes.album)} == before


def test_what_a_nas_does_not_give_back_whole_stays_and_says_why(
    protected: Face, boxes: Boxes, qtbot: QtBot
) -> None:
    page = page_of(protected, qtbot)
    stored = next(
        file for file in (boxes.servers[Role.BACKUP].vault / "objects").rglob("*") if file.is_file()
    )
    stored.write_bytes(b"damaged")

    page.free.click()
    page.question.yes.click()
    qtbot.waitUntil(lambda: page.step is Step.RESULT, timeout=LONG_MILLISECONDS)

    (line,) = page.list.lines.lines
    assert line.detail == "Backup: It is damaged there."
    assert len(files(boxes.album)) == 1
