"""``picup versions``: what a photo was within the grace, and an earlier version back (4-1)."""

from typing import Annotated, TypedDict

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, print_table, say, size
from picup_desktop.clock import iso
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.photos import RestoreVersion
from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.names import shown
from picup_desktop.reading import reading
from picup_desktop.sync.read.lookup import LONGEST_ID, find_photo
from picup_desktop.words import CopyState


class CopyOfVersion(TypedDict):
    """A version's copy on one storage."""

    state: str
    object: str | None


class Version(TypedDict):
    """One version of a photo, as the command line promises it."""

    version: int
    current: bool
    path: str
    size: int
    mtime_ns: int
    sha256: str
    since: str
    until: str | None
    removed_at: str | None
    copies: dict[str, CopyOfVersion]


def versions(
    context: typer.Context,
    *,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="PHOTO | restore PHOTO N",
            help="Its id, or ALBUM/relative/path; with restore, version N returns into its album.",
        ),
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """List the versions of a photo, newest first; or put an earlier one back into its album."""
    at = chosen_home(context, home)
    match words:
        case [photo]:
            _list(context, at, photo, json=json)
        case ["restore", photo, number] if number.isdecimal() and len(number) <= LONGEST_ID:
            _restore(context, at, photo, int(number), json=json)
        case _:
            raise UsageError("versions-are-asked-for-so")


def _list(context: typer.Context, home: Home, named: str, *, json: bool) -> None:
    with reading(home) as ledger:
        photo = find_photo(ledger, named)
        found = ledger.history.versions(photo.id)
    # After a version was put back, an earlier one has the same object as the current one.
    newest = max((one.number for one in found), default=0)
    if wants_json(context, json):
        print_json([_json(one, current=one.number == newest) for one in found])
        return
    if not found:
        say(f"No version of {shown(photo.path)} is stored yet.")
        return
    print_table(
        ("Version", "Since", "Until", "Size", "Main", "Backup"),
        (
            (
                f"{one.number}, current" if one.number == newest else str(one.number),
                iso(one.since),
                "" if one.until is None else iso(one.until),
                size(one.size_bytes),
                *(state.value for state in one.copies.values()),
            )
            for one in found
        ),
    )


def _json(version: VersionRecord, *, current: bool) -> Version:
    return {
        "version": version.number,
        "current": current,
        "path": version.path,
        "size": version.size_bytes,
        "mtime_ns": version.mtime_ns,
        "sha256": version.sha256,
        "since": iso(version.since),
        "until": None if version.until is None else iso(version.until),
        "removed_at": None if version.removed_at is None else iso(version.removed_at),
        "copies": {
            role.value: {
                "state": state.value,
                "object": None if state is CopyState.NONE else version.object,
            }
            for role, state in version.copies.items()
        },
    }


def _restore(context: typer.Context, home: Home, photo: str, number: int, *, json: bool) -> None:
    restored = carry_out(home, passphrase, RestoreVersion(photo, number))
    if wants_json(context, json):
        print_json(restored)
    say(f"{shown(restored['path'])} is version {number} again. The one before is kept.", "green")
