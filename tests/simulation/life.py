"""A whole life: a person's doings, the weather over the storages, the clock; and its end."""

import random
import tempfile
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from picup_desktop.engine.work_queue import PassRequest
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.verify.report import VerifyOrder
from picup_desktop.words import Role
from tests.simulation.entropy import seeded_randomness
from tests.simulation.making import MEMORY, make_world, new_home
from tests.simulation.memory import Weather
from tests.simulation.person import Person
from tests.simulation.promises import Promises
from tests.simulation.world import World, noticing_faults

SOON_SECONDS = 60 * 60.0
LONGEST_TROUBLE_SECONDS = 4 * 60 * 60.0
LATER_SECONDS = 24 * 60 * 60.0
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
    until: dict[Role, float] = field(default_factory=dict)
    """When a storage's bad weather ends."""

    def __post_init__(self) -> None:
        if self.liar is not None:
            self.world.storages[self.liar].lies = LIE_CHANCE
        self.person = Person(self.world, self.chance)

    def happen(self) -> None:
        """Something, by chance; or a storage is well again."""
        for role, at in list(self.until.items()):
            if at <= self.world.clock.monotonic():
                self._set_weather(role, Weather())
                return
        things = (self.person.does, self._weather, self._rot, self._jump)
        self.chance.choices(things, weights=[14, 8, 3, 1])[0]()

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
        self.person.put_album_back()
        self.person.resumes()

    def _weather(self) -> None:
        role = self.chance.choice(list(Role))
        weather = self.chance.choice(
            [
                Weather(),
                Weather(),
                Weather(away=True),
                Weather(full=True),
                Weather(trouble=0.3),
                Weather(slow=0.2),
                Weather(crash=0.05),
                Weather(trouble=0.1, crash=0.02),
            ]
        )
        self._set_weather(role, weather)
        if weather != Weather() and self.chance.random() < 0.7:
            # Trouble tells most while something moves.
            self.person.changes_something()

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
        self.world.outages.ask_now(self.world.clock.monotonic(), by_person=True)
        self.world.work_queue.request(PassRequest(everything=True))
        self.world.tell(f"the clock jumps {seconds:g} s")


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
            return world.whole_trace()


def _live(life: Life, days: float) -> None:
    world, promises = life.world, Promises(life.world)
    while world.clock.monotonic() < days * DAY_SECONDS:
        life.happen()
        world.live(world.clock.monotonic() + life.pause(), promises.check)
    world.tell("calm")
    life.calm()
    world.live(world.clock.monotonic() + CALM_SECONDS, promises.check)
    life.person.answers()
    world.live(world.clock.monotonic() + CALM_SECONDS, promises.check)
    world.read_back(VerifyOrder(everything=True, repair=True))
    world.live(world.clock.monotonic() + CALM_SECONDS, promises.check)
    promises.kept()
    promises.all_read_back()
    world.passes = 0
    world.live(world.clock.monotonic() + DAY_SECONDS, promises.check)
    assert world.passes <= IDLE_PASSES_A_DAY, "work ends when faults end"
