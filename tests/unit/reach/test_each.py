"""One step on every storage at once: what one does not do keeps no other from its own."""

import random
import threading
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageAway, StorageFull
from picup_desktop.sync.reach.workers import THREADS, failed, on_each
from picup_desktop.words import Role
from tests.simulation.crew import SeededCrew
from tests.unit.storages.in_memory import MemoryStorage

LONGEST_SECONDS = 30.0
AWAY, FULL = StorageAway("It is off."), StorageFull("It is full.")


def _storages() -> dict[Role, Storage]:
    return {role: MemoryStorage() for role in Role}


def test_both_are_at_it_at_the_same_time_and_each_gives_its_own_result() -> None:
    together = threading.Barrier(len(Role))

    def act(role: Role, storage: Storage) -> tuple[Role, Storage]:
        together.wait(LONGEST_SECONDS)
        return role, storage

    storages = _storages()
    assert on_each(storages, act) == {role: (role, storages[role]) for role in Role}


def test_the_results_are_in_the_order_of_the_storages_whoever_ends_first() -> None:
    backup_ended = threading.Event()

    def act(role: Role, _storage: Storage) -> None:
        if role is Role.BACKUP:
            backup_ended.set()
        else:
            assert backup_ended.wait(LONGEST_SECONDS)

    assert list(on_each(_storages(), act)) == [Role.MAIN, Role.BACKUP]


@pytest.mark.parametrize("fails", Role)
def test_the_error_of_a_storage_is_its_result_and_the_other_has_done_its_step(fails: Role) -> None:
    def act(role: Role, _storage: Storage) -> str:
        if role is fails:
            raise AWAY
        return "done"

    ended = on_each(_storages(), act)
    assert ended == {fails: AWAY, fails.other: "done"}
    assert failed(ended) == {fails: AWAY}


def test_each_of_two_failing_storages_has_its_own_error() -> None:
    def act(role: Role, _storage: Storage) -> None:
        raise AWAY if role is Role.MAIN else FULL

    assert failed(on_each(_storages(), act)) == {Role.MAIN: AWAY, Role.BACKUP: FULL}


@pytest.mark.parametrize("breaks", Role)
def test_an_error_of_this_program_is_raised_once_the_other_storage_has_done_its_step(
    breaks: Role,
) -> None:
    broke, done = threading.Event(), []

    def act(role: Role, _storage: Storage) -> None:
        if role is breaks:
            broke.set()
            raise ZeroDivisionError
        assert broke.wait(LONGEST_SECONDS)
        done.append(role)

    with pytest.raises(ZeroDivisionError):
        on_each(_storages(), act)
    assert done == [breaks.other]


def test_of_two_errors_of_this_program_that_of_the_first_storage_is_raised() -> None:
    backup_broke = threading.Event()

    def act(role: Role, _storage: Storage) -> None:
        if role is Role.BACKUP:
            backup_broke.set()
            raise KeyError
        assert backup_broke.wait(LONGEST_SECONDS)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        on_each(_storages(), act)


def test_no_storage_is_no_step() -> None:
    assert on_each({}, lambda _role, _storage: 1) == {}


def test_what_is_recorded_waits_for_the_transaction_of_the_other_however_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.ledger.schema.database.BUSY_SECONDS", 0.01)
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    inside, about_to = threading.Event(), threading.Event()

    def act(role: Role, _storage: Storage) -> None:
        if role is Role.MAIN:
            with ledger.transaction():
                inside.set()
                assert about_to.wait(LONGEST_SECONDS)
                # Longer than a connection that was not told to wait would.
                threading.Event().wait(0.3)
                ledger.vaults.note(NoteAbout.KEYS_PUBLISHED.of(role), "main's")
            return
        assert inside.wait(LONGEST_SECONDS)
        about_to.set()
        ledger.vaults.note(NoteAbout.KEYS_PUBLISHED.of(role), "backup's")

    try:
        assert failed(on_each(_storages(), act, ledger=ledger)) == {}
        noted = {role: ledger.vaults.noted(NoteAbout.KEYS_PUBLISHED.of(role)) for role in Role}
        assert noted == {Role.MAIN: "main's", Role.BACKUP: "backup's"}
    finally:
        ledger.close()


def test_each_thread_closes_its_connection_and_leaves_the_callers_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    closed: list[int] = []
    close_thread = ledger.database.close_thread

    def noted_close() -> None:
        closed.append(threading.get_ident())
        close_thread()

    monkeypatch.setattr(ledger.database, "close_thread", noted_close)
    at_work: set[int] = set()

    def act(role: Role, _storage: Storage) -> None:
        at_work.add(threading.get_ident())
        ledger.vaults.noted(NoteAbout.KEYS_PUBLISHED.of(role))
        if role is Role.BACKUP:
            raise AWAY

    together = threading.Barrier(len(Role))

    def both(role: Role, storage: Storage) -> None:
        together.wait(LONGEST_SECONDS)
        act(role, storage)

    try:
        on_each(_storages(), both, ledger=ledger)
        assert len(at_work) == len(Role)
        assert sorted(closed) == sorted(at_work)
        assert threading.get_ident() not in at_work
    finally:
        ledger.close()


def test_a_crew_of_one_thread_keeps_the_connection_that_the_pass_has(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    try:
        with ledger.transaction():

            def act(role: Role, _storage: Storage) -> None:
                ledger.vaults.note(NoteAbout.KEYS_PUBLISHED.of(role), "seen")

            on_each(_storages(), act, SeededCrew(random.Random(1)), ledger=ledger)
        assert ledger.vaults.noted(NoteAbout.KEYS_PUBLISHED.of(Role.BACKUP)) == "seen"
    finally:
        ledger.close()


def test_the_threads_have_ended_with_the_step() -> None:
    threads: list[threading.Thread] = []
    on_each(
        _storages(), lambda _role, _storage: threads.append(threading.current_thread()), THREADS
    )
    assert threads
    assert not any(thread.is_alive() for thread in threads)
