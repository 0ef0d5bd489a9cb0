"""A folder storage is told as the folder that a person knows, and as its address in JSON."""

import shutil
from pathlib import Path

from tests.homes import FolderVault


def test_a_folder_is_told_as_a_folder(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path, inside=True).ready(1)
    backup, moved = vault.storage("backup"), tmp_path / "moved here"
    told = vault._end_of("storage", "list")
    assert f" {backup} " in told.out, told
    assert vault.run("storage", "list")[1]["url"] == backup.as_uri()

    moved.mkdir()
    empty = vault._end_of("storage", "change", "backup", moved.as_uri())
    assert empty.code == 1, empty
    assert str(moved) in empty.err
    moved.rmdir()
    shutil.move(backup, moved)
    changed = vault._end_of("storage", "change", "backup", moved.as_uri())
    assert f"Backup is at {moved} from now on." in changed.err, changed
    replaced = vault._end_of("storage", "replace", "main", (tmp_path / "new").as_uri())
    assert f"Main is at {tmp_path / 'new'} from now on." in replaced.err, replaced
    one_place = vault._end_of("storage", "change", "main", moved.as_uri())
    key = vault._end_of("storage", "trust", "main")
    for ended in (told, empty, changed, replaced, one_place, key):
        assert "file:" not in ended.out + ended.err
    assert (one_place.code, key.code) == (2, 2)
