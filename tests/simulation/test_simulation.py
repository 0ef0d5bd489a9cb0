"""Days of an engine's life with all its troubles, by seed; more with ``make simulate SEEDS=n``."""

import os
import tempfile
from pathlib import Path

import pytest

from picup_desktop.settings import DAY_SECONDS
from tests.simulation.promises import Promises
from tests.simulation.world import MEMORY, make_world, new_home

SEEDS = int(os.environ.get("PICUP_SEEDS", "4"))
FIRST = int(os.environ.get("PICUP_FIRST_SEED", "1"))
EVENTS = 40
CALM_SECONDS = 2 * DAY_SECONDS
IDLE_PASSES_A_DAY = 8


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_simulation_every_promise_holds_after_every_step(seed: int, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        home, ledger_opened = new_home(Path(folder))
        with ledger_opened as ledger:
            world = make_world(Path(folder), seed, ledger, home)
            promises = Promises(world)
            try:
                for _ in range(EVENTS):
                    world.happen()
                    world.live(world.clock.monotonic() + world.pause(), promises.check)
                world.story.append("calm")
                world.calm()
                world.live(world.clock.monotonic() + CALM_SECONDS, promises.check)
                promises.kept()
                world.passes = 0
                world.live(world.clock.monotonic() + DAY_SECONDS, promises.check)
                assert world.passes <= IDLE_PASSES_A_DAY, "work ends when faults end"
            except Exception as broken:
                broken.add_note("\n".join(world.story))
                raise
