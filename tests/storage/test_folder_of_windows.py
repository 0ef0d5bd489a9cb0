"""A folder as a storage where there are no calls by descriptors: what Windows makes of names."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from picup_desktop.storage import tree
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.folder import FolderStorage


@pytest.mark.skipif(tree.ON_WINDOWS, reason="Windows makes no such folder, of which this asks")
def test_a_name_with_a_drive_leads_out_of_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a path joined with ``D:`` is the other drive, where the same file may lie.

    Two storages on two drives were taken for one place by that.
    """
    monkeypatch.setattr(tree, "ON_WINDOWS", True)
    (tmp_path / "plain").mkdir()
    (tmp_path / "D:").mkdir()
    folder = tree.LookedAtFolder(tmp_path, "")
    assert folder.below("plain").status("")
    for ask in (folder.below, folder.status, folder.make, folder.open_new, folder.open_file):
        with pytest.raises(FileNotFoundError):
            ask("D:")
    with pytest.raises(FileNotFoundError):
        folder.status("plain\\x")


@pytest.mark.skipif(tree.ON_WINDOWS, reason="Windows has no such names")
def test_elsewhere_a_colon_is_a_letter(tmp_path: Path) -> None:
    (tmp_path / "D:").mkdir()
    assert tree.LookedAtFolder(tmp_path, "").below("D:").status("")


class Interrupted(tree.LookedAtFolder):
    """A folder with which something happens between two looks at it."""

    between: Callable[[Path], None] = staticmethod(lambda root: None)

    def make(self, name: str) -> bool:
        type(self).between(self._path)
        return super().make(name)


def test_a_look_that_tells_no_numbers_makes_no_folder_strange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two looks at a new root differed once under Wine, which ended the setup."""
    storage = FolderStorage(tmp_path, open_root=lambda root: Interrupted(root, ""))
    look = Path.lstat

    def without_numbers(path: Path) -> os.stat_result:
        told = look(path)
        # Mode, inode, device, as os.stat_result orders them.
        nothing = os.stat_result((told.st_mode, 0, 0, *told[3:]), {"st_reparse_tag": 0})
        return nothing if path == tmp_path else told

    monkeypatch.setattr(
        Interrupted,
        "between",
        staticmethod(lambda root: monkeypatch.setattr(Path, "lstat", without_numbers)),
    )
    assert storage.probe().strange == ()


def test_another_folder_in_its_place_is_nothing_strange_and_nothing_goes_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk is changed for another: that is for a later try, and for nobody to be accused of."""
    root = tmp_path / "root"
    root.mkdir()
    storage = FolderStorage(root, open_root=lambda path: Interrupted(path, ""))

    def change(path: Path) -> None:
        path.rename(tmp_path / "before")
        path.mkdir()

    monkeypatch.setattr(Interrupted, "between", staticmethod(change))
    with pytest.raises(StorageUnreachable):
        storage.probe()
    assert list(root.iterdir()) == []
