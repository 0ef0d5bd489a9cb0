"""``picup trash``: what was deleted and can still come back."""

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from picup_desktop.app import changing, engine, reading
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, print_table, say, size
from picup_desktop.clock import SystemClock, iso
from picup_desktop.errors import ExitCode, NoPermission, PicupError, UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos import PhotoRecord
from picup_desktop.names import shown
from picup_desktop.sync.find import find_photo
from picup_desktop.sync.undelete import (
    TooLate,
    TrashedPhoto,
    bring_back,
    trashed_photos,
    withdraw_deletion,
)
from picup_desktop.words import PhotoState

app = typer.Typer(no_args_is_help=True, help="Recently deleted photos.")


@dataclass
class Restored:
    """A photo that is no longer deleted, and why its file is not here if it is not."""

    photo: PhotoRecord
    reason: str | None = None


@app.command("list")
def list_trash(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """What was deleted and still rests on a storage."""
    with reading(chosen_home(context, home)) as ledger:
        trashed = trashed_photos(ledger)
    if wants_json(context, json):
        print_json([_document(entry) for entry in trashed])
        return
    if not trashed:
        say("Nothing is in the trash.")
        return
    print_table(
        ("Id", "Deleted", "Removed after", "Size", "Photo"),
        (
            (
                str(entry.photo.id),
                iso(entry.photo.deleted_at or 0.0),
                "" if entry.removed_at is None else iso(entry.removed_at),
                size(entry.photo.size_bytes),
                f"{shown(entry.album)}/{shown(entry.photo.path)}",
            )
            for entry in trashed
        ),
    )


def _document(entry: TrashedPhoto) -> dict[str, Any]:
    photo = entry.photo
    return {
        "id": photo.id,
        "album": entry.album,
        "path": photo.path,
        "size": photo.size_bytes,
        "mtime_ns": photo.mtime_ns,
        "deleted_at": None if photo.deleted_at is None else iso(photo.deleted_at),
        "removed_at": None if entry.removed_at is None else iso(entry.removed_at),
    }


@app.command()
def restore(
    context: typer.Context,
    *,
    photos: Annotated[
        list[str], typer.Argument(metavar="PHOTO...", help="Ids, or ALBUM/relative/path.")
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Take deletions back; the files return into their albums."""
    at = chosen_home(context, home)
    with changing(at) as ledger:
        restored, failed = _withdraw_all(ledger, photos)
    if any(entry.photo.remote_only for entry in restored):
        _bring_all_back(at, restored)
    if wants_json(context, json):
        print_json(
            [
                {
                    "id": entry.photo.id,
                    "path": entry.photo.path,
                    "state": entry.photo.state.value,
                    "brought_back": entry.reason is None,
                    "reason": entry.reason,
                }
                for entry in restored
            ]
        )
    for entry in restored:
        _say_restored(entry)
    for sentence in failed:
        say(sentence, "red")
    if failed:
        raise typer.Exit(int(ExitCode.FAILED))


def _withdraw_all(ledger: Ledger, named: list[str]) -> tuple[list[Restored], list[str]]:
    found = [find_photo(ledger, name) for name in named]
    restored, failed = [], []
    for photo in {photo.id: photo for photo in found}.values():
        if photo.state is not PhotoState.DELETED:
            raise UsageError(f"{shown(photo.path)} is not deleted. picup trash list shows what is.")
    for photo in {photo.id: photo for photo in found}.values():
        try:
            restored.append(Restored(withdraw_deletion(ledger, photo, SystemClock())))
        except TooLate as error:
            failed.append(f"{error.title}. {error.sentence}")
    return restored, failed


def _bring_all_back(home: Home, restored: list[Restored]) -> None:
    """Read the files back; where that can't be, the photos rest on the storages only."""
    try:
        with engine(home, passphrase) as parts:
            reader = parts.reader()
            for entry in restored:
                try:
                    bring_back(parts.ledger, reader, entry.photo)
                except PicupError as error:
                    entry.reason = error.sentence
                entry.photo = parts.ledger.photos.get(entry.photo.id) or entry.photo
    except NoPermission as error:
        for entry in restored:
            if entry.photo.remote_only:
                entry.reason = error.sentence


def _say_restored(entry: Restored) -> None:
    path = shown(entry.photo.path)
    if entry.reason is None:
        say(f"{path} is back.", "green")
    else:
        say(
            f"{path} is no longer deleted. It rests on the storages only, for its file could not be"
            f" brought back: {entry.reason} Get it with: picup get {entry.photo.id} --output FILE",
            "yellow",
        )
