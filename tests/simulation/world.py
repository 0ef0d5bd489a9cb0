"""A whole life of an engine, by seed: its real parts over storages in memory and a made clock.

Everything follows from the seed: what is done to the engine (life.py), in which order its
workers get to work (crew.py), its keys and nonces (entropy.py). ``trace`` takes in what
happened: the same seed gives the same one.
"""

import hashlib
import logging
import random
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from picup_desktop.clock import Uptime
from picup_desktop.engine.pass_scheduler import PassScheduler
from picup_desktop.engine.pauses import PauseReasons
from picup_desktop.engine.progress import TransferProgress
from picup_desktop.engine.work_queue import PassRequest, WorkQueue
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import Settings
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.journal.send import Announcement
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.sync.pass_order import PassFolders, PassObserver
from picup_desktop.sync.reach.outages import Outages
from picup_desktop.sync.sync_pass import SyncPass
from picup_desktop.sync.verify.plan import share_is_due
from picup_desktop.sync.verify.repair import Repair
from picup_desktop.sync.verify.report import VerifyOrder
from picup_desktop.sync.verify.verify import Verifier, last_runs
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role
from tests.simulation.crew import SeededCrew
from tests.simulation.memory import Crash, MemoryStorage, SimulatedClock

# One connection a storage and one message at a time: fewer orders in which things can happen.
# A short grace, so that deletions are carried out within one life. Looks that count for less than a
# day, so that a day's share of the verifier does not make up for one that sees nothing.
SETTINGS = Settings(
    most_connections=1, messages_ahead=1, grace_days=1, seen_whole_seconds=12 * 60 * 60.0
)
LONGEST_STEP_SECONDS = 6 * 60 * 60.0
REMEMBERED = (
    "SELECT path, state, reason, attempts, due_at FROM photo ORDER BY id",
    "SELECT object_id, role, state, verified_at FROM copy ORDER BY object_id, role",
    "SELECT photo_id, outcome, at, reason, attempts FROM upload_event ORDER BY id",
    "SELECT role, state, attempts, available_at FROM message ORDER BY id",
)
MOST_ROUNDS_AN_HOUR = 200


@dataclass
class World:
    """Everything of one seed."""

    folder: Path
    chance: random.Random
    ledger: Ledger
    secrets: Secrets
    kit: RecoveryKit
    home: Home
    clock: SimulatedClock
    storages: dict[Role, MemoryStorage]
    files: dict[str, bytes] = field(default_factory=dict)
    """What a person has in the album; nobody but the person may change it."""
    away: dict[str, bytes] = field(default_factory=dict)
    """What was in it until space was freed; it rests on the storages, and in a trash."""
    wrote: dict[str, set[bytes]] = field(default_factory=dict)
    """All that ever stood at a path."""
    story: list[str] = field(default_factory=list)
    trace: Any = field(default_factory=hashlib.sha256)
    """Of everything that happened, in its order."""
    faults: list[str] = field(default_factory=list)
    """What the engine survived though it should never come to that."""
    passes: int = 0
    rounds_in: tuple[int, int] = (0, 0)
    """The hour, and how many rounds the engine made in it."""
    alert: Callable[[], None] = field(default_factory=lambda: _do_nothing)

    def __post_init__(self) -> None:
        self.album = self.folder / "album"
        self.album_elsewhere = self.folder / "a disk that was pulled"
        self.trash = self.folder / "trash"
        self.pause_reasons = PauseReasons(self.clock)
        self.crew = SeededCrew(random.Random(self.chance.random()))
        for role, storage in self.storages.items():
            storage.tell = partial(self._trace, role.value)
        self.begin_engine()

    @property
    def is_album_gone(self) -> bool:
        """Its files are elsewhere, where the engine can't see them."""
        return self.album_elsewhere.exists()

    def begin_engine(self) -> None:
        """A process begins, knowing only what its ledger and its disk tell."""
        self.work_queue, self.outages, self.pause_reasons = (
            WorkQueue(),
            Outages(),
            PauseReasons(self.clock),
        )
        self.pause_reasons.remember(self.ledger)
        self.signer = signer_of(self.ledger, self.secrets)
        self.scheduler = PassScheduler(
            ledger=lambda: self.ledger,
            new_pass=self._new_pass,
            polled=frozenset,
            work_queue=self.work_queue,
            outages=self.outages,
            pause_reasons=self.pause_reasons,
            moves=TransferProgress(self.clock, _tell_nobody),
            clock=self.clock,
            tell=_tell_nobody,
            alert=self.alert,
            on_idle=_do_nothing,
        )
        self.work_queue.request(PassRequest(everything=True))

    def announcement(self) -> Announcement:
        """What sends the journal between two passes."""
        return Announcement(
            ledger=self.ledger,
            clock=self.clock,
            signer=self.signer,
            storages=self.storages,
            scratch=self.home.scratch,
        )

    def _new_pass(self, observer: PassObserver) -> SyncPass:
        return SyncPass(
            ledger=self.ledger,
            storages=self.storages,
            folders=PassFolders(
                self.home.spool, self.home.scratch, self.home.journal, self.home.log
            ),
            clock=self.clock,
            settings=SETTINGS,
            observer=observer,
            signer=self.signer,
            uptime=lambda: Uptime("the only start", self.clock.monotonic()),
            crew=self.crew,
        )

    def _trace(self, *words: str) -> None:
        said = f"{words}\n".replace(str(self.folder), "")
        self.trace.update(said.encode())

    def tell(self, what: str) -> None:
        """Something happened."""
        self.story.append(f"{self.clock.monotonic():.0f}: {what}")
        self._trace(self.story[-1])

    def whole_trace(self) -> str:
        """All that happened, and what the ledger made of it, as one hash."""
        for question in REMEMBERED:
            for row in self.ledger.database.query(question):
                self._trace(*map(str, row))
        return str(self.trace.hexdigest())

    def stood_at(self, path: str) -> dict[str, bytes]:
        """All that ever stood there, by its hash; a photo that was set aside stood beside it."""
        own = re.sub(r" \((earlier|restored)( \d+)?\)", "", path)
        return {hashlib.sha256(data).hexdigest(): data for data in self.wrote[own]}

    # The engine

    def live(self, until: float, check: Callable[[], None]) -> None:
        """Let the engine do what it wants until then, looking after each step."""
        while self.clock.monotonic() < until:
            before = sum(storage.calls for storage in self.storages.values())
            held = self.pause_reasons.now() is not None
            try:
                wait = self.scheduler.step()
                self._read_back_some()
            except Crash:
                self.tell("the engine was killed")
                wait = 0.0
                self.begin_engine()
            if not wait:
                self._stay_cool()
            if sum(storage.calls for storage in self.storages.values()) > before:
                self.passes += 1
                assert not held, "something moved though the person said pause"
            if not wait:
                check()
            if wait:
                self.clock.sleep(max(0.0, min(until, self._next_at(wait)) - self.clock.monotonic()))
            else:
                self.clock.sleep(0.001)

    def _stay_cool(self) -> None:
        """Whatever happens, no more than some rounds an hour; else a life might never end."""
        hour = int(self.clock.monotonic() // 3600)
        self.rounds_in = (hour, self.rounds_in[1] + 1 if self.rounds_in[0] == hour else 1)
        assert self.rounds_in[1] <= MOST_ROUNDS_AN_HOUR, "it turns hot"

    def _read_back_some(self) -> None:
        """The daily share of the verifier, which the engine leaves out while a storage is out."""
        due = share_is_due(last_runs(self.ledger).values(), self.clock.now())
        if due and not self.outages.any and self.pause_reasons.now() is None:
            self.read_back(VerifyOrder(repair=True))

    def read_back(self, order: VerifyOrder) -> None:
        """As ``picup verify`` does."""
        found = Verifier(
            self.ledger,
            self.storages,
            self.clock,
            NoProgress(),
            named_among=lambda _names: frozenset(),
            crew=self.crew,
        ).run(order)
        healed = Repair(
            self.ledger, self.storages, self.clock, self.home.scratch, NoProgress()
        ).run(found.bad)
        self.tell(f"{len(found.bad)} bad copies found, {len(healed.repaired)} healed")
        if any(one.source == "local" for one in healed.repaired):
            self.work_queue.request(PassRequest(uploads=True))

    def _next_at(self, wait: float) -> float:
        """When the engine has something to do by itself; it would wake more often for nothing."""
        at, now = self.clock.monotonic(), self.clock.now()
        due = [self.ledger.uploads.next_due(), self.ledger.deletions.next_due()]
        if self.outages.any:
            due = []
        moments = [self.scheduler.next_at(), *(None if d is None else at + d - now for d in due)]
        planned = [m if m > at else at + wait for m in moments if m is not None]
        return min([*planned, at + LONGEST_STEP_SECONDS])


class _Faults(logging.Handler):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            told = logging.Formatter().formatException(record.exc_info)
            self._world.faults.append(f"{record.getMessage()}\n{told}")


@contextmanager
def noticing_faults(world: World) -> Iterator[None]:
    """A fault of the program, which the engine survives, is noted in the world.

    Nobody else reads its log: two weeks of trouble fill it, and the story tells of them.
    """
    faults, log = _Faults(world), logging.getLogger("picup_desktop")
    log.addHandler(faults)
    log.propagate = False
    try:
        yield
    finally:
        log.propagate = True
        log.removeHandler(faults)


def _tell_nobody(_event: str, _fields: Mapping[str, Any]) -> None:
    return


def _do_nothing() -> None:
    return
