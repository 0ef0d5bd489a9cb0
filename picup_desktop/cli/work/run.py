"""``picup run`` and ``picup stop``: the background program in the foreground, and its end."""

import os
import signal
import time
from typing import Annotated

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json, say
from picup_desktop.clock import SystemClock
from picup_desktop.engine.ipc.client import EngineClient, EngineGone, NoEngine
from picup_desktop.engine.ipc.commands.engine import Stop
from picup_desktop.engine.run import run_background
from picup_desktop.engine.system.priority import step_aside
from picup_desktop.errors import ExitCode, HomeInUse
from picup_desktop.home import Home
from picup_desktop.home_lock import home_lock


def run(
    context: typer.Context,
    *,
    wait: Annotated[
        bool,
        typer.Option(
            "--wait",
            help="Without a vault, or while it is locked: wait for the window to bring it.",
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,  # noqa: ARG001 - every command takes it; this one answers nothing
) -> None:
    """Watch the albums and protect what is new, until SIGTERM or Ctrl-C; it ends within 5 s."""
    step_aside()
    ended = run_background(
        chosen_home(context, home),
        passphrase,
        SystemClock(),
        wait=wait,
        signals=(signal.SIGTERM, signal.SIGINT),
    )
    if not ended:
        say("Something hung, so this ends at once; the next start resumes what was under way.")
        # Hanging threads would keep the process alive; the ledger is consistent, and the children
        # end with the process.
        os._exit(int(ExitCode.DONE))


END_TRIES = 75
AGAIN_SECONDS = 0.2
"""An engine ends within 5 s; the wait is three times that."""


def stop(
    context: typer.Context,
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """End the background program and the window of this home; it is no error if none runs."""
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
        # It ended before it answered, which is what was asked of it.
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
