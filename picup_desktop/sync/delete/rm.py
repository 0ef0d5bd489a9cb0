"""The command ``rm``: move the original to the trash, delete the photo (DISASTERS 3-1, 3-3).

The local original goes to the system's trash, so the next sync does not bring
the photo back; then the photo is deleted logically. A photo whose original can't
be put there is not deleted at all.
"""

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from send2trash import send2trash  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.files.new_file import LONGEST_NAME_BYTES, fitting_name, take_name
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.messages.message import Message, Value
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.spill import journal_of, new_entry
from picup_desktop.sync.delete.worker import delete_photos
from picup_desktop.sync.read.find import find_photo
from picup_desktop.words import AlbumState, PhotoState

# Room for ``.trashinfo``, and for a number if the trash already has a file of that name.
LONGEST_TRASHED_NAME_BYTES = LONGEST_NAME_BYTES - 20
OTHERS = (
    "it belongs to another computer of the vault. Delete it there; or if that one is gone, add its"
    " album here first: picup album add PATH --name NAME"
)
Trash = Callable[[Path], None]
"""Puts a file into a trash; TrashFailed if it can't."""


class TrashFailed(PicupError):
    """A file could not be moved to the system's trash; it stays where it was."""

    title = "title-trash-does-not-take"

    def __init__(self, path: str, why: Value) -> None:
        super().__init__("trash-failed-photo-stays", path=path, why=why)
        self.fact = Message("could-not-be-trashed", path=path, why=why)
        """The message for a caller that did not want to delete anything."""


@dataclass
class RemoveReport:
    """The result of ``rm`` for each photo."""

    deleted: list[PhotoRecord] = field(default_factory=list)
    already: list[PhotoRecord] = field(default_factory=list)
    """Photos that were deleted before."""
    kept: list[tuple[PhotoRecord, str]] = field(default_factory=list)
    """Photos that were not deleted, with the reason."""
    journaled: str | None = None
    """Why the ledger could not be written, if the deletion journal has the photos now (3-3)."""


def remove_photos(
    ledger: Ledger, settings: Settings, clock: Clock, named: Sequence[str], trash: Trash
) -> RemoveReport:
    """Trash the originals and delete the photos, named by id or ALBUM/path.

    UsageError for an unknown name, LedgerUnusable if the ledger can't be read; nothing
    was done then. JournalUnwritable if the deletion could be recorded nowhere.
    """
    found = {photo.id: photo for photo in [find_photo(ledger, name) for name in named]}
    report = RemoveReport()
    others = ledger.journal.foreign(list(found))
    for photo in found.values():
        if photo.state is PhotoState.DELETED:
            report.already.append(photo)
            continue
        if photo.id in others:
            report.kept.append((photo, f"{shown(photo.path)}: {OTHERS}"))
            continue
        try:
            _trash_original(ledger, photo, trash)
        except TrashFailed as error:
            report.kept.append((photo, error.sentence))
        else:
            report.deleted.append(photo)
    if report.deleted:
        report.journaled = _record(ledger, settings, clock, report.deleted)
    return report


def _trash_original(ledger: Ledger, photo: PhotoRecord, trash: Trash) -> None:
    album = ledger.albums.get(photo.album_id)
    if album is None or album.state is AlbumState.REMOVED:
        # The album is not watched any more, so its files are left alone.
        return
    original = Path(album.path) / photo.path
    try:
        status = original.lstat()
    except OSError:
        return
    if stat.S_ISREG(status.st_mode):
        trash(original)


def _record(
    ledger: Ledger, settings: Settings, clock: Clock, photos: Sequence[PhotoRecord]
) -> str | None:
    """Delete in one transaction; else write the journal and return the reason (3-3)."""
    reason = ""
    for _ in range(settings.queue_tries):
        try:
            ledger.database.wait_at_most(settings.queue_wait_seconds)
            with ledger.transaction():
                delete_photos(ledger, settings, [photo.id for photo in photos], clock.now())
        except LedgerUnusable as error:
            reason = error.sentence
        else:
            return None
    now = clock.now()
    journal_of(ledger).add(
        [new_entry(photo.path, photo.id, reason, now) for photo in photos],
    )
    return reason


def _send(path: Path) -> None:
    """Send a file to the trash, with a shorter name where the trash's suffix would not fit."""
    short = path.with_name(fitting_name(path.name, most_bytes=LONGEST_TRASHED_NAME_BYTES))
    if short == path:
        send2trash(path)
        return
    take_name(path, short)
    path.unlink(missing_ok=True)
    try:
        send2trash(short)
    except OSError:
        short.rename(path)
        raise


def system_trash(path: Path) -> None:
    """Move a file to the system's trash. TrashFailed if it can't be done."""
    mode = stat.S_IMODE(path.lstat().st_mode)
    try:
        if os.access(path, os.W_OK):
            _send(path)
        else:
            # Cameras write read-only files; moving one needs write permission on its folder only.
            path.chmod(mode | stat.S_IWUSR)
            _send(path)
    except OSError as error:
        if path.exists():
            path.chmod(mode)
        raise TrashFailed(shown(str(path)), reason_of(error)) from error
