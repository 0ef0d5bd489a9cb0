"""5-6: the home was copied: neither half removes anything, and both are told."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.homes import FolderVault, become_new


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path).ready(4)


def copied(vault: FolderVault) -> FolderVault:
    vault.keep_home("home2")
    return replace(vault, home="home2")


def test_5_6_both_halves_are_told_and_neither_removes(vault: FolderVault) -> None:
    other = copied(vault)
    other.add("of-the-other.jpg")
    other.run("sync")
    (vault.photos / "0.jpg").unlink()
    objects = vault.objects("main")
    vault.run("sync", code=1)
    assert vault.run("status")["home_hold"] == "old"
    assert vault.run("status")["queued_objects"] == 0
    (other.photos / "1.jpg").unlink()
    other.run("sync", code=1)
    assert other.run("status")["home_hold"] == "copied"
    other.run("deletions", "run", "--now", code=1)
    for role in ("main", "backup"):
        assert objects <= vault.objects(role)
    assert not any("still protected" in text for text in other.items() + vault.items())


def test_5_6_both_wrote_while_the_other_could_not_see_it(vault: FolderVault) -> None:
    other = copied(vault)
    other.add("of-the-other.jpg")
    other.run("sync")
    for role in ("main", "backup"):
        place = vault.storage(role)
        place.rename(place.with_name("away"))
    (vault.photos / "0.jpg").unlink()
    vault.run("sync", code=4)
    for role in ("main", "backup"):
        vault.storage(role).with_name("away").rename(vault.storage(role))
    objects = vault.objects("main"), vault.objects("backup")
    vault.run("deletions", "run", "--now", code=1)
    assert (vault.objects("main"), vault.objects("backup")) == objects


def test_5_6_the_first_writer_goes_on_once_it_is_the_only_one(vault: FolderVault) -> None:
    other = copied(vault)
    other.add("of-the-other.jpg")
    other.run("sync")
    vault.run("sync", code=1)
    other.run("sync", code=1)
    (item,) = other.run("attention")
    assert "only-one" in item["choices"]
    other.run("attention", "answer", item["id"], "only-one")
    other.run("sync")
    assert other.run("status")["home_hold"] is None
    assert other.items() == []


def test_5_6_one_becomes_a_computer_of_its_own_and_both_go_on(vault: FolderVault) -> None:
    other = copied(vault)
    other.add("of-the-other.jpg")
    other.run("sync")
    vault.run("sync", code=1)
    other.run("sync", code=1)
    become_new(vault)
    vault.run("sync")
    assert (vault.run("status")["home_hold"], vault.items()) == (None, [])
    other.run("sync")
    assert (other.run("status")["home_hold"], other.items()) == (None, [])
    # What one deletes stays for the other, which names it too.
    objects = vault.objects("main")
    vault.run("rm", f"{vault.album}/0.jpg")
    vault.run("deletions", "run", "--now")
    vault.run("sync")
    assert objects <= vault.objects("main")


def test_5_6_both_wrote_and_both_become_computers_of_their_own(vault: FolderVault) -> None:
    other = copied(vault)
    other.add("of-the-other.jpg")
    other.run("sync")
    vault.run("sync", code=1)
    other.run("sync", code=1)
    become_new(other)
    other.run("sync")
    become_new(vault)
    vault.run("sync")
    other.run("sync")
    for one in (vault, other):
        assert (one.run("status")["home_hold"], one.items()) == (None, [])


def test_5_6_freed_on_one_and_deleted_on_the_other_stays(vault: FolderVault) -> None:
    other = copied(vault)
    other.add("of-the-other.jpg")
    other.run("sync")
    other.free("0.jpg")
    other.run("sync")
    vault.run("sync", code=1)
    become_new(vault)
    vault.run("sync")
    other.run("sync")
    vault.run("deletions", "run", "--now")
    other.run("deletions", "run", "--now")
    other.run("get", f"{vault.album}/0.jpg", "--output", vault.folder / "got.jpg")
    assert other.run("verify", "--all")["missing"] == []


def test_5_6_what_one_frees_the_other_never_deletes_even_before_a_pass(vault: FolderVault) -> None:
    other = copied(vault)
    other.run("free", f"{vault.album}/0.jpg")
    vault.run("sync", code=1)
    status = vault.run("status")
    assert (status["home_hold"], status["deleted"], status["queued_objects"]) == ("old", 0, 0)
