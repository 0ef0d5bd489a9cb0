"""An album's other name, its folder that was moved, and what of it is kept; on a real engine."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from picup_desktop.app import reading
from picup_desktop.home import Home
from picup_desktop.settings.albums import AlbumChoices, Files, Hidden, Links
from picup_desktop.ui.albums.choices import ChoicesDialog
from picup_desktop.ui.albums.rename import RenameDialog
from picup_desktop.ui.face import Face
from tests.ui.albums.conftest import albums
from tests.ui.conftest import LONG_MILLISECONDS


def choose(face: Face, words: str) -> None:
    """Choose an action of the only album's menu."""
    menu = face.screens.albums.list.menu_for(albums(face)[0])
    (action,) = [one for one in menu.actions() if one.text() == words]
    action.trigger()


def test_an_album_gets_another_name(face: Face, qtbot: QtBot) -> None:
    said: list[str] = []
    face.screens.albums.message.connect(said.append)
    choose(face, "Rename…")
    (dialog,) = face.screens.albums.findChildren(RenameDialog)
    dialog.name.setText("a/b")
    dialog.rename.click()
    qtbot.waitUntil(lambda: "folder when photos are restored" in dialog.problem.text())
    dialog.name.setText("<b>가족")
    dialog.rename.click()
    qtbot.waitUntil(lambda: bool(said), timeout=LONG_MILLISECONDS)
    assert said == ["“Pictures” is called “<b>가족” now."]
    qtbot.waitUntil(
        lambda: [album.record.name for album in albums(face)] == ["<b>가족"],
        timeout=LONG_MILLISECONDS,
    )


def test_an_albums_folder_was_moved(face: Face, tmp_path: Path, qtbot: QtBot) -> None:
    page, said = face.screens.albums, list[str]()
    page.message.connect(said.append)
    wrong, to = tmp_path / "Wrong", tmp_path / "Elsewhere"
    wrong.mkdir()
    page.moved.move_to("Pictures", str(tmp_path / "none"))
    qtbot.waitUntil(lambda: "There is no folder" in page.problem, timeout=LONG_MILLISECONDS)
    page.moved.move_to("Pictures", str(wrong))
    qtbot.waitUntil(lambda: page.moved.question is not None, timeout=LONG_MILLISECONDS)
    assert page.moved.question is not None
    page.moved.question.no.click()
    (tmp_path / "Pictures").rename(to)
    page.moved.move_to("Pictures", str(to))
    qtbot.waitUntil(lambda: bool(said), timeout=LONG_MILLISECONDS)
    assert said == ["“Pictures” is watched in its new folder: 4 photos found."]
    qtbot.waitUntil(
        lambda: albums(face)[0].record.path == str(to) and albums(face)[0].protected == 4,
        timeout=LONG_MILLISECONDS,
    )


def test_a_person_chooses_what_is_kept(face: Face, empty_home: Home, qtbot: QtBot) -> None:
    choose(face, "What to keep…")
    (dialog,) = face.screens.albums.findChildren(ChoicesDialog)
    boxes = (dialog.links, dialog.hidden, dialog.files)
    assert not any(box.isChecked() for box in boxes)
    for box in boxes:
        box.click()
    chosen = AlbumChoices(Links.FOLLOW, Hidden.KEEP, Files.ALL)
    qtbot.waitUntil(
        lambda: albums(face)[0].record.choices == chosen and albums(face)[0].protected == 5,
        timeout=LONG_MILLISECONDS,
    )
    dialog.links.click()
    qtbot.waitUntil(
        lambda: albums(face)[0].record.choices.links is Links.TELL, timeout=LONG_MILLISECONDS
    )
    dialog.close_button.click()
    with reading(empty_home) as ledger:
        (album,) = ledger.albums.all()
        assert album.choices.files is Files.ALL
