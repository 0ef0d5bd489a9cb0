"""What the engine does next: outages, wishes, jumps of the clock, and nothing turns hot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.engine.pass_scheduler import PassScheduler, pass_json
from picup_desktop.engine.pauses import PauseReason, PauseReasons
from picup_desktop.engine.periodic import WakeWatch
from picup_desktop.engine.progress import TransferProgress
from picup_desktop.engine.work_queue import PassRequest, WorkQueue
from picup_desktop.errors import NoPermission
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.errors import StorageAway, StorageFull
from picup_desktop.sync.pass_order import PassOrder, PassReport
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.sync.reach.outages import LONGEST_WAIT_SECONDS, Outages
from picup_desktop.sync.rescan.rescan import RescanReport
from picup_desktop.words import Role, StorageState

WELL = {role: Contact(StorageState.ONLINE) for role in Role}
AWAY = {**WELL, Role.MAIN: Contact(StorageState.AWAY, StorageAway("It is away."))}


@dataclass
class Time:
    wall: float = 1_700_000_000.0
    steady: float = 1000.0

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def sleep(self, seconds: float) -> None:
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@dataclass
class Bench:
    """A scheduler over a real ledger, with passes that end as the test says."""

    ledger: Ledger
    time: Time = field(default_factory=Time)
    work_queue: WorkQueue = field(default_factory=WorkQueue)
    outages: Outages = field(default_factory=Outages)
    orders: list[PassOrder] = field(default_factory=list)
    told: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    contacts: dict[Role, Contact] = field(default_factory=lambda: dict(WELL))
    ends: list[BaseException] = field(default_factory=list)
    young_in: frozenset[int] = frozenset()
    unprotected: int = 0
    polled: frozenset[int] = frozenset()
    pause: PauseReason | None = None
    alerts: int = 0
    rests: int = 0

    def __post_init__(self) -> None:
        self.scheduler = PassScheduler(
            ledger=lambda: self.ledger,
            new_pass=lambda _: self,
            polled=lambda: self.polled,
            work_queue=self.work_queue,
            outages=self.outages,
            pause_reasons=PauseReasons(self.time, (lambda: self.pause,)),
            moves=TransferProgress(self.time, self.tell),
            clock=self.time,
            tell=self.tell,
            alert=self.alert,
            on_idle=self.rest,
        )

    def tell(self, event: str, fields: Mapping[str, Any]) -> None:
        self.told.append((event, fields))

    def alert(self) -> None:
        self.alerts += 1

    def rest(self) -> None:
        self.rests += 1

    def run(self, order: PassOrder) -> PassReport:
        self.orders.append(order)
        if self.ends:
            raise self.ends.pop(0)
        report = RescanReport({}, len(self.young_in), young_in=self.young_in)
        return PassReport(report, self.contacts, self.unprotected)

    def stop(self) -> None:
        raise AssertionError("no pass is under way in this thread")

    wind_down = stop

    def live(self, seconds: float) -> int:
        """Let time pass as the owner thread does; how many passes there were."""
        before, until = len(self.orders), self.time.steady + seconds
        while self.time.steady < until:
            wait = self.scheduler.step()
            assert 0 <= wait <= 30
            self.time.pass_by(min(wait, max(until - self.time.steady, 0.001)) if wait else 0.001)
        return len(self.orders) - before


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    ledger.albums.add("A", str(tmp_path), recipient="r", sealed_identity=b"s", at=0.0)
    try:
        yield Bench(ledger)
    finally:
        ledger.close()


def waiting_photo(ledger: Ledger) -> None:
    ledger.photos.add(1, [SeenFile("a.jpg", 1, 1, 1)], 0.0)


def test_an_idle_engine_looks_every_six_hours_and_no_more(bench: Bench) -> None:
    assert bench.live(DAY_SECONDS) == 4
    assert all(order.albums == frozenset({1}) for order in bench.orders)


def test_an_album_that_sends_no_events_is_looked_at_every_minute(bench: Bench) -> None:
    bench.polled = frozenset({1})
    assert 55 <= bench.live(60 * 60) <= 61


def test_days_with_main_away_ask_it_seldom(bench: Bench) -> None:
    waiting_photo(bench.ledger)
    bench.contacts, bench.unprotected = AWAY, 1

    passes = bench.live(2 * DAY_SECONDS)

    assert passes <= 2 * DAY_SECONDS / LONGEST_WAIT_SECONDS + 20
    assert passes >= 2 * DAY_SECONDS / LONGEST_WAIT_SECONDS - 20


def test_the_moment_main_is_back_everything_is_tried_whatever_its_back_off(bench: Bench) -> None:
    bench.contacts = AWAY
    bench.live(60)
    bench.contacts = dict(WELL)
    bench.live(LONGEST_WAIT_SECONDS)

    assert bench.orders[-1].ignore_back_off
    assert not bench.outages.any


def test_a_hint_while_main_is_out_scans_and_does_not_ask_main_again(bench: Bench) -> None:
    bench.contacts = AWAY
    bench.live(1)
    bench.live(1)
    bench.scheduler.hint(frozenset({1}))
    bench.live(1)

    assert bench.orders[-1].albums == frozenset({1})
    assert set(bench.orders[-1].out) == {Role.MAIN}


def test_a_storage_that_comes_and_goes_is_asked_ever_more_seldom(bench: Bench) -> None:
    full = {**WELL, Role.BACKUP: Contact(StorageState.FULL, StorageFull("No room."))}
    at, waits = 0.0, []
    for _ in range(12):
        bench.outages.note(full, at)
        again_at = bench.outages.next_at()
        assert again_at is not None
        waits.append(again_at - at)
        at = again_at
        assert bench.outages.note(WELL, at) == {Role.BACKUP}
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_SECONDS


def test_what_is_due_and_never_ends_does_not_turn_hot(bench: Bench) -> None:
    waiting_photo(bench.ledger)
    bench.unprotected = 1

    assert bench.live(60 * 60) <= 25


def test_passes_that_fail_are_tried_ever_more_seldom_and_wished_for_still(bench: Bench) -> None:
    bench.ends = [NoPermission("no")] * 5 + [ZeroDivisionError()] * 5
    bench.live(60 * 60)

    assert not bench.ends
    assert len(bench.orders) < 30
    assert bench.told[-1] == (
        "pass_ended",
        pass_json(PassReport(RescanReport({}, 0), WELL, 0)),
    )


def test_files_that_still_grow_are_looked_at_again_soon(bench: Bench) -> None:
    bench.young_in = frozenset({1})
    bench.live(10)
    assert 4 <= len(bench.orders) <= 7
    assert all(order.young is not None for order in bench.orders)


def test_a_stopped_pass_goes_on_with_what_it_was_to_do(bench: Bench) -> None:
    bench.ends = [PassStopped()]
    bench.work_queue.request(PassRequest(everything=True))
    bench.live(1)

    assert [order.albums for order in bench.orders] == [None, None]
    assert ("pass_ended", {"stopped": True}) in bench.told


def test_nothing_begins_while_commands_have_the_floor(bench: Bench) -> None:
    bench.scheduler.cut()
    bench.scheduler.step()
    assert not bench.orders
    bench.scheduler.go_on()
    bench.live(1)
    assert bench.orders


def test_a_hold_holds_all_but_what_a_person_asks_for(bench: Bench) -> None:
    bench.pause = PauseReason("battery")
    assert bench.live(60 * 60) == 0
    assert ("paused", {"paused": {"reason": "battery", "until": None}}) in bench.told

    answer = bench.scheduler.ask()
    bench.live(1)

    assert answer.result(0)["unprotected"] == 0
    (order,) = bench.orders
    assert (order.albums, order.ignore_back_off, order.young, order.out) == (None, True, None, {})

    bench.pause = None
    bench.live(1)
    assert ("paused", {"paused": None}) in bench.told


def test_who_asked_is_told_that_it_failed_or_that_the_engine_ends(bench: Bench) -> None:
    bench.ends = [NoPermission("The vault is locked.")]
    failed = bench.scheduler.ask()
    bench.live(1)
    assert isinstance(failed.exception(0), NoPermission)

    unheard = bench.scheduler.ask()
    bench.scheduler.end(NoPermission("It ends."))
    assert isinstance(unheard.exception(0), NoPermission)


def test_sleep_and_a_clock_that_is_set_either_way_are_noticed_once() -> None:
    time = Time()
    watch = WakeWatch(time)
    time.pass_by(10_000)
    assert not watch.jumped()
    time.wall += 3600
    assert watch.jumped()
    assert not watch.jumped()
    time.wall -= 7200
    assert watch.jumped()
    time.wall += 5
    assert not watch.jumped()


def test_alerts_are_told_after_a_pass_and_once_a_minute(bench: Bench) -> None:
    bench.live(600)
    assert 9 <= bench.alerts <= 14


def test_what_passes_need_is_put_away_once_after_a_while(bench: Bench) -> None:
    bench.live(50)
    assert bench.rests == 0
    bench.live(3600)
    assert bench.rests == 1
