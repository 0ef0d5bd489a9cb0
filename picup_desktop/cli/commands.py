"""All commands and their modules; only the module of the given command is loaded.

A command's module imports SSH, the ledger and more: loading all of them would take most
of a second at each call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import typer


@dataclass(frozen=True)
class Command:
    """A command, or with ``group`` a word with commands below it."""

    name: str
    module: str
    """Below ``picup_desktop.cli``."""
    attribute: str
    group: bool = False
    takes_negative: bool = False
    """Whether an argument may be a negative number, which would read as an unknown option."""


COMMANDS = (
    Command("demo", "work.demo", "demo"),
    Command("setup", "vault.setup", "setup"),
    Command("open", "vault.open", "open_vault"),
    Command("album", "photos.album", "app", group=True),
    Command("sync", "work.sync", "sync"),
    Command("run", "work.run", "run"),
    Command("stop", "work.stop", "stop"),
    Command("autostart", "vault.autostart", "autostart"),
    Command("status", "photos.lists", "status"),
    Command("photos", "photos.lists", "photos"),
    Command("events", "photos.lists", "events"),
    Command("get", "photos.get", "get"),
    Command("rm", "photos.deleting", "rm"),
    Command("trash", "photos.trash", "app", group=True),
    Command("deletions", "photos.deleting", "app", group=True),
    Command("attention", "work.attention", "app", group=True),
    Command("free", "photos.free", "free"),
    Command("verify", "work.verify", "verify"),
    Command("restore", "photos.restore", "restore"),
    Command("doctor", "work.doctor", "doctor"),
    Command("alert", "vault.alert", "app", group=True),
    Command("settings", "vault.settings", "settings", takes_negative=True),
)

# Options before the command that take a value of their own.
WITH_VALUE = ("--home",)


def asked_for(arguments: Sequence[str]) -> tuple[Command, ...]:
    """Return the command in the arguments; all commands if there is none (help, a typing error)."""
    rest = iter(arguments)
    for word in rest:
        if word in WITH_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            return tuple(c for c in COMMANDS if c.name == word) or COMMANDS
    return COMMANDS


def add_commands(app: typer.Typer, commands: Sequence[Command]) -> None:
    """Load the commands and add them to the program."""
    for command in commands:
        module = import_module(f"picup_desktop.cli.{command.module}")
        found = getattr(module, command.attribute)
        if command.group:
            app.add_typer(found, name=command.name)
        else:
            passed_on = {"ignore_unknown_options": command.takes_negative}
            app.command(command.name, context_settings=passed_on)(found)
