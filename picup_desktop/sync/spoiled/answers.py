"""The answers of a person about spoiled photos and many changes (DISASTERS 4-2, 4-3)."""

import stat
from collections.abc import Iterable
from pathlib import Path

from picup_desktop.files.status import file_status
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord, SeenFile
from picup_desktop.settings import Settings
from picup_desktop.sync.spoiled.files import beginning_of
from picup_desktop.sync.spoiled.good_again import wish


def keep_good(ledger: Ledger, photo_ids: Iterable[int]) -> str:
    """Have the good versions restored; return a sentence. Inside a transaction."""
    ids = list(photo_ids)
    wish(ledger, ids)
    return f"{_photos(len(ids))} put back into the album at the next sync."


def take_as_they_are(ledger: Ledger, settings: Settings, photo_ids: Iterable[int]) -> str:
    """Make the files new versions; return a sentence. Inside a transaction.

    The next scan judges files that are gone by now, like any missing file.
    """
    found = [photo for one in photo_ids if (photo := ledger.photos.get(one)) is not None]
    seen = [(photo, _seen(ledger, photo)) for photo in found]
    taken = [(photo.id, file) for photo, file in seen if file is not None]
    ledger.spoiled.clear(photo.id for photo in found)
    ledger.photos.note_changed(taken)
    return (
        f"{_photos(len(found))} taken as new versions at the next sync. The good ones stay on the"
        f" storages for {settings.grace_days} days."
    )


def _seen(ledger: Ledger, photo: PhotoRecord) -> SeenFile | None:
    album = ledger.albums.get(photo.album_id)
    if album is None:
        return None
    path = Path(album.path) / photo.path
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    now, (kind, digest) = file_status(status), beginning_of(path)
    return SeenFile(photo.path, now.size_bytes, now.mtime_ns, now.inode, kind, digest)


def _photos(count: int) -> str:
    return "1 photo is" if count == 1 else f"{count:,} photos are"
