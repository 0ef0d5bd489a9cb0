"""DISASTERS 3-4: an album that vanishes is a question, and not one deletion."""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.homes import FolderVault
from tests.picup import MAIN, ROLES, Vault, photo_bytes
from tests.scenarios.deletions.deleting import done, items, only_item, own_trash, queue, sync
from tests.sshd import small_disk

PHOTOS = [f"{number:03}.jpg" for number in range(25)]


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def synced(vault: Vault) -> Vault:
    for photo in PHOTOS:
        vault.add(photo)
    sync(vault)
    return vault


def away(vault: Vault) -> Path:
    return vault.folder / "away"


def taken_away(vault: Vault) -> None:
    shutil.rmtree(away(vault), ignore_errors=True)
    vault.album.rename(away(vault))


def brought_back(vault: Vault) -> None:
    shutil.rmtree(vault.album, ignore_errors=True)
    away(vault).rename(vault.album)


def emptied(vault: Vault) -> None:
    taken_away(vault)
    vault.album.mkdir()


def replaced(vault: Vault) -> None:
    """Another disk at the same place."""
    taken_away(vault)
    vault.album.mkdir()
    vault.add("something else.jpg")


def many_gone(vault: Vault) -> None:
    shutil.copytree(vault.album, away(vault), dirs_exist_ok=True)
    for photo in PHOTOS[:21]:
        (vault.album / photo).unlink()


@pytest.mark.parametrize("vanish", [taken_away, emptied, replaced, many_gone])
def test_3_4_not_one_deletion_but_a_question(
    synced: Vault, vanish: Callable[[Vault], None]
) -> None:
    vanish(synced)
    for _ in range(2):
        done_with_any_code(synced)
        item = only_item(synced, "album_vanished")
        assert {"keep", "delete", "retry", "ignore"} <= set(item["choices"])
        assert "Holidays" in item["text"]
        assert queue(synced) == []
        assert synced.status()["deleted"] == 0
    assert len(synced.on_disk(MAIN)) >= len(PHOTOS)

    brought_back(synced)
    sync(synced)
    assert queue(synced) == []
    if vanish is replaced:
        assert only_item(synced, "album_vanished")["details"]["missing"] == 1, "the other disk's"
    else:
        assert items(synced) == [], "it closes by itself"
        album_state(synced, "watched")


def done_with_any_code(vault: Vault) -> None:
    """Photos that wait or can't be read make it 1; either way it must end by itself."""
    try:
        sync(vault)
    except AssertionError:
        sync(vault, code=1)


def album_state(vault: Vault, state: str) -> None:
    (album,) = done(vault, "album", "list", "--json").json
    assert album["state"] == state


def test_3_4_a_folder_that_may_not_be_read_any_more(synced: Vault) -> None:
    if os.getuid() == 0:
        # Nothing is forbidden to root; a folder that is no folder any more can't be read either.
        taken_away(synced)
        synced.album.write_bytes(b"")
    else:
        synced.album.chmod(0)
    done_with_any_code(synced)
    only_item(synced, "album_vanished")
    assert queue(synced) == []
    synced.album.unlink() if synced.album.is_file() else synced.album.chmod(0o700)
    if away(synced).exists():
        away(synced).rename(synced.album)
    sync(synced)
    assert items(synced) == []


def test_3_4_an_empty_mount_point(synced: Vault) -> None:
    with ExitStack() as stack:
        try:
            stack.enter_context(small_disk(synced.album, 65536))
        except PermissionError as error:
            pytest.skip(f"this user may not mount: {error}")
        done_with_any_code(synced)
        only_item(synced, "album_vanished")
        assert queue(synced) == []
    sync(synced)
    assert items(synced) == []
    synced.check()


def test_3_4_twenty_photos_are_deleted_by_a_person(synced: Vault) -> None:
    for photo in PHOTOS[:20]:
        (synced.album / photo).unlink()
    sync(synced)
    assert items(synced) == []
    assert synced.status()["deleted"] == 20
    # The window is an hour: one more within it is many.
    (synced.album / PHOTOS[20]).unlink()
    sync(synced)
    only_item(synced, "album_vanished")
    assert synced.status()["deleted"] == 20


@pytest.mark.parametrize("vanish", [taken_away, emptied])
def test_3_4_keep_them(synced: Vault, vanish: Callable[[Vault], None]) -> None:
    vanish(synced)
    done_with_any_code(synced)
    done(synced, "attention", "answer", only_item(synced, "album_vanished")["id"], "keep")
    for _ in range(2):
        sync(synced)
        assert items(synced) == []
        assert queue(synced) == []
    assert synced.status()["protected"] == len(PHOTOS)
    done(synced, "deletions", "run", "--now")
    for role in ROLES:
        assert len(synced.on_disk(role)) == len(PHOTOS)
    album_state(synced, "watched" if synced.album.exists() else "held")

    brought_back(synced)
    sync(synced)
    album_state(synced, "watched")
    synced.check()
    (synced.album / PHOTOS[0]).unlink()
    sync(synced)
    assert synced.photo(PHOTOS[0])["state"] == "deleted", "what is back is watched as before"


@pytest.mark.parametrize("vanish", [taken_away, emptied, many_gone])
def test_3_4_delete_them_there_too(synced: Vault, vanish: Callable[[Vault], None]) -> None:
    synced.choose("grace_days", 1)
    vanish(synced)
    done_with_any_code(synced)
    item = only_item(synced, "album_vanished")
    done(synced, "attention", "answer", item["id"], "delete")
    gone = 21 if vanish is many_gone else len(PHOTOS)
    assert synced.status()["deleted"] == gone
    assert len(synced.on_disk(MAIN)) == len(PHOTOS), "after the grace"
    sync(synced)
    assert items(synced) == []
    if vanish is many_gone:
        (synced.album / PHOTOS[22]).unlink()
        sync(synced)
        assert items(synced) == [], "what was confirmed says nothing about what follows"
        gone += 1
    done(synced, "deletions", "run", "--now")
    assert len(synced.on_disk(MAIN)) == len(PHOTOS) - gone


def test_3_4_what_is_back_when_the_answer_comes_is_not_deleted(synced: Vault) -> None:
    taken_away(synced)
    done_with_any_code(synced)
    item = only_item(synced, "album_vanished")
    brought_back(synced)
    done(synced, "attention", "answer", item["id"], "delete")
    assert synced.status()["deleted"] == 0
    sync(synced)
    assert queue(synced) == []
    synced.check()


def test_3_4_an_ignored_question_is_told_again_when_it_happens_again(synced: Vault) -> None:
    taken_away(synced)
    done_with_any_code(synced)
    done(synced, "attention", "ignore", only_item(synced, "album_vanished")["id"])
    done_with_any_code(synced)
    assert items(synced) == []
    assert queue(synced) == []
    brought_back(synced)
    sync(synced)
    taken_away(synced)
    done_with_any_code(synced)
    only_item(synced, "album_vanished")
    brought_back(synced)


@pytest.mark.parametrize("ignored", [False, True])
def test_3_4_a_pause_is_no_answer(synced: Vault, *, ignored: bool) -> None:
    """Some photos came back, so that few are missing; the question stands all the same."""
    many_gone(synced)
    done_with_any_code(synced)
    item = only_item(synced, "album_vanished")
    if ignored:
        done(synced, "attention", "ignore", item["id"])
    for photo in PHOTOS[5:]:
        shutil.copy2(away(synced) / photo, synced.album / photo)
    done(synced, "album", "pause", "Holidays")
    done(synced, "album", "resume", "Holidays")
    done_with_any_code(synced)
    assert queue(synced) == []
    assert synced.status()["deleted"] == 0
    done(synced, "attention", "answer", item["id"], "delete")
    assert synced.status()["deleted"] == 5


def test_3_4_removing_an_album_and_adding_it_again_is_no_answer(synced: Vault) -> None:
    many_gone(synced)
    done_with_any_code(synced)
    for photo in PHOTOS[5:]:
        shutil.copy2(away(synced) / photo, synced.album / photo)
    done(synced, "album", "remove", "Holidays")
    done(synced, "album", "add", synced.album, "--name", "Holidays")
    done_with_any_code(synced)
    assert queue(synced) == []
    assert only_item(synced, "album_vanished")["details"]["album"] == "Holidays"
    for photo in PHOTOS[:5]:
        shutil.copy2(away(synced) / photo, synced.album / photo)
    sync(synced)
    assert items(synced) == []
    album_state(synced, "watched")
    synced.check()


def test_3_4_another_picture_of_the_same_name_takes_nothing_away(synced: Vault) -> None:
    """A camera begins to count anew: 000.jpg is another picture, and the kept one stays."""
    emptied(synced)
    done_with_any_code(synced)
    done(synced, "attention", "answer", only_item(synced, "album_vanished")["id"], "keep")
    sync(synced)
    old = synced.photo(PHOTOS[0])
    synced.add(PHOTOS[0], photo_bytes("another picture", 6000))
    sync(synced)
    done(synced, "deletions", "run", "--now")
    assert old["copies"][MAIN]["object"] in synced.on_disk(MAIN)
    assert len(synced.on_disk(MAIN)) == len(PHOTOS) + 1
    assert synced.status()["protected"] == len(PHOTOS) + 1
    synced.get(PHOTOS[0])
    target = synced.folder / "got"
    done(synced, "get", str(old["id"]), "--output", str(target), "--remote")
    assert target.read_bytes() == photo_bytes(PHOTOS[0])


def test_3_4_once_answered_nobody_says_that_the_album_waits(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path).ready(3)
    vault.photos.rename(tmp_path / "elsewhere")
    vault.run("sync")
    assert "need an answer" in vault.errors[-1]
    assert waits(vault)
    (item,) = vault.run("attention")
    vault.run("attention", "answer", item["id"], "keep")
    vault.run("sync")
    assert "need an answer" not in vault.errors[-1]
    assert not waits(vault)
    assert vault.run("status")["protected"] == 3


def waits(vault: FolderVault) -> bool:
    """Whether doctor says that an album waits for an answer."""
    checks = vault.run("doctor", code=1)
    return any("waits for your answer" in check["text"] for check in checks)
