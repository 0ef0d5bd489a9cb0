"""Two computers on one vault: each has albums of its own and sees the other's photos."""

import shutil
from pathlib import Path

import pytest

from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault, a_moment, age, photo_bytes
from tests.scenarios.deletions.deleting import own_trash
from tests.scenarios.homes.coming_back import Home, files_below, same_list


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def one(vault: Vault) -> Home:
    home = Home(vault, "home")
    for name in ("1.jpg", "2.jpg"):
        vault.add(name)
    home.run("sync")
    return home


@pytest.fixture
def two(one: Home, tmp_path: Path) -> Home:
    """Joined, with photos of its own, not synced yet."""
    other = Home(one.vault, "two")
    other.open(BACKUP)
    album = tmp_path / "Garden"
    add(album / "a.jpg")
    add(album / "b.jpg")
    other.run("album", "add", album)
    return other


def add(path: Path, seed: object = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photo_bytes(seed or path.name))
    age(path)


def test_each_sees_the_others_photos_after_its_next_sync(
    one: Home, two: Home, tmp_path: Path
) -> None:
    two.run("sync")
    assert set(one.photos()) == {"Holidays/1.jpg", "Holidays/2.jpg"}
    one.run("sync")
    assert set(one.photos()) == {"Holidays/1.jpg", "Holidays/2.jpg", "Garden/a.jpg", "Garden/b.jpg"}
    same_list(one, two)
    assert {photo["state"] for photo in one.photos().values()} == {"protected"}

    one.run("get", "Garden/a.jpg", "--output", tmp_path / "got.jpg")
    assert (tmp_path / "got.jpg").read_bytes() == photo_bytes("a.jpg")
    assert two.json("restore", tmp_path / "back")["failed"] == []
    assert files_below(tmp_path / "back/Holidays") == files_below(one.vault.album)


def test_4_4_renames_edits_and_removals_of_one_are_seen_and_undone_by_the_other(
    one: Home, two: Home, tmp_path: Path
) -> None:
    two.run("sync")
    vault, moment = one.vault, a_moment()
    before = files_below(tmp_path / "Garden"), files_below(vault.album)
    (vault.album / "1.jpg").rename(vault.album / "2b.jpg")
    vault.add("2.jpg", photo_bytes("another content"))
    vault.add("3.jpg")
    one.run("sync")
    two.run("sync")
    same_list(one, two)
    one.run("rm", "Holidays/3.jpg")
    one.run("sync")
    two.run("sync")
    assert set(two.photos()) == {
        *("Holidays/2.jpg", "Holidays/2b.jpg"),
        *("Garden/a.jpg", "Garden/b.jpg"),
    }

    add(tmp_path / "Garden" / "a.jpg", "an edit")
    two.run("sync")
    newest, first = two.json("versions", "Holidays/2.jpg")
    assert (newest["version"], newest["current"]) == (2, True)
    assert (first["version"], first["current"]) == (1, False)
    two.run("get", "Holidays/2.jpg", "--version", 1, "--output", tmp_path / "2.jpg")
    assert (tmp_path / "2.jpg").read_bytes() == photo_bytes("2.jpg")
    told = two.run("versions", "restore", "Holidays/2.jpg", 1, code=2)
    assert "another computer" in told.err
    two.run("restore", tmp_path / "two", "--as-of", moment)
    alone = (
        "--recovery-kit",
        vault.kit,
        "--accept-new-host-keys",
        "--ssh-key",
        vault.main.key_file,
    )
    for role, server in vault.servers.items():
        two.run("restore", tmp_path / role, "--as-of", moment, "--from", server.url, *alone)
    for folder in ("two", MAIN, BACKUP):
        back = (
            files_below(tmp_path / folder / "Garden"),
            files_below(tmp_path / folder / "Holidays"),
        )
        assert back == before


def test_two_albums_of_one_name_are_kept_apart(one: Home, tmp_path: Path) -> None:
    two = Home(one.vault, "two")
    two.open(MAIN)
    album = tmp_path / "other" / "Holidays"
    add(album / "1.jpg", "not the first computer's")
    two.run("album", "add", album)
    two.run("sync")
    one.run("sync")
    assert len(one.photos()) == len(two.photos()) == 3
    (theirs,) = {photo["album"] for photo in one.photos().values()} - {"Holidays"}
    assert theirs.startswith("Holidays (")
    (first,) = {photo["album"] for photo in two.photos().values()} - {"Holidays"}
    assert first.startswith("Holidays (")
    told = one.json("restore", tmp_path / "back")
    assert told["restored"] == 3
    assert (tmp_path / "back" / theirs / "1.jpg").read_bytes() == (album / "1.jpg").read_bytes()
    assert (tmp_path / "back/Holidays/1.jpg").read_bytes() == photo_bytes("1.jpg")


def test_nothing_goes_that_the_other_computer_needs(one: Home, two: Home, tmp_path: Path) -> None:
    """Both have one picture; it is stored once, and each may delete its own."""
    add(tmp_path / "Garden" / "same.jpg", "1.jpg")
    two.run("sync")
    assert len(one.vault.on_disk(MAIN)) == 4
    one.run("sync")
    one.run("rm", "Holidays/1.jpg")
    one.run("deletions", "run", "--now")
    assert len(one.vault.on_disk(MAIN)) == 4
    two.run("get", "Garden/same.jpg", "--output", tmp_path / "got.jpg", "--remote")
    assert (tmp_path / "got.jpg").read_bytes() == photo_bytes("1.jpg")


def test_nobody_deletes_photos_of_another_computer(one: Home, two: Home) -> None:
    two.run("sync")
    two.run("rm", "Holidays/1.jpg", code=1)
    assert two.photos()["Holidays/1.jpg"]["state"] == "protected"
    assert two.json("deletions") == []


def test_a_third_computer_opened_from_a_storage_that_was_away_catches_up(
    one: Home, two: Home, tmp_path: Path
) -> None:
    two.run("sync")
    one.run("sync")
    one.vault.backup.stop()
    (one.vault.album / "1.jpg").rename(one.vault.album / "renamed.jpg")
    one.run("sync")
    one.vault.backup.start()
    three = Home(one.vault, "three")
    assert three.open(BACKUP)["findings"] == []
    assert "Holidays/1.jpg" in three.photos()
    three.run("sync")
    assert "Holidays/renamed.jpg" in three.photos()
    assert "Holidays/1.jpg" not in three.photos()
    assert three.json("attention") == []


def test_an_album_that_was_taken_over_goes_on_at_its_own_computer_too(
    one: Home, tmp_path: Path
) -> None:
    """It was taken for gone, and comes back: neither sees the other's photos as its own (3-5)."""
    two = Home(one.vault, "two")
    two.open(MAIN)
    copied = tmp_path / "copy"
    shutil.copytree(one.vault.album, copied)
    two.run("album", "add", copied, "--name", "Holidays")
    two.run("sync")
    assert set(two.photos()) == {"Holidays/1.jpg", "Holidays/2.jpg"}

    one.vault.add("3.jpg")
    one.run("sync")
    two.run("sync")
    (apart,) = {photo["album"] for photo in two.photos().values()} - {"Holidays"}
    assert apart.startswith("Holidays (")
    assert set(two.photos()) == {"Holidays/1.jpg", "Holidays/2.jpg", f"{apart}/3.jpg"}
    two.run("get", f"{apart}/3.jpg", "--output", tmp_path / "got.jpg")
    assert (tmp_path / "got.jpg").read_bytes() == photo_bytes("3.jpg")
    # What is new in the copy is this computer's own.
    add(copied / "4.jpg")
    two.run("sync")
    assert two.photos()["Holidays/4.jpg"]["state"] == "protected"
    assert two.json("attention") == []
