"""What the own journal on a storage says of this home, and what is gone from it."""

from picup_desktop.ledger.journal.journal import OwnSegment
from picup_desktop.sync.home.own_journal import Signed, compare, lost_numbers
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.words import Role

BOTH = frozenset(Role)


def kept(*numbers: int, on: frozenset[Role] = BOTH) -> list[OwnSegment]:
    return [OwnSegment(n, f"h{n}", 1, None, None, on, 100 + n) for n in numbers]


def signed(number: int, *, hashed: str = "", after: str | None = None) -> Signed:
    return Signed(number, hashed or f"h{number}", after or f"h{number - 1}")


def test_the_same_segments_agree() -> None:
    assert compare(kept(1, 2, 3), [signed(3)]) == (OwnView.AGREED, 0)


def test_nothing_to_compare_agrees() -> None:
    assert compare([], []) == (OwnView.AGREED, 0)
    assert compare(kept(1, 2), []) == (OwnView.AGREED, 0)


def test_what_follows_the_newest_is_ahead() -> None:
    assert compare(kept(1, 2), [signed(2), signed(3)]) == (OwnView.AHEAD, 3)


def test_a_later_one_with_a_gap_before_it_is_ahead() -> None:
    assert compare(kept(1, 2), [signed(9)]) == (OwnView.AHEAD, 9)


def test_the_first_newer_one_tells() -> None:
    assert compare(kept(1, 2), [signed(5), signed(4)]) == (OwnView.AHEAD, 4)


def test_other_bytes_under_a_kept_number_are_a_fork() -> None:
    assert compare(kept(1, 2), [signed(2, hashed="other")]) == (OwnView.FORKED, 2)


def test_a_fork_weighs_more_than_what_is_newer() -> None:
    seen = [signed(2, hashed="other"), signed(3, after="other")]
    assert compare(kept(1, 2), seen) == (OwnView.FORKED, 2)


def test_what_follows_another_one_is_a_fork() -> None:
    assert compare(kept(1, 2), [signed(3, after="other")]) == (OwnView.FORKED, 3)
    assert compare(kept(999, 1000), [signed(1001, after="other")]) == (OwnView.FORKED, 1001)
    more = [signed(3, after="other"), signed(4, after="more")]
    assert compare(kept(1, 2), more) == (OwnView.FORKED, 3)


def test_a_number_that_was_tidied_away_here_says_nothing() -> None:
    assert compare(kept(5, 6), [signed(2, hashed="other")]) == (OwnView.AGREED, 0)


def test_an_empty_ledger_is_behind_whatever_stands_there() -> None:
    assert compare([], [Signed(1, "h1", None)]) == (OwnView.AHEAD, 1)


def test_what_was_sent_and_is_not_there_is_lost() -> None:
    assert lost_numbers(kept(1, 2, 3), 0, Role.MAIN, {1: 101, 3: 103}) == [2]


def test_what_has_another_size_is_lost() -> None:
    assert lost_numbers(kept(1, 2), 0, Role.MAIN, {1: 101, 2: 0}) == [2]


def test_what_was_never_sent_or_is_not_needed_is_not_lost() -> None:
    there = kept(1, 2, on=frozenset({Role.BACKUP}))
    assert lost_numbers(there, 0, Role.MAIN, {}) == []
    assert lost_numbers(there, 0, Role.BACKUP, {}) == [1, 2]
    assert lost_numbers(there, 2, Role.BACKUP, {}) == [2]


def test_a_fork_is_seen_whichever_hash_is_greater() -> None:
    for other in ("a", "z"):
        assert compare(kept(1, 2), [signed(2, hashed=other)]) == (OwnView.FORKED, 2)
        assert compare(kept(1, 2), [signed(3, after=other)]) == (OwnView.FORKED, 3)


def test_the_first_newer_segment_tells_a_fork_from_what_is_newer() -> None:
    assert compare(kept(1, 2, 3), [signed(4, after="other")]) == (OwnView.FORKED, 4)
    assert compare(kept(1, 2), [signed(3), signed(4, after="x")]) == (OwnView.AHEAD, 3)
