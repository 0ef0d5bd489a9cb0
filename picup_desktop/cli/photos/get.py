"""``picup get``: one photo back as a plain file."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.photos import Get
from picup_desktop.errors import UsageError
from picup_desktop.files.status import MOST_INT64
from picup_desktop.names import plain, shown


def get(
    context: typer.Context,
    *,
    photo: Annotated[str, typer.Argument(metavar="PHOTO", help="Its id, or ALBUM/relative/path.")],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    remote: Annotated[
        bool, typer.Option("--remote", help="Even if the original is on this computer.")
    ] = False,
    version: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=MOST_INT64,
            help="An earlier version; picup versions lists them.",
        ),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Read one photo: from this computer, else from main, else from backup."""
    target = output.expanduser().absolute()
    if target.is_dir():
        raise UsageError("folder-name-file-write", target=shown(str(target)))
    if not target.parent.is_dir():
        raise UsageError("no-folder", folder=shown(str(target.parent)))
    at = chosen_home(context, home)
    told = carry_out(at, passphrase, Get(photo, target, remote, version))
    if wants_json(context, json):
        print_json({"served_from": told["served_from"], "repaired": told["repaired"]})
    say(f"{shown(told['path'])} came from {plain(told['served_from'])}: {shown(str(target))}")
    for role in told["repaired"]:
        say(f"{plain(role)} had lost it and has it again.")
