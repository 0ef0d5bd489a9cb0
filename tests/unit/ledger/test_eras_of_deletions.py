"""What waits for its grace keeps what is left of it, however often the clock jumps (4-5)."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.clock import Uptime
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.clock.watch import ClockWatch
from picup_desktop.words import Role
from tests.unit.versions.album_life import BEGAN, SetClock

SETTINGS = Settings()
GRACE_SECONDS = SETTINGS.grace_days * DAY_SECONDS
ACCURATE_SECONDS = 60 * 60.0
"""How far a removal may be from when it is really due, where the kernel counts all the time."""
WITHOUT_COUNT_SECONDS = DAY_SECONDS + ACCURATE_SECONDS
"""A computer that was off may have been so for a day, as far as anybody knows."""
YEAR = 365 * DAY_SECONDS
SEVERAL_JUMPS = ((400 * DAY_SECONDS, -10 * YEAR, 100 * YEAR), (-10 * YEAR, 100 * YEAR, -YEAR))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


class Computer:
    """Its clock is set wrong and right; ``restarts`` says whether it was off at each jump."""

    def __init__(self, ledger: Ledger, scratch: Path, *, counts: bool, restarts: bool) -> None:
        self._ledger, self._scratch = ledger, scratch
        self._counts, self._restarts = counts, restarts
        self.clock = SetClock()
        self._boot, self._began = 0, self.clock.real
        self.look()

    def look(self) -> None:
        watch = ClockWatch(self._ledger, self.clock, SETTINGS, self._scratch, self._uptime)
        watch.look({})

    def jump(self, wrong_by: float) -> None:
        self.clock.sleep(6)
        self.clock.wrong_by = wrong_by
        if self._restarts:
            self._boot, self._began = self._boot + 1, self.clock.real
        self.clock.sleep(60)
        self.look()

    def delete(self, after_seconds: float = 30.0) -> float:
        """Return when the removal is really due, some time after the last look at the clock."""
        self.clock.sleep(after_seconds)
        now = self.clock.now()
        with self._ledger.transaction():
            self._ledger.deletions.enqueue(
                Role.MAIN,
                [("objects/one", None)],
                at=now,
                available_at=now + GRACE_SECONDS,
                objects_per_message=1,
            )
        return self.clock.real + GRACE_SECONDS

    def due(self) -> list[float]:
        """When the removals are due, by a clock that is right."""
        assert not self.clock.wrong_by
        return [message.available_at for message in self._ledger.deletions.all()]

    def lived_seconds(self) -> float:
        """All of it: while the clock is in doubt, no time counts."""
        return self.clock.real - BEGAN

    def _uptime(self) -> Uptime | None:
        if not self._counts:
            return None
        return Uptime(str(self._boot), self.clock.real - self._began)


@pytest.mark.parametrize(("counts", "restarts"), [(True, False), (True, True), (False, False)])
@pytest.mark.parametrize("after_seconds", [1.0, 50.0, 5 * 3600.0])
@pytest.mark.parametrize("jumps", SEVERAL_JUMPS)
def test_4_5_a_clock_that_is_wrong_several_times_ends_no_grace(
    ledger: Ledger,
    tmp_path: Path,
    jumps: tuple[float, ...],
    after_seconds: float,
    *,
    counts: bool,
    restarts: bool,
) -> None:
    computer = Computer(ledger, tmp_path, counts=counts, restarts=restarts)
    really_due = computer.delete(after_seconds)
    for jump in jumps:
        computer.jump(jump)
    computer.jump(0.0)
    (due,) = computer.due()
    by = ACCURATE_SECONDS if counts and not restarts else WITHOUT_COUNT_SECONDS
    assert really_due - by <= due <= really_due + computer.lived_seconds() + by


@pytest.mark.parametrize("seed", range(20))
def test_4_5_a_clock_that_jumps_anywhere_ends_no_grace(
    ledger: Ledger, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    restarts = chance.random() < 0.5
    computer = Computer(ledger, tmp_path, counts=True, restarts=restarts)
    really_due = []
    for _ in range(8):
        really_due.append(computer.delete(chance.choice((1.0, 70.0, 3600.0, 6 * 3600.0))))
        computer.jump(chance.choice((-1, 1)) * chance.uniform(2 * DAY_SECONDS, 50 * YEAR))
    computer.jump(0.0)
    by = WITHOUT_COUNT_SECONDS if restarts else ACCURATE_SECONDS
    for due, really in zip(sorted(computer.due()), really_due, strict=True):
        assert really - by <= due <= really + computer.lived_seconds() + by
