"""Two weeks of an engine's life with all troubles, by seed; more with ``make simulate SEEDS=n``.

docs/simulation.md tells what is real in it, and how one seed is lived again.
"""

import os
import subprocess
import sys

import pytest

from tests.simulation.life import lived

SEEDS = int(os.environ.get("PICUP_SEEDS", "6"))
FIRST = int(os.environ.get("PICUP_FIRST_SEED", "1"))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_simulation_every_promise_holds_after_every_step(seed: int) -> None:
    lived(seed)


def test_simulation_a_seed_gives_the_same_life_again() -> None:
    assert lived(FIRST) == lived(FIRST)
    assert lived(FIRST) != lived(FIRST + 1)


@pytest.mark.parametrize("hashes", ["1", "2"])
def test_simulation_a_seed_gives_the_same_life_in_another_process(hashes: str) -> None:
    program = f"from tests.simulation.life import lived; print(lived({FIRST}))"
    there = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": hashes},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == lived(FIRST)
