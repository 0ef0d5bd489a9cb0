"""DISASTERS 3-1b: what shall not wait out its grace goes now, and nothing else with it."""

from pathlib import Path
from typing import TypeVar

import pytest

from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.deletions import DeleteNow, EmptyTrash
from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from tests.picup import PASSPHRASE, ROLES, Vault, photo_bytes
from tests.scenarios.deletions.deleting import done, listed, names, own_trash, sync, trashed

PHOTOS = ("one.jpg", "two.jpg", "three.jpg")

T = TypeVar("T")


@pytest.fixture(autouse=True)
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return own_trash(monkeypatch, tmp_path)


@pytest.fixture
def deleted(vault: Vault) -> Vault:
    """Three deleted photos, whose objects stand in the same messages, and a living one."""
    for photo in (*PHOTOS, "kept.jpg"):
        vault.add(photo)
    sync(vault)
    done(vault, "rm", *names(*PHOTOS))
    return vault


def ask(vault: Vault, command: Command[T]) -> T:
    return carry_out(Home(vault.home), lambda: PASSPHRASE, command)


def id_of(vault: Vault, path: str) -> str:
    (found,) = [entry for entry in listed(vault, "trash", "list") if entry["path"] == path]
    return str(found["id"])


def test_3_1b_one_photo_goes_now_and_its_neighbours_keep_their_grace(deleted: Vault) -> None:
    before = {role: set(deleted.on_disk(role)) for role in ROLES}
    due = {entry["path"]: entry["removed_at"] for entry in listed(deleted, "trash", "list")}

    assert ask(deleted, DeleteNow((id_of(deleted, "two.jpg"),))) == {"deleted": 1}
    done(deleted, "deletions", "run")

    gone = {role: before[role] - set(deleted.on_disk(role)) for role in ROLES}
    assert [len(names) for names in gone.values()] == [1, 1]
    left = {entry["path"]: entry["removed_at"] for entry in listed(deleted, "trash", "list")}
    assert left == {path: due[path] for path in ("one.jpg", "three.jpg")}
    done(deleted, "trash", "restore", "Holidays/one.jpg")
    sync(deleted)
    deleted.check(everything=False)
    assert deleted.photo("one.jpg")["state"] == "protected"


def test_3_1b_everything_in_the_trash_goes_now_and_no_living_photo(deleted: Vault) -> None:
    assert ask(deleted, EmptyTrash()) == {"deleted": 3}
    done(deleted, "deletions", "run")

    assert trashed(deleted) == []
    assert [len(deleted.on_disk(role)) for role in ROLES] == [1, 1]
    assert done(deleted, "trash", "restore", "Holidays/one.jpg", code=1).err
    sync(deleted)
    deleted.check(everything=False)


def test_3_1b_bytes_that_a_living_photo_has_too_stay(vault: Vault) -> None:
    same = photo_bytes("the same picture")
    vault.add("one.jpg", same)
    sync(vault)
    vault.add("copy.jpg", same)
    sync(vault)
    done(vault, "rm", *names("one.jpg"))

    ask(vault, DeleteNow((id_of(vault, "one.jpg"),)))
    done(vault, "deletions", "run", "--now")

    assert trashed(vault) == []
    assert [len(vault.on_disk(role)) for role in ROLES] == [1, 1]
    assert vault.photo("copy.jpg")["state"] == "protected"
    sync(vault)
    vault.check(everything=False)


def test_3_1b_bytes_that_another_deleted_photo_has_wait_out_its_grace(vault: Vault) -> None:
    same = photo_bytes("the same picture")
    vault.add("one.jpg", same)
    sync(vault)
    vault.add("copy.jpg", same)
    sync(vault)
    done(vault, "rm", *names("one.jpg", "copy.jpg"))

    ask(vault, DeleteNow((id_of(vault, "one.jpg"),)))
    done(vault, "deletions", "run")

    assert trashed(vault) == ["copy.jpg"]
    done(vault, "trash", "restore", "Holidays/copy.jpg")
    assert (vault.album / "copy.jpg").read_bytes() == same
    sync(vault)
    vault.check(everything=False)


def test_3_1b_only_what_is_deleted_already_is_deleted_now(deleted: Vault) -> None:
    with pytest.raises(UsageError, match="is not deleted"):
        ask(deleted, DeleteNow(("Holidays/kept.jpg",)))

    done(deleted, "deletions", "run")
    assert len(trashed(deleted)) == 3
