"""``picup photos`` and ``events``: what the ledger knows, also while an engine runs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

import typer

from picup_desktop.cli import answers
from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    chosen_home,
    has_subcommand,
    wants_json,
)
from picup_desktop.cli.output import (
    number,
    print_json,
    print_json_list,
    print_table,
    say,
    size,
)
from picup_desktop.clock import iso, wall_clock_text
from picup_desktop.errors import UsageError
from picup_desktop.files.status import MOST_INT64
from picup_desktop.gallery.shots import kind_of
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import ListedPhoto, Membership
from picup_desktop.ledger.photos.uploads import EventRecord
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown, shown
from picup_desktop.reading import reading
from picup_desktop.sync.albums.named import album_named, find_album
from picup_desktop.words import DateFrom, PhotoState, Role

NOT_ENDED = (PhotoState.HALF_PROTECTED, PhotoState.WAITING, PhotoState.FAILED)


def photos(
    context: typer.Context,
    *,
    album: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this album's photos.")
    ] = None,
    state: Annotated[
        PhotoState | None, typer.Option(metavar="STATE", help="Only photos in this state.")
    ] = None,
    dates: Annotated[
        bool, typer.Option("--dates", help="First ask all files here for their dates.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """The list of photos, with the object of each on main and backup."""
    if has_subcommand(context, home, json=json):
        if album is not None or state is not None:
            raise UsageError("say-which-photos")
        return
    at = chosen_home(context, home)
    if dates:
        _ask_for_dates(at)
    with reading(at) as ledger:
        if album is not None:
            known = album_named(ledger, album) or find_album(ledger, album)
            album = known.name
        if wants_json(context, json):
            print_json_list(_by_page(ledger, album, state))
            return
        listed = ledger.listing.photos(album=album, state=state)
    print_table(
        ("Id", "State", "Main", "Backup", "Size", "Photo"),
        (
            (
                str(entry.photo.id),
                entry.photo.state.value,
                entry.copies[Role.MAIN].state.value,
                entry.copies[Role.BACKUP].state.value,
                size(entry.photo.size_bytes),
                f"{shown(entry.album)}/{shown(entry.photo.path)}",
            )
            for entry in listed
        ),
    )
    for entry in listed:
        if entry.photo.state in NOT_ENDED and entry.photo.reason:
            say(f"{shown(entry.photo.path)}: {_text(entry.photo.reason)}", "yellow")


def _by_page(
    ledger: Ledger, album: str | None, state: PhotoState | None
) -> Iterator[answers.Photo]:
    """Yield the photos as JSON has them, a page of the ledger at a time."""
    for page in ledger.listing.in_order(album, state).pages():
        of_shots = ledger.listing.memberships(page)
        for photo in ledger.listing.photos(ids=page):
            yield _photo_json(photo, of_shots.get(photo.photo.id))


def _ask_for_dates(home: Home) -> None:
    """Wait until the date of every photo here is known. NoVault, HomeInUse."""
    # What runs every command takes long to load, and the lists are asked for often.
    from picup_desktop.cli.asking import passphrase  # noqa: PLC0415
    from picup_desktop.engine.commands.dispatch import carry_out  # noqa: PLC0415
    from picup_desktop.engine.ipc.commands.photos import AskForDates  # noqa: PLC0415

    answered = carry_out(home, passphrase, AskForDates())
    if answered["not_here"]:
        files = number(answered["not_here"], "file")
        say(f"{files} could not be asked for a date: not on this computer now.", "yellow")


def _photo_json(entry: ListedPhoto, member: Membership | None) -> answers.Photo:
    """``member`` is None before the engine has looked at the photo; it is its own shot then."""
    photo = entry.photo
    shot = photo.id if member is None else member.shot
    kind = entry.kind if member is None else member.kind
    return {
        "id": photo.id,
        "album": entry.album,
        "path": photo.path,
        "size": photo.size_bytes,
        "mtime_ns": photo.mtime_ns,
        "sha256": entry.sha256,
        "state": photo.state.value,
        "copies": {
            role.value: {"state": copy.state.value, "object": copy.object}
            for role, copy in entry.copies.items()
        },
        "shot": shot,
        "lead": shot == photo.id,
        "kind": kind or kind_of(photo.path).value,
        **_dated(entry, member),
        "turn": entry.turn.value,
        "reason": _text(photo.reason),
        "deleted_at": None if photo.deleted_at is None else iso(photo.deleted_at),
    }


def _dated(entry: ListedPhoto, member: Membership | None) -> answers.DateOfPhoto:
    if entry.corrected is not None:
        return {"taken_at": wall_clock_text(entry.corrected), "date_from": DateFrom.PERSON}
    if member is None:
        return {"taken_at": None, "date_from": None}
    return {"taken_at": _wall_clock(member.taken_at), "date_from": member.date_from}


def _wall_clock(seconds: int | None) -> str | None:
    """Return ``2019-05-04T12:00:00`` for seconds of a wall clock."""
    if seconds is None:
        return None
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).isoformat()  # noqa: DTZ001 - it has no zone


def events(
    context: typer.Context,
    *,
    limit: Annotated[
        int, typer.Option(min=1, max=MOST_INT64, metavar="N", help="At most this many.")
    ] = 100,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """How uploads ended, newest first."""
    with reading(chosen_home(context, home)) as ledger:
        listed = ledger.uploads.events(limit)
        paths = {
            e.photo_id: photo.path
            for e in listed
            if (photo := ledger.photos.get(e.photo_id)) is not None
        }
    if wants_json(context, json):
        print_json([_event_json(event) for event in listed])
        return
    print_table(
        ("When", "Outcome", "Stored on", "Tries", "Photo", "Reason"),
        (
            (
                iso(event.at),
                event.outcome.value,
                ", ".join(role.value for role in event.stored_on) or "nowhere",
                str(event.attempts),
                shown(paths.get(event.photo_id, str(event.photo_id))),
                _text(event.reason) or "",
            )
            for event in listed
        ),
    )


def _event_json(event: EventRecord) -> answers.UploadEvent:
    return {
        "id": event.id,
        "photo": event.photo_id,
        "at": iso(event.at),
        "outcome": event.outcome.value,
        "stored_on": [role.value for role in event.stored_on],
        "attempts": event.attempts,
        "reason": _text(event.reason),
    }


def _text(reason: Message | None) -> Shown | None:
    return None if reason is None else in_english(reason)
