"""``picup stop``: the background program and the window end, as before an update."""

import time

import typer

from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json
from picup_desktop.clock import SystemClock
from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.engine.ipc.commands import Stop
from picup_desktop.errors import HomeInUse
from picup_desktop.home import Home
from picup_desktop.home_lock import home_lock

END_TRIES = 75
AGAIN_SECONDS = 0.2
"""An engine ends within 5 s; the wait is three times that."""


def stop(
    context: typer.Context,
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """End the background program and the window of this home; nothing to end is fine, too."""
    stopped = _stop(chosen_home(context, home))
    if wants_json(context, json):
        print_json({"stopped": stopped})
    else:
        answer("It has ended." if stopped else "Nothing runs in the background of this home.")


def _stop(home: Home) -> bool:
    """Stop an engine; return whether one ran. HomeInUse names a remaining holder."""
    try:
        with EngineClient(home) as client:
            client.ask(Stop(faces=True))
    except EngineGone:
        # It ended while it was asked, as it should.
        pass
    except NoEngine:
        return False
    _wait_until_free(home)
    return True


def _wait_until_free(home: Home) -> None:
    for tried in range(1, END_TRIES + 1):
        try:
            with home_lock(home, SystemClock()):
                return
        except HomeInUse:
            if tried == END_TRIES:
                raise
        time.sleep(AGAIN_SECONDS)
