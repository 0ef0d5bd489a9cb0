"""The question about spoiled photos: one for each, or one for an album with many (4-2, 4-3)."""

import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.clock import iso
from picup_desktop.files.below import below
from picup_desktop.files.status import file_status
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord, SeenFile
from picup_desktop.ledger.photos.spoiled import SpoiledRecord
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.sync.scan.changed_many import is_held_for_spoiled, note_held_for_spoiled
from picup_desktop.sync.scan.losses import Harm, holds_spoiled
from picup_desktop.sync.spoiled.files import beginning_of
from picup_desktop.sync.spoiled.good_again import wish, wished
from picup_desktop.words import AttentionKind


def keep_good(ledger: Ledger, photo_ids: Iterable[int]) -> Message:
    """Have the good versions restored; return a message. Inside a transaction."""
    ids = list(photo_ids)
    wish(ledger, ids)
    if len(ids) == 1:
        return Message("one-photo-put-back")
    return Message("photos-put-back", ids=len(ids))


def take_as_they_are(ledger: Ledger, settings: Settings, photo_ids: Iterable[int]) -> Message:
    """Make the files new versions; return a message. Inside a transaction.

    The next scan judges files that are gone by now, like any missing file.
    """
    found = [photo for one in photo_ids if (photo := ledger.photos.get(one)) is not None]
    seen = [(photo, _seen(ledger, photo)) for photo in found]
    taken = [(photo.id, file) for photo, file in seen if file is not None]
    ledger.spoiled.clear(photo.id for photo in found)
    ledger.photos.note_changed(taken)
    if len(found) == 1:
        return Message("one-photo-taken-as-new-version", grace_days=settings.grace_days)
    return Message("photos-taken-as-new-versions", found=len(found), grace_days=settings.grace_days)


def _seen(ledger: Ledger, photo: PhotoRecord) -> SeenFile | None:
    album = ledger.albums.get(photo.album_id)
    if album is None:
        return None
    try:
        path = below(Path(album.path), photo.path)
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    now, (kind, digest) = file_status(status), beginning_of(path)
    return SeenFile(photo.path, now.size_bytes, now.mtime_ns, now.inode, kind, digest)


def tell_spoiled(
    ledger: Ledger, settings: Settings, album: AlbumRecord, harm: Harm, now: float
) -> bool:
    """Open or close the items about an album's spoiled photos; return whether it is held."""
    was_held = is_held_for_spoiled(ledger, album.id)
    held = holds_spoiled(harm, settings, was_held=was_held)
    _tell(ledger, album, held=held, now=now)
    if held != was_held:
        note_held_for_spoiled(ledger, album.id, held=held)
    return held


def unanswered(ledger: Ledger, album_id: int) -> list[int]:
    """Return the spoiled photos of an album whose good version is not on its way back."""
    coming = wished(ledger)
    return [photo_id for photo_id in ledger.spoiled.of_album(album_id) if photo_id not in coming]


def spoiled_photos(
    ledger: Ledger, album_id: int
) -> list[tuple[items.ChangedPhoto, Message | None]]:
    """Return the photos of ``unanswered``, each with the reason why its file is no version."""
    spoiled, asked = ledger.spoiled.of_album(album_id), unanswered(ledger, album_id)
    sample = _sample(ledger, [spoiled[photo_id] for photo_id in asked])
    return [(photo, spoiled[photo.photo].reason) for photo in sample]


def ask_about_rest(ledger: Ledger, album_id: int, now: float) -> None:
    """Ask about an album's spoiled photos that have no answer yet. Inside a transaction."""
    album = ledger.albums.get(album_id)
    if album is not None:
        _tell(ledger, album, held=is_held_for_spoiled(ledger, album_id), now=now)


def _tell(ledger: Ledger, album: AlbumRecord, *, held: bool, now: float) -> None:
    """Open one item for a held album, else one per photo; none for those being restored."""
    spoiled = ledger.spoiled.of_album(album.id)
    coming = wished(ledger)
    asked = {one.photo_id: one for one in spoiled.values() if one.photo_id not in coming}
    kind, of_album = AttentionKind.SPOILED, subjects.spoiled(album.id)
    if held and asked:
        files = [(one.path, one.reason) for one in asked.values()]
        item = items.album_spoiled(
            album.id,
            album.name,
            files,
            len(asked),
            since=iso(min(one.since for one in asked.values())),
            sample=_sample(ledger, list(asked.values())[: items.SAMPLE]),
        )
        ledger.attention.open(item, now)
    else:
        ledger.attention.close(kind, of_album)
    for one in spoiled.values():
        if held or one.photo_id not in asked:
            ledger.attention.close(kind, subjects.photo(one.photo_id))
        else:
            sample, since = _sample(ledger, [one]), iso(one.since)
            item = items.spoiled(one.photo_id, one.path, one.reason, since=since, sample=sample)
            ledger.attention.open(item, now)


def _sample(ledger: Ledger, spoiled: Sequence[SpoiledRecord]) -> list[items.ChangedPhoto]:
    """Return the good version of each photo beside the file in the album."""
    numbers = ledger.versions.numbers([one.photo_id for one in spoiled])
    return [
        items.ChangedPhoto(one.photo_id, one.path, numbers[one.photo_id], None)
        for one in spoiled
        if one.photo_id in numbers
    ]
