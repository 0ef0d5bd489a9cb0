"""``picup autostart``: whether the background program starts with the computer."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.autostart.entry import Entry, own_command
from picup_desktop.autostart.here import autostart_here
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json
from picup_desktop.home import Home, default_home
from picup_desktop.names import plain


class Choice(StrEnum):
    """The possible arguments."""

    ON = "on"
    OFF = "off"
    STATUS = "status"


def autostart(
    context: typer.Context,
    *,
    choice: Annotated[Choice, typer.Argument(metavar="on|off|status")] = Choice.STATUS,
    service: Annotated[
        bool,
        typer.Option(
            "--service", help="On a Linux server without a desktop: as a systemd user unit."
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Turn the start with the computer on or off; without an argument, say which it is."""
    system = autostart_here(service=service)
    if choice is Choice.ON:
        system.switch_on(Entry(own_command(), _named(chosen_home(context, home))))
    elif choice is Choice.OFF:
        system.switch_off()
    on = system.is_on()
    if wants_json(context, json):
        print_json({"on": on, "where": system.where})
        return
    answer(
        f"It starts with the computer: {plain(system.where)}"
        if on
        else "It does not start with the computer. To change that: picup autostart on"
    )


def _named(home: Home) -> Path | None:
    return None if home == default_home() else home.folder
