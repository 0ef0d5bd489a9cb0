"""Runs the engine of a home: takes its lock, opens its log, starts the background program."""

from collections.abc import Collection
from contextlib import ExitStack

from picup_desktop.app import AskPassphrase
from picup_desktop.clock import Clock
from picup_desktop.engine.background import Background
from picup_desktop.engine.ending import ending_by
from picup_desktop.home import Home
from picup_desktop.home_lock import home_lock
from picup_desktop.log import start_logging
from picup_desktop.own_memory import keep_to_itself


def run_background(
    home: Home,
    ask: AskPassphrase,
    clock: Clock,
    *,
    wait: bool,
    signals: Collection[int],
) -> bool:
    """Run the engine of a home until it is told to end; see ``Background.run``.

    ``signals`` ask for the end. HomeInUse names the holder of the home.
    """
    keep_to_itself()
    home.make()
    with ExitStack() as resources:
        resources.enter_context(home_lock(home, clock))
        resources.enter_context(start_logging(home, to_terminal=True))
        ending = resources.enter_context(ending_by(signals))
        return Background(home, clock, ending).run(ask, wait=wait)
