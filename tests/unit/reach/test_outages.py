"""When a storage that is out is asked again: after 5 s, doubling up to 5 minutes (1-3c)."""

import pytest

from picup_desktop.storage.errors import LoginRefused, OutdatedSsh, StorageAway
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.sync.reach.outages import (
    FIRST_WAIT_SECONDS,
    FLAPPING_SECONDS,
    LONGEST_WAIT_SECONDS,
    REFUSED_WAIT_SECONDS,
    Outages,
)
from picup_desktop.words import Role, StorageState

OUT = {Role.MAIN: Contact(StorageState.AWAY, StorageAway("It is off."))}
BACK = {Role.MAIN: Contact(StorageState.ONLINE, None)}


def test_the_waits_of_a_storage_that_stays_out() -> None:
    outages, at, waits = Outages(), 100.0, []
    for _ in range(9):
        outages.note(OUT, at)
        again_at = outages.again_at(Role.MAIN)
        assert again_at is not None
        waits.append(again_at - at)
        at = again_at
    assert waits == [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]


def test_a_storage_that_is_out_is_left_alone_until_its_time() -> None:
    outages = Outages()
    outages.note(OUT, 100.0)
    assert set(outages.out(104.9)) == {Role.MAIN}
    assert outages.out(105.0) == {}
    assert outages.any
    assert outages.next_at() == 105.0


def test_nothing_is_out_at_first() -> None:
    outages = Outages()
    assert not outages.any
    assert outages.next_at() is None
    assert outages.again_at(Role.MAIN) is None
    assert outages.note(BACK, 100.0) == frozenset()


def test_a_storage_that_answers_again_is_back_once() -> None:
    outages = Outages()
    outages.note(OUT, 100.0)
    assert outages.note(BACK, 110.0) == {Role.MAIN}
    assert outages.note(BACK, 111.0) == frozenset()
    assert not outages.any
    assert outages.again_at(Role.MAIN) is None


@pytest.mark.parametrize(
    ("seconds_after_return", "wait_seconds"),
    [(FLAPPING_SECONDS - 1, 20.0), (FLAPPING_SECONDS, 5.0)],
)
def test_a_storage_that_comes_and_goes_keeps_its_long_waits(
    seconds_after_return: float, wait_seconds: float
) -> None:
    outages = Outages()
    outages.note(OUT, 0.0)
    outages.note(OUT, 5.0)
    outages.note(BACK, 20.0)
    gone_at = 20.0 + seconds_after_return
    outages.note(OUT, gone_at)
    assert outages.again_at(Role.MAIN) == gone_at + wait_seconds


def test_asking_now_forgets_the_waits() -> None:
    outages = Outages()
    for at in (0.0, 5.0, 15.0):
        outages.note(OUT, at)
    outages.ask_now(16.0, by_person=False)
    assert outages.out(16.0) == {}
    outages.note(OUT, 16.0)
    assert outages.again_at(Role.MAIN) == 21.0


REFUSED = {Role.MAIN: Contact(StorageState.REFUSED, LoginRefused("no"))}
OUTDATED = {Role.MAIN: Contact(StorageState.REFUSED, OutdatedSsh("old"))}


@pytest.mark.parametrize("refused", [REFUSED, OUTDATED])
def test_a_refused_login_is_tried_once_an_hour(refused: dict[Role, Contact]) -> None:
    outages, at = Outages(), 100.0
    for _ in range(3):
        outages.note(refused, at)
        assert outages.again_at(Role.MAIN) == at + REFUSED_WAIT_SECONDS
        at += REFUSED_WAIT_SECONDS


def test_a_key_file_that_is_missing_is_looked_for_soon() -> None:
    outages = Outages()
    missing = LoginRefused("no-key-file", path="on a stick")
    outages.note({Role.MAIN: Contact(StorageState.REFUSED, missing)}, 100.0)
    assert outages.again_at(Role.MAIN) == 100.0 + FIRST_WAIT_SECONDS


def test_a_refused_login_is_tried_at_once_for_a_person_and_not_after_a_sleep() -> None:
    outages = Outages()
    outages.note(REFUSED, 100.0)
    outages.ask_now(200.0, by_person=False)
    assert set(outages.out(200.0)) == {Role.MAIN}
    outages.ask_now(200.0, by_person=True)
    assert outages.out(200.0) == {}


def test_each_storage_waits_for_itself() -> None:
    outages = Outages()
    outages.note(OUT, 0.0)
    outages.note({Role.BACKUP: OUT[Role.MAIN]}, 3.0)
    assert outages.next_at() == 5.0
    assert set(outages.out(6.0)) == {Role.BACKUP}


def test_the_numbers_are_those_of_the_docs() -> None:
    assert (FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, FLAPPING_SECONDS) == (5.0, 300.0, 900.0)
    assert REFUSED_WAIT_SECONDS == 3600.0


@pytest.mark.parametrize("later", [FLAPPING_SECONDS, FLAPPING_SECONDS + 1, 10 * FLAPPING_SECONDS])
def test_a_storage_that_held_for_a_while_begins_anew(later: float) -> None:
    outages = Outages()
    outages.note(OUT, 0.0)
    outages.note(OUT, 5.0)
    outages.note(BACK, 15.0)
    outages.note(OUT, 15.0 + later)
    assert outages.again_at(Role.MAIN) == 15.0 + later + FIRST_WAIT_SECONDS


def test_the_error_of_the_contact_is_kept() -> None:
    outages = Outages()
    outages.note(OUT, 0.0)
    assert outages.out(1.0) == {Role.MAIN: OUT[Role.MAIN].error}


def test_a_contact_without_an_error_is_an_outage_too() -> None:
    outages = Outages()
    outages.note({Role.MAIN: Contact(StorageState.AWAY, None)}, 0.0)
    assert outages.out(1.0)[Role.MAIN].sentence == "It is away."
