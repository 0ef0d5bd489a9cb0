"""``picup album``: the watched folders."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli import answers
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import number, print_json, print_table, say
from picup_desktop.cli.photos.status import counts_json, kinds_json
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.albums import (
    AddAlbum,
    AlbumChosen,
    MoveAlbum,
    PauseAlbum,
    RemoveAlbum,
    RenameAlbum,
    ResumeAlbum,
    SetForAlbum,
)
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.left_out import left_out_counts
from picup_desktop.left_out import LeftOutCounts, kinds_of
from picup_desktop.messages.catalogue import in_english
from picup_desktop.names import Shown, plain, shown
from picup_desktop.reading import reading
from picup_desktop.settings.albums import CHOICES
from picup_desktop.words import PhotoState

app = typer.Typer(no_args_is_help=True, help="Watched folders.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The album's name.")]


@app.command()
def add(
    context: typer.Context,
    *,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder of photos.")],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Instead of the folder's own name.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Watch a folder: its photos go to both storages at the next sync."""
    at = chosen_home(context, home)
    album = carry_out(at, passphrase, AddAlbum(path.expanduser().absolute(), name))
    if wants_json(context, json):
        print_json(album)
    say(f"The album {shown(album['name'])} is watched: {shown(album['path'])}")


@app.command("list")
def list_albums(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Every album with its folder, its state and how safe its photos are."""
    with reading(chosen_home(context, home)) as ledger:
        albums = ledger.albums.all()
        counts = ledger.photos.counts_by_album()
        left_out = {album.id: left_out_counts(ledger, album.id) for album in albums}
    nothing = dict.fromkeys(PhotoState, 0)
    rows = [(album, counts.get(album.id, nothing), left_out[album.id]) for album in albums]
    if wants_json(context, json):
        print_json([_album_json(*row) for row in rows])
        return
    if not rows:
        say("There is no album yet. Add one: picup album add PATH")
        return
    print_table(
        ("Album", "State", "Photos", "Protected", "Not kept", "Folder"),
        (
            (
                shown(album.name),
                album.state.value,
                f"{sum(of.values()) - of[PhotoState.DELETED]:,}",
                f"{of[PhotoState.PROTECTED]:,}",
                in_english(kinds_of(not_kept)),
                shown(album.path),
            )
            for album, of, not_kept in rows
        ),
    )


def _album_json(
    album: AlbumRecord, of: Mapping[PhotoState, int], left_out: LeftOutCounts
) -> answers.Album:
    return {
        "name": album.name,
        "path": album.path,
        "state": album.state.value,
        "photos": sum(of.values()) - of[PhotoState.DELETED],
        **counts_json(of),
        "skipped_files": album.skipped_files,
        "skipped_kinds": kinds_json(left_out),
        "links": album.choices.links.value,
        "hidden": album.choices.hidden.value,
        "files": album.choices.files.value,
    }


@app.command()
def pause(
    context: typer.Context, *, name: NameArgument, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Neither scan nor upload an album until it is resumed."""
    carry_out(chosen_home(context, home), passphrase, PauseAlbum(name))
    _done(context, json=json, name=name, what="paused")


@app.command()
def resume(
    context: typer.Context, *, name: NameArgument, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Scan and upload a paused album again."""
    carry_out(chosen_home(context, home), passphrase, ResumeAlbum(name))
    _done(context, json=json, name=name, what="watched again")


@app.command()
def move(
    context: typer.Context,
    *,
    name: NameArgument,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="Where its folder stands now.")],
    anyway: Annotated[
        bool,
        typer.Option(
            "--anyway",
            help="Also if few of its photos are there. Nothing is deleted; you are asked.",
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Watch an album where its folder stands now; nothing is uploaded again."""
    moved = carry_out(
        chosen_home(context, home),
        passphrase,
        MoveAlbum(name, path.expanduser().absolute(), anyway),
    )
    if wants_json(context, json):
        print_json(moved)
    say(f"The album {shown(moved['name'])} is watched: {shown(moved['path'])}")
    say(f"{number(moved['known'], 'photo')} of it found there.")
    if moved["other"]:
        say(f"{number(moved['other'], 'photo')} changed there; the next sync looks at them.")
    if moved["missing"]:
        say(
            f"{number(moved['missing'], 'photo')} missing there. Nothing is deleted; the album"
            " waits for your answer: picup attention",
            "yellow",
        )


@app.command()
def rename(
    context: typer.Context,
    *,
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Give an album another name; its folder keeps its own."""
    album = carry_out(chosen_home(context, home), passphrase, RenameAlbum(name, new))
    if wants_json(context, json):
        print_json(album)
    say(f"The album {shown(name)} is called {shown(album['name'])} now.")


@app.command("set")
def choose(
    context: typer.Context,
    *,
    name: NameArgument,
    choice: Annotated[str, typer.Argument(metavar="CHOICE", help=f"One of {', '.join(CHOICES)}.")],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="Of links: tell or follow; of hidden: tell or keep; of files: photos or all.",
        ),
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Choose which files of an album are kept; taking it back removes nothing that was kept."""
    chosen = carry_out(chosen_home(context, home), passphrase, SetForAlbum(name, choice, value))
    if wants_json(context, json):
        print_json(chosen)
    say(f"The album {shown(chosen['name'])}: {_choices(chosen)}")


def _choices(chosen: AlbumChosen) -> Shown:
    links, hidden, files = map(plain, (chosen["links"], chosen["hidden"], chosen["files"]))
    return f"links {links}, hidden {hidden}, files {files}."


@app.command()
def remove(
    context: typer.Context,
    *,
    name: NameArgument,
    delete_photos: Annotated[
        bool,
        typer.Option(
            "--delete-photos", help="Also delete its photos from both storages, after the grace."
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """No longer watch a folder; photos on the storages stay unless told otherwise."""
    removed = carry_out(
        chosen_home(context, home),
        passphrase,
        RemoveAlbum(name, delete_photos=delete_photos),
    )
    kept = "its photos stay on the storages"
    gone = f"its photos leave the storages in {number(removed['grace_days'], 'day')}"
    _done(context, json=json, name=name, what=f"removed; {gone if delete_photos else kept}")


def _done(context: typer.Context, *, json: bool, name: str, what: str) -> None:
    if wants_json(context, json):
        print_json({"name": name})
    say(f"The album {shown(name)} is {plain(what)}.")
