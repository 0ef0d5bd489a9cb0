"""The folders that are suggested as albums, and what is in them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from picup_desktop.ui.welcome.suggestions import Suggestions, suggested


def test_each_folder_is_suggested_once_and_never_the_home(tmp_path: Path) -> None:
    home = tmp_path / "ann"
    pictures, films = home / "Pictures", home / "Films"
    (pictures / "OneDrive").mkdir(parents=True)
    films.mkdir()
    (home / "link").symlink_to(pictures)
    (home / "loop").symlink_to("loop")
    (home / "file").write_text("")
    given = [home, tmp_path, pictures / "OneDrive", pictures, home / "link", films]
    given += [home / "gone", home / "file", home / "loop"]
    assert suggested(given, home) == [pictures, films]


def test_a_folder_that_became_an_album_is_not_suggested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    pictures = tmp_path / "Pictures"
    pictures.mkdir()
    (pictures / "a.jpg").write_bytes(b"x")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    widget = Suggestions()
    qtbot.addWidget(widget)
    (tmp_path / "Photos").mkdir()
    qtbot.waitUntil(lambda: widget.shown_folders == [pictures])
    assert widget.cards[pictures].words.startswith("1 photo, 1 byte")
    assert widget.cards[pictures].take.accessibleName().endswith(str(pictures))
    widget.take_out(pictures)
    assert widget.shown_folders == []
    widget.put_back(pictures)
    assert widget.shown_folders == [pictures]
