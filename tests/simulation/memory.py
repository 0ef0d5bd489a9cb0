"""A storage and a clock in memory, which misbehave as a seed says."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageAway,
    StorageError,
    StorageFull,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.one_by_one import get_one_by_one, put_one_by_one, remove_one_by_one
from picup_desktop.storage.sums import StoredSum, no_sums

ROOM_BYTES = 1 << 40
MOST_CRASHES = 4
STALLED_SECONDS = 60.0
LONGEST_CALL_SECONDS = 15 * 60.0
"""Longer than the lease of a message."""


class Crash(BaseException):
    """The engine's process ends right here, as by ``kill -9``."""


class SimulatedClock:
    """Moves only when somebody sleeps, or the simulation says."""

    def __init__(self, now: float) -> None:
        self._now = now
        self._monotonic = 0.0
        self.set_back_seconds = 0.0
        """How far it was set back in all, which lengthens what it measures."""

    def now(self) -> float:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def sleep(self, seconds: float) -> None:
        self._now += seconds
        self._monotonic += seconds

    def set_wall(self, seconds: float) -> None:
        """Somebody sets the clock, or the computer slept."""
        self._now += seconds
        self.set_back_seconds += max(0.0, -seconds)


@dataclass
class Weather:
    """How well one storage is at present."""

    away: bool = False
    full: bool = False
    trouble: float = 0.0
    """The chance that one call goes wrong in the middle."""
    slow: float = 0.0
    """The chance that one call takes minutes, and ends well."""
    crash: float = 0.0
    """The chance that the engine dies in one call; after a few times it does no more."""


@dataclass
class MemoryStorage:
    """As a ``Storage``; each has a chance of its own, which the other's calls do not shift."""

    clock: SimulatedClock
    chance: random.Random
    files: dict[str, bytes] = field(default_factory=dict)
    weather: Weather = field(default_factory=Weather)
    calls: int = 0
    lies: float = 0.0
    """The chance that it says it keeps an object, and keeps none, a part, or other bytes."""
    crashes: int = 0
    """Under this weather."""
    harmed: set[str] = field(default_factory=set)
    """The objects that it took well and lost, cut or changed: nobody can know before a look."""
    tell: Callable[[str], None] = field(default=lambda _: None)
    """Hears of every call."""

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        self._begin("put", name)
        data = source.read_bytes()
        if name in self.files:
            raise ObjectExists(f"{name} is taken.")
        if self.weather.full:
            raise StorageFull("No room is left.")
        late = self._goes_wrong()
        if late is None and self._may_harm(name) and self.chance.random() < self.lies:
            self.files[name] = data
            self.harm(name)
        elif late is None or self.chance.random() < 0.5:
            self.files[name] = data
            self.harmed.discard(name)
        self._maybe_crash()
        if late is not None:
            raise late
        if progress is not None:
            progress(len(data))

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        return put_one_by_one(self, puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        self._begin("get", name)
        data = self._there(name)[offset:]
        data = data if length is None else data[:length]
        yield data[: len(data) // 2]
        trouble = self._goes_wrong()
        if trouble is not None:
            raise trouble
        yield data[len(data) // 2 :]

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        return get_one_by_one(self, gets)

    def stat(self, name: str) -> ObjectInfo:
        self._begin("stat", name)
        return ObjectInfo(name, len(self._there(name)), self.clock.now())

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        return no_sums(names)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        self._begin("list", " ".join(folders))
        below = tuple(f"{folder}/" for folder in folders)
        found = sorted(name for name in self.files if name.startswith(below))
        yield from [ObjectInfo(n, len(self.files[n]), self.clock.now()) for n in found]

    def remove(self, name: str) -> bool:
        self._begin("remove", name)
        late = self._goes_wrong()
        gone = False
        if late is None or self.chance.random() < 0.5:
            gone = self.files.pop(name, None) is not None
            self.harmed.discard(name)
        self._maybe_crash()
        if late is not None:
            raise late
        return gone

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        return remove_one_by_one(self, names, seconds)

    def free_bytes(self) -> int | None:
        self._begin("room")
        return ROOM_BYTES

    def probe(self) -> Probe:
        self._begin("probe")
        return Probe(0.0002, ROOM_BYTES, None)

    def close(self) -> None:
        """There is nothing to end."""

    def harm(self, name: str) -> None:
        """Lose an object, or a part of it, or change it."""
        data = self.files.pop(name)
        self.harmed.add(name)
        match self.chance.randrange(3):
            case 0:
                self.files[name] = data[: len(data) // 2]
            case 1:
                at = self.chance.randrange(len(data))
                self.files[name] = data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]

    def rot(self) -> str | None:
        """Harm one of the objects that rest here; its name."""
        names = sorted(filter(self._may_harm, self.files))
        if not names:
            return None
        name = self.chance.choice(names)
        self.harm(name)
        return name

    @staticmethod
    def _may_harm(name: str) -> bool:
        return name.startswith("objects/")

    def _begin(self, method: str, name: str = "") -> None:
        self.calls += 1
        self.tell(f"{method} {name}")
        if self.weather.away:
            raise StorageUnreachable("Nobody answers.")
        if self.chance.random() < self.weather.slow:
            self.clock.sleep(self.chance.uniform(0, LONGEST_CALL_SECONDS))
        if self.chance.random() < self.weather.trouble / 2:
            raise StorageAway("The connection broke.")
        self._maybe_crash()

    def _goes_wrong(self) -> StorageError | None:
        if self.chance.random() >= self.weather.trouble:
            return None
        if self.chance.random() < 1 / 3:
            self.clock.sleep(STALLED_SECONDS)
            return StorageStalled("It stopped answering.")
        return self.chance.choice(
            [StorageAway("The connection broke."), StorageNonsense("It answers nonsense.")]
        )

    def _maybe_crash(self) -> None:
        if self.chance.random() < self.weather.crash and self.crashes < MOST_CRASHES:
            self.crashes += 1
            raise Crash

    def _there(self, name: str) -> bytes:
        if name not in self.files:
            raise ObjectNotFound(f"{name} is not there.")
        return self.files[name]
