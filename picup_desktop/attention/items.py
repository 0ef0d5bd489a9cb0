"""Make an item from plain facts: one function for each cause.

Every item offers at least ``retry`` and ``ignore``.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from picup_desktop.attention import subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord, item_of
from picup_desktop.messages.message import Message, to_plain
from picup_desktop.words import Role

MOST_FILES = 100
"""Largest number of files in an item's details."""
ELSEWHERE = "machine"
"""The ``place`` of a home that was found on another machine."""

SAMPLE = 5
"""Largest number of photos that an item shows before and after."""

Files = Sequence[tuple[str, Message]]
"""Paths relative to the album's folder, each with its reason."""


def upload_failed(photo_id: int, path: str, reason: Message | None) -> AttentionRecord:
    """A storage's worker failed again and again with one photo (1-4)."""
    return _of_photo(Cause.UPLOAD_FAILED, photo_id, path, reason)


def no_room_here(photo_id: int, path: str, reason: Message) -> AttentionRecord:
    """This computer has no room to seal a photo."""
    return _of_photo(Cause.NO_ROOM_HERE, photo_id, path, reason)


def photo_unreadable(photo_id: int, path: str, reason: Message) -> AttentionRecord:
    """A photo could not be read while it was sealed."""
    return _of_photo(Cause.PHOTO_UNREADABLE, photo_id, path, reason)


def lost(photo_id: int, path: str, reason: Message) -> AttentionRecord:
    """Neither a storage nor this computer has an intact copy of the photo (2-3)."""
    return _of_photo(Cause.LOST, photo_id, path, reason)


@dataclass(frozen=True)
class ChangedPhoto:
    """A photo before and after a change, as numbers of its versions (4-3)."""

    photo: int
    path: str
    before: int
    after: int | None
    """None for the file in the album as it is now, which is no version."""


def spoiled(
    photo_id: int, path: str, reason: Message, *, since: str, sample: Sequence[ChangedPhoto]
) -> AttentionRecord:
    """A known photo's file is no picture or film any more, ``since`` an ISO 8601 time (4-2)."""
    return item_of(
        Cause.SPOILED,
        subjects.photo(photo_id),
        photo=photo_id,
        path=path,
        reason=Message("as-a-sentence", words=reason),
        changed_since=since,
        sample=_sample(sample),
    )


def unreadable_files(album_id: int, album: str, files: Files) -> AttentionRecord:
    """Files of an album that look like photos and can't be read."""
    return item_of(
        Cause.UNREADABLE_FILES, subjects.album(album_id), album=album, files=_files(files)
    )


def files_broken(album_id: int, album: str, files: Files) -> AttentionRecord:
    """Files of an album that an error of this program leaves out (5-7)."""
    return item_of(Cause.FILE_BROKEN, subjects.broken(album_id), album=album, files=_files(files))


def file_broken(photo_id: int, path: str, reason: Message) -> AttentionRecord:
    """One photo that an error of this program leaves out (5-7)."""
    return item_of(
        Cause.FILE_BROKEN,
        subjects.photo(photo_id),
        photo=photo_id,
        path=path,
        files=_files([(path, reason)]),
        reason=reason,
    )


def pass_broken(times: int, reason: Message, log: str) -> AttentionRecord:
    """``times`` passes in a row broke off; ``reason`` says whose error it was (5-7).

    ``log`` is the log's path.
    """
    return item_of(Cause.PASS_BROKEN, subjects.BROKEN_WORK, times=times, reason=reason, log=log)


def folder_unwatched(
    album_id: int, album: str, reason: Message, *, too_few_watches: bool
) -> AttentionRecord:
    """An album whose folder can't be watched, so it is scanned every minute."""
    cause = Cause.TOO_FEW_WATCHES if too_few_watches else Cause.FOLDER_UNWATCHED
    return item_of(cause, subjects.watch(album_id), album=album, reason=reason)


def album_vanished(album_id: int, album: str, reason: Message, missing: int) -> AttentionRecord:
    """An album's folder is gone, empty, or lost many photos at once (3-4)."""
    return item_of(
        Cause.ALBUM_VANISHED,
        subjects.album(album_id),
        album=album,
        missing=missing,
        reason=reason,
    )


def subfolder_vanished(
    album_id: int, album: str, folder: str, reason: Message, missing: int
) -> AttentionRecord:
    """A mount or a whole folder inside an album is gone; ``folder`` is relative to it (4-6)."""
    return item_of(
        Cause.SUBFOLDER_VANISHED,
        subjects.folder(album_id, folder),
        album=album,
        folder=folder,
        missing=missing,
        reason=reason,
    )


def album_spoiled(
    album_id: int,
    album: str,
    files: Files,
    changed: int,
    *,
    since: str,
    sample: Sequence[ChangedPhoto],
) -> AttentionRecord:
    """Many files of an album stopped being pictures within an hour (4-3).

    ``since`` is the ISO 8601 time of the first of them.
    """
    return item_of(
        Cause.ALBUM_SPOILED,
        subjects.spoiled(album_id),
        album=album,
        files=_files(files),
        changed=changed,
        changed_since=since,
        sample=_sample(sample),
        reason=Message("since-time", since=since),
    )


def changed_many(
    album_id: int,
    album: str,
    changed: int,
    *,
    since: str,
    until: str,
    sample: Sequence[ChangedPhoto],
) -> AttentionRecord:
    """Many photos of an album changed and are still pictures (4-3).

    From ``since`` on they changed, and until ``until`` their earlier versions stay; both
    are ISO 8601 times.
    """
    return item_of(
        Cause.CHANGED_MANY,
        subjects.album(album_id),
        album=album,
        changed=changed,
        changed_since=since,
        until=until,
        sample=_sample(sample),
    )


def storage_trouble(cause: Cause, role: Role, reason: Message) -> AttentionRecord:
    """A storage is full, refuses to write or the login, or shows another host key."""
    return item_of(cause, subjects.storage(role), storage=role.value, reason=reason)


def backup_away(waiting: int, since: str, reason: Message) -> AttentionRecord:
    """Backup has been away for a while and photos wait for it (1-3c)."""
    return item_of(
        Cause.BACKUP_AWAY,
        subjects.storage(Role.BACKUP),
        storage=Role.BACKUP.value,
        waiting=waiting,
        since=since,
        reason=reason,
    )


def dead_letter(
    message_id: int,
    role: Role,
    paths: Sequence[str],
    objects: Sequence[str],
    *,
    reason: Message,
    attempts: int,
    at: str,
) -> AttentionRecord:
    """A message that failed after all its attempts (3-2)."""
    return item_of(
        Cause.DEAD_LETTER,
        subjects.message(message_id),
        message=message_id,
        storage=role.value,
        files=list(paths),
        objects=list(objects),
        reason=reason,
        attempts=attempts,
        at=at,
    )


def deletions_waiting(files: Sequence[dict[str, Any]], reason: Message) -> AttentionRecord:
    """Deletions that could not be put into the queue and wait in a file beside it (3-3)."""
    return item_of(
        Cause.DELETIONS_WAITING,
        subjects.DELETIONS,
        files=[{"file": file["file"]} for file in files[:MOST_FILES]],
        reason=reason,
        asked=list(files[:MOST_FILES]),
    )


def journal_findings(
    cause: Cause, role: Role, reason: Message, findings: Sequence[dict[str, Any]]
) -> AttentionRecord:
    """Failed checks of the journals on the storages, all of one cause."""
    return item_of(
        cause,
        subjects.journal(cause),
        storage=role.value,
        reason=reason,
        findings=list(findings[:MOST_FILES]),
    )


def unknown_objects(role: Role, names: Sequence[str]) -> AttentionRecord:
    """Objects on a storage that no computer of the vault names."""
    return item_of(
        Cause.UNKNOWN_OBJECTS,
        subjects.unknown_objects(role),
        storage=role.value,
        objects=list(names[:MOST_FILES]),
        count=len(names),
    )


def home_copied(role: Role, place: str) -> AttentionRecord:
    """``place`` was written with this computer's identity, but not by this home (5-6)."""
    return item_of(
        Cause.HOME_COPIED, subjects.home("copied"), storage=role.value, place=place, check="forked"
    )


def home_moved() -> AttentionRecord:
    """This home was found on another machine than before (5-6)."""
    return item_of(Cause.HOME_MOVED, subjects.home("copied"), place=ELSEWHERE)


def home_old(role: Role, place: str) -> AttentionRecord:
    """This computer's own journal on a storage is ahead of its ledger (5-5)."""
    return item_of(Cause.HOME_OLD, subjects.home("old"), storage=role.value, place=place)


def home_removed() -> AttentionRecord:
    """Another computer removed this one from the vault (6-5)."""
    return item_of(Cause.HOME_REMOVED, subjects.home("removed"))


def vault_changed(subject: str, reason: Message) -> AttentionRecord:
    """Another computer removed one, or made a new recovery kit (6-5)."""
    return item_of(Cause.VAULT_CHANGED, subject, reason=reason)


def storage_lost_objects(
    role: Role, objects: int, signs: Sequence[str], seen: str
) -> AttentionRecord:
    """Objects, or files that PicUp itself keeps there (``signs``), are gone from a storage (5-1).

    ``seen`` is the ISO 8601 time of the detection; until all is whole there again.
    """
    cause = Cause.STORAGE_LOST_OBJECTS
    return item_of(
        cause,
        subjects.about_storage(cause, role),
        storage=role.value,
        objects=objects,
        signs=list(signs[:MOST_FILES]),
        own=len(signs),
        since=seen,
        reason=Message("lost-objects-come-back"),
    )


def storage_whole_again(lost: AttentionRecord) -> AttentionRecord:
    """The same item once all is whole there again, which stays for a while to be seen (5-1)."""
    details = {**lost.details, "reason": Message("lost-objects-are-back")}
    return item_of(lost.cause, lost.subject, **details)


def storage_links(role: Role, names: Sequence[str]) -> AttentionRecord:
    """Links or special files lie on a storage (6-1)."""
    cause = Cause.STORAGE_LINKS
    return item_of(
        cause,
        subjects.about_storage(cause, role),
        storage=role.value,
        files=list(names[:MOST_FILES]),
    )


def storage_findings(role: Role, reason: Message) -> AttentionRecord:
    """A storage has impossible content or gives impossible answers (6-2)."""
    cause = Cause.STORAGE_FINDINGS
    return item_of(cause, subjects.about_storage(cause, role), storage=role.value, reason=reason)


def storage_unread(role: Role, reason: Message) -> AttentionRecord:
    """A storage lists its files, and lets none of them be read back (5-1)."""
    cause = Cause.STORAGE_UNREAD
    return item_of(cause, subjects.about_storage(cause, role), storage=role.value, reason=reason)


def bucket_rule(role: Role, reason: Message) -> AttentionRecord:
    """A rule of a bucket takes away what nobody removed (5-1)."""
    cause = Cause.BUCKET_RULE
    return item_of(cause, subjects.about_storage(cause, role), storage=role.value, reason=reason)


def clock_wrong(reason: Message) -> AttentionRecord:
    """This computer's clock or a storage's is wrong; ``reason`` is a sentence (4-5)."""
    return item_of(Cause.CLOCK_WRONG, subjects.CLOCK, reason=reason)


def _of_photo(cause: Cause, photo_id: int, path: str, reason: Message | None) -> AttentionRecord:
    return item_of(cause, subjects.photo(photo_id), photo=photo_id, path=path, reason=reason)


def _sample(photos: Sequence[ChangedPhoto]) -> list[dict[str, Any]]:
    return [asdict(photo) for photo in photos[:SAMPLE]]


def _files(files: Files) -> list[dict[str, Any]]:
    return [{"path": path, "reason": to_plain(reason)} for path, reason in files[:MOST_FILES]]
