"""``picup run``: the background program in the foreground, until it is told to end."""

import os
import signal
from collections.abc import Callable
from typing import Annotated

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home
from picup_desktop.cli.output import say
from picup_desktop.clock import SystemClock
from picup_desktop.engine.run import run_background
from picup_desktop.engine.system.priority import step_aside
from picup_desktop.errors import ExitCode


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

    def on_end(end: Callable[[], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: end())

    ended = run_background(
        chosen_home(context, home), passphrase, SystemClock(), wait=wait, on_end=on_end
    )
    if not ended:
        say("Something hung, so this ends hard; what was under way goes on at the next start.")
        # Threads that hang would keep the process: the ledger is whole, the children end by it.
        os._exit(int(ExitCode.DONE))
