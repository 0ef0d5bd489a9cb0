"""What the verifier keeps of a listing: what is bad, doubtful or unknown, and nothing else."""

import hashlib
import tracemalloc
from collections.abc import Iterator, Mapping, MutableSequence, Sequence, Set
from pathlib import Path
from typing import Any, cast

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.checks import CopyToCheck, NeededCopy
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.storage.errors import (
    StorageAway,
    StorageError,
    StorageImpossible,
    StorageNonsense,
)
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.seen import listing as bounds
from picup_desktop.sync.seen.look import Doubt
from picup_desktop.sync.verify import by_list
from picup_desktop.sync.verify.by_list import ByList, sort_doubts, unknown_objects, whole_bytes
from picup_desktop.sync.verify.report import UnknownObject, VerifyOrder, VerifyReport
from picup_desktop.sync.verify.verify import Verifier
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, Role, StorageState
from tests.copies import needed_copies
from tests.unit.ledger.filled import NOW, HandClock, filled
from tests.unit.storages.in_memory import MemoryStorage

STORED, MISSING, DAMAGED = CopyState.STORED, CopyState.MISSING, CopyState.DAMAGED
DAY = 86_400.0


def copy(number: int, state: CopyState = STORED) -> CopyToCheck:
    return CopyToCheck(number, f"objects/aa/{number}", 10, "", state, None)


def test_what_is_there_again_is_read_and_what_changed_meanwhile_is_left_out() -> None:
    seen = {
        1: Doubt(STORED, MISSING),
        2: Doubt(STORED, DAMAGED),
        3: Doubt(MISSING, STORED),
        4: Doubt(DAMAGED, STORED),
        5: Doubt(MISSING, MISSING),
        6: Doubt(STORED, MISSING),
        7: Doubt(MISSING, STORED),
        8: Doubt(STORED, MISSING),
    }
    # 6 and 7 changed since the listing began, 8 is not needed any more.
    now = [
        *(copy(6, DAMAGED), copy(7)),
        *(copy(1), copy(2), copy(3, MISSING), copy(4, DAMAGED), copy(5, MISSING)),
    ]
    assert sort_doubts(now, seen) == (
        [(now[2], MISSING), (now[3], DAMAGED), (now[6], MISSING)],
        {3, 4},
    )


def test_what_is_whole_by_its_size_counts_with_its_bytes() -> None:
    needed = [NeededCopy(n, f"objects/aa/{n}", 10**n, STORED) for n in range(4)]
    seen = {1: Doubt(STORED, MISSING), 2: Doubt(MISSING, STORED), 3: Doubt(STORED, DAMAGED)}
    assert whole_bytes(needed, seen) == 101
    assert whole_bytes(needed, {}) == 1111
    assert ByList().whole_bytes == 0


def test_a_file_that_a_storage_lists_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_list, "MOST_OTHERS", 2)
    found = ByList()
    one, two, three = (ObjectInfo(f"objects/aa/{n}", n, 0.0) for n in range(3))
    found.take_beside([one, two], more=False)
    found.take_beside([two, one], more=False)
    assert (list(found.beside.values()), found.more) == ([one, two], False)
    found.take_beside([three], more=False)
    assert (list(found.beside.values()), found.more) == ([one, two], True)
    found.take_beside([], more=False)
    assert found.more
    more = ByList()
    more.take_beside([], more=True)
    assert more.more


def test_only_a_folder_that_could_be_listed_counts() -> None:
    assert ByList().is_listed("objects/aa/1")
    found = ByList(unlisted={"objects/aa": StorageNonsense("bad")})
    assert not found.is_listed("objects/aa/1")
    assert found.is_listed("objects/ab/1")
    assert found.is_listed("objects/aa/deeper/1")


def test_what_a_journal_names_is_not_unknown() -> None:
    old, young, named = (
        ObjectInfo("objects/bb/old", 1, NOW - DAY - 1),
        ObjectInfo("objects/aa/young", 2, NOW - DAY),
        ObjectInfo("objects/aa/named", 3, 0.0),
    )
    asked: list[Set[str]] = []

    def named_among(names: Set[str]) -> Set[str]:
        asked.append(set(names))
        return {named.name, "objects/cc/elsewhere"}

    beside = {info.name: info for info in (old, young, named)}
    assert unknown_objects(Role.MAIN, beside, named_among, NOW) == [
        UnknownObject(Role.MAIN, young.name, 2, young.modified_at, old=False),
        UnknownObject(Role.MAIN, old.name, 1, old.modified_at, old=True),
    ]
    assert asked == [beside.keys()]
    litter = ObjectInfo("objects/aa/@eaDir/x", 1, NOW - DAY - 1)
    assert unknown_objects(Role.MAIN, {litter.name: litter}, named_among, NOW) == []
    assert unknown_objects(Role.MAIN, {}, named_among, NOW) == []
    assert len(asked) == 1, "the journals are not read for nothing"


class Box(MemoryStorage):
    """Lists some folders wrongly."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        super().__init__(objects)
        self.listed: list[str] = []
        self.errors: dict[str, StorageError] = {}
        self.also: list[ObjectInfo] = []
        self.folders: dict[str, MutableSequence[str]] = {}
        self.sorted: Sequence[str] = []

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        (prefix,) = folders
        self.listed.append(prefix)
        if prefix in self.errors:
            raise self.errors[prefix]
        below = self.objects if prefix == "objects" else self._by_folder().get(prefix, ())
        yield from (ObjectInfo(name, len(self.objects[name]), 0.0) for name in below)
        yield from self.also

    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        if [*self.objects] != self.sorted:
            self.sorted, self.folders = [*self.objects], {}
            for name in self.objects:
                self.folders.setdefault(name.rpartition("/")[0], []).append(name)
        return self.folders


def bytes_of(number: int) -> bytes:
    return f"photo {number}".encode()


def name_of(number: int) -> str:
    return object_name(hashlib.sha256(bytes_of(number)).hexdigest())


def fill(ledger: Ledger, count: int) -> dict[str, bytes]:
    """Fill a ledger with photos on both storages, never read; return their objects."""
    with ledger.transaction():
        ledger.database.execute_many(
            "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
            " VALUES (?, ?, ?, '', 1, 1, 0)",
            ((n, name_of(n), len(bytes_of(n))) for n in range(1, count + 1)),
        )
        for role in Role:
            ledger.database.execute_many(
                "INSERT INTO copy (object_id, role, state) VALUES (?, ?, 'stored')",
                ((n, role) for n in range(1, count + 1)),
            )
            ledger.storages.record(
                StorageRecord(
                    *(role, f"file:///{role}", None, None, StorageState.ONLINE),
                    *(None, NOW, None, None, None),
                )
            )
        ledger.database.execute_many(
            "INSERT INTO photo (album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
            " attempts, due_at, seen_at, remote_only) VALUES (1, ?, 1, 0, 0, 'protected', ?, 0, 0,"
            " 0, 0)",
            ((f"{n}.jpg".encode(), n) for n in range(1, count + 1)),
        )
    return {name_of(n): bytes_of(n) for n in range(1, count + 1)}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as ledger:
        yield ledger


@pytest.fixture(params=["walk", "folders"])
def walked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(by_list, "WALKED_WHOLE", 1000 if request.param == "walk" else -1)
    return bool(request.param == "walk")


def verified(ledger: Ledger, box: Box, **order: Any) -> VerifyReport:
    """Verify main, and read all of it."""
    return Verifier(
        ledger,
        {Role.MAIN: cast(Any, box)},
        HandClock(),
        NoProgress(),
        named_among=lambda _names: frozenset(),
    ).run(VerifyOrder(**{"everything": True, **order}))


def states(ledger: Ledger) -> dict[str, CopyState]:
    return {one.name: one.state for one in needed_copies(ledger, Role.MAIN, NOW)}


@pytest.mark.usefixtures("walked")
def test_what_is_missing_cut_or_strange_is_told_and_the_rest_is_read(ledger: Ledger) -> None:
    objects = fill(ledger, 40)
    gone, cut, *whole = sorted(objects)
    box = Box({**objects, cut: objects[cut][:-1], "objects/00/strange": b"?"})
    del box.objects[gone]
    # What it says of another folder is no look at that, and what it says twice is said once.
    box.also = [ObjectInfo("objects/00/strange", 1, 0.0), *box.list("objects")]
    report = verified(ledger, box)
    assert {(one.name, one.state) for one in report.bad} == {(gone, MISSING), (cut, DAMAGED)}
    assert [one.name for one in report.unknown] == ["objects/00/strange"]
    assert (report.checked, report.out, report.listed) == (38, {}, {Role.MAIN})
    assert states(ledger) == {**dict.fromkeys(whole, STORED), gone: MISSING, cut: DAMAGED}
    assert ledger.storages.get(Role.MAIN).last_seen.seen_at is None
    box.objects, box.also = objects, []
    assert verified(ledger, box).checked == 40
    assert set(states(ledger).values()) == {STORED}
    assert ledger.storages.get(Role.MAIN).last_seen.seen_at == NOW


def test_one_bad_folder_does_not_stop_the_rest(ledger: Ledger, *, walked: bool) -> None:
    objects = fill(ledger, 40)
    (bad,) = {sorted(objects)[-1].rpartition("/")[0]}
    inside = {name for name in objects if name.startswith(f"{bad}/")}
    lost = sorted(objects.keys() - inside)[0]
    box = Box({name: data for name, data in objects.items() if name not in {lost, *inside}})
    box.errors[bad] = StorageNonsense("bad")
    if walked:
        box.errors["objects"] = StorageNonsense("bad")
    report = verified(ledger, box)
    assert [one.name for one in report.bad] == [lost]
    assert (report.out, report.listed) == ({Role.MAIN: box.errors[bad]}, set())
    assert report.compared == {Role.MAIN}
    assert report.more_unknown == {Role.MAIN}
    # Nothing in it is called missing, nor seen, nor read.
    assert states(ledger) == {**dict.fromkeys(objects, STORED), lost: MISSING}
    assert report.checked == len(objects) - len(inside) - 1
    assert ledger.storages.get(Role.MAIN).last_seen.seen_at is None


def test_a_listing_that_ends_early_says_nothing_of_what_it_did_not_list(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_list, "WALKED_WHOLE", -1)
    monkeypatch.setattr(bounds, "ASKED_AHEAD", 1)
    objects = fill(ledger, 40)
    folders = sorted({name.rpartition("/")[0] for name in objects})
    box = Box({})
    box.errors = {folders[3]: StorageAway("away")}
    report = verified(ledger, box)
    listed = {name for name in objects if name.rpartition("/")[0] in folders[:3]}
    assert {one.name for one in report.bad} == listed
    assert (report.out, report.listed) == ({Role.MAIN: box.errors[folders[3]]}, set())
    assert report.compared == {Role.MAIN}
    assert report.checked == 0
    assert {name for name, state in states(ledger).items() if state is MISSING} == listed


def test_what_comes_while_its_folder_is_listed_is_not_missing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_list, "WALKED_WHOLE", -1)
    fill(ledger, 1)
    asked = ledger.checks.in_folder

    def asked_late(role: Role, now: float, folder: str) -> list[NeededCopy]:
        """As if a pass had put back what was missing, just after it was asked for."""
        copies = asked(role, now, folder)
        return [one._replace(state=MISSING) for one in copies]

    monkeypatch.setattr(ledger.checks, "in_folder", asked_late)
    report = verified(ledger, Box({}), contents=False)
    assert (report.bad, states(ledger)) == ([], {name_of(1): STORED})


def test_what_is_not_needed_any_more_when_its_page_comes_is_not_read(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.sync.verify.verify.COPIES_IN_A_PAGE", 1)
    monkeypatch.setattr("picup_desktop.sync.verify.verify.COPIES_PER_TRANSACTION", 1)
    objects = fill(ledger, 3)
    record = ledger.checks.record

    def deleted_meanwhile(*values: Any) -> None:
        record(*values)
        ledger.database.execute("UPDATE photo SET state = 'deleted' WHERE object_id = 2")
        box.objects.pop(name_of(2), None)

    box = Box(objects)
    monkeypatch.setattr(ledger.checks, "record", deleted_meanwhile)
    done: list[int] = []
    progress = NoProgress()
    monkeypatch.setattr(progress, "item_done", done.append)
    report = Verifier(
        ledger,
        {Role.MAIN: cast(Any, box)},
        HandClock(),
        progress,
        named_among=lambda _names: frozenset(),
    )
    found = report.run(VerifyOrder(everything=True))
    assert (found.checked, found.bad) == (2, [])
    assert len(done) == 3, "every one that was told of counts as done"


def test_memory_does_not_grow_with_the_objects(tmp_path: Path) -> None:
    """Each took more than 1 kB; now 8 bytes of each that is read, and a part of one folder."""
    peaks = []
    for count in (2000, 6000):
        folder = tmp_path / str(count)
        folder.mkdir()
        with filled(folder) as ledger, pytest.MonkeyPatch.context() as patch:
            patch.setattr(by_list, "WALKED_WHOLE", -1)
            box = Box(fill(ledger, count))
            verified(ledger, box, contents=False)
            tracemalloc.start()
            assert verified(ledger, box, everything=False).listed == {Role.MAIN}
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] - peaks[0] < 4000 * 100


def test_6_2_a_storage_that_lists_nothing_at_all_was_not_compared(
    ledger: Ledger, *, walked: bool
) -> None:
    objects = fill(ledger, 3)
    box = Box(objects)
    folders = {name.rpartition("/")[0] for name in objects}
    flood = StorageImpossible("flood")
    box.errors = dict.fromkeys({*folders, *(["objects"] if walked else [])}, flood)
    report = verified(ledger, box)
    assert (report.out, report.compared, report.listed) == ({Role.MAIN: flood}, set(), set())
    assert (report.bad, report.checked) == ([], 0)
    del box.errors[max(folders)]
    assert verified(ledger, box).compared == {Role.MAIN}
