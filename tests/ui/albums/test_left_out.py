"""What albums do not keep is said in the window beside what is safe, on a real engine."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.albums.left_out import LeftOutDialog
from picup_desktop.ui.albums.words import not_kept_words
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.overview.albums_card import album_words
from tests.picup import age
from tests.ui.conftest import LONG_MILLISECONDS, picup


def _vault(home: Home, folder: Path) -> Path:
    """Make a vault on two folders, with an album that keeps one of its four files."""
    album = folder / "Pictures"
    album.mkdir()
    (album / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    (album / "<b>편지.docx").write_bytes(b"PK")
    (album / ".IMG_2.HEIC.icloud").write_bytes(b"bplist00")
    (album / "2024").symlink_to(folder)
    age(album / "a.jpg")
    storages = ("--main", (folder / "main").as_uri(), "--backup", (folder / "backup").as_uri())
    picup(home, "setup", *storages, "--recovery-kit", str(folder / "kit.txt"))
    picup(home, "album", "add", str(album))
    picup(home, "sync")
    return album


def test_what_is_not_kept_is_counted_and_listed(
    empty_home: Home, tmp_path: Path, open_face: Callable[[Home], Face], qtbot: QtBot
) -> None:
    album = _vault(empty_home, tmp_path)
    face = open_face(empty_home)
    state = face.context.app_state
    qtbot.waitUntil(
        lambda: state.snapshot is not None and face.context.link.connected,
        timeout=LONG_MILLISECONDS,
    )
    qtbot.waitUntil(
        lambda: (
            "3 other files in your albums are not kept: 1 .docx, 1 not on this computer, 1 link."
            in state.summary.detail
        ),
        timeout=LONG_MILLISECONDS,
    )
    qtbot.waitUntil(
        lambda: state.snapshot is not None and len(state.snapshot.albums) == 1,
        timeout=LONG_MILLISECONDS,
    )
    assert state.snapshot is not None
    (shown,) = state.snapshot.albums
    assert album_words(shown) == "1 photo, safe  ·  3 files not kept"
    assert not_kept_words(shown) == "3 files not kept: 1 .docx, 1 not on this computer, 1 link"
    assert "not kept: 1 .docx" in face.tray.icon.toolTip()

    face.window.go(PageName.ALBUMS)
    page = face.screens.albums
    menu = page.list.menu_for(shown)
    (action,) = [one for one in menu.actions() if one.text() == "What is not kept…"]
    assert isinstance(action, QAction)
    action.trigger()
    (dialog,) = page.findChildren(LeftOutDialog)
    qtbot.waitUntil(lambda: len(dialog.lines.lines) == 3, timeout=LONG_MILLISECONDS)
    assert [(line.name, line.detail) for line in dialog.lines.lines] == [
        ("IMG_2.HEIC", "Not on this computer: it is in a cloud only"),
        ("2024", "A link that is not followed, or behind one"),
        ("<b>편지.docx", "No photo or film, and nothing that belongs to one"),
    ]
    dialog.close_button.click()

    for path in album.iterdir():
        if path.name != "a.jpg":
            path.unlink()
    page.show_left_out(shown)
    dialog = page.findChildren(LeftOutDialog)[-1]
    qtbot.waitUntil(
        lambda: dialog.words == "Every file in this folder is kept.", timeout=LONG_MILLISECONDS
    )
    dialog.close_button.click()
    album.rename(tmp_path / "gone")
    page.show_left_out(shown)
    dialog = page.findChildren(LeftOutDialog)[-1]
    qtbot.waitUntil(lambda: "can't be read" in dialog.words, timeout=LONG_MILLISECONDS)
    dialog.close_button.click()
    (tmp_path / "gone").rename(album)
