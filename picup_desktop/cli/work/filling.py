"""Wait until a replaced storage is filled, by passes here or in the running engine (5-3)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from picup_desktop.cli.progress import bars_on_a_terminal, of_items
from picup_desktop.cli.work.one_pass import one_pass
from picup_desktop.clock import SystemClock
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.home import Home
from picup_desktop.reading import reading
from picup_desktop.words import StorageState

PASS_SECONDS = 20.0
"""How long one pass copies, so that photos that arrive meanwhile are protected too."""
LOOK_SECONDS = 1.0
STANDSTILL_SECONDS = 120.0
"""How long an engine may bring nothing before it is no longer waited for."""


def fill(home: Home) -> int:
    """Return how many objects are still on one storage only when nothing moves any more."""
    with _bar() as show:
        left = _left(home)
        show(left)
        while left and _one_step(home, left):
            now_left = _left(home)
            if now_left >= left:
                return now_left
            left = now_left
            show(left)
    return left


def _one_step(home: Home, left: int) -> bool:
    """Let some objects be brought; return whether it makes sense to go on."""
    ends_at = time.monotonic() + STANDSTILL_SECONDS
    while (runs := _engine_runs(home)) and _left(home) == left:
        if time.monotonic() >= ends_at or not _all_online(home):
            return True
        time.sleep(LOOK_SECONDS)
    # An engine that was killed is not waited for.
    return runs or not one_pass(home, PASS_SECONDS)["nobody_reached"]


def _left(home: Home) -> int:
    with reading(home) as ledger:
        return ledger.objects.count_half_stored(SystemClock().now())


def _all_online(home: Home) -> bool:
    with reading(home) as ledger:
        return all(one.state is StorageState.ONLINE for one in ledger.storages.all())


def _engine_runs(home: Home) -> bool:
    try:
        with EngineClient(home):
            return True
    except NoEngine:
        return False


@contextmanager
def _bar() -> Iterator[Callable[[int], None]]:
    """Show how much is left, on a terminal."""
    with bars_on_a_terminal(of_items) as bars:
        if bars is None:
            yield lambda _: None
            return
        task = bars.add_task("brought", total=None)
        whole = 0

        def show(left: int) -> None:
            nonlocal whole
            whole = max(whole, left)
            bars.update(task, total=whole, completed=whole - left)

        yield show
