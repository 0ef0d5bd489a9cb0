"""DISASTERS 4-6: a part of an album that vanishes as a whole is a question."""

import shutil
from pathlib import Path

import pytest

from picup_desktop.words import AlbumState
from tests.picup import Vault
from tests.scenarios.deletions.deleting import done, items, own_trash, queue, sync


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    for number in range(40):
        vault.add(f"{number:03}.jpg")
    for number in range(6):
        vault.add(f"trips/rome/{number}.jpg")
    sync(vault)
    return vault


def test_4_6_a_folder_that_is_emptied_is_a_question(synced: Vault) -> None:
    shutil.rmtree(synced.album / "trips")
    for _ in range(2):
        sync(synced)
        assert queue(synced) == []
        (item,) = items(synced)
        assert (item["kind"], item["cause"]) == ("album_vanished", "subfolder_vanished")
        assert (item["details"]["folder"], item["details"]["missing"]) == ("trips", 6)
    synced.add("new.jpg")
    sync(synced)
    assert synced.photo("new.jpg")["state"] == "protected"


def test_4_6_a_few_photos_of_a_folder_that_stays_are_a_deletion(synced: Vault) -> None:
    for number in range(5):
        (synced.album / f"trips/rome/{number}.jpg").unlink()
    sync(synced)
    assert items(synced) == []
    assert synced.status()["deleted"] == 5
    (synced.album / "trips/rome/5.jpg").unlink()
    sync(synced)
    assert len(items(synced)) == 1, "the last one of six within the hour"


def test_4_6_a_folder_that_is_renamed_or_moved_is_none(synced: Vault) -> None:
    (synced.album / "trips").rename(synced.album / "journeys")
    sync(synced)
    assert (items(synced), queue(synced)) == ([], [])
    (synced.album / "journeys/rome").rename(synced.album / "rome")
    sync(synced)
    assert (items(synced), queue(synced)) == ([], [])
    assert synced.status()["photos"] == 46


def test_4_6_other_photos_of_the_album_may_be_deleted_meanwhile(synced: Vault) -> None:
    shutil.rmtree(synced.album / "trips")
    sync(synced)
    for number in range(2):
        (synced.album / f"{number:03}.jpg").unlink()
        sync(synced)
        assert synced.status()["deleted"] == number + 1
        assert len(items(synced)) == 1


def test_4_6_a_folder_that_is_back_closes_its_question(synced: Vault) -> None:
    (synced.album / "trips").rename(synced.folder / "away")
    sync(synced)
    assert len(items(synced)) == 1
    (synced.folder / "away").rename(synced.album / "trips")
    sync(synced)
    assert (items(synced), queue(synced)) == ([], [])
    with synced.ledger() as ledger:
        assert ledger.albums.all()[0].state is AlbumState.WATCHED


def test_4_6_each_answer_is_about_one_folder(synced: Vault) -> None:
    for number in range(6):
        synced.add(f"walks/{number}.jpg")
    sync(synced)
    shutil.rmtree(synced.album / "trips")
    shutil.rmtree(synced.album / "walks")
    sync(synced)
    by_folder = {item["details"]["folder"]: item["id"] for item in items(synced)}
    assert set(by_folder) == {"trips", "walks"}
    done(synced, "attention", "answer", by_folder["walks"], "delete")
    sync(synced)
    assert [item["id"] for item in items(synced)] == [by_folder["trips"]]
    assert synced.status()["deleted"] == 6
    done(synced, "attention", "answer", by_folder["trips"], "keep")
    sync(synced)
    assert items(synced) == []
    assert (synced.status()["deleted"], synced.status()["protected"]) == (6, 46)


def test_4_6_a_new_photo_in_the_emptied_folder_answers_nothing(synced: Vault) -> None:
    for number in range(6):
        (synced.album / f"trips/rome/{number}.jpg").unlink()
    sync(synced)
    assert len(items(synced)) == 1
    synced.add("trips/rome/another.jpg")
    for _ in range(2):
        sync(synced)
        assert queue(synced) == []
        (item,) = items(synced)
        assert (item["details"]["folder"], item["details"]["missing"]) == ("trips", 6)
    assert synced.photo("trips/rome/another.jpg")["state"] == "protected"


def test_4_6_some_photos_that_are_back_answer_nothing_about_the_others(synced: Vault) -> None:
    away = synced.folder / "away"
    (synced.album / "trips").rename(away)
    sync(synced)
    (synced.album / "trips/rome").mkdir(parents=True)
    (away / "rome/0.jpg").rename(synced.album / "trips/rome/0.jpg")
    sync(synced)
    assert queue(synced) == []
    (item,) = items(synced)
    assert (item["details"]["folder"], item["details"]["missing"]) == ("trips", 5)
    for number in range(1, 6):
        (away / f"rome/{number}.jpg").rename(synced.album / f"trips/rome/{number}.jpg")
    sync(synced)
    assert (items(synced), queue(synced)) == ([], [])
