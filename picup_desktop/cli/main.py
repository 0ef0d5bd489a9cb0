"""``picup``: every command joined, and errors told in one sentence with their exit code."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop import __version__
from picup_desktop.cli.commands import add_commands, asked_for
from picup_desktop.cli.options import Given, HomeOption, JsonOption, home_named
from picup_desktop.cli.output import say, write_any_name
from picup_desktop.errors import ExitCode, PicupError
from picup_desktop.home import Home
from picup_desktop.log import keep_quiet, start_logging

log = logging.getLogger(__name__)

app = typer.Typer(
    name="picup",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Keeps every photo, sealed, on two NAS boxes, and can prove it.",
)


def _version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        sys.stdout.write(f"picup {__version__}\n")
        raise typer.Exit


@app.callback()
def given(
    context: typer.Context,
    *,
    home: HomeOption = None,
    json: JsonOption = False,
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell and end.")
    ] = False,
) -> None:
    """Keeps every photo, sealed, on two NAS boxes, and can prove it."""
    context.obj = Given(None if home is None else Path(home), json)


def main() -> None:
    """Run one command and end with its exit code."""
    write_any_name()
    keep_quiet()
    add_commands(app, asked_for(sys.argv[1:]))
    try:
        app()
    except PicupError as error:
        say(f"{error.title}. {error.sentence}", style="red")
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        say("Stopped. What was under way goes on at the next start.")
        sys.exit(int(ExitCode.FAILED))
    except Exception as error:  # noqa: BLE001 - the last one who can tell of it; it is logged whole
        say(fault_told(home_named(sys.argv[1:]), error), style="red")
        sys.exit(int(ExitCode.FAILED))


def fault_told(home: Home, error: Exception) -> str:
    """Write an error of this program into the home's log; return what a person is told."""
    told = f"A fault of this program. {type(error).__name__} ended the command."
    if not home.log.parent.is_dir():
        return f"{told} There is no home to keep a log of it in: {home.folder}"
    try:
        # The log would open its file only with the first line, and tell of trouble by a traceback.
        home.log.open("ab").close()
        with start_logging(home, to_terminal=False):
            log.error("a command ended by a fault", exc_info=error)
    except (OSError, PicupError) as unwritable:
        return f"{told} It could not be logged: {unwritable}"
    return f"{told} The log has all of it: {home.log}. picup doctor --bundle FILE makes a report."
