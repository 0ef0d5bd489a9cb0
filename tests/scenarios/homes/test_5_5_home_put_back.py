"""5-5: this home is older than what it wrote: nothing missing counts as a deletion."""

import shutil
from pathlib import Path

import pytest

from tests.homes import FolderVault, become_new
from tests.picup import photo_bytes


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path).ready(4)


def test_5_5_a_home_put_back_from_a_backup_removes_nothing(vault: FolderVault) -> None:
    vault.keep_home("kept")
    (vault.photos / "0.jpg").unlink()
    vault.add("new.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    (vault.photos / "1.jpg").unlink()
    vault.add("newer.jpg")
    before = vault.objects("main")
    vault.run("sync", code=1)
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"], status["queued_objects"]) == ("old", 0, 0)
    (told,) = vault.items()
    assert "put back from a backup" in told
    assert "still protected" not in told
    # New photos are protected all the same; what the old ledger never knew goes up once more.
    assert before < vault.objects("main")
    assert vault.run("status")["protected"] == 6
    vault.run("deletions", "run", "--now", code=1)
    vault.run("verify", "--all", "--repair", "--remove-unknown", code=1)
    assert before <= vault.objects("main")


def test_5_5_freeing_space_is_enough_to_be_seen_as_older(vault: FolderVault) -> None:
    vault.keep_home("kept")
    vault.free("0.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    vault.run("sync", code=1)
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"], status["queued_objects"]) == ("old", 0, 0)


def test_5_5_freeing_is_known_to_the_storages_before_a_file_goes(vault: FolderVault) -> None:
    vault.keep_home("kept")
    assert vault.run("free", f"{vault.album}/0.jpg")["freed"] == 1
    assert not (vault.photos / "0.jpg").exists()
    vault.put_home_back("kept")
    vault.run("sync", code=1)
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"], status["queued_objects"]) == ("old", 0, 0)


def test_5_5_no_file_goes_that_no_storage_took_note_of(vault: FolderVault) -> None:
    for role in ("main", "backup"):
        shutil.rmtree(vault.own_journal(role).parent)
        (vault.storage(role) / "journal").write_bytes(b"in the way")
    told = vault.run("free", f"{vault.album}/0.jpg", code=1)
    assert (told["freed"], told["failed_photos"]) == (0, 1)
    assert (vault.photos / "0.jpg").exists()


def test_5_5_what_was_due_already_stays_while_the_home_is_old(vault: FolderVault) -> None:
    vault.run("rm", f"{vault.album}/0.jpg")
    vault.keep_home("kept")
    vault.add("new.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    before = vault.objects("main"), vault.objects("backup")
    vault.run("deletions", "run", "--now", code=1)
    assert (vault.objects("main"), vault.objects("backup")) == before


def test_5_5_it_holds_with_one_storage_in_reach_and_when_none_is(vault: FolderVault) -> None:
    vault.keep_home("kept")
    vault.add("new.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    main, backup = vault.storage("main"), vault.storage("backup")
    backup.rename(backup.with_name("away"))
    vault.run("sync", code=1)
    assert vault.run("status")["home_hold"] == "old"
    main.rename(main.with_name("away"))
    (vault.photos / "1.jpg").unlink()
    vault.run("sync", code=4)
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"]) == ("old", 0)


def test_5_5_a_home_put_back_that_wrote_nothing_since_is_not_old(vault: FolderVault) -> None:
    vault.keep_home("kept")
    vault.put_home_back("kept")
    vault.run("sync")
    assert vault.run("status")["home_hold"] is None
    assert not (vault.storage("main") / "forks").exists()


def test_5_5_as_a_computer_of_its_own_it_goes_on_and_freed_photos_stay(vault: FolderVault) -> None:
    vault.keep_home("kept")
    vault.free("0.jpg")
    vault.add("new.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    vault.run("sync", code=1)
    before = vault.objects("main"), vault.objects("backup")
    become_new(vault)
    vault.run("sync")
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"], status["queued_objects"]) == (None, 0, 0)
    assert status["protected"] == status["photos"]
    assert vault.items() == []
    vault.run("deletions", "run", "--now")
    assert before[0] <= vault.objects("main")
    assert before[1] <= vault.objects("backup")
    vault.run("get", f"{vault.album}/0.jpg", "--output", vault.folder / "got.jpg")
    assert (vault.folder / "got.jpg").read_bytes() == photo_bytes("0.jpg")
    verified = vault.run("verify", "--all")
    assert (verified["journal"], verified["unknown"], verified["missing"]) == ([], [], [])
    # From here on it is a computer as any other.
    (vault.photos / "2.jpg").unlink()
    vault.run("sync")
    assert vault.run("status")["deleted"] == 1


def test_5_5_nothing_is_removed_until_both_lists_were_read(vault: FolderVault) -> None:
    vault.keep_home("kept")
    vault.add("new.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    vault.run("sync", code=1)
    become_new(vault)
    backup = vault.storage("backup")
    backup.rename(backup.with_name("away"))
    (vault.photos / "1.jpg").unlink()
    vault.run("sync", code=1)
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"]) == ("joining", 0)
    vault.run("deletions", "run", "--now", code=1)
    backup.with_name("away").rename(backup)
    vault.run("sync")
    assert vault.run("status")["home_hold"] is None


def test_5_5_a_home_that_is_put_back_twice_becomes_new_twice(vault: FolderVault) -> None:
    vault.keep_home("kept")
    for time in range(2):
        vault.add(f"new{time}.jpg")
        if time == 0:
            vault.run("sync")
        vault.put_home_back("kept")
        vault.run("sync", code=1)
        become_new(vault)
        vault.run("sync")
        status = vault.run("status")
        assert (status["home_hold"], status["queued_objects"], vault.items()) == (None, 0, [])


def test_5_5_no_person_deletes_from_an_old_home(vault: FolderVault) -> None:
    vault.keep_home("kept")
    vault.add("new.jpg")
    vault.run("sync")
    vault.put_home_back("kept")
    vault.run("sync", code=1)
    vault.run("rm", f"{vault.album}/0.jpg", code=1)
    assert (vault.photos / "0.jpg").exists()
    assert "put back from a backup" in vault.errors[-1]
