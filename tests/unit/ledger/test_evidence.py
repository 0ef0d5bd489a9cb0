"""5-1: what may be said of a storage, by when it was last seen whole."""

import pytest

from picup_desktop.ledger.evidence import (
    Evidence,
    LastSeen,
    all_seen,
    evidence_of,
    is_listing_due,
    next_listing_at,
)

DAY = 86_400.0
NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("last", "evidence"),
    [
        (LastSeen(), Evidence.NEVER),
        (LastSeen(None, NOW, NOW), Evidence.NEVER),
        (LastSeen(NOW), Evidence.SEEN),
        (LastSeen(NOW - DAY + 1), Evidence.SEEN),
        (LastSeen(NOW - DAY), Evidence.OLD),
        (LastSeen(NOW + 5 * 60), Evidence.SEEN),
        (LastSeen(NOW + 5 * 60 + 1), Evidence.OLD),
        (LastSeen(NOW - 10, doubted_at=NOW - 9), Evidence.DOUBTED),
        (LastSeen(NOW - 10, doubted_at=NOW - 10), Evidence.SEEN),
        (LastSeen(NOW - 10, doubted_at=NOW - 11), Evidence.SEEN),
        (LastSeen(NOW - 2 * DAY, doubted_at=NOW), Evidence.DOUBTED),
        # Out of reach for a while: what was seen today still counts.
        (LastSeen(NOW - 10, out_at=NOW), Evidence.SEEN),
        (LastSeen(NOW - DAY, out_at=NOW), Evidence.OLD),
        (LastSeen(0.0), Evidence.OLD),
    ],
)
def test_what_a_look_is_worth(last: LastSeen, evidence: Evidence) -> None:
    assert evidence_of(last, NOW, DAY) is evidence


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (LastSeen(), True),
        (LastSeen(NOW), False),
        (LastSeen(NOW - 0.75 * DAY + 1), False),
        (LastSeen(NOW - 0.75 * DAY), True),
        (LastSeen(NOW - 10, doubted_at=NOW - 9), True),
        (LastSeen(NOW - 10, doubted_at=NOW - 10), False),
        (LastSeen(NOW - 10, out_at=NOW - 9), True),
        (LastSeen(NOW - 10, out_at=NOW - 10), False),
        (LastSeen(NOW + 5 * 60), False),
        (LastSeen(NOW + 5 * 60 + 1), True),
    ],
)
def test_when_a_storage_is_listed(last: LastSeen, *, due: bool) -> None:
    assert is_listing_due(last, NOW, DAY) is due


def test_the_next_listing_comes_before_the_evidence_ends() -> None:
    last = LastSeen(NOW)
    assert next_listing_at(last, DAY) == NOW + 0.75 * DAY
    assert evidence_of(last, next_listing_at(last, DAY), DAY) is Evidence.SEEN
    assert next_listing_at(LastSeen(), DAY) == 0.0
    assert next_listing_at(LastSeen(NOW, doubted_at=NOW + 1), DAY) == 0.0
    assert next_listing_at(LastSeen(NOW, out_at=NOW + 1), DAY) == 0.0


def test_protected_is_said_only_where_every_storage_was_seen() -> None:
    assert all_seen([Evidence.SEEN, Evidence.SEEN])
    for other in set(Evidence) - {Evidence.SEEN}:
        assert not all_seen([Evidence.SEEN, other])
        assert not all_seen([other, Evidence.SEEN])


def test_the_words_on_the_wire_are_stable() -> None:
    assert [one.value for one in Evidence] == ["seen", "old", "doubted", "never"]
