"""A folder as a storage where there are no calls by descriptors: what Windows makes of names."""

from pathlib import Path

import pytest

from picup_desktop.storage import tree


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
