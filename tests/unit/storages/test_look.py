"""5-1: listing a storage within bounds, and what a listing says about the copies."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any, cast

import pytest

from picup_desktop.ledger.photos.checks import CopyToCheck, NeededCopy
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.storage.errors import (
    StorageAway,
    StorageDenied,
    StorageError,
    StorageImpossible,
    StorageNonsense,
    StorageStalled,
)
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.workers import THREADS
from picup_desktop.sync.seen import listing as bounds
from picup_desktop.sync.seen.listing import (
    ALL_FOLDERS,
    ASKED_AHEAD,
    FEW_FOLDERS,
    LONGEST_SECONDS,
    MOST_OTHERS,
    Listed,
    Part,
    all_objects,
    joined,
    listed_in_parts,
    sorted_out,
)
from picup_desktop.sync.seen.look import (
    Compared,
    Doubt,
    Listing,
    compared,
    doubts,
    state_by_size,
)
from picup_desktop.words import CopyState, Role
from tests.unit.storages.in_memory import MemoryStorage

STORED, MISSING, DAMAGED = CopyState.STORED, CopyState.MISSING, CopyState.DAMAGED


def copy(number: int, state: CopyState = STORED, size: int = 10) -> CopyToCheck:
    return CopyToCheck(number, f"objects/aa/{number}", size, "", state, None)


def listing(*asked: CopyToCheck, sizes: dict[int, int]) -> Listing:
    there = {f"objects/aa/{n}": size for n, size in sizes.items()}
    needed = [NeededCopy(one.object_id, one.name, one.sealed_bytes, one.state) for one in asked]
    return Listing(Role.MAIN, 0.0, doubts(needed, there))


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
    third = copy(3)
    seen = listing(before, third, sizes={})
    assert compared([*now, third], seen) == Compared(1, [(3, STORED, MISSING)])
    assert not seen.more


def test_the_state_by_size() -> None:
    assert state_by_size(None, 5) is MISSING
    assert state_by_size(5, 5) is STORED
    assert state_by_size(4, 5) is DAMAGED
    assert state_by_size(6, 5) is DAMAGED
    assert state_by_size(int("1000"), 1000) is STORED


class Shelf:
    """Lists the files below a folder, in as many folders as are asked for."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.asked: list[str] = []

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        (prefix,) = folders
        self.asked.append(prefix)
        for name in self.names:
            if name.startswith(f"{prefix}/"):
                yield ObjectInfo(name, len(name), 0.0)


class Steady:
    def __init__(self, step: float = 0.0) -> None:
        self.at, self.step = 0.0, step

    def monotonic(self) -> float:
        self.at += self.step
        return self.at


def listed_on(
    shelf: Shelf, names: Sequence[str], clock: Steady | None = None, stop: Any = lambda: None
) -> Listed:
    """As a look lists, which a folder that can't be listed ends."""
    parts = parts_on(shelf, names, clock=clock, stop=stop)
    for part in parts:
        if part.error is not None:
            raise part.error
    needed = {copy for part in parts for copy in part.needed}
    assert needed == {copy for copies in by_folder(names).values() for copy in copies}
    return joined(part.listed for part in parts)


def parts_on(
    shelf: Shelf,
    names: Sequence[str],
    *,
    walk: bool | None = None,
    clock: Steady | None = None,
    stop: Any = lambda: None,
) -> list[Part]:
    needed = by_folder(names)
    parts = list(
        listed_in_parts(
            cast(Any, shelf),
            needed,
            needed.__getitem__,
            walk=len(needed) <= FEW_FOLDERS if walk is None else walk,
            connections=1,
            crew=THREADS,
            clock=cast(Any, clock or Steady()),
            check_stopped=stop,
        )
    )
    assert sorted(folder for part in parts for folder in part.folders) == sorted(needed)
    return parts


def by_folder(names: Sequence[str]) -> dict[str, list[NeededCopy]]:
    found: dict[str, list[NeededCopy]] = {}
    for number, name in enumerate(names):
        found.setdefault(name.rpartition("/")[0], []).append(NeededCopy(number, name, 1, STORED))
    return found


def others_in(listed: Listed) -> list[str]:
    return [info.name for info in listed.others]


MANY = [f"objects/{n:02x}/needed" for n in range(FEW_FOLDERS + 1)]
STRANGERS = ["objects/00/strange", "objects/ff/strange"]


def test_what_a_listing_may_take_up() -> None:
    assert (LONGEST_SECONDS, FEW_FOLDERS, MOST_OTHERS) == (1800.0, 32, 200_000)
    assert len(ALL_FOLDERS) == 256
    assert {"objects/00", "objects/ff"} <= ALL_FOLDERS


def test_few_folders_are_walked_at_once() -> None:
    needed = MANY[:FEW_FOLDERS]
    shelf = Shelf(*needed, *STRANGERS, "objects/other")
    listed = listed_on(shelf, [*needed, "objects/00/lost"])
    assert shelf.asked == ["objects"]
    assert listed.sizes == dict.fromkeys(needed, len(needed[0]))
    assert others_in(listed) == [*STRANGERS, "objects/other"]
    assert not listed.more
    assert listed_on(Shelf(), []) == Listed({}, [])


def test_many_folders_are_listed_one_by_one_and_those_without_any_object_too() -> None:
    shelf = Shelf(*MANY, *STRANGERS)
    listed = listed_on(shelf, [*MANY, "objects/elsewhere/x"])
    assert sorted(shelf.asked) == sorted(
        [*(f"objects/{n:02x}" for n in range(256)), "objects/elsewhere"]
    )
    assert listed.sizes == dict.fromkeys(MANY, len(MANY[0]))
    assert others_in(listed) == STRANGERS
    assert not listed.more


class Flooded(Shelf):
    """Fails in some folders."""

    def __init__(self, *names: str, at: str, error: StorageError) -> None:
        super().__init__(*names)
        self.at, self.error = at, error

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        (prefix,) = folders
        yield from super().list(prefix)
        if self.at == prefix or self.at.startswith(f"{prefix}/"):
            raise self.error


@pytest.mark.parametrize(
    "error", [StorageImpossible("flood"), StorageDenied("a link"), StorageNonsense("a bad disk")]
)
@pytest.mark.parametrize("needed", [MANY[:2], MANY[:FEW_FOLDERS], MANY])
def test_6_2_a_flood_beside_the_objects_ends_no_listing(
    error: StorageError, needed: list[str]
) -> None:
    shelf = Flooded(*needed, *STRANGERS, at="objects/ff", error=error)
    listed = listed_on(shelf, needed)
    # Where few are needed, the folders without any are not asked for one by one.
    assert ("objects/ff" in shelf.asked) == (needed == MANY)
    assert listed.sizes.keys() == set(needed)
    assert others_in(listed) == STRANGERS[:1]
    assert listed.more


@pytest.mark.parametrize("needed", [MANY[:2], MANY])
def test_6_2_a_flood_among_the_objects_ends_it(needed: list[str]) -> None:
    shelf = Flooded(*needed, at="objects/01", error=StorageImpossible("flood"))
    with pytest.raises(StorageImpossible):
        listed_on(shelf, needed)


@pytest.mark.parametrize("walk", [True, False])
def test_one_bad_folder_does_not_stop_the_rest_and_nothing_in_it_is_seen(*, walk: bool) -> None:
    needed = [*MANY, "objects/ff/needed"]
    error = StorageNonsense("a bad disk")
    shelf = Flooded(*needed, *STRANGERS, "objects/other", at="objects/ff/needed", error=error)
    parts = parts_on(shelf, needed, walk=walk)
    assert shelf.asked.count("objects") == walk
    bad = [part for part in parts if part.error is not None]
    assert [(part.folders, part.listed, part.error) for part in bad] == [
        (["objects/ff"], Listed({}, more=True), error)
    ]
    assert joined(part.listed for part in parts).sizes.keys() == set(MANY)
    # What lies beside the folders could not be seen.
    assert [part.listed.more for part in parts if not part.needed].count(True) == walk


def test_what_lies_beside_the_folders_is_seen_by_a_walk_only() -> None:
    shelf = Shelf(*MANY, "objects/other", "objects/zz/other")
    for walk in (True, False):
        (listed,) = [joined(part.listed for part in parts_on(shelf, MANY, walk=walk))]
        assert others_in(listed) == (["objects/other", "objects/zz/other"] if walk else [])
        assert listed.sizes.keys() == set(MANY)
    few = parts_on(Shelf(*MANY, *STRANGERS), MANY[:1], walk=False)
    assert others_in(joined(part.listed for part in few)) == [
        STRANGERS[0],
        *MANY[1:],
        STRANGERS[1],
    ]


def test_what_is_needed_is_asked_for_just_before_its_folder_is_listed() -> None:
    shelf, needed = Shelf(*MANY), by_folder(MANY)
    asked: list[tuple[str, int]] = []

    def needed_in(folder: str) -> list[NeededCopy]:
        asked.append((folder, len(shelf.asked)))
        return needed[folder]

    parts = listed_in_parts(
        cast(Any, shelf),
        needed,
        needed_in,
        walk=False,
        connections=1,
        crew=THREADS,
        clock=cast(Any, Steady()),
        check_stopped=lambda: None,
    )
    next(parts)
    # Two are asked ahead, and no more: memory holds few folders at a time.
    assert [folder for folder, _ in asked] == ["objects/00", "objects/01"]
    for number, _ in enumerate(parts, start=1):
        assert len(asked) <= number + ASKED_AHEAD
    assert [folder for folder, _ in asked] == sorted(needed)


@pytest.mark.parametrize("needed", [MANY[:2], MANY])
def test_a_storage_that_goes_away_ends_it_wherever_it_was(needed: list[str]) -> None:
    shelf = Flooded(*needed, at="objects/ff", error=StorageAway("away"))
    with pytest.raises(StorageAway):
        listed_on(shelf, needed)


def test_6_2_memory_is_bounded_whatever_a_storage_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_OTHERS", 3)
    infos = [ObjectInfo(f"{n}", n, 0.0) for n in range(6)]
    assert sorted_out(infos, {"0", "5"}) == Listed({"0": 0, "5": 5}, infos[1:4], more=True)
    assert sorted_out(infos[:4], {"0"}) == Listed({"0": 0}, infos[1:4])
    assert sorted_out(infos, {"0"}) == Listed({"0": 0}, infos[1:4], more=True)
    two, one = Listed({"a": 1}, infos[:2]), Listed({"b": 2}, infos[2:3])
    assert joined([two, one]) == Listed({"a": 1, "b": 2}, infos[:3])
    assert joined([two, two]) == Listed({"a": 1}, [*infos[:2], infos[0]], more=True)
    assert joined([Listed({}, more=True), two]) == Listed({"a": 1}, infos[:2], more=True)
    assert joined([one, Listed({}, infos[:3])]) == Listed(
        {"b": 2}, [infos[2], *infos[:2]], more=True
    )
    assert joined([]) == Listed({}, [])


def test_a_listing_is_stopped_between_two_folders() -> None:
    shelf = Shelf()

    def stop() -> None:
        if shelf.asked:
            raise PassStopped

    with pytest.raises(PassStopped):
        listed_on(shelf, MANY, stop=stop)
    assert len(shelf.asked) == 1


def test_a_walk_is_stopped_before_it_begins() -> None:
    def stop() -> None:
        raise PassStopped

    with pytest.raises(PassStopped):
        listed_on(Shelf(), [], stop=stop)


def test_6_2_a_listing_without_an_end_is_given_up() -> None:
    slow = Steady(step=LONGEST_SECONDS / 10)
    shelf = Shelf()
    with pytest.raises(StorageStalled) as told:
        listed_on(shelf, MANY, slow)
    assert len(shelf.asked) == 9
    assert told.value.message.values["minutes"] == 30


@pytest.mark.parametrize(("connections", "threads"), [(0, 1), (1, 1), (5, 5)])
def test_as_many_connections_as_serve_it_and_at_least_one(connections: int, threads: int) -> None:
    asked = []

    class Counted:
        def executor(self, workers: int, name: str) -> Executor:
            asked.append(workers)
            return THREADS.executor(workers, name)

    parts = listed_in_parts(
        cast(Any, Shelf()),
        by_folder(MANY),
        by_folder(MANY).__getitem__,
        walk=False,
        connections=connections,
        crew=cast(Any, Counted()),
        clock=cast(Any, Steady()),
        check_stopped=lambda: None,
    )
    assert len(list(parts)) == 256
    assert asked == [threads]


def test_after_a_failure_nobody_asks_for_the_rest() -> None:
    class Away(Shelf):
        def list(self, *folders: str) -> Iterator[ObjectInfo]:
            self.asked += folders
            raise StorageAway("away")

    shelf = Away()
    with pytest.raises(StorageAway):
        listed_on(shelf, MANY)
    assert len(shelf.asked) < len(MANY)


class AtHand(Executor):
    """Carries out the first ``most`` calls at once, and leaves the others waiting."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.calls: list[Future[Any]] = []

    def executor(self, _workers: int, _name: str) -> Executor:
        return self

    def submit(self, call: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.calls.append(future)
        if len(self.calls) <= self.most:
            try:
                future.set_result(call(*given, **named))
            except StorageError as error:
                future.set_exception(error)
        return future


def parts_at_hand(shelf: Shelf, crew: AtHand, connections: int) -> Iterator[Part]:
    needed = by_folder(MANY)
    return listed_in_parts(
        cast(Any, shelf),
        needed,
        needed.__getitem__,
        walk=False,
        connections=connections,
        crew=cast(Any, crew),
        clock=cast(Any, Steady()),
        check_stopped=lambda: None,
    )


def test_as_many_folders_as_were_looked_at_are_asked_for_next() -> None:
    crew = AtHand(most=len(MANY))
    parts = parts_at_hand(Shelf(), crew, connections=2)
    ahead = []
    for _ in range(4):
        next(parts)
        ahead.append(len(crew.calls))
    assert ahead == [4, 5, 6, 7]


def test_folders_that_wait_when_a_storage_goes_away_are_never_listed() -> None:
    crew = AtHand(most=1)
    with pytest.raises(StorageAway):
        list(parts_at_hand(Flooded(at="objects/00", error=StorageAway("away")), crew, 2))
    assert [one.cancelled() for one in crew.calls] == [False, True, True, True]


def test_only_what_is_doubtful_is_kept_of_a_listing() -> None:
    copies = [copy(1), copy(2), copy(3, MISSING), copy(4, DAMAGED)]
    found = listing(*copies, sizes=dict.fromkeys((1, 3, 4), 10)).doubtful
    assert found == {
        2: Doubt(STORED, MISSING),
        3: Doubt(MISSING, STORED),
        4: Doubt(DAMAGED, STORED),
    }


def test_a_vault_too_large_for_one_walk_is_listed_by_its_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert bounds.WALKED_WHOLE == 1_000_000
    monkeypatch.setattr(bounds, "WALKED_WHOLE", 4)
    names = [f"objects/{number:02x}/{number}" for number in (0, 7, 255)]
    storage = MemoryStorage(dict.fromkeys([*names, "objects/beside"], b"1"))
    for few in (0, 4):
        assert {info.name for info in all_objects(storage, few)} == {*names, "objects/beside"}
    # What lies beside the folders is no object, and shows that they were asked for.
    assert {info.name for info in all_objects(storage, 5)} == {*names}


def test_6_2_a_flood_in_a_large_vault_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "WALKED_WHOLE", 1)
    flood = MemoryStorage({f"objects/00/{number}": b"1" for number in range(6)})
    assert len(list(all_objects(flood, 3))) == 6
    flood.objects["objects/ff/one more"] = b"1"
    with pytest.raises(StorageImpossible):
        list(all_objects(flood, 3))
