"""``picup status``, ``photos`` and ``events``: what the ledger knows, also while an engine runs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import typer

from picup_desktop.cli import answers
from picup_desktop.cli.left_out import told_beside
from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    chosen_home,
    has_subcommand,
    wants_json,
)
from picup_desktop.cli.output import (
    answer,
    local_day,
    local_minute,
    number,
    print_json,
    print_table,
    say,
    size,
)
from picup_desktop.clock import iso, wall_clock_text
from picup_desktop.engine.commands.storage_rows import storage_facts
from picup_desktop.errors import UsageError
from picup_desktop.files.status import MOST_INT64
from picup_desktop.gallery.shots import kind_of
from picup_desktop.home import Home
from picup_desktop.ledger.evidence import Evidence
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.left_out import left_out_everywhere
from picup_desktop.ledger.photos.listing import ListedPhoto, Membership
from picup_desktop.ledger.photos.uploads import EventRecord
from picup_desktop.left_out import LeftOutCounts
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown, plain, shown
from picup_desktop.reading import reading
from picup_desktop.sync.albums.albums import find_album
from picup_desktop.sync.home.hold import MESSAGES, HomeHold, standing_on, this_machine
from picup_desktop.sync.pass_fault import standing
from picup_desktop.sync.rescan.folder_question import held_and_asking
from picup_desktop.words import DateFrom, PhotoState, Role, StorageState

NOT_ENDED = (PhotoState.HALF_PROTECTED, PhotoState.WAITING, PhotoState.FAILED)


def status_json(ledger: Ledger) -> answers.Status:
    """Return the fields of ``status`` that docs/cli.md promises."""
    counts = ledger.photos.counts()
    hold = standing_on(ledger, this_machine())
    home_hold = None if hold is None else hold.value
    queued, dead = ledger.deletions.counts()
    kept = ledger.versions.kept()
    return {
        "photos": sum(counts.values()) - counts[PhotoState.DELETED],
        **counts_json(counts),
        "queued_objects": queued,
        "earlier_versions": kept.objects,
        "earlier_versions_bytes": kept.sealed_bytes,
        "earlier_versions_until": None if kept.until is None else iso(kept.until),
        "dead_letters": dead,
        "attention": len(ledger.attention.all()),
        "pass_fault": _pass_fault(ledger),
        "home_hold": home_hold,
        "skipped": sum(album.skipped_files for album in ledger.albums.all()),
        "skipped_kinds": kinds_json(left_out_everywhere(ledger)),
        "storages": rendered([facts for _, facts in storage_facts(ledger)], in_english),
    }


def kinds_json(counts: LeftOutCounts) -> dict[str, dict[str, int]]:
    """Return how many files are not kept, by reason and ending."""
    return {why.value: dict(endings) for why, endings in counts.items()}


def counts_json(counts: Mapping[PhotoState, int]) -> answers.PhotoCounts:
    """Return how many photos are in each state."""
    return {
        "waiting": counts[PhotoState.WAITING],
        "failed": counts[PhotoState.FAILED],
        "half_protected": counts[PhotoState.HALF_PROTECTED],
        "protected": counts[PhotoState.PROTECTED],
        "deleted": counts[PhotoState.DELETED],
    }


def _pass_fault(ledger: Ledger) -> answers.PassFault | None:
    """Return the failed passes since the last whole one (5-7); None if there are none."""
    fault = standing(ledger)
    if fault is None:
        return None
    return {
        "times": fault.times,
        "since": iso(fault.since),
        "reason": in_english(fault.message),
    }


def tell_status(document: answers.Status, left_out: Shown) -> None:
    """Print whether the photos are safe, and where, in a sentence and two lines.

    ``left_out`` is the sentence about files that are not kept.
    """
    photos, protected = document["photos"], document["protected"]
    if photos == 0:
        answer("There are no photos yet. Add an album: picup album add PATH")
    elif document["pass_fault"] is not None:
        fault = document["pass_fault"]
        answer(
            f"{protected:,} of {number(photos, 'photo')} were on both storages, but what came since"
            f" is not seen: passes have failed since {local_minute(fault['since'])}."
            f" {plain(fault['reason'])}",
            style="red",
        )
    elif document["home_hold"] is not None:
        answer(
            f"{protected:,} of {number(photos, 'photo')} were brought to both storages."
            f" {in_english(MESSAGES[HomeHold(document['home_hold'])])}",
            style="red",
        )
    elif unseen := [one for one in document["storages"] if one["evidence"] != Evidence.SEEN]:
        brought = f"{protected:,} of {number(photos, 'photo')} were brought to both storages."
        answer(f"{brought} {' '.join(map(_unseen, unseen))}", style="yellow")
    elif protected == photos:
        all_of_them = "The one photo is" if photos == 1 else f"All {photos:,} photos are"
        answer(f"{plain(all_of_them)} on both storages.", style="green")
    else:
        waiting = (
            ("half protected", document["half_protected"]),
            ("waiting", document["waiting"]),
            ("failed", document["failed"]),
        )
        rest = ", ".join(f"{count:,} {state}" for state, count in waiting if count)
        answer(
            f"{protected:,} of {number(photos, 'photo')} are on both storages; {plain(rest)}.",
            style="yellow",
        )
    for storage in document["storages"]:
        said = f"  {storage['role']:6} {storage['state']}: {number(storage['objects'], 'object')}"
        reason = "" if storage["state"] == StorageState.ONLINE else f" ({storage['reason']})"
        answer(f"{plain(said)}, {size(storage['bytes'])} at {plain(storage['url'])}{plain(reason)}")
    _tell_beside(document, left_out)
    if document["attention"]:
        needs = "needs" if document["attention"] == 1 else "need"
        answer(
            f"  {number(document['attention'], 'thing')} {plain(needs)} you: picup attention",
            "yellow",
        )


def _tell_beside(document: answers.Status, left_out: Shown) -> None:
    """Print what is there beside the photos: files not kept, removals due, earlier versions."""
    if left_out:
        answer(f"  {left_out}", "yellow")
    if document["queued_objects"]:
        answer(f"  {number(document['queued_objects'], 'object')} to be removed when due.")
    if document["earlier_versions"]:
        versions = number(document["earlier_versions"], "earlier version")
        until = document["earlier_versions_until"]
        stay = "" if until is None else f" until {local_day(until)} at the latest"
        room = size(document["earlier_versions_bytes"])
        answer(
            f"  {versions} of edited photos ({room} on each storage) kept{plain(stay)}, among them."
        )


def _unseen(storage: answers.Storage) -> Shown:
    """Return why nothing on a storage is called protected now (5-1)."""
    role = plain(storage["role"].capitalize())
    if storage["seen_at"] is None:
        return f"{role} was not looked at as a whole yet; the next sync does it."
    when = local_minute(storage["seen_at"])
    if storage["evidence"] == Evidence.DOUBTED:
        return f"{role} was whole {when}, but something was gone since; the next sync looks again."
    return f"{role} was last seen whole {when}, which is too long ago; the next sync looks again."


def status(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Are my photos safe, and where? Counts and storages, as of the last contact."""
    with reading(chosen_home(context, home)) as ledger:
        document = status_json(ledger)
        left_out = told_beside(left_out_everywhere(ledger))
        asking = [album.name for album in held_and_asking(ledger)]
    if wants_json(context, json):
        print_json(document)
        return
    tell_status(document, left_out)
    for name in asking:
        answer(f"  The album {shown(name)} waits for your answer: picup attention", "yellow")


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
        if album is not None and ledger.albums.named(album) is None:
            find_album(ledger, album)
        listed = ledger.listing.photos(album=album, state=state)
        of_shots = ledger.listing.memberships() if wants_json(context, json) else {}
    if wants_json(context, json):
        print_json([_photo_json(photo, of_shots.get(photo.photo.id)) for photo in listed])
        return
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
