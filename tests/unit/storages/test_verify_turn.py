"""Which copies a run reads, in which order, and about which it asks the storage."""

from array import array
from collections.abc import Callable
from typing import Any, cast

import pytest

from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.errors import StorageDenied
from picup_desktop.sync.verify.by_list import ByList
from picup_desktop.sync.verify.plan import looked_at
from picup_desktop.sync.verify.turn import Choosing, Scope, Turn
from picup_desktop.words import CopyState, Role

NOW = 1_700_000_000.0
STORED, MISSING, DAMAGED = CopyState.STORED, CopyState.MISSING, CopyState.DAMAGED


class Ledgered:
    """What the ledger says of some copies, in its two orders."""

    def __init__(self, *copies: CopyToCheck) -> None:
        self.copies = copies

    def for_each(
        self,
        role: Role,
        now: float,
        take: Callable[[CopyToCheck], None],
        *,
        asking_counts: bool = False,
    ) -> None:
        assert (role, now) == (Role.MAIN, NOW)

        def order(copy: CopyToCheck) -> tuple[float, int]:
            at = looked_at(copy) if asking_counts else copy.verified_at
            return at or 0.0, copy.object_id

        for copy in sorted(self.copies, key=order):
            take(copy)


def copy(
    number: int,
    read_days: float | None = 50.0,
    state: CopyState = STORED,
    asked_days: float | None = None,
    size: int = 10,
) -> CopyToCheck:
    times = [None if days is None else NOW - days * DAY_SECONDS for days in (read_days, asked_days)]
    return CopyToCheck(number, f"objects/aa/{number}", size, "", state, *times)


def scope(
    *,
    all_read: bool = False,
    all_asked: bool = False,
    only_doubtful: bool = False,
    days: int = 90,
    since_days: float | None = None,
) -> Scope:
    last = None if since_days is None else NOW - since_days * DAY_SECONDS
    return Scope(all_read, all_asked, only_doubtful, days, last)


def chosen(copies: list[CopyToCheck], scope: Scope, found: ByList | None = None) -> Turn:
    whole_bytes = sum(copy.sealed_bytes for copy in copies)
    found = found or ByList(whole_bytes)
    return Choosing(cast(Any, Ledgered(*copies)), Role.MAIN, scope, found, NOW).run()


def test_all_is_read_the_one_unread_for_longest_first() -> None:
    copies = [copy(1, 3.0), copy(2, None), copy(3, 80.0, DAMAGED), copy(4, 0.1, size=7)]
    found = ByList(37, doubtful={3})
    turn = chosen(copies, scope(all_read=True, all_asked=True), found)
    assert (list(turn.due), turn.due_bytes, list(turn.to_ask)) == ([2, 3, 1, 4], 37, [])


def test_a_share_begins_with_what_is_not_known_to_be_whole() -> None:
    copies = [copy(n, 80.0 - n) for n in range(90)]
    doubtful = copy(200, 0.5, MISSING)
    # One that is missing or damaged by the list is not read, whatever the ledger said before.
    bad = copy(201, 95.0, MISSING)
    found = ByList(910, doubtful={200})
    turn = chosen([*copies, doubtful, bad], scope(since_days=2.0), found)
    assert (list(turn.due), turn.due_bytes) == ([200, 0, 1, 2], 40)
    assert list(turn.to_ask) == []
    only = chosen([*copies, doubtful, bad], scope(only_doubtful=True), found)
    assert (list(only.due), only.due_bytes, list(only.to_ask)) == ([200], 10, [])


@pytest.mark.parametrize("all_read", [True, False])
def test_nothing_is_read_in_a_folder_that_could_not_be_listed(*, all_read: bool) -> None:
    found = ByList(20, unlisted={"objects/aa": StorageDenied("bad")})
    there = CopyToCheck(3, "objects/ab/3", 10, "", STORED, NOW - 100 * DAY_SECONDS)
    copies = [copy(1, 100.0), copy(2, None), there]
    turn = chosen(copies, scope(all_read=all_read), found)
    assert (list(turn.due), turn.due_bytes) == ([3], 10)
    asked = chosen([*copies, copy(4)], scope(all_asked=True), found)
    assert (list(asked.due), list(asked.to_ask)) == ([3], [])


def test_a_store_is_asked_about_a_share_of_what_is_not_read() -> None:
    others = [copy(n, 300.0, asked_days=50.0 + n / 100, size=12) for n in range(2, 92)]
    copies = [copy(1, 500.0, size=12), *others]
    turn = chosen(copies, scope(days=720, since_days=3.0))
    # Three days' part of 720 is read, and the oldest word of the others is asked for.
    assert (list(turn.due), list(turn.to_ask)) == ([1], [91, 90, 89])
    # Where all is read in 90 days, nobody is asked.
    assert list(chosen(copies, scope(days=90, since_days=1.0)).to_ask) == []
    assert list(chosen(copies, scope(days=720, only_doubtful=True)).to_ask) == []


def test_with_checksums_a_store_is_asked_about_all_that_is_not_its_turn() -> None:
    copies = [copy(1, 500.0), copy(2, 0.1), copy(3, None, asked_days=0.1), copy(4, 3.0, MISSING)]
    turn = chosen(copies, scope(all_asked=True, days=90), ByList(30))
    assert isinstance(turn.to_ask, array)
    assert (list(turn.due), list(turn.to_ask)) == ([3, 1], [2])
    later = chosen(copies, scope(all_asked=True, days=720), ByList(30))
    assert (list(later.due), list(later.to_ask)) == ([3], [1, 2])
