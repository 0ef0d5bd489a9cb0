"""1-7: the disk of the home is full: what is known can be read, and photos come back."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.homes import FolderVault
from tests.picup import photo_bytes
from tests.sshd import small_disk

BESIDE_BYTES = 64 * 1024
"""Room of the disk beside the home, before that is filled."""
READING = (
    *("status", "photos", "events", "attention", "deletions", "settings", "skipped"),
    *("album list", "trash list", "storage list", "computer list", "versions Album/0.jpg"),
)
CHANGING = ("sync", "album pause Album", "storage check")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FolderVault]:
    """A home on a full disk, as an engine left it that ended well."""
    vault = FolderVault(tmp_path_factory.mktemp("full"), inside=True).ready(2)
    vault.keep_home("kept")
    kept = sum(file.stat().st_size for file in (vault.folder / "kept").rglob("*"))
    shutil.rmtree(vault.folder / "home")
    try:
        with small_disk(vault.folder / "home", 2 * kept + BESIDE_BYTES) as disk:
            shutil.copytree(vault.folder / "kept", disk, dirs_exist_ok=True)
            fill(disk / "others-file")
            yield vault
    except PermissionError as error:
        pytest.skip(str(error))


def fill(file: Path) -> None:
    with suppress(OSError), file.open("wb", buffering=0) as others:
        while others.write(bytes(4096)):
            pass
    assert shutil.disk_usage(file).free == 0


@pytest.mark.parametrize("command", READING)
def test_1_7_what_is_known_is_read_on_a_full_disk(full: FolderVault, command: str) -> None:
    full.run(*command.split())


def test_1_7_status_is_not_green_where_nothing_can_be_noted(full: FolderVault) -> None:
    """A photo added now would be seen by no pass."""
    told = full.run("status")
    assert (told["photos"], told["protected"]) == (2, 2)
    assert "is full" in told["pass_fault"]["reason"]
    said = full._end_of("status").out
    assert said.startswith("2 of 2 photos were on both storages, but what came since is not seen")


def test_1_7_photos_come_back_from_a_home_on_a_full_disk(full: FolderVault) -> None:
    for where in ((), ("--remote",)):
        output = full.folder / "got.jpg"
        full.run("get", "Album/0.jpg", "--output", output, *where)
        assert output.read_bytes() == photo_bytes("0.jpg")
    full.run("restore", full.folder / "back")
    assert (full.folder / "back/Album/1.jpg").read_bytes() == photo_bytes("1.jpg")


@pytest.mark.parametrize("command", CHANGING)
def test_1_7_what_needs_room_says_so_in_one_sentence(full: FolderVault, command: str) -> None:
    ended = full._end_of(*command.split())
    assert ended.code == 1, ended
    assert ended.err.count("is full") == 1
    assert "Make room on it" in " ".join(ended.err.split())


def test_1_7_doctor_blames_this_computers_disk_alone(full: FolderVault) -> None:
    checks = {one["check"]: one["ok"] for one in full.run("doctor", code=1)}
    assert not checks["disk"]
    assert checks["storage main"]
    assert checks["storage backup"]
