"""The trash adds to a file's name: the longest names still go there, or stay as they were."""

import os
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


def test_a_photo_in_a_folder_that_takes_no_writing_stays_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that a container has mounted read-only: there not even its mode can be set."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(30, os.strerror(30))

    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"photo")
    monkeypatch.setattr(trash, "send2trash", refused)
    for writable in (True, False):
        monkeypatch.setattr(os, "access", lambda *_, writable=writable, **__: writable)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "chmod", refused)
            with pytest.raises(trash.TrashFailed, match=r"(?i)read-only file system"):
                trash.system_trash(photo)
    assert photo.read_bytes() == b"photo"


def test_the_mode_that_was_changed_for_the_trash_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise OSError(13, os.strerror(13))

    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"photo")
    photo.chmod(0o444)
    monkeypatch.setattr(trash, "send2trash", refused)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(trash.TrashFailed):
        trash.system_trash(photo)
    assert photo.stat().st_mode & 0o777 == 0o444
