"""How a copy is made from the other one: checked before it is written (2-2a, 2-3, 1-3b)."""

import hashlib
from pathlib import Path

import pytest

from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.errors import (
    AnotherVault,
    ObjectExists,
    ObjectNotFound,
    SourceUnreadable,
    StorageFull,
    StorageNonsense,
    StrangeEntry,
)
from picup_desktop.sync.copies.heal import (
    check_place,
    enough,
    fetched,
    note_copy,
    put_back,
    stored_digest,
)
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME, vault_json
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, PhotoState, Role, StorageState
from tests.unit.ledger.filled import NOW, HandClock, add_photos, filled, store
from tests.unit.storages.in_memory import MemoryStorage

SEALED = b"the sealed bytes of a photo" * 99
VAULT = "0123456789abcdef" * 2
NAME = object_name(hashlib.sha256(SEALED).hexdigest())
RECORD = ObjectRecord(1, NAME, len(SEALED), "f" * 64, 5, 1, 0.0)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "sealed"
    path.write_bytes(SEALED)
    return path


def test_one_byte_more_than_an_object_has_is_read_of_it() -> None:
    assert [enough(size) for size in (1, 2, 1000)] == [2, 3, 1001]


def test_an_object_of_unknown_size_is_read_up_to_a_tebibyte() -> None:
    assert enough(0) == 1024**4 + 1


def test_a_whole_object_is_fetched_and_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = MemoryStorage({NAME: SEALED})
    with fetched(storage, RECORD, tmp_path) as path:
        assert path.read_bytes() == SEALED
    assert list(tmp_path.iterdir()) == []
    assert storage.read_at_most == [len(SEALED) + 1]


@pytest.mark.parametrize("data", [SEALED[:-1], SEALED + b"x", SEALED[:-1] + b"X", b""])
def test_2_3_an_object_with_other_bytes_is_never_given_on(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Damaged, match=NAME), fetched(MemoryStorage({NAME: data}), RECORD, tmp_path):
        pytest.fail("damaged bytes were given on")
    assert list(tmp_path.iterdir()) == []


def test_what_the_storage_answers_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ObjectNotFound), fetched(MemoryStorage(), RECORD, tmp_path):
        pytest.fail("nothing was there")


def test_2_2a_a_missing_object_is_written_and_nothing_is_removed(sealed: Path) -> None:
    storage = MemoryStorage()
    put_back(storage, NAME, sealed, replace=False)
    assert storage.objects == {NAME: SEALED}
    assert storage.asked == [("put", NAME)]


def test_2_3_a_damaged_object_is_replaced(sealed: Path) -> None:
    storage = MemoryStorage({NAME: b"damaged"})
    put_back(storage, NAME, sealed, replace=True)
    assert storage.objects == {NAME: SEALED}
    assert storage.asked == [("remove", NAME), ("put", NAME)]


def test_an_object_that_another_writer_stored_meanwhile_is_enough(sealed: Path) -> None:
    storage = MemoryStorage({NAME: SEALED})
    put_back(storage, NAME, sealed, replace=False)
    assert storage.asked == [("put", NAME), ("stat", NAME)]


@pytest.mark.parametrize("data", [SEALED[:-1], SEALED + b"x", b""])
def test_an_object_that_came_back_with_another_size_is_an_error(sealed: Path, data: bytes) -> None:
    storage = MemoryStorage({NAME: data})
    with pytest.raises(StorageNonsense, match="not whole"):
        put_back(storage, NAME, sealed, replace=False)
    assert storage.objects == {NAME: data}, "it is not known whose it is"


def test_6_1_a_link_in_the_place_of_an_object_is_removed(sealed: Path) -> None:
    storage = MemoryStorage()
    storage.failing["put"] = [ObjectExists("It is there.")]
    storage.failing["stat"] = [StrangeEntry(f"{NAME} is a link.")]
    put_back(storage, NAME, sealed, replace=False)
    assert storage.asked == [("put", NAME), ("stat", NAME), ("remove", NAME), ("put", NAME)]
    assert storage.objects == {NAME: SEALED}


def test_another_error_of_the_storage_is_raised(sealed: Path) -> None:
    storage = MemoryStorage()
    storage.failing["put"] = [StorageFull("It is full.")]
    with pytest.raises(StorageFull):
        put_back(storage, NAME, sealed, replace=False)


@pytest.mark.parametrize("most_bytes", [1, len(SEALED) - 1, len(SEALED), len(SEALED) + 1])
def test_the_digest_of_an_object_is_that_of_its_first_bytes(most_bytes: int) -> None:
    found = stored_digest(MemoryStorage({NAME: SEALED}), NAME, most_bytes)
    assert found == hashlib.sha256(SEALED[:most_bytes]).hexdigest()


def test_2_2a_that_nothing_can_be_written_here_is_no_fault_of_the_storage(tmp_path: Path) -> None:
    no_folder = tmp_path / "gone"
    with (
        pytest.raises(SourceUnreadable, match="gone"),
        fetched(MemoryStorage({NAME: SEALED}), RECORD, no_folder),
    ):
        pytest.fail("nothing could be fetched")


@pytest.mark.parametrize("held", [{}, {VAULT_NAME: vault_json(VAULT)}, {VAULT_NAME: b"damaged"}])
def test_5_2_this_vault_or_none_may_be_at_the_place(held: dict[str, bytes]) -> None:
    storage = MemoryStorage(held)
    check_place(storage, VAULT)
    assert storage.read_at_most == [MOST_STATIC_BYTES + 1]


def test_5_2_another_vault_at_the_place_is_told() -> None:
    with pytest.raises(AnotherVault):
        check_place(MemoryStorage({VAULT_NAME: vault_json(VAULT)}), VAULT[::-1])


@pytest.mark.parametrize(
    ("before", "seen", "after", "is_sign"),
    [
        (CopyState.STORED, CopyState.MISSING, CopyState.MISSING, True),
        (CopyState.STORED, CopyState.DAMAGED, CopyState.DAMAGED, False),
        (CopyState.MISSING, CopyState.STORED, CopyState.STORED, False),
        (CopyState.NONE, CopyState.STORED, CopyState.STORED, False),
        (CopyState.NONE, CopyState.MISSING, CopyState.NONE, False),
    ],
)
def test_5_1_a_copy_that_is_missing_is_a_sign_and_one_that_never_was_is_not(
    tmp_path: Path, before: CopyState, seen: CopyState, after: CopyState, *, is_sign: bool
) -> None:
    with filled(tmp_path) as ledger:
        (photo,) = add_photos(ledger, ["a.jpg"])
        store(ledger, photo, "first", on=(Role.BACKUP,))
        online, none = StorageState.ONLINE, (None, None, None)
        for role in Role:
            ledger.storages.record(StorageRecord(role, "", None, None, online, None, NOW, *none))
        (record,) = ledger.objects.with_ids([1])
        with ledger.transaction():
            if before is not CopyState.NONE:
                ledger.objects.set_copy(record.id, Role.MAIN, before, NOW)

        note_copy(ledger, HandClock(), record.id, Role.MAIN, seen)

        assert ledger.objects.copies(record.id)[Role.MAIN] is after
        assert (ledger.storages.get(Role.MAIN).doubted_at is not None) is is_sign
        assert ledger.storages.get(Role.BACKUP).doubted_at is None
        protected = ledger.photos.counts()[PhotoState.PROTECTED]
        assert protected == (after is CopyState.STORED)
