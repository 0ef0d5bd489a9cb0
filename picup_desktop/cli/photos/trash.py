"""``picup trash``: what was deleted and can still come back."""

import typer

from picup_desktop.cli.answers import Trashed
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    PhotosArgument,
    chosen_home,
    wants_json,
)
from picup_desktop.cli.output import print_json, print_table, say, size
from picup_desktop.clock import iso
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.answers import ReturnedPhoto, UndeletedPhoto
from picup_desktop.engine.ipc.commands.deletions import BringBackDeleted, RestoreDeleted
from picup_desktop.errors import ExitCode, PicupError
from picup_desktop.home import Home
from picup_desktop.ledger.deletions.trash import TrashedPhoto
from picup_desktop.names import plain, shown
from picup_desktop.reading import reading

app = typer.Typer(no_args_is_help=True, help="Recently deleted photos.")


@app.command("list")
def list_trash(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """What was deleted and still rests on a storage."""
    with reading(chosen_home(context, home)) as ledger:
        trashed = ledger.trash.listing()
    if wants_json(context, json):
        print_json([_trashed_json(entry) for entry in trashed])
        return
    if not trashed:
        say("Nothing is in the trash.")
        return
    print_table(
        ("Id", "Deleted", "Removed after", "Size", "Photo"),
        (
            (
                str(entry.photo_id),
                iso(entry.deleted_at),
                "" if entry.removed_at is None else iso(entry.removed_at),
                size(entry.size_bytes),
                f"{shown(entry.album)}/{shown(entry.path)}",
            )
            for entry in trashed
        ),
    )


def _trashed_json(entry: TrashedPhoto) -> Trashed:
    return {
        "id": entry.photo_id,
        "album": entry.album,
        "path": entry.path,
        "size": entry.size_bytes,
        "mtime_ns": entry.mtime_ns,
        "deleted_at": iso(entry.deleted_at),
        "removed_at": None if entry.removed_at is None else iso(entry.removed_at),
    }


@app.command()
def restore(
    context: typer.Context,
    *,
    photos: PhotosArgument,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Take deletions back; the files return into their albums."""
    at = chosen_home(context, home)
    told = carry_out(at, passphrase, RestoreDeleted(tuple(photos)))
    restored = _brought_back(at, told["restored"])
    if wants_json(context, json):
        print_json(
            [
                {
                    "id": entry["id"],
                    "path": entry["path"],
                    "state": entry["state"],
                    "brought_back": entry["reason"] is None,
                    "reason": entry["reason"],
                }
                for entry in restored
            ]
        )
    for entry in restored:
        _say_restored(entry)
    for sentence in told["failed"]:
        say(plain(sentence), "red")
    if told["failed"]:
        raise typer.Exit(int(ExitCode.FAILED))


def _brought_back(home: Home, restored: list[UndeletedPhoto]) -> list[ReturnedPhoto]:
    """Read the files back; if one can't be read, the photo stays on the storages only."""
    away = tuple(str(entry["id"]) for entry in restored if not entry["here"])
    told: dict[int, ReturnedPhoto] = {}
    reason = None
    if away:
        try:
            answer = carry_out(home, passphrase, BringBackDeleted(away))
            told = {entry["id"]: entry for entry in answer["restored"]}
        except PicupError as error:
            if error.exit_code is not ExitCode.NO_PERMISSION:
                raise
            reason = error.sentence
    return [
        told.get(entry["id"], {**entry, "reason": None if entry["here"] else reason})
        for entry in restored
    ]


def _say_restored(entry: ReturnedPhoto) -> None:
    path = shown(entry["path"])
    if entry["reason"] is None:
        say(f"{path} is back.", "green")
    else:
        say(
            f"{path} is no longer deleted. It is on the storages only, because its file could not"
            f" be brought back: {plain(entry['reason'])} Get it with: picup get {entry['id']}"
            " --output FILE",
            "yellow",
        )
