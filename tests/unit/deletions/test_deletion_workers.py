"""Workers against each other: late ones, two at once, and ones that end in the middle (3-2)."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from math import inf
from pathlib import Path

import pytest

from picup_desktop.ledger.deletions.deletions import MessageRecord
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.messages.message import Message
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.storage.errors import (
    CourierDied,
    LoginRefused,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageHolds,
    StorageUnreachable,
)
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.one_by_one import each
from picup_desktop.sync.delete.worker import DONE_KEPT_SECONDS, DeletionWorker, keep_house
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.words import AttentionKind, MessageState, Role

REPOSITORY = Path(__file__).parents[3]
NOW = 1_000_000.0
SETTINGS = Settings()
ONE_MESSAGE = [f"objects/{number}" for number in range(5)]


@dataclass
class HandClock:
    """Time as a test sets it."""

    at: float = NOW

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


@dataclass
class Obstinate(FolderStorage):
    """A folder that does something else first, at each removal."""

    root: Path
    first: Callable[[str], None]
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.root)

    def remove(self, name: str) -> bool:
        self.asked.append(name)
        self.first(name)
        return super().remove(name)


@dataclass
class Late(Obstinate):
    """As slow as the clock that a test moves by hand says, so it stops by that clock too."""

    clock: HandClock = field(default_factory=HandClock)

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        ends_at = self.clock.now() + seconds
        return each(self.remove, takewhile(lambda _: self.clock.now() < ends_at, names))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


def enqueue(ledger: Ledger, names: list[str], root: Path) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    with ledger.transaction():
        ledger.deletions.enqueue(
            Role.MAIN,
            [(name, None) for name in names],
            at=NOW,
            available_at=NOW,
            objects_per_message=5,
        )


def test_3_2_a_worker_whose_lease_ran_out_may_not_acknowledge(
    ledger: Ledger, tmp_path: Path
) -> None:
    """It takes eleven minutes for its first object; the rest it leaves alone."""
    enqueue(ledger, ONE_MESSAGE, tmp_path)
    clock = HandClock()
    slow = Late(tmp_path, lambda _: clock.sleep(11 * 60), clock=clock)
    DeletionWorker(ledger, {Role.MAIN: slow}, clock, SETTINGS).run()
    assert slow.asked == ONE_MESSAGE[:1]
    (message,) = ledger.deletions.all()
    assert message.state is MessageState.LEASED
    assert message.objects == tuple(ONE_MESSAGE[1:]), "what is gone is gone, whoever says so"

    quick = Obstinate(tmp_path, lambda _: None)
    DeletionWorker(ledger, {Role.MAIN: quick}, clock, SETTINGS).run()
    assert quick.asked == ONE_MESSAGE[1:]
    (message,) = ledger.deletions.all()
    assert (message.state, message.attempts) == (MessageState.DONE, 2)


def test_3_2_a_late_acknowledgement_ends_nothing_that_another_worker_has(ledger: Ledger) -> None:
    enqueue_only(ledger, ONE_MESSAGE)
    (early,) = claim(ledger, NOW)
    ledger.deletions.expire_leases(now=NOW + 600, retries=5)
    (late,) = claim(ledger, NOW + 600)
    ledger.deletions.note_gone([early], ONE_MESSAGE, NOW + 601)
    assert ledger.deletions.acknowledge([early], NOW + 601) == 0
    assert not ledger.deletions.refuse(early, Message("no"), now=NOW + 601, again_at=None)
    assert not ledger.deletions.give_back(early, Message("away"), now=NOW + 601, again_at=NOW)
    assert ledger.deletions.acknowledge([late], NOW + 601) == 1


def test_3_2_six_late_workers_make_a_dead_letter(ledger: Ledger, tmp_path: Path) -> None:
    enqueue(ledger, ONE_MESSAGE, tmp_path)
    clock = HandClock()

    def never(_: str) -> None:
        clock.sleep(11 * 60)
        raise StorageDenied("Nothing is removed.")

    for _ in range(7):
        storage = Obstinate(tmp_path, never)
        DeletionWorker(ledger, {Role.MAIN: storage}, clock, SETTINGS).run()
    (message,) = ledger.deletions.all()
    assert (message.state, message.attempts) == (MessageState.DEAD, 6)
    (item,) = ledger.attention.all()
    assert item.kind is AttentionKind.DEAD_LETTER


@pytest.mark.parametrize(
    ("error", "attempts", "unsure"),
    [
        (StorageUnreachable("away"), 0, False),
        (LoginRefused("no"), 0, False),
        (StorageAway("cut"), 0, True),
        (StorageDenied("no"), 1, False),
        (CourierDied("died"), 1, True),
    ],
)
def test_3_2_what_counts_as_an_attempt_and_what_may_be_gone(
    ledger: Ledger, tmp_path: Path, error: StorageError, attempts: int, unsure: bool
) -> None:
    enqueue(ledger, ONE_MESSAGE, tmp_path)

    def fail(_: str) -> None:
        raise error

    storage = Obstinate(tmp_path, fail)
    report = DeletionWorker(ledger, {Role.MAIN: storage}, HandClock(), SETTINGS).run()
    (message,) = ledger.deletions.all()
    assert (message.state, message.attempts) == (MessageState.QUEUED, attempts)
    assert message.last_error == error.message
    assert ledger.withdrawals.withdraw(ONE_MESSAGE[0]) is not unsure
    assert bool(report.away) is (attempts == 0)
    assert len(storage.asked) == (1 if report.away else 5), "one refusal says nothing of the others"


def test_3_2_a_lock_lets_a_message_wait_and_never_makes_a_dead_letter(
    ledger: Ledger, tmp_path: Path
) -> None:
    """A lock of the year 2300 is looked at once a week: somebody may lift it."""
    clock, until = HandClock(), "2300-01-01T00:00:00.000Z"
    locked = ["objects/1", "objects/3"]

    def refuse(name: str) -> None:
        if name in locked:
            raise StorageHolds("storage-holds-until", until=until)

    enqueue(ledger, ONE_MESSAGE, tmp_path)
    storages = {Role.MAIN: Obstinate(tmp_path, refuse)}
    for _ in range(2 * SETTINGS.deletion_retries):
        DeletionWorker(ledger, storages, clock, SETTINGS).run()
        (message,) = ledger.deletions.all()
        assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
        assert message.available_at == clock.at + 7 * DAY_SECONDS
        assert message.last_error == Message("storage-holds-until", until=until)
        assert list(message.objects) == locked
        clock.at = message.available_at
    locked.clear()
    DeletionWorker(ledger, storages, clock, SETTINGS).run()
    (message,) = ledger.deletions.all()
    assert message.state is MessageState.DONE
    assert ledger.attention.all() == []


def test_3_2_stopped_in_the_middle_it_is_no_attempt(ledger: Ledger, tmp_path: Path) -> None:
    enqueue(ledger, ONE_MESSAGE, tmp_path)

    def stop(name: str) -> None:
        if name == ONE_MESSAGE[2]:
            raise PassStopped

    worker = DeletionWorker(ledger, {Role.MAIN: Obstinate(tmp_path, stop)}, HandClock(), SETTINGS)
    worker.run()
    (message,) = ledger.deletions.all()
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert not (tmp_path / ONE_MESSAGE[0]).exists()
    assert (tmp_path / ONE_MESSAGE[2]).exists()

    quick = Obstinate(tmp_path, lambda _: None)
    clock = HandClock(NOW + DAY_SECONDS)
    DeletionWorker(ledger, {Role.MAIN: quick}, clock, SETTINGS).run()
    (message,) = ledger.deletions.all()
    assert (message.state, message.attempts) == (MessageState.DONE, 1)


def test_3_2_a_storage_that_is_down_does_not_hold_up_the_other(
    ledger: Ledger, tmp_path: Path
) -> None:
    with ledger.transaction():
        for role in Role:
            names = [(f"objects/{role.value}{n}", None) for n in range(50)]
            ledger.deletions.enqueue(role, names, at=NOW, available_at=NOW, objects_per_message=5)

    def down(_: str) -> None:
        raise StorageUnreachable("It is not there.")

    main, backup = Obstinate(tmp_path, down), Obstinate(tmp_path, lambda _: None)
    storages = {Role.MAIN: main, Role.BACKUP: backup}
    report = DeletionWorker(ledger, storages, HandClock(), SETTINGS).run()
    assert report.removed == len(backup.asked) == 50
    assert set(report.away) == {Role.MAIN}
    assert len(main.asked) <= SETTINGS.messages_ahead, "two messages ahead, and no more"


CLAIMING = """
import json, os, sys
from pathlib import Path
from picup_desktop.ledger.deletions.deletions import MessageRecord
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.words import Role
ledger, claimed = open_ledger(Path(sys.argv[1])), []
sys.stdin.readline()
while found := ledger.deletions.claim(
    Role.MAIN, now=1e6, lease_seconds=600, at_most=2, worker=str(os.getpid())
):
    claimed += [message.id for message in found]
    ledger.deletions.note_gone(found, [n for m in found for n in m.objects], 1e6)
    assert ledger.deletions.acknowledge(found, 1e6) == len(found)
print(json.dumps(claimed))
"""


def test_3_2_two_processes_never_claim_the_same_message(ledger: Ledger) -> None:
    enqueue_only(ledger, [f"objects/{number}" for number in range(500)])
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMING, ledger.database.path],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(b"go\n")
        worker.stdin.flush()
    claimed = [json.loads(worker.communicate(timeout=60)[0]) for worker in workers]
    assert sorted(claimed[0] + claimed[1]) == [message.id for message in ledger.deletions.all()]
    assert {message.state for message in ledger.deletions.all()} == {MessageState.DONE}


def enqueue_only(ledger: Ledger, names: list[str]) -> None:
    with ledger.transaction():
        ledger.deletions.enqueue(
            Role.MAIN,
            [(name, None) for name in names],
            at=NOW,
            available_at=NOW,
            objects_per_message=5,
        )


def claim(ledger: Ledger, now: float) -> list[MessageRecord]:
    return ledger.deletions.claim(Role.MAIN, now=now, lease_seconds=600, at_most=2, worker="w")


def test_what_is_done_is_forgotten_after_a_month(ledger: Ledger, tmp_path: Path) -> None:
    clock = HandClock()
    enqueue(ledger, ["objects/old"], tmp_path)
    DeletionWorker(ledger, {Role.MAIN: FolderStorage(tmp_path)}, clock, SETTINGS).run()
    enqueue_only(ledger, ["objects/waits"])
    keep_house(ledger, SETTINGS, NOW + DONE_KEPT_SECONDS - 1)
    assert len(ledger.deletions.all()) == 2
    keep_house(ledger, SETTINGS, NOW + DONE_KEPT_SECONDS + 1)
    (left,) = ledger.deletions.all()
    assert left.state is MessageState.QUEUED
