"""What stops removals: another machine, and what was seen of the own journal on each storage."""

from pathlib import Path

import pytest

from picup_desktop.attention import items
from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.sync.answers import answer
from picup_desktop.sync.home.hold import (
    HomeHeld,
    HomeHold,
    ask_for_new_computer,
    begin_joining,
    check_free,
    continued_ids,
    is_new_computer_asked,
    may_write_journal,
    note_look,
    note_machine,
    note_read,
    standing,
    standing_on,
    this_machine,
    why_nothing_is_removed,
)
from picup_desktop.sync.home.own_journal import OwnLook
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.words import Role


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "ledger.sqlite")


def test_5_6_a_home_on_another_machine_is_asked_about_once(ledger: Ledger) -> None:
    note_machine(ledger, "one", 1.0)
    note_machine(ledger, None, 2.0)
    assert standing(ledger) is None
    note_machine(ledger, "two", 3.0)
    note_machine(ledger, "two", 4.0)
    assert standing(ledger) is HomeHold.COPIED
    with pytest.raises(HomeHeld):
        check_free(ledger)
    (item,) = ledger.attention.all()
    answer(ledger, Settings(), SystemClock(), item, "only-one")
    note_machine(ledger, "two", 5.0)
    assert (standing(ledger), ledger.attention.all()) == (None, [])


def test_5_6_a_home_that_is_back_on_its_machine_goes_on(ledger: Ledger) -> None:
    for machine in ("one", "two", "one"):
        note_machine(ledger, machine, 1.0)
    assert (standing(ledger), ledger.attention.all()) == (None, [])


def test_5_6_a_program_that_only_reads_knows_what_the_next_start_will_note(ledger: Ledger) -> None:
    assert standing_on(ledger, "one") is None
    note_machine(ledger, "one", 1.0)
    assert standing_on(ledger, "one") is None
    assert standing_on(ledger, None) is None
    assert standing_on(ledger, "two") is HomeHold.COPIED
    assert standing(ledger) is None
    note_look(ledger, Role.MAIN, OwnLook(OwnView.AHEAD, "a"), 1.0)
    assert standing_on(ledger, "one") is HomeHold.OLD


@pytest.mark.parametrize("view", [OwnView.AHEAD, OwnView.FORKED])
def test_5_5_the_only_home_goes_on_with_its_albums_until_its_lists_were_read(
    ledger: Ledger, view: OwnView
) -> None:
    note_look(ledger, Role.MAIN, OwnLook(view, "journal/a/3.age"), 1.0)
    (item,) = ledger.attention.all()
    answer(ledger, Settings(), SystemClock(), item, "only-one")
    assert is_new_computer_asked(ledger)
    assert continued_ids(ledger) == frozenset()
    begin_joining(ledger, "01" * 8)
    assert continued_ids(ledger) == {"01" * 8}
    note_read(ledger, list(Role))
    assert continued_ids(ledger) == frozenset()
    # Another time the other copy may be in use.
    ask_for_new_computer(ledger)
    begin_joining(ledger, "02" * 8)
    assert continued_ids(ledger) == frozenset()


def test_5_5_each_storage_is_as_it_was_seen_last(ledger: Ledger) -> None:
    note_look(ledger, Role.MAIN, OwnLook(OwnView.AHEAD, "a"), 1.0)
    note_look(ledger, Role.BACKUP, OwnLook(OwnView.AGREED), 1.0)
    assert standing(ledger) is HomeHold.OLD
    note_look(ledger, Role.BACKUP, OwnLook(OwnView.FORKED, "b"), 1.0)
    assert standing(ledger) is HomeHold.COPIED
    note_look(ledger, Role.BACKUP, OwnLook(OwnView.AGREED), 1.0)
    assert standing(ledger) is HomeHold.OLD
    note_look(ledger, Role.MAIN, OwnLook(OwnView.AGREED), 1.0)
    assert (standing(ledger), ledger.attention.all()) == (None, [])


def test_5_6_the_machine_is_told_by_the_first_file_that_has_an_id(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert this_machine([one, two]) is None
    two.write_text("abc\n")
    told = this_machine([one, two])
    one.write_text("uninitialized\n")
    assert told is not None
    assert this_machine([one, two]) == told
    one.write_text("def\n")
    assert this_machine([one, two]) != told


def test_5_6_removals_wait_until_both_lists_were_read(ledger: Ledger) -> None:
    note_machine(ledger, "one", 1.0)
    note_machine(ledger, "two", 2.0)
    note_look(ledger, Role.MAIN, OwnLook(OwnView.AHEAD, "a"), 1.0)
    ask_for_new_computer(ledger)
    assert is_new_computer_asked(ledger)
    assert not may_write_journal(ledger)
    begin_joining(ledger, "01" * 8)
    assert not is_new_computer_asked(ledger)
    assert standing(ledger) is HomeHold.JOINING
    assert may_write_journal(ledger)
    note_read(ledger, [Role.MAIN])
    assert standing(ledger) is HomeHold.JOINING
    assert why_nothing_is_removed(ledger) is not None
    note_read(ledger, [Role.BACKUP])
    assert standing(ledger) is None
    assert why_nothing_is_removed(ledger) is None
    note_machine(ledger, "two", 3.0)
    assert standing(ledger) is None


@pytest.mark.parametrize("choice", ["delete", "keep"])
def test_5_5_an_old_home_takes_no_answer_that_removes(ledger: Ledger, choice: str) -> None:
    ledger.attention.open(
        items.album_vanished(1, "Summer", Message("30 of 40 are missing."), 30), 1.0
    )
    (item,) = ledger.attention.all()
    note_look(ledger, Role.MAIN, OwnLook(OwnView.AHEAD, "a"), 1.0)
    if choice == "keep":
        answer(ledger, Settings(), SystemClock(), item, choice)
        return
    with pytest.raises(HomeHeld):
        answer(ledger, Settings(), SystemClock(), item, choice)
    assert ledger.attention.get(item.id) is not None
