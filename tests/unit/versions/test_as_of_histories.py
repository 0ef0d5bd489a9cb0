"""As of any moment, a restore gives exactly the album of that moment (DISASTERS 4-4).

Random lives of the albums of two computers in one vault, recorded in their ledgers and written
to their journals; the same is asked of both, and of a new computer that knows the journals
only. No storage takes part: the scenarios of 4-4 restore for real.
"""

import os
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.journal.catalog import import_catalog
from picup_desktop.sync.journal.write import own_state
from picup_desktop.vault.journal import Catalog
from picup_desktop.vault.journal.checkpoint import state_entries
from picup_desktop.vault.journal.replay import replay_entries
from tests.simulation.making import MEMORY
from tests.unit.versions.album_life import (
    BEGAN,
    CONTENTS,
    KEY,
    NAMES,
    STEP_SECONDS,
    Life,
    as_of,
    read,
)

LIVES = int(os.environ.get("PICUP_LIVES", "30"))
ABOVE = MEMORY if MEMORY.is_dir() else None
"""Where many small transactions need not wait for a disk."""
DEVICES = ("0" * 16, "1" * 16)
YEAR_SECONDS = 365 * DAY_SECONDS
AWAY_SECONDS = (STEP_SECONDS, 3600, 3 * DAY_SECONDS, 20 * DAY_SECONDS)
WRONG_SECONDS = (
    *(-50 * YEAR_SECONDS, -7200, -90, 90, 7200),
    *(45 * DAY_SECONDS, 400 * DAY_SECONDS),
)

Step = tuple[int, str, str, str]
"""Whose it is, what happens, to which name, and another name or content."""
computers = st.sampled_from(range(len(DEVICES)))
names = st.sampled_from(NAMES)
nothing = st.just("")


def _steps(
    what: str, name: st.SearchStrategy[str], other: st.SearchStrategy[str]
) -> st.SearchStrategy[Step]:
    return st.tuples(computers, st.just(what), name, other)


lives = st.lists(
    st.one_of(
        _steps("write", names, st.sampled_from(CONTENTS)),
        _steps("rename", names, names),
        *(_steps(what, names, nothing) for what in ("delete", "restore", "touch", "empty")),
        *(
            _steps(what, nothing, nothing)
            for what in (
                *("scramble", "keep the good ones", "take them as they are"),
                *("journal", "checkpoint", "read the other's"),
            )
        ),
        _steps("off for a while", st.sampled_from(AWAY_SECONDS).map(str), nothing),
        _steps("the clock goes wrong", st.sampled_from(WRONG_SECONDS).map(str), nothing),
        _steps("the clock is right", nothing, nothing),
    ),
    max_size=18,
)


@given(lives)
@settings(deadline=None, max_examples=LIVES)
def test_4_4_as_of_any_moment_every_computer_and_a_new_one_give_the_album_of_then(
    steps: list[Step],
) -> None:
    with tempfile.TemporaryDirectory(dir=ABOVE) as folder, ExitStack() as ending:
        one, two, new = (
            ending.enter_context(closing(open_ledger(Path(folder) / name)))
            for name in ("one", "two", "new")
        )
        both = [Life(one, DEVICES[0], Path(folder)), Life(two, DEVICES[1], Path(folder))]
        for whose, what, name, other in steps:
            for life in both:
                life.clock.sleep(STEP_SECONDS)
            _step(both, both[whose], what, name, other)
        for life in both:
            life.set_right()
            life.journal()
        read(new, both, both[0].clock.now())
        for life, stranger in (both, both[::-1]):
            read(stranger.ledger, [life], stranger.clock.now())
            for moment, album in life.moments().items():
                assert as_of(life.ledger, moment) == album, f"its own, at {moment - BEGAN}"
                assert as_of(stranger.ledger, moment, life.device) == album, "the other's"
                assert as_of(new, moment, life.device) == album, "a new computer's"
            for ledger, device in ((life.ledger, None), (new, life.device)):
                assert as_of(ledger, BEGAN - DAY_SECONDS, device) == {}


def _step(both: list[Life], mine: Life, what: str, name: str, other: str) -> None:
    match what:
        case "read the other's":
            (others,) = [life for life in both if life is not mine]
            read(mine.ledger, [others], mine.clock.now())
        case "off for a while":
            for life in both:
                life.clock.sleep(float(name))
        case "the clock goes wrong":
            mine.set_wrong(float(name))
        case "the clock is right":
            mine.set_right()
        case _:
            mine.live(what, name, other)


def test_4_4_what_changes_within_the_second_of_the_moment_is_as_it_was() -> None:
    device = DEVICES[0]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        here, there = (
            ending.enter_context(closing(open_ledger(Path(folder) / name)))
            for name in ("here", "there")
        )
        life = Life(here, device, Path(folder))
        for name in NAMES:
            life.write(name, "one", BEGAN)
        life.journal()
        moment = BEGAN + STEP_SECONDS + 0.25
        life.delete("a", moment + 0.25)
        life.write("b", "two", moment + 0.25)
        life.rename("c", "d", moment + 0.25)
        life.journal()
        for entries in (life.entries, state_entries(own_state(here, device, int(BEGAN)))):
            state = replay_entries(device, entries)
            import_catalog(there, Catalog({device: state}), {device: KEY}, BEGAN)
            for ledger, owner in ((here, None), (there, device)):
                assert as_of(ledger, moment, owner) == dict.fromkeys(NAMES, "one")
                assert as_of(ledger, moment + 1, owner) == {"b": "two", "d": "one"}
