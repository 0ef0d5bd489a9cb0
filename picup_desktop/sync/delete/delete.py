"""Delete photos: the original to the system's trash, the objects to the queue (3-1, 3-3, 4-1).

The original goes first, so the next sync does not bring the photo back; a photo whose
original can't be put into the trash is not deleted at all. Then the photo is deleted
logically, and the removal of its objects is queued, in messages of one storage each.

An object that was once a photo's newest version leaves by ``retire_objects`` only, and so
not before its grace is over; the remains of a failed upload never were one. Call these
inside the transaction that makes the objects unwanted: request and reason are then recorded
together or not at all (a transactional outbox). The worker is in ``worker.py``.
"""

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from send2trash import send2trash  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.attention import subjects
from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.files.below import below
from picup_desktop.files.new_file import LONGEST_NAME_BYTES, fitting_name, take_name
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.ledger.schema.database import LedgerUnusable, in_parts
from picup_desktop.messages.message import Message, Value
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.delete.spill import journal_of, new_entry
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.words import AlbumState, AttentionKind, PhotoState, Role

# Room for ``.trashinfo``, and for a number if the trash already has a file of that name.
LONGEST_TRASHED_NAME_BYTES = LONGEST_NAME_BYTES - 20
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
    kept: list[tuple[PhotoRecord, Message]] = field(default_factory=list)
    """Photos that were not deleted, with the reason."""
    journaled: Message | None = None
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
            others_photo = Message("belongs-another-computer-vault-delete", photo=shown(photo.path))
            report.kept.append((photo, others_photo))
            continue
        try:
            _trash_original(ledger, photo, trash)
        except TrashFailed as error:
            report.kept.append((photo, error.message))
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
    try:
        original = below(Path(album.path), photo.path)
        status = original.lstat()
    except OSError:
        return
    if stat.S_ISREG(status.st_mode):
        trash(original)


def _record(
    ledger: Ledger, settings: Settings, clock: Clock, photos: Sequence[PhotoRecord]
) -> Message | None:
    """Delete in one transaction; else write the journal and return the reason (3-3)."""
    reason = Message("")
    for _ in range(settings.queue_tries):
        try:
            ledger.database.wait_at_most(settings.queue_wait_seconds)
            with ledger.transaction():
                delete_photos(ledger, settings, [photo.id for photo in photos], clock.now())
        except LedgerUnusable as error:
            reason = error.message
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
        # A read-only file system left the mode unchanged, and accepts no other.
        if path.exists() and stat.S_IMODE(path.lstat().st_mode) != mode:
            path.chmod(mode)
        raise TrashFailed(shown(str(path)), reason_of(error)) from error


def delete_photos(ledger: Ledger, settings: Settings, photo_ids: Sequence[int], now: float) -> None:
    """Delete photos logically and queue the removal of their objects after the grace (3-1, 3-1b).

    Call it inside a transaction. An object that another photo still needs stays,
    and a photo that is already deleted, or is another computer's, stays as it is.
    """
    others = ledger.journal.foreign(photo_ids)
    ours = [photo_id for photo_id in photo_ids if photo_id not in others]
    found = [photo for i in ours if (photo := ledger.photos.get(i)) is not None]
    photos = [photo for photo in found if photo.state is not PhotoState.DELETED]
    for some in in_parts([photo.id for photo in photos]):
        ledger.photos.set_deleted(some, now)
        for photo_id in some:
            for kind in (AttentionKind.UPLOAD_FAILED, AttentionKind.FAULT):
                ledger.attention.close(kind, subjects.photo(photo_id))
    of_object = {photo.object_id: photo.id for photo in photos if photo.object_id is not None}
    unwanted = [
        record for some in in_parts(list(of_object)) for record in ledger.objects.unwanted(some)
    ]
    retire_objects(ledger, settings, unwanted, at=now, photo_of=of_object)


def retire_objects(
    ledger: Ledger,
    settings: Settings,
    objects: Sequence[ObjectRecord],
    *,
    at: float,
    unwanted_since: Mapping[int, float] | None = None,
    photo_of: Mapping[int, int] | None = None,
) -> None:
    """Queue the removal of every copy of the objects after the grace.

    The grace begins at ``at``, or at the time that ``unwanted_since`` has for an object's
    id, and never before the object was last replaced by a newer version of a photo. An object
    that would leave earlier for another reason stays until then too. ``photo_of`` maps
    an object's id to the photo that it was deleted with or was a version of.
    """
    photos, since = photo_of or {}, unwanted_since or {}
    replaced_at = ledger.versions.ended_at([record.id for record in objects])
    leaving: list[tuple[float, ObjectRecord]] = []
    for record in objects:
        began = max(since.get(record.id, at), replaced_at.get(record.id, 0.0))
        available_at = began + settings.grace_days * DAY_SECONDS
        if _may_be_asked_for(ledger, record.name, available_at):
            leaving.append((available_at, record))
    leaving.sort(key=lambda one: one[0])
    for available_at, some in groupby(leaving, key=lambda one: one[0]):
        named = [(record.name, photos.get(record.id)) for _, record in some]
        for role in Role:
            # On both storages, whatever the ledger has about the copies: a missing object
            # counts as removed, and a copy unknown to the ledger must not stay for ever.
            ledger.deletions.enqueue(
                role,
                named,
                at=at,
                available_at=available_at,
                objects_per_message=settings.objects_per_message,
            )


def retire_replaced(
    ledger: Ledger, settings: Settings, objects: Sequence[ObjectRecord], *, at: float
) -> None:
    """Queue the removal of objects that a photo's newest version replaced at ``at`` (4-1).

    One whose content is stored on both storages under another name leaves at once: its
    copies were bad and were uploaded again, so there is nothing to keep (2-3).
    """
    twins = [record for record in objects if _was_uploaded_again(ledger, record)]
    retire_objects(ledger, settings, [one for one in objects if one not in twins], at=at)
    for role in Role:
        ledger.deletions.enqueue(
            role,
            [(record.name, None) for record in twins],
            at=at,
            available_at=at,
            objects_per_message=settings.objects_per_message,
        )


def _was_uploaded_again(ledger: Ledger, record: ObjectRecord) -> bool:
    if record.sha256 == "" or ledger.versions.ended_at([record.id]):
        return False
    whole = ledger.objects.with_content(record.sha256)
    uploaded_again = whole is not None and whole.id != record.id
    # An object that is already in the queue belongs to a photo in the trash.
    return uploaded_again and not ledger.deletions.removal_states(record.name)


def _may_be_asked_for(ledger: Ledger, name: str, available_at: float) -> bool:
    """Return whether no queued message names the object; put off those that can be."""
    if not ledger.deletions.removal_states(name):
        return True
    too_early = ledger.withdrawals.leaves_before(name, available_at)
    return too_early and ledger.withdrawals.withdraw(name)


def enqueue_undo(
    ledger: Ledger, settings: Settings, undo: Sequence[tuple[Role, str, int]], now: float
) -> None:
    """Queue the immediate removal of the remains of a failed upload (1-3); there is no grace."""
    for role in Role:
        ledger.deletions.enqueue(
            role,
            [(name, photo_id) for at_role, name, photo_id in undo if at_role is role],
            at=now,
            available_at=now,
            objects_per_message=settings.objects_per_message,
        )
