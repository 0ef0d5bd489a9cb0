"""Options that several commands share."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.home import Home, default_home

HOME_VARIABLE = "PICUP_HOME"

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        # A home that can't be read is told with its owner and the way out.
        readable=False,
        help="Keep all state of one profile under DIR (or set PICUP_HOME).",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")
]
SshOption = Annotated[
    str | None,
    typer.Option(
        "--ssh",
        metavar="openssh|builtin|auto",
        help="Who speaks SSH: the computer's own ssh, or this program; auto: as it is needed.",
    ),
]
KeyOption = Annotated[
    Path | None, typer.Option("--ssh-key", metavar="FILE", help="The SSH private key.")
]
AcceptOption = Annotated[
    bool, typer.Option("--accept-new-host-keys", help="Trust servers that the kit does not know.")
]
PhotosArgument = Annotated[
    list[str], typer.Argument(metavar="PHOTO", help="Ids, or ALBUM/relative/path.")
]


@dataclass(frozen=True)
class Given:
    """The options before the command's own name."""

    home: Path | None = None
    json: bool = False


@dataclass(frozen=True)
class OneStorage:
    """A storage of a vault that no home knows here, with its kit and login."""

    url: str
    kit_file: Path
    key_file: Path | None
    ssh: str | None
    trusts_new_host_keys: bool


def has_subcommand(context: typer.Context, home: Path | None, *, json: bool) -> bool:
    """Return whether a subcommand follows; the options of its group count for it too."""
    given: Given = context.find_root().obj
    context.find_root().obj = replace(given, home=home or given.home, json=json or given.json)
    return context.invoked_subcommand is not None


def chosen_home(context: typer.Context, home: Path | None) -> Home:
    """Return the home given after the command, before it, in the environment, or the default."""
    given: Given = context.find_root().obj
    return _home(home or given.home)


def home_named(arguments: Sequence[str]) -> Home:
    """Return the home that a command line names, from its words alone."""
    for at, word in enumerate(arguments):
        if word == "--home" and at + 1 < len(arguments):
            return _home(Path(arguments[at + 1]))
        if word.startswith("--home="):
            return _home(Path(word.removeprefix("--home=")))
    return _home(None)


def _home(given: Path | None) -> Home:
    named = given or os.environ.get(HOME_VARIABLE)
    return Home(Path(named).expanduser().absolute()) if named else default_home()


def wants_json(context: typer.Context, json: bool) -> bool:  # noqa: FBT001 - as typer hands it on
    """Return whether ``--json`` was given, before or after the command's name."""
    given: Given = context.find_root().obj
    return json or given.json
