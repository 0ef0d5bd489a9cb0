"""The trash adds to a file's name: the longest names still go there, or stay as they were."""

from pathlib import Path

import pytest

from picup_desktop.sync.delete import delete as trash

NAME = "가" * 83 + ".jpg"


def test_a_name_that_leaves_no_room_is_cut_for_the_trash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []

    def taken(path: Path) -> None:
        moved.append(path.name)
        path.unlink()

    monkeypatch.setattr(trash, "send2trash", taken)
    (tmp_path / NAME).write_bytes(b"photo")
    trash.system_trash(tmp_path / NAME)
    (name,) = moved
    assert len(f"{name}.trashinfo".encode()) <= 255
    assert name.endswith(".jpg")
    assert list(tmp_path.iterdir()) == []


def test_a_trash_that_refuses_leaves_the_file_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(trash, "send2trash", refused)
    (tmp_path / NAME).write_bytes(b"photo")
    with pytest.raises(trash.TrashFailed):
        trash.system_trash(tmp_path / NAME)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
