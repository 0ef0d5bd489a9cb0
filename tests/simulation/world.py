"""A whole life of an engine, by seed: its real parts over storages in memory and a made clock.

What is done to it (files that come, change and go, outages, troubles, crashes,
jumps of the clock) follows from the seed alone. The engine's own threads may
still reach the two storages in another order on another run; the promises hold
in any of them.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from picup_desktop.app import new_ledger
from picup_desktop.engine.holds import Holds
from picup_desktop.engine.jobs import job_alone
from picup_desktop.engine.moves import Moves
from picup_desktop.engine.rounds import Rounds, RoundsParts
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.storage.place import Access, FolderPlace
from picup_desktop.sync import causes
from picup_desktop.sync.agenda import Agenda, Wish
from picup_desktop.sync.albums import add_album
from picup_desktop.sync.answers import answer
from picup_desktop.sync.free import Freeing, FreeOrder
from picup_desktop.sync.journal_write import signer_of
from picup_desktop.sync.outages import Outages
from picup_desktop.sync.setup import (
    SetupRequest,
    SetupStorage,
    both_there,
    look_at_both,
    made_vault,
)
from picup_desktop.sync.sync_pass import PassFolders, PassObserver, SyncPass
from picup_desktop.sync.trash import TrashFailed
from picup_desktop.vault.sealed_file_store import SealedFileStore
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role
from tests.simulation.memory import Crash, MemoryStorage, SimulatedClock, Weather

START = 1_800_000_000.0
LONGEST_TROUBLE_SECONDS = 2 * 60 * 60.0
LONGEST_CALM_SECONDS = 3.0 * DAY_SECONDS
PASSPHRASE = "simulated"
# One connection a storage and one message at a time: fewer orders in which things can happen.
SETTINGS = Settings(most_connections=1, messages_ahead=1)
LONGEST_STEP_SECONDS = 6 * 60 * 60.0
OLD_SECONDS = 60.0
MEMORY = Path("/dev/shm")
"""Where a world's files need not wait for a disk, if it is there."""


@dataclass
class World:
    """Everything of one seed."""

    folder: Path
    chance: random.Random
    ledger: Ledger
    secrets: Secrets
    home: Home
    clock: SimulatedClock
    storages: dict[Role, MemoryStorage]
    files: dict[str, bytes] = field(default_factory=dict)
    """What a person has in the album; nobody but the person may change it."""
    away: dict[str, bytes] = field(default_factory=dict)
    """What was in it until space was freed; it rests on the storages, and in a trash."""
    story: list[str] = field(default_factory=list)
    passes: int = 0
    made: int = 0
    alert: Callable[[], None] = field(default_factory=lambda: _do_nothing)

    def __post_init__(self) -> None:
        self.album = self.folder / "album"
        self.trash = self.folder / "trash"
        self.begin_engine()

    def begin_engine(self) -> None:
        """A process begins, knowing only what its ledger and its disk tell."""
        self.agenda, self.outages = Agenda(), Outages()
        self.rounds = Rounds(
            RoundsParts(
                ledger=lambda: self.ledger,
                new_pass=self._new_pass,
                polled=frozenset,
                agenda=self.agenda,
                outages=self.outages,
                holds=Holds(self.clock),
                moves=Moves(self.clock, _tell_nobody),
                clock=self.clock,
                tell=_tell_nobody,
                alert=self.alert,
                rest=_do_nothing,
            )
        )
        self.agenda.wish(Wish(everything=True))

    def _new_pass(self, observer: PassObserver) -> SyncPass:
        return SyncPass(
            ledger=self.ledger,
            storages=self.storages,
            folders=PassFolders(self.home.spool, self.home.scratch, self.home.journal),
            clock=self.clock,
            settings=SETTINGS,
            observer=observer,
            signer=signer_of(self.ledger, self.secrets),
        )

    # The engine

    def live(self, until: float, check: Callable[[], None]) -> None:
        """Let the engine do what it wants until then, looking after each step."""
        while self.clock.monotonic() < until:
            before = sum(storage.calls for storage in self.storages.values())
            try:
                wait = self.rounds.step()
            except Crash:
                self.story.append("the engine was killed")
                wait = 0.0
                self.begin_engine()
            if sum(storage.calls for storage in self.storages.values()) > before:
                self.passes += 1
            if not wait:
                check()
            if wait:
                self.clock.sleep(max(0.0, min(until, self._next_at()) - self.clock.monotonic()))
            else:
                self.clock.sleep(0.001)

    def _next_at(self) -> float:
        """When the engine has something to do by itself; it would wake more often for nothing."""
        at, now = self.clock.monotonic(), self.clock.now()
        due = [self.ledger.uploads.next_due(), self.ledger.deletions.next_due()]
        if self.outages.any:
            due = []
        moments = [self.rounds.next_at(), *(None if d is None else at + d - now for d in due)]
        planned = [max(moment, at + 1.0) for moment in moments if moment is not None]
        return min([*planned, at + LONGEST_STEP_SECONDS])

    # What happens to it

    def happen(self) -> None:
        """Something, by chance."""
        events = (self._new, self._new, self._change, self._delete, self._rename, self._weather)
        more = (self._jump, self._free, self._put_back)
        self.chance.choices([*events, *more], weights=[3, 3, 2, 1, 1, 6, 1, 2, 1])[0]()

    def pause(self) -> float:
        """Seconds until something else happens: mostly soon while there is trouble."""
        troubled = any(storage.weather != Weather() for storage in self.storages.values())
        longest = LONGEST_TROUBLE_SECONDS if troubled else LONGEST_CALM_SECONDS
        return float(longest ** self.chance.uniform(0, 1))

    def calm(self) -> None:
        """Every fault ends."""
        for storage in self.storages.values():
            storage.weather = Weather()
        self.answer()

    def answer(self) -> None:
        """The person looks at what waits for an answer, such as an album that was emptied (3-4)."""
        for item in self.ledger.attention.all():
            if causes.DELETE in item.choices:
                answer(self.ledger, SETTINGS, self.clock, item, causes.DELETE)
                self.story.append(f"answered: {item.text}")
        self.agenda.wish(Wish(everything=True))

    def _new(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self.made += 1
            twin = self.files and self.chance.random() < 0.2
            data = (
                self.chance.choice(sorted(self.files.values()))
                if twin
                else b"\xff\xd8\xff\xe0" + self.chance.randbytes(self.chance.randint(10, 3000))
            )
            self._write(f"{self.made}.jpg", data)

    def _change(self) -> None:
        if self.files:
            name = self.chance.choice(sorted(self.files))
            self._write(name, b"\xff\xd8\xff\xe0" + self.chance.randbytes(500))

    def _delete(self) -> None:
        if self.files:
            name = self.chance.choice(sorted(self.files))
            del self.files[name]
            (self.album / name).unlink()
            self._tell(f"{name} is deleted")

    def _rename(self) -> None:
        if self.files:
            name = self.chance.choice(sorted(self.files))
            self.made += 1
            new = f"{self.made}-renamed.jpg"
            self.files[new] = self.files.pop(name)
            (self.album / name).rename(self.album / new)
            self._tell(f"{name} becomes {new}")

    def _free(self) -> None:
        """Some files leave for the trash; that may fail, or be the last thing that happens."""
        living = sorted(
            i for a in self.ledger.albums.all() for i in self.ledger.photos.living(a.id)
        )
        some = tuple(i for i in living if self.chance.random() < 0.5)
        job = job_alone(self.clock)
        freeing = Freeing(self.ledger, self.storages, self.clock, self._to_trash, job.between)
        try:
            report = freeing.run(FreeOrder(photo_ids=some), job)
        except Crash:
            self.story.append("the engine was killed while it freed space")
            self.begin_engine()
        else:
            self.story.append(f"{report.freed} files were freed, {len(report.failed)} stayed")

    def _to_trash(self, path: Path) -> None:
        luck = self.chance.random()
        if luck < 0.1:
            raise TrashFailed("It could not be moved")
        if luck < 0.2:
            raise Crash
        path.rename(self.trash / path.name)
        self.away[path.name] = self.files.pop(path.name)
        self.story.append(f"{path.name} is freed")
        if luck < 0.3:
            raise Crash

    def _put_back(self) -> None:
        if self.away:
            name = self.chance.choice(sorted(self.away))
            (self.trash / name).rename(self.album / name)
            self.files[name] = self.away.pop(name)
            self._tell(f"{name} is put back from the trash")

    def _write(self, name: str, data: bytes) -> None:
        path = self.album / name
        path.write_bytes(data)
        old = self.clock.now() - OLD_SECONDS if self.chance.random() < 0.5 else self.clock.now()
        at = int(old * 10**9) + self.chance.randint(0, 10**6)
        os.utime(path, ns=(at, at))
        self.files[name] = data
        self._tell(f"{name} is written")

    def _weather(self) -> None:
        role = self.chance.choice(list(Role))
        self.storages[role].weather = weather = self.chance.choice(
            [
                Weather(),
                Weather(),
                Weather(away=True),
                Weather(full=True),
                Weather(trouble=0.3),
                Weather(crash=0.05),
                Weather(trouble=0.1, crash=0.02),
            ]
        )
        self.story.append(f"{role.value}: {weather}")

    def _jump(self) -> None:
        seconds = self.chance.choice([-3600.0, 3600.0, 8 * 3600.0])
        self.clock.set_wall(seconds)
        self.outages.ask_now(self.clock.monotonic())
        self.agenda.wish(Wish(everything=True))
        self.story.append(f"the clock jumps {seconds:g} s")

    def _tell(self, what: str) -> None:
        """Sometimes the watcher misses it."""
        self.story.append(what)
        if self.chance.random() < 0.8:
            self.rounds.hint(frozenset(album.id for album in self.ledger.albums.all()))


def make_world(folder: Path, seed: int, ledger: Ledger, home: Home) -> World:
    """A vault on two folders, which then become storages in memory."""
    clock, store = SimulatedClock(START), SealedFileStore(home.sealed_secrets, PASSPHRASE)
    access = Access(known_hosts=home.known_hosts)
    roots = {role: folder / role.value for role in Role}
    for root in (*roots.values(), folder / "album", folder / "trash"):
        root.mkdir()
    to = {role: SetupStorage(FolderPlace(root), access) for role, root in roots.items()}
    probes = both_there(look_at_both(to))
    with made_vault(
        SetupRequest(to), probes, store=store, ledger=ledger, scratch=home.scratch, clock=clock
    ):
        pass
    add_album(ledger, folder / "album", None, clock)
    chance = random.Random(seed)
    storages = {
        role: MemoryStorage(clock, random.Random(f"{seed} {role}"), files=_files(root))
        for role, root in roots.items()
    }
    return World(folder, chance, ledger, store.load(), home, clock, storages)


def new_home(folder: Path) -> Any:
    """A home and its empty ledger, as a context."""
    home = Home(folder / "home")
    home.make()
    return home, new_ledger(home)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def _tell_nobody(_event: str, _fields: dict[str, Any]) -> None:
    return


def _do_nothing() -> None:
    return
