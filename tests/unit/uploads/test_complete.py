"""Which objects get their second copy, from where, and when nothing is done (1-3b, 2-2, 2-3)."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.storage.errors import CourierDied, StorageAway, StorageError, StorageFull
from picup_desktop.sync.copies.complete import Completion
from picup_desktop.sync.reach.circuit import Circuit
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, PhotoState, Role
from tests.unit.ledger.filled import NOW, HandClock, add_photos, filled, store
from tests.unit.storages.in_memory import MemoryStorage

VERSIONS = ("first", "second")
BYTES = {
    object_name(hashlib.sha256(version.encode()).hexdigest()): version.encode()
    for version in VERSIONS
}
FIRST, SECOND = BYTES
OTHER = {Role.MAIN: Role.BACKUP, Role.BACKUP: Role.MAIN}


class Copies:
    """Two photos, both on one storage only, and what a completion made of them."""

    def __init__(self, ledger: Ledger, scratch: Path, source: Role) -> None:
        self.ledger = ledger
        self.source, self.target = source, OTHER[source]
        self.storages = {source: MemoryStorage(BYTES), self.target: MemoryStorage()}
        self.circuits = {role: Circuit() for role in Role}
        self.photos = add_photos(ledger, ["a.jpg", "b.jpg"])
        for photo, version in zip(self.photos, VERSIONS, strict=True):
            store(ledger, photo, version, on=(source,))
        self.told: list[str] = []
        self._scratch = scratch

    def run(self) -> int:
        completion = Completion(
            self.ledger, self.storages, self.circuits, HandClock(), self._scratch
        )
        return completion.run(lambda record: self.told.append(record.name))

    def states(self, name: str) -> Mapping[Role, CopyState]:
        record = self.ledger.objects.named(name)
        assert record is not None
        return self.ledger.objects.copies(record.id)

    def set_copy(self, name: str, role: Role, state: CopyState) -> None:
        record = self.ledger.objects.named(name)
        assert record is not None
        with self.ledger.transaction():
            self.ledger.objects.set_copy(record.id, role, state, NOW)

    def photo_state(self, number: int) -> PhotoState:
        photo = self.ledger.photos.get(self.photos[number])
        assert photo is not None
        return photo.state


@pytest.fixture(params=list(Role))
def copies(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Copies]:
    with filled(tmp_path) as ledger:
        yield Copies(ledger, tmp_path, request.param)


def test_1_3b_every_object_gets_its_second_copy_from_the_other_storage(copies: Copies) -> None:
    assert copies.run() == 2
    assert copies.storages[copies.target].objects == BYTES
    assert copies.storages[copies.source].objects == BYTES
    assert copies.told == [SECOND, FIRST], "newest first"
    for name in BYTES:
        assert copies.states(name) == dict.fromkeys(Role, CopyState.STORED)
    assert [copies.photo_state(n) for n in range(2)] == [PhotoState.PROTECTED] * 2


@pytest.mark.parametrize("role", Role)
def test_nothing_is_copied_while_either_storage_is_out(copies: Copies, role: Role) -> None:
    copies.circuits[role].note_failure(StorageAway("It is off."))
    assert copies.run() == 0
    assert copies.storages[copies.target].objects == {}
    assert copies.told == []


def test_2_3_a_source_that_is_damaged_is_recorded_and_never_copied(copies: Copies) -> None:
    copies.storages[copies.source].objects[SECOND] = b"secone"
    assert copies.run() == 1
    assert copies.states(SECOND) == {
        copies.source: CopyState.DAMAGED,
        copies.target: CopyState.NONE,
    }
    assert copies.storages[copies.target].objects == {FIRST: BYTES[FIRST]}
    assert copies.photo_state(1) is PhotoState.FAILED, "no storage has it whole any more"
    assert copies.told == [FIRST]


def test_2_2_a_source_that_is_missing_is_recorded(copies: Copies) -> None:
    del copies.storages[copies.source].objects[SECOND]
    assert copies.run() == 1
    assert copies.states(SECOND) == {
        copies.source: CopyState.MISSING,
        copies.target: CopyState.NONE,
    }
    assert copies.photo_state(1) is PhotoState.FAILED


def test_a_damaged_copy_is_replaced_from_the_whole_one(copies: Copies) -> None:
    copies.set_copy(FIRST, copies.target, CopyState.DAMAGED)
    copies.storages[copies.target].objects[FIRST] = b"fzzzz"
    assert copies.run() == 2
    assert copies.storages[copies.target].objects == BYTES
    assert ("remove", FIRST) in copies.storages[copies.target].asked
    assert copies.states(FIRST)[copies.target] is CopyState.STORED


def test_a_missing_copy_is_written_without_a_removal(copies: Copies) -> None:
    copies.set_copy(FIRST, copies.target, CopyState.MISSING)
    assert copies.run() == 2
    assert [method for method, _ in copies.storages[copies.target].asked] == ["put", "put"]


@pytest.mark.parametrize("state", [CopyState.MISSING, CopyState.DAMAGED])
def test_5_5_an_old_home_replaces_no_copy_but_writes_missing_ones(
    copies: Copies, state: CopyState
) -> None:
    copies.set_copy(SECOND, copies.target, state)
    with copies.ledger.transaction():
        copies.ledger.vaults.note(Note.HOME_ELSEWHERE, "another machine")
    replaced = state is CopyState.DAMAGED
    assert copies.run() == (1 if replaced else 2)
    assert copies.told == ([FIRST] if replaced else [SECOND, FIRST])
    assert all(method == "put" for method, _ in copies.storages[copies.target].asked)


@pytest.mark.parametrize("method", ["get", "put"])
def test_a_storage_that_fails_while_copying_ends_it_and_stays_half(
    copies: Copies, method: str
) -> None:
    failing = copies.source if method == "get" else copies.target
    copies.storages[failing].failing[method] = [StorageFull("It is full.")]
    assert copies.run() == 0
    assert {role: circuit.error is None for role, circuit in copies.circuits.items()} == {
        failing: False,
        OTHER[failing]: True,
    }
    assert copies.states(SECOND)[copies.target] is CopyState.NONE
    assert copies.told == []


@pytest.mark.parametrize("error", [CourierDied("It died."), StorageAway("It broke.")])
def test_an_error_about_one_object_does_not_stop_the_others(
    copies: Copies, error: StorageError
) -> None:
    copies.storages[copies.target].failing["put"] = [error]
    assert copies.run() == 1
    assert copies.told == [FIRST]
    assert copies.states(SECOND)[copies.target] is CopyState.NONE


def test_a_line_that_is_down_ends_it(copies: Copies) -> None:
    target = copies.storages[copies.target]
    target.failing["put"] = [StorageAway("It broke.")]
    target.failing["probe"] = [StorageAway("It is off.")]
    assert copies.run() == 0
    assert copies.circuits[copies.target].error is not None
