"""What is remembered of passes that break off, and when that is over (DISASTERS 5-7)."""

from pathlib import Path

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.sync.pass_fault import (
    PassFault,
    broke,
    is_over,
    note_break,
    note_through,
    standing,
)
from picup_desktop.sync.rescan.broken_files import broken_among

LOG = Path("/home/anna/log/picup.log")


@pytest.fixture
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("home") / "ledger.sqlite")


def test_the_second_break_in_a_row_is_told_until_a_pass_goes_through(ledger: Ledger) -> None:
    note_break(ledger, PicupError("One."), None, 100.0, LOG)
    assert not ledger.attention.all()
    note_break(ledger, PicupError("Two."), None, 200.0, LOG)
    (item,) = ledger.attention.all()
    assert item.cause is Cause.PASS_BROKEN
    assert item.details["times"] == 2
    assert "Two." in item.text
    assert str(LOG) in item.text
    assert "this program" not in in_english(Message(item.cause.row.title)) + item.text
    note_through(ledger, None)
    assert not ledger.attention.all()


def test_5_7_only_an_unexpected_error_is_called_a_fault_of_this_program(ledger: Ledger) -> None:
    for _ in range(2):
        note_break(ledger, broke(ZeroDivisionError("by zero")), None, 100.0, LOG)
    (item,) = ledger.attention.all()
    assert "fault of this program" in item.text
    for _ in range(2):
        note_break(ledger, PicupError("The disk is full."), None, 200.0, LOG)
    (item,) = ledger.attention.all()
    assert "The disk is full." in item.text
    assert "this program" not in item.text


def test_the_first_break_says_since_when_and_the_last_says_why(ledger: Ledger) -> None:
    assert standing(ledger) is None
    note_break(ledger, PicupError("One."), None, 100.0, LOG)
    note_break(ledger, PicupError("Two."), frozenset({7, 3}), 200.0, LOG)
    assert standing(ledger) == PassFault(2, 100.0, Message("Two."), (3, 7))
    note_through(ledger, None)
    assert standing(ledger) is None
    note_break(ledger, PicupError("Three."), None, 300.0, LOG)
    assert standing(ledger) == PassFault(1, 300.0, Message("Three."), None)


@pytest.mark.parametrize(
    ("broken", "went_through", "over"),
    [
        (None, None, True),
        (None, frozenset({1, 2}), False),
        ((1,), None, True),
        ((1,), frozenset({1, 2}), True),
        ((1, 3), frozenset({1, 2}), False),
        ((), frozenset(), True),
    ],
)
def test_only_a_pass_over_the_same_albums_ends_it(
    broken: tuple[int, ...] | None, went_through: frozenset[int] | None, over: bool
) -> None:
    assert is_over(PassFault(2, 0.0, Message(""), broken), went_through) is over


def test_a_fault_is_told_on_one_line_without_escape_sequences() -> None:
    sentence = broke(ValueError("\x1b[2Ja name\nof two lines")).sentence
    assert sentence.isprintable()
    assert "ValueError" in sentence


@pytest.mark.parametrize("broken", [[], [0], [6], [2, 3], [0, 1, 2, 3, 4, 5, 6]])
def test_the_broken_ones_are_found(broken: list[int]) -> None:
    found = broken_among(range(7), lambda some: any(one in broken for one in some))
    assert found == broken


def test_of_a_hundred_thousand_one_is_found_with_few_tries() -> None:
    tries = 0

    def breaks(some: range) -> bool:
        nonlocal tries
        tries += 1
        return 77_777 in some

    assert broken_among(range(100_000), breaks) == [77_777]  # type: ignore[arg-type]
    assert tries < 40
