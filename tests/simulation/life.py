"""What happens to a world: a person's doings, the weather over the storages, the clock."""

import os
import random
import tempfile
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from picup_desktop.engine.jobs import job_alone
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync import causes
from picup_desktop.sync.agenda import Wish
from picup_desktop.sync.answers import answer
from picup_desktop.sync.free import Freeing, FreeOrder
from picup_desktop.sync.trash import TrashFailed
from picup_desktop.sync.verify import VerifyOrder
from picup_desktop.words import Role
from tests.simulation.entropy import seeded_randomness
from tests.simulation.memory import Crash, Weather
from tests.simulation.promises import Promises
from tests.simulation.world import (
    MEMORY,
    SETTINGS,
    World,
    make_world,
    new_home,
    noticing_faults,
)

SOON_SECONDS = 60 * 60.0
LONGEST_TROUBLE_SECONDS = 4 * 60 * 60.0
LATER_SECONDS = 24 * 60 * 60.0
OLD_SECONDS = 60.0
LIE_CHANCE = 0.1
DAYS = 14.0
CALM_SECONDS = DAY_SECONDS
IDLE_PASSES_A_DAY = 8


@dataclass
class Life:
    """One person's, and one pair of storages'; ``liar`` is the storage that may do them harm."""

    world: World
    chance: random.Random
    liar: Role | None
    made: int = 0
    until: dict[Role, float] = field(default_factory=dict)
    """When a storage's bad weather ends."""

    def __post_init__(self) -> None:
        if self.liar is not None:
            self.world.storages[self.liar].lies = LIE_CHANCE

    def happen(self) -> None:
        """Something, by chance; or a storage is well again."""
        for role, at in list(self.until.items()):
            if at <= self.world.clock.monotonic():
                self._set_weather(role, Weather())
                return
        events = (self._new, self._new, self._change, self._delete, self._rename, self._weather)
        more = (self._jump, self._free, self._put_back, self._rot)
        self.chance.choices([*events, *more], weights=[3, 3, 2, 2, 1, 8, 1, 2, 1, 3])[0]()

    def pause(self) -> float:
        """Seconds until something else happens: at once, within the hour, or much later."""
        soon = self.chance.random() < 0.5
        seconds = (
            float(SOON_SECONDS ** self.chance.uniform(0, 1))
            if soon
            else self.chance.expovariate(1 / LATER_SECONDS)
        )
        ends = min(self.until.values(), default=inf) - self.world.clock.monotonic()
        return max(0.0, min(seconds, ends))

    def calm(self) -> None:
        """Every fault ends."""
        for role in Role:
            self.world.storages[role].lies = 0.0
            self._set_weather(role, Weather())
        self.answer()

    def answer(self) -> None:
        """The person looks at what waits for an answer, such as an album that was emptied (3-4)."""
        for item in self.world.ledger.attention.all():
            if causes.DELETE in item.choices:
                answer(self.world.ledger, SETTINGS, self.world.clock, item, causes.DELETE)
                self.world.tell(f"answered: {item.text}")
        self.world.agenda.wish(Wish(everything=True))

    def _new(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self.made += 1
            twin = self.world.files and self.chance.random() < 0.2
            data = (
                self.chance.choice(sorted(self.world.files.values()))
                if twin
                else b"\xff\xd8\xff\xe0" + self.chance.randbytes(self.chance.randint(10, 3000))
            )
            self._write(f"{self.made}.jpg", data)

    def _change(self) -> None:
        if self.world.files:
            name = self.chance.choice(sorted(self.world.files))
            self._write(name, b"\xff\xd8\xff\xe0" + self.chance.randbytes(500))

    def _delete(self) -> None:
        if self.world.files:
            name = self.chance.choice(sorted(self.world.files))
            self._leaves(name)
            (self.world.album / name).unlink()
            self._notice(f"{name} is deleted")

    def _rename(self) -> None:
        if self.world.files:
            name = self.chance.choice(sorted(self.world.files))
            self.made += 1
            new = f"{self.made}-renamed.jpg"
            self.world.files[new] = self._leaves(name)
            (self.world.album / name).rename(self.world.album / new)
            self._notice(f"{name} becomes {new}")

    def _free(self) -> None:
        """Some files leave for the trash; that may fail, or be the last thing that happens."""
        living = sorted(
            i for a in self.world.ledger.albums.all() for i in self.world.ledger.photos.living(a.id)
        )
        some = tuple(i for i in living if self.chance.random() < 0.5)
        job = job_alone(self.world.clock)
        freeing = Freeing(
            self.world.ledger, self.world.storages, self.world.clock, self._to_trash, job.between
        )
        try:
            report = freeing.run(FreeOrder(photo_ids=some), job)
        except Crash:
            self.world.tell("the engine was killed while it freed space")
            self.world.begin_engine()
        else:
            self.world.tell(f"{report.freed} files were freed, {len(report.failed)} stayed")

    def _to_trash(self, path: Path) -> None:
        luck = self.chance.random()
        if luck < 0.1:
            raise TrashFailed("It could not be moved")
        if luck < 0.2:
            raise Crash
        path.rename(self.world.trash / path.name)
        self.world.away[path.name] = self.world.files.pop(path.name)
        self.world.tell(f"{path.name} is freed")
        if luck < 0.3:
            raise Crash

    def _put_back(self) -> None:
        in_trash = sorted(path.name for path in self.world.trash.iterdir())
        if in_trash:
            name = self.chance.choice(in_trash)
            (self.world.trash / name).rename(self.world.album / name)
            self.world.files[name] = self.world.away.pop(name)
            self._notice(f"{name} is put back from the trash")

    def _leaves(self, name: str) -> bytes:
        """A file leaves its place. If it was put back from the trash and nobody saw it since, then
        the engine must go on taking it for a freed one: it can still be read back."""
        data = self.world.files.pop(name)
        listed = self.world.ledger.listing.photos()
        if any(entry.photo.remote_only for entry in listed if entry.photo.path == name):
            self.world.away[name] = data
        return data

    def _write(self, name: str, data: bytes) -> None:
        path = self.world.album / name
        path.write_bytes(data)
        old = (
            self.world.clock.now() - OLD_SECONDS
            if self.chance.random() < 0.5
            else self.world.clock.now()
        )
        at = int(old * 10**9) + self.chance.randint(0, 10**6)
        os.utime(path, ns=(at, at))
        self.world.files[name] = data
        self._notice(f"{name} is written")

    def _weather(self) -> None:
        role = self.chance.choice(list(Role))
        weather = self.chance.choice(
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
        self._set_weather(role, weather)
        if weather != Weather() and self.chance.random() < 0.7:
            # Trouble tells most while something moves.
            self._new()
            self._change()

    def _set_weather(self, role: Role, weather: Weather) -> None:
        storage = self.world.storages[role]
        storage.weather, storage.crashes = weather, 0
        self.until.pop(role, None)
        if weather != Weather():
            longest = LONGEST_TROUBLE_SECONDS ** self.chance.uniform(0.5, 1)
            self.until[role] = self.world.clock.monotonic() + longest
        self.world.tell(f"{role.value}: {weather}")

    def _rot(self) -> None:
        """Something happens to what rests on one storage."""
        if self.liar is not None:
            self.world.tell(f"{self.liar.value} harms {self.world.storages[self.liar].rot()}")

    def _jump(self) -> None:
        seconds = self.chance.choice([-3600.0, 3600.0, 8 * 3600.0])
        self.world.clock.set_wall(seconds)
        self.world.outages.ask_now(self.world.clock.monotonic())
        self.world.agenda.wish(Wish(everything=True))
        self.world.tell(f"the clock jumps {seconds:g} s")

    def _notice(self, what: str) -> None:
        """Sometimes the watcher misses it."""
        self.world.tell(what)
        if self.chance.random() < 0.8:
            self.world.rounds.hint(frozenset(album.id for album in self.world.ledger.albums.all()))


def lived(seed: int, days: float = DAYS) -> str:
    """Live a seed and hold the engine to its promises; what happened, as a hash.

    A promise that is broken raises AssertionError with the whole story.
    """
    above = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=above) as folder, seeded_randomness(seed):
        home, opened = new_home(Path(folder))
        with opened as ledger:
            world = make_world(Path(folder), seed, ledger, home)
            chance = random.Random(f"life {seed}")
            life = Life(world, chance, chance.choice([None, *Role]))
            with noticing_faults(world):
                try:
                    _live(life, days)
                except Exception as broken:
                    broken.add_note("\n".join(world.story))
                    raise
            return str(world.trace.hexdigest())


def _live(life: Life, days: float) -> None:
    world, promises = life.world, Promises(life.world)
    while world.clock.monotonic() < days * DAY_SECONDS:
        life.happen()
        world.live(world.clock.monotonic() + life.pause(), promises.check)
    world.tell("calm")
    life.calm()
    world.live(world.clock.monotonic() + CALM_SECONDS, promises.check)
    world.read_back(VerifyOrder(everything=True, repair=True))
    world.live(world.clock.monotonic() + CALM_SECONDS, promises.check)
    promises.kept()
    promises.all_read_back()
    world.passes = 0
    world.live(world.clock.monotonic() + DAY_SECONDS, promises.check)
    assert world.passes <= IDLE_PASSES_A_DAY, "work ends when faults end"
