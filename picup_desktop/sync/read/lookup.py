"""Look photos up before they are read, and fetch the small ones from main in one request.

A photo is named by its id or as ALBUM/relative/path. Small photos are latency-bound, so they
share a request. Bytes that were fetched ahead are opened and checked in the same way as others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.names import shown, spellings
from picup_desktop.storage.base import Get, Piece, Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.read.local import Original, standing_in

LONGEST_ID = 18
"""The most digits that an id of the ledger has."""


def find_photo(ledger: Ledger, named: str) -> PhotoRecord:
    """Return the living photo of that name, else the last deleted one; UsageError if none."""
    is_id = named.isdecimal() and len(named) <= LONGEST_ID
    photo = ledger.photos.get(int(named)) if is_id else None
    if photo is None:
        photo = _at(ledger, *named.partition("/"))
    if photo is None:
        raise UsageError("no-such-photo", photo=shown(named))
    return photo


def _at(ledger: Ledger, album_name: str, slash: str, path: str) -> PhotoRecord | None:
    """Return the photo at a path, which a keyboard spells otherwise than a disk from a Mac."""
    if not slash:
        return None
    for one in dict.fromkeys((album_name, *spellings(album_name))):
        album = ledger.albums.named(one)
        for other in dict.fromkeys((path, *spellings(path))):
            photo = None if album is None else ledger.photos.at(album.id, other)
            if photo is not None:
                return photo
    return None


def id_of(ledger: Ledger, named: str) -> int:
    """Return a photo's id. UsageError.

    One that is given as an id is not looked up, because there may be thousands; so it may be the
    id of a photo that does not exist any more.
    """
    is_id = named.isdecimal() and len(named) <= LONGEST_ID
    return int(named) if is_id else find_photo(ledger, named).id


SMALL_BYTES = 256 * 1024


@dataclass(frozen=True)
class PhotoToRead:
    """A photo to read back, with its record and original as they were looked up."""

    photo: PhotoRecord
    record: ObjectRecord | None
    """None for a photo that is on no storage yet."""
    original: Original | None
    """Its own file, if it is still in its album as the ledger has it."""
    sealed: Piece | None = None
    """The object's bytes from main, if they were fetched ahead."""


def look_up(ledger: Ledger, photos: Sequence[PhotoRecord]) -> list[PhotoToRead]:
    """Look photos up in the ledger and the albums' folders; same order."""
    ids = {photo.object_id for photo in photos if photo.object_id is not None}
    records = {record.id: record for record in ledger.objects.with_ids(sorted(ids))}
    albums = {album.id: Path(album.path) for album in ledger.albums.all(removed=True)}
    wanted = []
    for photo in photos:
        record = None if photo.object_id is None else records.get(photo.object_id)
        folder = None if photo.remote_only else albums.get(photo.album_id)
        original = None if folder is None else standing_in(folder, photo)
        wanted.append(PhotoToRead(photo, record, original))
    return wanted


def fetch(main: Storage, wanted: Sequence[PhotoToRead]) -> list[PhotoToRead]:
    """Return the same list with the bytes of small photos, as far as main sends them."""
    small = [
        one.record
        for one in wanted
        if one.original is None and one.record and one.record.sealed_bytes <= SMALL_BYTES
    ]
    came: dict[int, Piece | None] = {}
    if len(small) > 1:
        gets = [Get(record.name, record.sealed_bytes) for record in small]
        try:
            for record, sealed in zip(small, main.get_many(gets), strict=True):
                came[record.id] = sealed
        except StorageError:
            # The read of each photo asks main again, then backup, and reports the error.
            pass
    return [
        one if one.record is None else replace(one, sealed=came.get(one.record.id))
        for one in wanted
    ]
