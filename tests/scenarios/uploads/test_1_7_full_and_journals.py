"""A full storage gets its removals, once what other computers wrote on it was read (1-7, 4-5)."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from typing import cast

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.storage.base import ObjectInfo, Progress
from picup_desktop.storage.errors import StorageAway, StorageError, StorageFull
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.words import Role
from tests.small import Small, photos, small_vault

FULL = StorageFull("server-is-full", server="nas", path="/photos")


class Full(WrappedStorage):
    """A storage without room for another object."""

    def __init__(self, inner: FolderStorage, *, shows_journals: bool) -> None:
        super().__init__(inner)
        self.asked: list[str] = []
        self._shows_journals = shows_journals

    def around(self) -> AbstractContextManager[None]:
        return nullcontext()

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        self.asked.append(f"put {name.partition('/')[0]}")
        if name.startswith("objects/"):
            raise FULL
        super().put(name, source, progress)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        self.asked.append(f"list {' '.join(folders)}")
        if folders == ("keys", "journal") and not self._shows_journals:
            raise StorageAway("nothing-moved-for-seconds-so", seconds=1)
        yield from super().list(*folders)

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        self.asked += [f"remove {name.partition('/')[0]}" for name in names]
        return super().remove_many(names, seconds)


@dataclass
class WithFullMain(Small):
    """A vault whose main takes no more."""

    main: Full | None = field(default=None)

    def storages(self) -> dict[Role, FolderStorage]:
        plain = super().storages()
        if self.main is None:
            return plain
        return {**plain, Role.MAIN: cast(FolderStorage, self.main)}


@pytest.mark.parametrize("shows_journals", [True, False])
def test_1_7_nothing_is_removed_from_a_full_storage_before_its_journals_are_read(
    tmp_path: Path, shows_journals: bool
) -> None:
    made = small_vault(tmp_path / "vault", ["a.jpg", "b.jpg"])
    vault = WithFullMain(made.folder, made.kit)
    vault.secrets = made.secrets
    vault.sync()
    (vault.folder / "Album/a.jpg").unlink()
    photos(vault.folder / "Album", ["c.jpg"])
    with vault.ledger() as ledger:
        photo_id = find_photo(ledger, "Album/a.jpg").id
        settings = replace(ledger.vaults.settings(), grace_days=0)
        with ledger.transaction():
            delete_photos(ledger, settings, [photo_id], SystemClock().now())
    vault.main = Full(FolderStorage(vault.root(Role.MAIN)), shows_journals=shows_journals)
    vault.sync()
    asked = vault.main.asked
    assert "put objects" in asked
    assert ("remove objects" in asked) is shows_journals
    if shows_journals:
        assert asked.index("list keys journal") < asked.index("remove objects")
