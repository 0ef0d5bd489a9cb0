"""Keys files are written twice under the next free numbers, and counted as there once they are."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.storage.base import ObjectInfo, Progress, Put
from picup_desktop.storage.errors import ObjectExists, StorageError, StorageFull
from picup_desktop.sync.journal import keys
from picup_desktop.sync.journal.keys import KeysPublisher
from picup_desktop.sync.journal.write import Signer, signer_of
from picup_desktop.vault.keys import open_key_ring
from picup_desktop.words import Role
from tests.small import Small, small_vault
from tests.unit.storages.in_memory import MemoryStorage

FULL = StorageFull("storage-full")


class Counted(MemoryStorage):
    """A storage that counts its listings, and perhaps shows nothing of what it has."""

    def __init__(self, *names: str, shows: bool = True) -> None:
        super().__init__(dict.fromkeys(names, b"another computer's"))
        self.shows = shows
        self.listings = 0

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        self.listings += 1
        return super().list(*folders) if self.shows else iter(())

    @property
    def batches(self) -> Sequence[str]:
        return [names for method, names in self.asked if method == "put_many"]


class HalfFull(Counted):
    """One that has room for the first file of a batch only."""

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        return [*super().put_many(puts[:1], progress), *[FULL] * len(puts[1:])]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small_vault(tmp_path_factory.mktemp("made") / "vault", [])


@pytest.fixture
def ledger(small: Small) -> Iterator[Ledger]:
    with closing(open_ledger(small.home.ledger)) as opened:
        opened.vaults.note(NoteAbout.KEYS_PUBLISHED.of(Role.MAIN), "")
        yield opened


@pytest.fixture
def signer(small: Small, ledger: Ledger) -> Signer:
    return signer_of(ledger, small.secrets)


def _published(ledger: Ledger) -> str | None:
    return ledger.vaults.noted(NoteAbout.KEYS_PUBLISHED.of(Role.MAIN))


def test_both_files_go_at_once_after_one_listing_and_a_second_time_nothing_is_asked(
    ledger: Ledger, signer: Signer, tmp_path: Path
) -> None:
    storage = Counted("keys/7.age")
    publisher = KeysPublisher(ledger, tmp_path, signer)
    publisher.run(Role.MAIN, storage)
    assert storage.listings == 1
    assert storage.batches == ["keys/8.age keys/9.age"]
    assert _published(ledger)
    publisher.run(Role.MAIN, storage)
    assert storage.listings == 1
    assert len(storage.batches) == 1
    assert list(tmp_path.iterdir()) == []


def test_numbers_that_others_took_since_the_listing_are_passed_over(
    ledger: Ledger, signer: Signer, tmp_path: Path
) -> None:
    storage = Counted("keys/1.age", "keys/3.age", shows=False)
    KeysPublisher(ledger, tmp_path, signer).run(Role.MAIN, storage)
    assert storage.batches == ["keys/1.age keys/2.age", "keys/3.age", "keys/4.age"]
    for number in (2, 4):
        sealed = storage.objects[f"keys/{number}.age"]
        assert open_key_ring(sealed, signer.reading_keys).number == number
    assert storage.objects["keys/1.age"] == b"another computer's"
    assert _published(ledger)


def test_6_2_a_storage_that_says_for_ever_that_a_name_is_there_has_no_keys(
    ledger: Ledger, signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MOST_NUMBERS_TRIED", 6)
    storage = Counted(*(f"keys/{number}.age" for number in range(1, 100)), shows=False)
    with pytest.raises(ObjectExists):
        KeysPublisher(ledger, tmp_path, signer).run(Role.MAIN, storage)
    assert len(storage.batches) == 4
    assert not _published(ledger)
    assert list(tmp_path.iterdir()) == []


def test_keys_of_which_only_one_file_is_there_are_not_there_yet(
    ledger: Ledger, signer: Signer, tmp_path: Path
) -> None:
    with pytest.raises(StorageFull):
        KeysPublisher(ledger, tmp_path, signer).run(Role.MAIN, HalfFull())
    assert not _published(ledger)
