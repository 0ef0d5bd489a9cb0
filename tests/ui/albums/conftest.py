"""A window on a vault in two folders, with an album of four photos and a document."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from tests.picup import age
from tests.ui.conftest import LONG_MILLISECONDS, picup


@pytest.fixture
def face(empty_home: Home, tmp_path: Path, open_face: Callable[[Home], Face], qtbot: QtBot) -> Face:
    """A window on an album of four photos and a document."""
    album = tmp_path / "Pictures"
    album.mkdir()
    for number in range(4):
        (album / f"{number}.jpg").write_bytes(b"\xff\xd8\xff\xe0 %d" % number)
        age(album / f"{number}.jpg")
    (album / "letter.docx").write_bytes(b"PK")
    age(album / "letter.docx")
    storages = ("--main", (tmp_path / "main").as_uri(), "--backup", (tmp_path / "backup").as_uri())
    picup(empty_home, "setup", *storages, "--recovery-kit", str(tmp_path / "kit.txt"))
    picup(empty_home, "album", "add", str(album))
    picup(empty_home, "sync")
    made = open_face(empty_home)
    qtbot.waitUntil(
        lambda: made.context.link.connected and len(albums(made)) == 1, timeout=LONG_MILLISECONDS
    )
    made.window.go(PageName.ALBUMS)
    return made


def albums(face: Face) -> tuple[AlbumSummary, ...]:
    snapshot = face.context.app_state.snapshot
    return () if snapshot is None else snapshot.albums
