"""``picup``: the table of all commands, and errors as one sentence with their exit code.

Only the module of the command that was asked for is loaded.
"""

import atexit
import gc
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.options import Given, HomeOption, JsonOption, home_named
from picup_desktop.cli.output import say, write_any_name
from picup_desktop.errors import ExitCode, PicupError
from picup_desktop.home import Home
from picup_desktop.messages.system import is_disk_full
from picup_desktop.names import Shown, plain, shown
from picup_desktop.program.version import version_told


@dataclass(frozen=True)
class CommandEntry:
    """A command, or with ``group`` a word with commands below it."""

    name: str
    module: str
    """Below ``picup_desktop.cli``."""
    attribute: str
    group: bool = False
    takes_negative: bool = False
    """Whether an argument may be a negative number, which would read as an unknown option."""


COMMANDS = (
    CommandEntry("demo", "work.demo", "demo"),
    CommandEntry("setup", "vault.setup", "setup"),
    CommandEntry("open", "vault.open", "open_vault"),
    CommandEntry("album", "photos.album", "app", group=True),
    CommandEntry("sync", "work.sync", "sync"),
    CommandEntry("run", "work.run", "run"),
    CommandEntry("stop", "work.run", "stop"),
    CommandEntry("health", "work.health", "health"),
    CommandEntry("storage", "work.storage", "app", group=True),
    CommandEntry("autostart", "vault.autostart", "autostart"),
    CommandEntry("status", "photos.status", "status"),
    CommandEntry("photos", "photos.dates", "app", group=True),
    CommandEntry("skipped", "photos.skipped", "skipped"),
    CommandEntry("events", "photos.lists", "events"),
    CommandEntry("get", "photos.get", "get"),
    CommandEntry("versions", "photos.versions", "versions"),
    CommandEntry("rm", "photos.deleting", "rm"),
    CommandEntry("trash", "photos.trash", "app", group=True),
    CommandEntry("deletions", "photos.deleting", "app", group=True),
    CommandEntry("attention", "work.attention", "app", group=True),
    CommandEntry("free", "photos.free", "free"),
    CommandEntry("verify", "work.verify", "verify"),
    CommandEntry("restore", "photos.restore", "restore"),
    CommandEntry("doctor", "work.doctor", "doctor"),
    CommandEntry("computer", "vault.computer", "app", group=True),
    CommandEntry("kit", "vault.kit", "app", group=True),
    CommandEntry("passphrase", "vault.passphrase", "app", group=True),
    CommandEntry("alert", "vault.alert", "app", group=True),
    CommandEntry("settings", "vault.settings", "settings", takes_negative=True),
)

# Options before the command that take a value of their own.
WITH_VALUE = ("--home",)


def asked_for(arguments: Sequence[str]) -> tuple[CommandEntry, ...]:
    """Return the command in the arguments; all commands if there is none (help, a typing error).

    None for ``--version``, which needs no command.
    """
    rest = iter(arguments)
    for word in rest:
        if word == "--version":
            return ()
        if word in WITH_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            return tuple(c for c in COMMANDS if c.name == word) or COMMANDS
    return COMMANDS


def add_commands(app: typer.Typer, commands: Sequence[CommandEntry]) -> None:
    """Load the commands and add them to the program."""
    for command in commands:
        module = import_module(f"picup_desktop.cli.{command.module}")
        found = getattr(module, command.attribute)
        if command.group:
            app.add_typer(found, name=command.name)
        else:
            passed_on = {"ignore_unknown_options": command.takes_negative}
            app.command(command.name, context_settings=passed_on)(found)


log = logging.getLogger(__name__)

app = typer.Typer(
    name="picup",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Keeps every photo, sealed, on two storages, and can prove it.",
)


def _version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        sys.stdout.write(f"{version_told()}\n")
        raise typer.Exit


@app.callback()
def given(
    context: typer.Context,
    *,
    home: HomeOption = None,
    json: JsonOption = False,
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it and end.")
    ] = False,
) -> None:
    """Keeps every photo, sealed, on two storages, and can prove it."""
    context.obj = Given(None if home is None else Path(home), json)


def main() -> None:
    """Run one command and end with its exit code."""
    write_any_name()
    # Without an open log, records go nowhere: commands say their own sentences.
    logging.getLogger().addHandler(logging.NullHandler())
    # Looking for garbage at the very end takes a tenth of a second, and the memory ends anyway.
    atexit.register(gc.freeze)
    # Nothing that is loaded at the start becomes garbage.
    gc.disable()
    add_commands(app, asked_for(sys.argv[1:]))
    gc.enable()
    try:
        app()
    except PicupError as error:
        say(f"{error.heading}. {error.sentence}", style="red")
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        say("Stopped. What was under way goes on at the next start.")
        sys.exit(int(ExitCode.FAILED))
    except Exception as error:  # noqa: BLE001 - the last one who can tell of it; it is logged whole
        if isinstance(error, OSError) and is_disk_full(error):
            told = disk_told(error)
        else:
            told = fault_told(home_named(sys.argv[1:]), error)
        say(told, style="red")
        sys.exit(int(ExitCode.FAILED))


def disk_told(error: OSError) -> Shown:
    """Return the sentence about a disk of this computer without room for what a command needs."""
    where = f" ({shown(os.fsdecode(error.filename))})" if error.filename else ""
    return plain(f"A disk of this computer is full{where}. Make room on it, then try again.")


def fault_told(home: Home, error: Exception) -> Shown:
    """Write an error of this program into the home's log; return the sentence for the person."""
    from picup_desktop.log import start_logging  # noqa: PLC0415 - few commands keep a log

    told = plain(f"A fault of this program. {type(error).__name__} ended the command.")
    if not home.log.parent.is_dir():
        return f"{told} There is no home to keep a log of it in: {shown(str(home.folder))}"
    try:
        # The log opens its file with its first line, and reports trouble by a traceback.
        home.log.open("ab").close()
        with start_logging(home, to_terminal=False):
            log.error("a command ended by a fault", exc_info=error)
    except (OSError, PicupError) as unwritable:
        return f"{told} It could not be logged: {plain(str(unwritable))}"
    in_log = f"The log has all of it: {shown(str(home.log))}."
    return f"{told} {in_log} picup doctor --bundle FILE makes a report."
