"""``picup photos export``: photos as files for others, as they are or as JPEG."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    PhotosArgument,
    chosen_home,
    wants_json,
)
from picup_desktop.cli.output import number, print_json, say
from picup_desktop.engine.ipc.commands.photos import ExportPhotos
from picup_desktop.engine.ipc.picture_answers import Exported
from picup_desktop.errors import ExitCode, NoStorageReached, UsageError
from picup_desktop.home import Home
from picup_desktop.names import Shown, plain, shown
from picup_desktop.words import Role

SHOWN = 20


def export(
    context: typer.Context,
    *,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="The folder to write into.")],
    named: PhotosArgument,
    jpeg: Annotated[bool, typer.Option("--jpeg", help="As JPEG, turned as it is shown.")] = False,
    longest: Annotated[
        int, typer.Option(metavar="PIXELS", help="The longest side of a JPEG.", show_default=False)
    ] = 0,
    quality: Annotated[int, typer.Option(metavar="N", help="The quality of a JPEG.")] = 90,
    without_place: Annotated[
        bool, typer.Option("--without-place", help="JPEG that does not say where it was taken.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Write photos into DEST, for others to have. Nothing is ever overwritten.

    As they are: the original bytes, verified. As JPEG: turned as they are shown, with corrected
    dates written into them. Films stay as they are.
    """
    target = destination.expanduser().absolute()
    if target.exists() and not target.is_dir():
        raise UsageError("not-folder-name-one-restore", target=shown(str(target)))
    command = ExportPhotos(
        *(target, tuple(named), jpeg, longest, quality), with_place=not without_place
    )
    document = _exported(chosen_home(context, home), command)
    if wants_json(context, json):
        print_json(document)
    _tell(document, target)


def _exported(home: Home, command: ExportPhotos) -> Exported:
    # The list of photos loads no part of an engine.
    from picup_desktop.app import engine  # noqa: PLC0415
    from picup_desktop.cli.asking import passphrase  # noqa: PLC0415
    from picup_desktop.cli.progress import Doing, job_progress  # noqa: PLC0415
    from picup_desktop.engine.commands.restore import exported  # noqa: PLC0415
    from picup_desktop.engine.ipc.holder import by_whoever_holds  # noqa: PLC0415
    from picup_desktop.messages.catalogue import in_english, rendered  # noqa: PLC0415

    def by_itself() -> Exported:
        # Backup is not contacted while main answers.
        with (
            engine(home, passphrase, soon=(Role.MAIN,)) as parts,
            job_progress(Doing.EXPORT) as progress,
        ):
            return exported(parts, command, progress)

    told: Exported = rendered(by_whoever_holds(home, by_itself, command), in_english)
    return told


def _tell(document: Exported, target: Path) -> None:
    failed = document["failed"]
    for one in failed[:SHOWN]:
        say(f"{shown(one['photo'])}: {plain(one['reason'])}", "red")
    if len(failed) > SHOWN:
        say(f"And {number(len(failed) - SHOWN, 'other')}; --json names all.", "red")
    for words in _beside(document):
        say(words, "yellow")
    written = number(document["restored"], "photo")
    there = document["there_already"]
    told = f", {number(there, 'photo')} were there already" if there else ""
    say(f"{written} exported to {shown(str(target))}{plain(told)}.", "green")
    if document["nobody_reached"]:
        raise NoStorageReached(failed[0]["reason"])
    if failed or document["gone"]:
        raise typer.Exit(int(ExitCode.FAILED))


def _beside(document: Exported) -> list[Shown]:
    """Return what else a person wants to know, a sentence each."""
    words = []
    if document["as_they_are"]:
        words.append(f"Exported as it is, no picture: {number(document['as_they_are'], 'file')}.")
    if document["turned"]:
        turned = number(document["turned"], "photo")
        words.append(f"Not turned as it is shown here, which --jpeg does for pictures: {turned}.")
    if document["gone"]:
        words.append(f"Deleted, or not there any more: {number(document['gone'], 'photo')}.")
    return words
