"""What ``open`` and ``restore --from`` say where it can't be done, or only in part."""

import hashlib
import shutil
from pathlib import Path

import pytest

from picup_desktop.vault.age import X25519Identity
from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault
from tests.scenarios.deletions.deleting import own_trash
from tests.scenarios.homes.coming_back import Home, files_below, same_list
from tests.scenarios.storages.test_verify import flip


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def first(vault: Vault) -> Home:
    home = Home(vault, "home")
    for name in ("1.jpg", "sub/2.jpg"):
        vault.add(name)
    home.run("sync")
    return home


def opening(vault: Vault, kit: Path, url: str) -> tuple[object, ...]:
    words = ("open", "--from", url, "--recovery-kit", kit)
    return (*words, "--ssh-key", vault.main.key_file)


def test_another_vaults_kit_is_3_and_leaves_nothing(
    first: Home, vault: Vault, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.txt"
    stranger.write_text(f"{X25519Identity(bytes([66]) * 32)}\n")
    first.run("status")
    new = Home(vault, "new")
    told = new.run(*opening(vault, stranger, vault.main.url), "--accept-new-host-keys", code=3)
    assert "does not open" in told.err
    assert not (new.folder / "ledger.sqlite").exists()


def test_what_is_no_kit_or_no_address_is_2(first: Home, vault: Vault, tmp_path: Path) -> None:
    first.run("status")
    (tmp_path / "kit.txt").write_text("something else")
    new = Home(vault, "new")
    new.run(*opening(vault, tmp_path / "kit.txt", vault.main.url), code=2)
    new.run(*opening(vault, tmp_path / "not-there.txt", vault.main.url), code=2)
    new.run(*opening(vault, vault.kit, "nonsense"), code=2)


def test_a_storage_that_is_away_is_4(first: Home, vault: Vault, tmp_path: Path) -> None:
    first.run("status")
    vault.main.stop()
    new = Home(vault, "new")
    new.run(*opening(vault, vault.kit, vault.main.url), code=4)
    restoring = ("restore", tmp_path / "back", *opening(vault, vault.kit, vault.main.url)[1:])
    new.run(*restoring, code=4)
    assert new.open(BACKUP)["photos"] == 2


def test_a_home_with_a_vault_is_left_alone(first: Home, vault: Vault) -> None:
    first.run(*opening(vault, vault.kit, vault.main.url), code=1)
    assert len(first.photos()) == 2


def test_a_server_with_another_key_than_the_kits_is_refused(first: Home, vault: Vault) -> None:
    first.run("status")
    vault.main.stop()
    vault.main.new_host_key()
    vault.main.start()
    new = Home(vault, "new")
    told = new.run(*opening(vault, vault.kit, vault.main.url), "--accept-new-host-keys", code=1)
    assert "trusted before" in told.err


@pytest.mark.parametrize("harm", ["flip", "remove one", "remove all"])
def test_where_the_journal_is_damaged_the_objects_tell_of_themselves(
    first: Home, vault: Vault, tmp_path: Path, harm: str
) -> None:
    first.run("status")
    segments = sorted((vault.main.vault / "journal").rglob("*.age"))
    if harm == "flip":
        flip(segments[-1])
    elif harm == "remove one":
        segments[-1].unlink()
    else:
        shutil.rmtree(vault.main.vault / "journal")
    vault.backup.stop()
    new = Home(vault, "new")
    told = new.open(MAIN, code=0 if harm == "remove one" else 1)
    # One that is missing at the end can't be told from one that was never written.
    checks = {"flip": ["unreadable"], "remove one": [], "remove all": ["missing_segment"]}[harm]
    assert [finding["check"] for finding in told["findings"]] == checks
    assert (told["photos"], told["from_headers"]) == (2, 2)
    assert set(new.photos()) == {"Holidays/1.jpg", "Holidays/sub/2.jpg"}
    assert new.json("restore", tmp_path / "back")["failed"] == []
    assert files_below(tmp_path / "back/Holidays") == files_below(vault.album)

    # Its folder is recognised all the same, and what it is then stands in a journal again.
    vault.backup.start()
    there = vault.on_disk(MAIN)
    new.run("album", "add", vault.album)
    new.run("sync")
    assert vault.on_disk(MAIN) == there
    assert set(new.photos()) == {"Holidays/1.jpg", "Holidays/sub/2.jpg"}
    third = Home(vault, "third")
    third.open(BACKUP)
    assert set(third.photos()) >= {"Holidays/1.jpg", "Holidays/sub/2.jpg"}


def test_where_both_journals_are_gone_what_objects_hold_is_read_once(
    first: Home, vault: Vault
) -> None:
    """Adopted, the photos are this computer's to tell of, which takes knowing their content."""
    first.run("status")
    for storage in (vault.main, vault.backup):
        shutil.rmtree(storage.vault / "journal")
    new = Home(vault, "new")
    new.open(MAIN, code=1)
    assert {photo["sha256"] for photo in new.photos().values()} == {""}
    new.run("album", "add", vault.album)
    new.run("sync")
    there = {
        path: hashlib.sha256(data).hexdigest()
        for path, (data, _) in files_below(vault.album).items()
    }
    assert {n.removeprefix("Holidays/"): p["sha256"] for n, p in new.photos().items()} == there
    # So it stands in this computer's journal: whoever comes next needs no heads of objects.
    third = Home(vault, "third")
    told = third.open(BACKUP, code=1)
    assert [finding["check"] for finding in told["findings"]] == ["missing_segment"]
    assert (told["photos"], told["from_headers"]) == (2, 0)
    same_list(new, third)


def test_damaged_keys_are_told_and_the_other_files_serve(first: Home, vault: Vault) -> None:
    first.run("status")
    keys = sorted((vault.main.vault / "keys").iterdir())
    assert len(keys) == 4
    flip(keys[-1])
    new = Home(vault, "new")
    told = new.open(MAIN, code=1)
    assert [(f["check"], f["place"]) for f in told["findings"]] == [("unreadable", "keys/4.age")]
    assert told["photos"] == 2


def test_without_the_albums_keys_the_kit_itself_opens_the_photos(
    first: Home, vault: Vault, tmp_path: Path
) -> None:
    first.run("status")
    for number in (3, 4):
        (vault.main.vault / "keys" / f"{number}.age").unlink()
    new = Home(vault, "new")
    told = new.json("restore", tmp_path / "back", *opening(vault, vault.kit, vault.main.url)[1:])
    assert (told["restored"], told["failed"]) == (2, [])
    assert files_below(tmp_path / "back/Holidays") == files_below(vault.album)
    # A computer that opened it so reads them once the other storage tells the keys.
    assert new.open(MAIN)["photos"] == 2
    new.run("get", "Holidays/1.jpg", "--output", tmp_path / "1.jpg", code=1)
    new.run("sync")
    new.run("get", "Holidays/1.jpg", "--output", tmp_path / "1.jpg")
    assert (tmp_path / "1.jpg").read_bytes() == vault.photos_made["1.jpg"]
