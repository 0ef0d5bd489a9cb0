"""``picup skipped``: what is in the albums' folders and not kept, and why."""

from typing import Annotated

import typer

from picup_desktop.cli.answers import Skipped
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, print_table, say
from picup_desktop.errors import ExitCode
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import plain, shown
from picup_desktop.reading import reading
from picup_desktop.sync.albums.left_out import left_out_of
from picup_desktop.sync.albums.named import own_name
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.scan import AlbumFolderGone
from picup_desktop.words import Why

REASONS = {
    Why.LINK: "a link, which is not followed, or is behind one",
    Why.HIDDEN: "hidden",
    Why.KIND: "no photo or video, and nothing that belongs to one",
    Why.NAME: "named as a half-written file or one of the system",
    Why.SPECIAL: "a pipe, a socket or a device",
    Why.NOT_HERE: "not on this computer: it is in a cloud only",
}


def skipped(
    context: typer.Context,
    *,
    album: Annotated[
        str | None, typer.Option("--album", metavar="NAME", help="Only of this album.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """List the files in album folders that are not kept, and why."""
    found: list[tuple[str, LeftOut]] = []
    unreadable = False
    with reading(chosen_home(context, home)) as ledger:
        for one in _albums(ledger, album):
            try:
                found += ((one.name, file) for file in left_out_of(ledger, one))
            except AlbumFolderGone as error:
                unreadable = True
                say(f"{shown(one.name)}: {error.sentence}", "yellow")
    if wants_json(context, json):
        print_json([_document(name, file) for name, file in found])
    elif found:
        rows = ((shown(name), shown(file.names), plain(REASONS[file.why])) for name, file in found)
        print_table(("Album", "File", "Why it is not kept"), rows)
    elif not unreadable:
        say("Every file in the albums is kept.")
    if unreadable:
        raise typer.Exit(int(ExitCode.FAILED))


def _document(name: str, file: LeftOut) -> Skipped:
    return {
        "album": name,
        "path": file.path,
        "why": _promised(file).value,
        "stands_for": file.names if file.why is Why.NOT_HERE else None,
    }


def _promised(file: LeftOut) -> Why:
    """Return the reason in the words that docs/cli.md promises."""
    if file.why is not Why.NOT_HERE:
        return file.why
    if file.names == file.path:
        return Why.SPECIAL
    return Why.HIDDEN if file.path.rpartition("/")[2].startswith(".") else Why.NAME


def _albums(ledger: Ledger, wanted: str | None) -> list[AlbumRecord]:
    """Return one album, or all. UsageError if there is none of that name."""
    name = None if wanted is None else own_name(ledger, wanted)
    albums = ledger.albums.all()
    return [one for one in albums if name in {None, one.name} and one.path]
