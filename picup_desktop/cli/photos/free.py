"""``picup free``: originals leave this computer for its trash, or come back into their place."""

from typing import Annotated

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import number, print_json, say, size
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.answers import BroughtBack, Freed
from picup_desktop.engine.ipc.commands.photos import BringBack, FreeSpace
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.names import plain, shown

SHOWN = 20


def free(
    context: typer.Context,
    *,
    photos: Annotated[
        list[str] | None, typer.Argument(metavar="PHOTO", help="Ids, or ALBUM/relative/path.")
    ] = None,
    album: Annotated[str | None, typer.Option(metavar="NAME", help="Only this album.")] = None,
    older_than: Annotated[
        float | None,
        typer.Option(metavar="DAYS", min=0, help="Only photos at least this many days old."),
    ] = None,
    bring_back: Annotated[
        bool, typer.Option("--bring-back", help="Put the photos' files back into their place.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Move originals to the system's trash if both storages returned them whole recently.

    The photos stay on the storages and in the window. Say which: an album, an age, or photos.
    """
    at = chosen_home(context, home)
    if bring_back:
        if not photos or album is not None or older_than is not None:
            raise UsageError("bring-back-takes-photos-by")
        report = carry_out(at, passphrase, BringBack(photos=tuple(photos)))
        _tell_brought_back(context, report, json=json)
        return
    if not photos and album is None and older_than is None:
        raise UsageError("say-which-photos-album-name")
    if photos and album is not None:
        raise UsageError("name-album-photos-not-both")
    wanted = FreeSpace(
        albums=None if album is None else (album,),
        photos=tuple(photos) if photos else None,
        older_than_days=older_than,
    )
    _tell_freed(context, carry_out(at, passphrase, wanted), json=json)


def _tell_freed(context: typer.Context, report: Freed, *, json: bool) -> None:
    if wants_json(context, json):
        print_json(report)
    for one in report["failed"][:SHOWN]:
        where = f"{one['storage']}: " if one["storage"] else ""
        say(f"{shown(one['photo'])} stayed. {plain(where)}{plain(one['reason'])}", "red")
    kept = sum(report["kept"].values())
    stayed = f" {number(kept, 'photo')} stay as they are." if kept else ""
    freed = number(report["freed"], "photo")
    say(
        f"{freed} ({size(report['bytes'])}) moved to the system's trash.{plain(stayed)}",
        "green",
    )
    if report["failed_photos"] or report["stopped"]:
        raise typer.Exit(int(ExitCode.FAILED))


def _tell_brought_back(context: typer.Context, report: BroughtBack, *, json: bool) -> None:
    if wants_json(context, json):
        print_json(report)
    for one in report["photos"]:
        path = shown(one["path"])
        if one["reason"] is not None:
            say(f"{path} was not brought back. {plain(one['reason'])}", "red")
        else:
            say(f"{path} is back." if one["brought_back"] else f"{path} is here.", "green")
    if report["stopped"] or any(one["reason"] is not None for one in report["photos"]):
        raise typer.Exit(int(ExitCode.FAILED))
