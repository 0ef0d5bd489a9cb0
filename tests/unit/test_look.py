"""5-1: listing a storage within bounds, and what a listing says about the copies."""

from collections.abc import Iterator
from typing import Any, cast

import pytest

from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.storage.errors import StorageAway, StorageStalled
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.workers import THREADS
from picup_desktop.sync.seen.listing import LONGEST_SECONDS, listed_sizes
from picup_desktop.sync.seen.look import Compared, Listing, compared, state_by_size
from picup_desktop.words import CopyState, Role

STORED, MISSING, DAMAGED = CopyState.STORED, CopyState.MISSING, CopyState.DAMAGED


def copy(number: int, state: CopyState = STORED, size: int = 10) -> CopyToCheck:
    return CopyToCheck(number, f"objects/aa/{number}", size, "", state, None)


def listing(*asked: CopyToCheck, sizes: dict[int, int]) -> Listing:
    known = frozenset((one.object_id, one.state) for one in asked)
    return Listing(Role.MAIN, 0.0, known, {f"objects/aa/{n}": size for n, size in sizes.items()})


def test_what_is_missing_cut_or_back() -> None:
    copies = [
        *(copy(1), copy(2), copy(3)),
        *(copy(4, MISSING), copy(5, MISSING), copy(6, DAMAGED), copy(7, DAMAGED)),
    ]
    there = {1: 10, 3: 9, 5: 10, 6: 10}
    assert compared(copies, listing(*copies, sizes=there)) == Compared(
        # 2, 3, 4 and 7; the bytes of 6 stay bad, whatever its size is.
        lacking=4,
        changes=[(2, STORED, MISSING), (3, STORED, DAMAGED), (5, MISSING, STORED)],
    )


def test_what_changed_since_the_listing_began_is_left_out() -> None:
    before = copy(1, MISSING)
    now = [copy(1, STORED), copy(2)]
    assert compared(now, listing(before, sizes={})) == Compared(0, [])


def test_the_state_by_size() -> None:
    assert state_by_size(None, 5) is MISSING
    assert state_by_size(5, 5) is STORED
    assert state_by_size(4, 5) is DAMAGED


class Shelf:
    """Lists what it is given, and more in every folder."""

    def __init__(self, files: dict[str, int]) -> None:
        self.files = files
        self.asked: list[str] = []

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        self.asked.append(prefix)
        yield ObjectInfo(f"{prefix}/stranger", 1, 0.0)
        for name, size in self.files.items():
            if name.startswith(f"{prefix}/"):
                yield ObjectInfo(name, size, 0.0)


class Steady:
    def __init__(self, step: float = 0.0) -> None:
        self.at, self.step = 0.0, step

    def monotonic(self) -> float:
        self.at += self.step
        return self.at


def sizes_on(
    shelf: Shelf, names: list[str], clock: Steady | None = None, stop: Any = lambda: None
) -> dict[str, int]:
    return listed_sizes(
        cast(Any, shelf),
        names,
        connections=1,
        crew=THREADS,
        clock=cast(Any, clock or Steady()),
        check_stopped=stop,
    )


def test_only_folders_that_the_ledger_names_are_listed_and_only_its_names_kept() -> None:
    shelf = Shelf({"objects/aa/1": 5, "objects/bb/2": 6, "objects/cc/3": 7})
    found = sizes_on(shelf, ["objects/bb/2", "objects/aa/1", "objects/aa/9"])
    assert found == {"objects/aa/1": 5, "objects/bb/2": 6}
    assert sorted(shelf.asked) == ["objects/aa", "objects/bb"]
    assert sizes_on(shelf, []) == {}


def test_a_listing_is_stopped_between_two_folders() -> None:
    shelf = Shelf({})

    def stop() -> None:
        if shelf.asked:
            raise PassStopped

    with pytest.raises(PassStopped):
        sizes_on(shelf, [f"objects/{n:02x}/x" for n in range(256)], stop=stop)
    assert len(shelf.asked) == 1


def test_6_2_a_listing_without_an_end_is_given_up() -> None:
    slow = Steady(step=LONGEST_SECONDS / 10)
    shelf = Shelf({})
    with pytest.raises(StorageStalled):
        sizes_on(shelf, [f"objects/{n:02x}/x" for n in range(256)], slow)
    assert len(shelf.asked) < 12


def test_after_a_failure_nobody_asks_for_the_rest() -> None:
    class Away(Shelf):
        def list(self, prefix: str) -> Iterator[ObjectInfo]:
            self.asked.append(prefix)
            raise StorageAway("away")

    shelf = Away({})
    with pytest.raises(StorageAway):
        sizes_on(shelf, [f"objects/{n:02x}/x" for n in range(256)])
    assert len(shelf.asked) < 256
