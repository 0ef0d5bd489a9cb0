"""A vault too large for one walk is verified folder by folder, with the same answer (5-1, 6-1)."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.errors import NoStorageReached
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.storage.errors import StorageAway
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.sync.verify import by_list
from picup_desktop.words import CopyState, Role
from tests.copies import needed_copies
from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault
from tests.scenarios.homes.coming_back import Home
from tests.small import Small, joined, small_vault

DAY = 24 * 60 * 60
NAMES = [f"{number}.jpg" for number in range(8)]


def by_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_list, "WALKED_WHOLE", -1)


def test_real_servers_tell_the_same_in_one_walk_and_folder_by_folder(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)
    home = Home(vault, "home")
    for name in NAMES:
        vault.add(name)
    home.run("sync")
    vault.object_file(MAIN, "1.jpg").unlink()
    cut = vault.object_file(BACKUP, "2.jpg")
    cut.write_bytes(cut.read_bytes()[:-1])
    damaged = vault.object_file(BACKUP, "3.jpg")
    damaged.write_bytes(damaged.read_bytes()[::-1])
    strange = vault.main.vault / "objects/00" / ("0" * 64)
    strange.parent.mkdir(exist_ok=True)
    strange.write_bytes(b"nobody knows me")
    os.utime(strange, (time.time() - 2 * DAY, time.time() - 2 * DAY))

    walked = home.json("verify", "--all", code=1)
    by_folders(monkeypatch)
    told = home.json("verify", "--all", code=1)
    assert told == walked
    assert [one["photos"][0]["path"] for one in told["missing"]] == ["1.jpg"]
    assert {one["photos"][0]["path"] for one in told["damaged"]} == {"2.jpg", "3.jpg"}
    assert [(one["storage"], one["offered"]) for one in told["unknown"]] == [(MAIN, True)]
    assert told["checked"] == 2 * len(NAMES) - 2

    healed = home.json("verify", "--all", "--repair", "--remove-unknown")
    assert (len(healed["repaired"]), healed["checked"]) == (3, 2 * len(NAMES) - 2)
    assert not strange.exists()
    vault.check()


class Listing(WrappedStorage):
    """A folder that lists as a test says."""

    def __init__(self, root: Path) -> None:
        super().__init__(FolderStorage(root))
        self.away_at = ""

    def around(self) -> AbstractContextManager[None]:
        return nullcontext()

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        if self.away_at in folders:
            raise StorageAway("storage-is-away")
        return super().list(*folders)


@dataclass
class Listed(Small):
    """A vault whose main may go away while it is listed."""

    main: Listing = field(init=False)

    def storages(self) -> dict[Role, Any]:
        return {Role.MAIN: self.main, Role.BACKUP: FolderStorage(self.root(Role.BACKUP))}

    def states(self) -> dict[str, CopyState]:
        with self.ledger() as ledger:
            now = time.time()
            return {one.name: one.state for one in needed_copies(ledger, Role.MAIN, now)}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Listed:
    by_folders(monkeypatch)
    made = small_vault(tmp_path, NAMES)
    small = Listed(tmp_path, made.kit)
    small.secrets, small.main = made.secrets, Listing(made.root(Role.MAIN))
    small.sync()
    return small


def seen_at(small: Small) -> float | None:
    with small.ledger() as ledger:
        return ledger.storages.get(Role.MAIN).seen_at


def test_6_1_a_link_in_place_of_a_folder_is_told_and_the_other_folders_are_verified(
    small: Listed,
) -> None:
    objects = small.root(Role.MAIN) / "objects"
    names = sorted(small.states())
    first, last = objects / names[0][8:10], names[-1]
    first.rename(small.folder / "elsewhere")
    first.symlink_to(small.folder / "elsewhere")
    (small.root(Role.MAIN) / last).unlink()
    before = seen_at(small)
    told = small.verify(repair=False)
    assert list(told["not_reached"]) == [MAIN]
    assert [one["object"] for one in told["missing"]] == [last]
    behind = {name for name in names if name.startswith(f"objects/{first.name}/")}
    # Nothing behind the link is read, called missing or seen; the other storage is verified.
    assert told["checked"] == 2 * len(names) - 1 - len(behind)
    assert {small.states()[name] for name in behind} == {CopyState.STORED}
    assert seen_at(small) == before
    with small.ledger() as ledger:
        items = [item for item in ledger.attention.all() if item.cause == "storage_lost_objects"]
        assert len(items) == 1, "what is missing elsewhere is told"
    first.unlink()
    (small.folder / "elsewhere").rename(first)
    healed = small.verify(repair=True)
    assert [one["object"] for one in healed["repaired"]] == [last]
    assert set(small.states().values()) == {CopyState.STORED}


def test_a_storage_that_goes_away_while_it_is_listed_is_not_called_empty(small: Listed) -> None:
    names = sorted(small.states())
    small.main.away_at = names[0].rpartition("/")[0]
    before = seen_at(small)
    told = small.verify(repair=True)
    assert (told["missing"], told["unknown"], list(told["not_reached"])) == ([], [], [MAIN])
    assert set(small.states().values()) == {CopyState.STORED}
    assert told["checked"] == len(names)
    assert seen_at(small) == before


def test_6_2_a_flooded_folder_on_both_storages_is_not_as_if_none_was_reached(
    small: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(small.states())
    flooded = names[0].rpartition("/")[0]
    inside = {name for name in names if name.startswith(f"{flooded}/")}
    monkeypatch.setattr("picup_desktop.storage.folder.MOST_NAMES_IN_A_FOLDER", len(names) + 9)
    for role in Role:
        for number in range(len(names) + 10):
            (small.root(role) / flooded / f"{number}").touch()
    told = small.verify(repair=False)
    assert (sorted(told["not_reached"]), told["missing"]) == ([BACKUP, MAIN], [])
    assert told["checked"] == 2 * (len(names) - len(inside))
    small.main.away_at = flooded
    with pytest.raises(NoStorageReached):
        small.verify(repair=False, roles=frozenset({Role.MAIN}))


def test_what_another_computer_just_stored_is_not_unknown(small: Listed, tmp_path: Path) -> None:
    second = joined(small, tmp_path / "two")
    theirs = {name for name in second.files(Role.BACKUP) if name.startswith("objects/")}
    theirs -= small.states().keys()
    assert theirs
    for role in Role:
        for file in (small.root(role) / "objects").rglob("*"):
            os.utime(file, (time.time() - 2 * DAY, time.time() - 2 * DAY))
    told = small.verify(repair=False, remove_unknown=True)
    assert (told["unknown"], told["missing"]) == ([], [])
    assert theirs <= second.files(Role.BACKUP).keys()
    # No journal names them any more: they are offered.
    for role in Role:
        shutil.rmtree(small.root(role) / "journal" / device_of(second))
    told = small.verify(repair=False)
    assert {one["object"] for one in told["unknown"]} == theirs


def device_of(small: Small) -> str:
    with small.ledger() as ledger:
        vault = ledger.vaults.get()
        assert vault is not None
        return vault.device_id
