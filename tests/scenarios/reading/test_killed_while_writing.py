"""A program that is killed while it writes into a chosen folder: the next start clears up."""

from pathlib import Path

from picup_desktop.app import changing
from picup_desktop.files.new_file import part_beside
from picup_desktop.files.unfinished import UNFINISHED, Unfinished
from picup_desktop.home import Home
from tests.picup import Vault


def test_the_next_start_removes_what_is_noted_and_searches_no_folder(
    vault: Vault, tmp_path: Path
) -> None:
    home, chosen = Home(vault.home), tmp_path / "chosen"
    chosen.mkdir()
    noted, of_another = part_beside(chosen / "a.jpg"), part_beside(chosen / "b.jpg")
    for part in (noted, of_another):
        part.write_bytes(b"half a photo")
    Unfinished(home.scratch / UNFINISHED).begin(noted)
    with changing(home):
        assert list(chosen.iterdir()) == [of_another]
