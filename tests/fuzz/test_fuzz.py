"""No bytes make a parser do anything but parse, or refuse with an error of its own.

``make fuzz SECONDS=1800 SEED=1`` goes on for that long, all parsers in turn.
"""

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.changes import changed
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

CASES = Path(__file__).with_name("cases")
SECONDS = float(os.environ.get("PICUP_FUZZ_SECONDS", "0"))
"""For all parsers together; 0 is the little of every run."""
SEED = int(os.environ.get("PICUP_FUZZ_SEED", "1"))
A_LITTLE, A_ROUND = 40, 1000
LONGEST_SECONDS = 5.0
"""No input of these sizes takes a parser more of a processor."""


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_good_bytes_are_read(target: Target) -> None:
    """Samples that a parser refuses would test nothing but its first look."""
    for sample in target.samples():
        if target.name not in {"url", "text"}:
            target.read(sample)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_what_was_found_once_stays_mended(target: Target) -> None:
    for case in sorted((CASES / target.name).glob("*.bin")):
        target(case.read_bytes())


@pytest.mark.parametrize("target", TARGETS, ids=str)
@pytest.mark.timeout(SECONDS + 120)
def test_any_bytes_are_parsed_or_refused(target: Target) -> None:
    ends_at = time.monotonic() + SECONDS / len(TARGETS)
    round_number = 0
    while round_number == 0 or time.monotonic() < ends_at:
        _try_many(target, SEED + round_number, A_ROUND if SECONDS else A_LITTLE)
        round_number += 1


def _try_many(target: Target, begin: int, count: int) -> None:
    worst: list[bytes] = []

    @seed(begin)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(changed(target.samples()))
    def tried(data: bytes) -> None:
        began = time.thread_time()
        try:
            target(data)
        except Exception:
            worst[:] = [data]
            raise
        if time.thread_time() - began > LONGEST_SECONDS:
            worst[:] = [data]
            raise AssertionError("it takes too long")

    try:
        tried()
    except BaseException as error:
        if worst:
            error.add_note(f"seed {begin}: the bytes are kept in {_kept(target, worst[0])}")
        raise


def _kept(target: Target, data: bytes) -> Path:
    """Keep the smallest bytes that broke it: a test of every run, from then on."""
    folder = CASES / target.name
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
    file.write_bytes(data)
    return file


def test_every_case_belongs_to_a_parser() -> None:
    names = {target.name for target in TARGETS}
    assert {folder.name for folder in CASES.iterdir() if folder.is_dir()} <= names
