"""DISASTERS 4-7: times and inodes are hints; the content decides."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.picup import ROLES, Vault
from tests.scenarios.deletions.deleting import items, own_trash, queue, sync

HOUR_NS = 3600 * 10**9


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


def shifted(album: Path) -> None:
    for file in album.iterdir():
        status = file.stat()
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - HOUR_NS))


def copied(album: Path) -> None:
    """Another folder with other inodes and times."""
    aside = album.with_name("aside")
    album.rename(aside)
    album.mkdir()
    for file in aside.iterdir():
        shutil.copyfile(file, album / file.name)
    shifted(album)
    shutil.rmtree(aside)


@pytest.mark.parametrize("change", [shifted, copied])
def test_4_7_many_files_with_other_times_are_the_same_photos(
    vault: Vault, change: Callable[[Path], None]
) -> None:
    for number in range(30):
        vault.add(f"{number:03}.jpg")
    sync(vault)
    before = {role: vault.on_disk(role) for role in ROLES}
    change(vault.album)
    for _ in range(2):
        sync(vault)
        assert {role: vault.on_disk(role) for role in ROLES} == before
        assert (items(vault), queue(vault)) == ([], [])
        assert sorted(vault.photos()) == sorted(vault.photos_made)
        assert vault.status()["protected"] == 30
