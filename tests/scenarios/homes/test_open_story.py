"""The day the computer dies: everything comes back from either storage and the kit."""

import shutil
from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault
from tests.scenarios.deletions.deleting import own_trash
from tests.scenarios.homes.coming_back import Home, files_below, same_list


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def first(vault: Vault) -> Home:
    """A computer that protected photos, and changed its mind on some."""
    home = Home(vault, "home")
    for name in ("1.jpg", "sub/deep/2.jpg", "sub/ü 3.jpg", "4.jpg", "5.jpg"):
        vault.add(name)
    home.run("sync")
    (vault.album / "4.jpg").rename(vault.album / "renamed.jpg")
    vault.add("1.jpg", b"\xff\xd8\xff\xe0 a newer version")
    home.run("rm", "Holidays/5.jpg")
    home.run("sync")
    return home


@pytest.mark.parametrize("left", [MAIN, BACKUP])
def test_a_new_computer_has_everything_back_from_either_storage(
    first: Home, vault: Vault, left: str, tmp_path: Path
) -> None:
    lost = MAIN if left == BACKUP else BACKUP
    before = files_below(vault.album)
    photos = {n: p for n, p in first.photos().items() if p["state"] != "deleted"}
    vault.servers[lost].stop()
    shutil.rmtree(vault.servers[lost].root)
    shutil.rmtree(vault.home)

    second = Home(vault, f"second-{left}")
    told = second.open(left)
    assert told["findings"] == []
    assert told["photos"] == len(photos) == 4
    again = second.photos()
    assert set(again) == set(photos)
    for name, photo in again.items():
        assert photo["sha256"] == photos[name]["sha256"]
        assert photo["mtime_ns"] == photos[name]["mtime_ns"]
        assert photo["copies"][left] == photos[name]["copies"][left]
        assert photo["copies"][lost]["state"] == "none"
        assert photo["state"] == "half_protected"

    restored = second.json("restore", tmp_path / "back")
    assert (restored["restored"], restored["failed"]) == (4, [])
    assert files_below(tmp_path / "back" / "Holidays") == before


def test_nothing_is_downloaded_to_open(first: Home, vault: Vault) -> None:
    """Every object is of its size and nothing else: only names and sizes are looked at."""
    first.run("status")
    for server in vault.servers.values():
        for path in (server.vault / "objects").rglob("*"):
            if path.is_file():
                path.write_bytes(bytes(path.stat().st_size))
    second = Home(vault, "second-blind")
    assert second.open(BACKUP)["photos"] == 4
    assert {p["state"] for p in second.photos().values()} == {"protected"}


def test_without_a_home_restore_needs_one_storage_and_the_kit(
    first: Home, vault: Vault, tmp_path: Path
) -> None:
    before = files_below(vault.album)
    first.run("status")
    vault.main.stop()
    nowhere = Home(vault, "nowhere")
    told = nowhere.json(
        *("restore", tmp_path / "back", "--from", vault.backup.url, "--recovery-kit", vault.kit),
        *("--ssh-key", vault.main.key_file),
    )
    assert (told["restored"], told["served_from"]) == (4, {"backup": 4})
    assert files_below(tmp_path / "back" / "Holidays") == before
    assert not nowhere.folder.exists()


def test_the_albums_folder_is_recognised_and_nothing_is_uploaded_again(
    first: Home, vault: Vault
) -> None:
    there = vault.on_disk(MAIN)
    names = {n for n, p in first.photos().items() if p["state"] != "deleted"}
    shutil.rmtree(vault.home)
    second = Home(vault, "second-attached")
    second.open(MAIN)
    # A copy that kept no times is the same photos all the same.
    (vault.album / "renamed.jpg").touch()
    second.run("album", "add", vault.album, "--name", "Holidays")
    second.run("sync")
    assert vault.on_disk(MAIN) == vault.on_disk(BACKUP) == there
    assert set(second.photos()) == names
    third = Home(vault, "third-attached")
    third.open(BACKUP)
    same_list(second, third)
