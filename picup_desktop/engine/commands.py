"""Commands that change a home, each written once: for a running engine and for the command line.

A face sends them to the engine; where none runs, the command line carries the
very same function out itself (``faces.py``). What a command needs decides how:
the ledger alone, or storages and keys too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from picup_desktop.app import Engine
from picup_desktop.clock import Clock, iso
from picup_desktop.engine.arguments import Arguments
from picup_desktop.engine.protocol import Json
from picup_desktop.errors import NoPermission
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.albums import add_album, find_album, pause_album, remove_album, resume_album
from picup_desktop.sync.find import find_photo
from picup_desktop.vault.kit import read_kit, recovery_identity


@dataclass(frozen=True)
class LedgerCommand:
    """Needs the ledger alone."""

    act: Callable[[Ledger, Clock, Arguments], Json]
    changes: tuple[str, ...]
    between: bool = False
    """It decides on the fate of photos, so no pass may be in the middle of one."""
    rescan: bool = False
    """Afterwards there may be something to find."""


@dataclass(frozen=True)
class ReadCommand:
    """Needs storages and the unlocked vault, and gets couriers of its own."""

    act: Callable[[Engine, Arguments], Json]


Command: TypeAlias = LedgerCommand | ReadCommand


def _album_add(ledger: Ledger, clock: Clock, given: Arguments) -> Json:
    path, name = given.path("path"), given.maybe_text("name")
    given.no_more()
    return _album_document(add_album(ledger, path, name, clock))


def _album_pause(ledger: Ledger, clock: Clock, given: Arguments) -> Json:  # noqa: ARG001 - as all
    name = given.text("name")
    given.no_more()
    pause_album(ledger, name)
    return _album_document(find_album(ledger, name))


def _album_resume(ledger: Ledger, clock: Clock, given: Arguments) -> Json:  # noqa: ARG001 - as all
    name = given.text("name")
    given.no_more()
    resume_album(ledger, name)
    return _album_document(find_album(ledger, name))


def _album_remove(ledger: Ledger, clock: Clock, given: Arguments) -> Json:
    name, delete = given.text("name"), given.flag("delete_photos")
    given.no_more()
    settings = ledger.vaults.settings()
    remove_album(ledger, name, clock, settings, delete_stored=delete)
    return {"name": name, "grace_days": settings.grace_days}


def _album_document(album: AlbumRecord) -> Json:
    return {"name": album.name, "path": album.path, "state": album.state.value}


def _kit_confirm(ledger: Ledger, clock: Clock, given: Arguments) -> Json:
    kit = given.text("kit")
    given.no_more()
    vault = ledger.vaults.get()
    recipient = str(recovery_identity(read_kit(kit.encode())).recipient())
    if vault is None or recipient != vault.recovery_recipient:
        raise NoPermission("This recovery kit is of another vault. Look for the right one.")
    at = clock.now()
    ledger.vaults.confirm_kit(at)
    return {"confirmed_at": iso(at)}


def _get(parts: Engine, given: Arguments) -> Json:
    named, output, remote = given.text("photo"), given.path("output"), given.flag("remote")
    given.no_more()
    photo = find_photo(parts.ledger, named)
    report = parts.reader().read(photo, output, remote=remote)
    repaired = [role.value for role in report.repaired]
    return {"served_from": report.served_from, "repaired": repaired, "path": photo.path}


COMMANDS: Mapping[str, Command] = {
    "album_add": LedgerCommand(_album_add, ("albums",)),
    "album_pause": LedgerCommand(_album_pause, ("albums",), between=True),
    "album_resume": LedgerCommand(_album_resume, ("albums",), rescan=True),
    "album_remove": LedgerCommand(_album_remove, ("albums", "photos", "deletions"), between=True),
    "kit_confirm": LedgerCommand(_kit_confirm, ("vault",)),
    "get": ReadCommand(_get),
}
"""By their name on the socket."""
