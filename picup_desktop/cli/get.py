"""``picup get``: one photo back, from wherever it rests."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.app import engine
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.errors import UsageError
from picup_desktop.names import shown
from picup_desktop.sync.find import find_photo


def get(
    context: typer.Context,
    *,
    photo: Annotated[str, typer.Argument(metavar="PHOTO", help="Its id, or ALBUM/relative/path.")],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    remote: Annotated[
        bool, typer.Option("--remote", help="Even if the original is on this computer.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Read one photo: from this computer, else from main, else from backup."""
    target = output.expanduser().absolute()
    if target.is_dir():
        raise UsageError(f"{shown(str(target))} is a folder. Name the file to write.")
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {shown(str(target.parent))}.")
    with engine(chosen_home(context, home), passphrase) as parts:
        found = find_photo(parts.ledger, photo)
        report = parts.reader().read(found, target, remote=remote)
    repaired = [role.value for role in report.repaired]
    if wants_json(context, json):
        print_json({"served_from": report.served_from, "repaired": repaired})
    say(f"{shown(found.path)} came from {report.served_from}: {shown(str(target))}")
    for role in repaired:
        say(f"{role} had lost it and has it again.")
