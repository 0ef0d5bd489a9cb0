"""A full storage is recorded as full until what it refused fits (1-7)."""

import pytest

from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Probe
from picup_desktop.storage.errors import StorageAway
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.sync.reach.full import as_recorded
from picup_desktop.words import Role, StorageState

ANSWERS = Contact(StorageState.ONLINE, probe=Probe(0.1, 1_000, None))
REASON = "The disk is full. Make room on it."


def recorded(state: StorageState) -> StorageRecord:
    return StorageRecord(
        Role.BACKUP, "file:///b", None, None, state, Message(REASON), 1.0, 1.0, 1_000, 0.1
    )


def test_1_7_a_probe_alone_does_not_end_that_a_storage_is_full() -> None:
    contact = as_recorded(recorded(StorageState.FULL), ANSWERS, has_room=False, waits=True)

    assert contact.state is StorageState.FULL
    assert contact.error is not None
    assert contact.error.sentence == REASON
    assert contact.probe is ANSWERS.probe


@pytest.mark.parametrize(("has_room", "waits"), [(True, True), (True, False), (False, False)])
def test_1_7_it_ends_when_what_was_refused_fits_or_nothing_waits(
    *, has_room: bool, waits: bool
) -> None:
    assert (
        as_recorded(recorded(StorageState.FULL), ANSWERS, has_room=has_room, waits=waits) is ANSWERS
    )


@pytest.mark.parametrize("state", [StorageState.ONLINE, StorageState.AWAY, StorageState.REFUSED])
def test_other_states_follow_what_the_storage_tells(state: StorageState) -> None:
    assert as_recorded(recorded(state), ANSWERS, has_room=False, waits=True) is ANSWERS


def test_a_full_storage_that_goes_away_is_away() -> None:
    gone = Contact(StorageState.AWAY, StorageAway("It is away."))

    assert as_recorded(recorded(StorageState.FULL), gone, has_room=False, waits=True) is gone
