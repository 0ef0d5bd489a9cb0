"""A box that refuses the login is asked four times within ten minutes at most."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import LoginRefused, StorageAway, StorageError
from picup_desktop.sync.reach.refusals import (
    MOST_REFUSALS,
    WITHIN_SECONDS,
    held_back,
    note_login,
    recent,
)
from picup_desktop.words import Role, StorageState

NOW = 10_000.0
REFUSED = LoginRefused("login-password-refused")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    with opened.transaction():
        for role in Role:
            opened.storages.record(
                StorageRecord(
                    role,
                    "sftp://nas@nas/photos",
                    None,
                    None,
                    StorageState.REFUSED,
                    REFUSED.message,
                    NOW,
                    NOW,
                    None,
                    None,
                )
            )
    yield opened
    opened.close()


def note(ledger: Ledger, error: StorageError | None, *times: float) -> None:
    with ledger.transaction():
        for at in times:
            note_login(ledger, Role.MAIN, error, at)


def held_at(ledger: Ledger, role: Role, now: float) -> LoginRefused | None:
    return held_back(ledger, (role,), now).get(role)


@pytest.mark.parametrize(
    ("times", "still"),
    [
        ((), ()),
        ((NOW - WITHIN_SECONDS,), ()),
        ((NOW - WITHIN_SECONDS + 1, NOW), (NOW - WITHIN_SECONDS + 1, NOW)),
        # The clock was wrong, and is set back.
        ((NOW + 1,), ()),
        ((NOW - 5, NOW - 4, NOW - 3, NOW - 2, NOW - 1), (NOW - 4, NOW - 3, NOW - 2, NOW - 1)),
    ],
)
def test_which_refusals_still_count(times: tuple[float, ...], still: tuple[float, ...]) -> None:
    assert recent(times, NOW) == still


def test_after_four_within_ten_minutes_nothing_is_tried(ledger: Ledger) -> None:
    note(ledger, REFUSED, NOW, NOW + 1, NOW + 2)
    assert held_at(ledger, Role.MAIN, NOW + 2) is None
    note(ledger, REFUSED, NOW + 3)
    held = held_at(ledger, Role.MAIN, NOW + 3)
    assert held is not None
    assert "the password was refused It refused 4 logins within 10 minutes." in held.sentence
    assert held_at(ledger, Role.BACKUP, NOW + 3) is None
    assert held_at(ledger, Role.MAIN, NOW + WITHIN_SECONDS - 1) is not None
    assert held_at(ledger, Role.MAIN, NOW + WITHIN_SECONDS) is None


def test_a_key_file_that_is_missing_counts_for_nothing(ledger: Ledger) -> None:
    note(ledger, LoginRefused("no-key-file", path="on a stick"), *range(2 * MOST_REFUSALS))
    assert held_at(ledger, Role.MAIN, MOST_REFUSALS) is None


def test_being_held_back_counts_for_nothing_and_is_told_once(ledger: Ledger) -> None:
    note(ledger, REFUSED, *range(MOST_REFUSALS))
    held = held_at(ledger, Role.MAIN, MOST_REFUSALS)
    assert held is not None
    note(ledger, held, *range(MOST_REFUSALS, 2 * MOST_REFUSALS))
    with ledger.transaction():
        ledger.storages.note_contact(Role.MAIN, StorageState.REFUSED, held.message, 9.0)
    again = held_at(ledger, Role.MAIN, 9.0)
    assert again is not None
    assert again.message == held.message
    assert isinstance(again.message.values["reason"], Message)
    assert held_at(ledger, Role.MAIN, WITHIN_SECONDS) is None


def test_a_login_that_is_accepted_ends_the_count_and_a_dead_line_does_not(ledger: Ledger) -> None:
    note(ledger, REFUSED, *range(MOST_REFUSALS))
    note(ledger, StorageAway("storage-is-away"), MOST_REFUSALS)
    assert held_at(ledger, Role.MAIN, MOST_REFUSALS) is not None
    note(ledger, None, MOST_REFUSALS)
    assert held_at(ledger, Role.MAIN, MOST_REFUSALS) is None
