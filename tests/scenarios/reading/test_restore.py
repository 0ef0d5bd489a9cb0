"""Restore: never over a different file, resumable, out of no folder, and honest about the rest."""

import os
import time
from functools import partial
from pathlib import Path

import pytest

from picup_desktop.sync.restore import restore as restore_module
from picup_desktop.sync.restore.files import NotPlaced, relative_place
from tests.picup import BACKUP, MAIN, PASSPHRASE, ROLES, Vault
from tests.scenarios.deletions.deleting import own_trash
from tests.scenarios.homes.coming_back import Home, files_below
from tests.scenarios.storages.test_verify import flip


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def home(vault: Vault) -> Home:
    made = Home(vault, "home")
    for name in ("1.jpg", "sub/2.jpg", "sub/3.jpg"):
        vault.add(name)
    made.run("sync")
    return made


def test_a_second_restore_finds_everything_there(home: Home, tmp_path: Path) -> None:
    told = home.json("restore", tmp_path / "back")
    assert (told["restored"], told["there_already"]) == (3, 0)
    before = files_below(tmp_path / "back")
    (tmp_path / "back/Holidays/sub/2.jpg").unlink()
    told = home.json("restore", tmp_path / "back")
    assert (told["restored"], told["there_already"]) == (1, 2)
    assert files_below(tmp_path / "back") == before


def test_a_different_file_is_never_overwritten(home: Home, tmp_path: Path) -> None:
    mine = tmp_path / "back/Holidays/1.jpg"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"something of my own")
    for restored, there in ((3, 0), (0, 3)):
        told = home.json("restore", tmp_path / "back")
        assert (told["restored"], told["there_already"]) == (restored, there)
        assert mine.read_bytes() == b"something of my own"
        beside = mine.with_name("1 (restored).jpg")
        assert beside.read_bytes() == home.vault.photos_made["1.jpg"]
    assert len(files_below(tmp_path / "back")) == 4


def test_a_link_within_the_folder_is_followed(home: Home, tmp_path: Path) -> None:
    (tmp_path / "back/elsewhere").mkdir(parents=True)
    (tmp_path / "back/Holidays").symlink_to("elsewhere")
    assert home.json("restore", tmp_path / "back")["failed"] == []
    assert {*files_below(tmp_path / "back/elsewhere")} == {"1.jpg", "sub/2.jpg", "sub/3.jpg"}


def test_a_name_that_is_not_the_photos_own_is_told(home: Home, tmp_path: Path) -> None:
    """Where a name can't be had the photo comes back under another one, and that is said."""
    home.vault.add("CON.jpg")
    home.run("sync")
    told = home.json("restore", tmp_path / "back")
    assert told["renamed"] == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restore_module, "relative_place", partial(relative_place, windows=True))
        told = home.json("restore", tmp_path / "windows")
    placed = tmp_path / "windows/Holidays/_CON.jpg"
    assert told["renamed"] == [{"photo": "Holidays/CON.jpg", "written_to": str(placed)}]
    assert (told["restored"], told["beside"]) == (4, [])
    assert placed.read_bytes() == home.vault.photos_made["CON.jpg"]


def test_one_album_only(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    other.mkdir()
    (other / "o.jpg").write_bytes(home.vault.photos_made["1.jpg"] + b"!")
    os.utime(other / "o.jpg", (time.time() - 60, time.time() - 60))
    home.run("album", "add", other)
    home.run("sync")
    assert home.json("restore", tmp_path / "back", "--album", "Other")["restored"] == 1
    assert list(files_below(tmp_path / "back")) == ["Other/o.jpg"]
    home.run("restore", tmp_path / "back", "--album", "Nothing", code=2)


def test_what_neither_storage_has_is_told_by_both_reasons(home: Home, tmp_path: Path) -> None:
    vault = home.vault
    flip(vault.object_file(MAIN, "1.jpg"))
    vault.object_file(BACKUP, "1.jpg").unlink()
    (vault.album / "1.jpg").unlink()
    told = home.json("restore", tmp_path / "back", code=1)
    assert told["restored"] == 2
    (failed,) = told["failed"]
    assert failed["photo"] == "Holidays/1.jpg"
    assert "main:" in failed["reason"]
    assert "backup: objects/" in failed["reason"]
    assert not (tmp_path / "back/Holidays/1.jpg").exists()


def test_both_storages_away_is_4_and_nothing_is_written(home: Home, tmp_path: Path) -> None:
    for server in home.vault.servers.values():
        server.stop()
    for name in ("1.jpg", "sub/2.jpg", "sub/3.jpg"):
        (home.vault.album / name).unlink()
    home.run("restore", tmp_path / "back", code=4)
    assert files_below(tmp_path / "back") == {}


def test_a_link_that_leads_out_is_not_followed(home: Home, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "back").mkdir()
    (tmp_path / "back/Holidays").symlink_to(outside)
    told = home.json("restore", tmp_path / "back", code=1)
    assert len(told["failed"]) == 3
    assert files_below(outside) == {}


@pytest.mark.parametrize(
    "path", ["../1.jpg", "/etc/passwd", "a/../../b", "a//b", ".", "", "a/./b", "nul\0.jpg"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(path: str) -> None:
    with pytest.raises(NotPlaced):
        relative_place("Album", path, windows=False)


@pytest.mark.parametrize("album", ["..", "", "."])
def test_an_albums_name_that_leads_out_is_refused(album: str) -> None:
    with pytest.raises(NotPlaced):
        relative_place(album, "1.jpg")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("CON.jpg", "_CON.jpg"),
        ("a:b?.jpg", "a_b_.jpg"),
        ("dots./x.jpg", "dots_/x.jpg"),
        ("back\\slash.jpg", "back_slash.jpg"),
        ("Ü.jpg", "Ü.jpg"),
    ],
)
def test_names_that_windows_can_not_have_get_one_it_can(path: str, place: str) -> None:
    assert str(relative_place("A", path, windows=True)) == f"A/{place}"


@pytest.mark.parametrize(
    ("album", "path", "place"),
    [
        (".config", "autostart/evil.desktop", "_.config/autostart/evil.desktop"),
        ("A", ".ssh/authorized_keys", "A/_.ssh/authorized_keys"),
        ("A", "a/.bashrc", "A/a/_.bashrc"),
        ("A", ".picasa.ini", "A/.picasa.ini"),
        ("A", ".picasaoriginals/1.jpg", "A/.picasaoriginals/1.jpg"),
    ],
)
def test_6_3_no_hidden_file_is_written(album: str, path: str, place: str) -> None:
    """A person may restore into a folder of theirs, where programs act on hidden files."""
    assert str(relative_place(album, path, windows=False)) == place


def test_the_kit_drill_restores_a_sample_from_each_storage(home: Home) -> None:
    vault = home.vault
    checks = {c["check"]: c for c in home.json("doctor", "--drill", "--kit", vault.kit)}
    assert [checks[f"kit drill {role}"]["ok"] for role in ROLES] == [True, True]
    assert "3 photos" in checks["kit drill main"]["text"]
    flip(vault.object_file(BACKUP, "1.jpg"))
    checks = {c["check"]: c for c in home.json("doctor", "--drill", "--kit", vault.kit, code=1)}
    assert [checks[f"kit drill {role}"]["ok"] for role in ROLES] == [True, False]
    assert "1.jpg" in checks["kit drill backup"]["text"]
    home.run("doctor", "--drill", code=2)
