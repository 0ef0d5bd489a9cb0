"""Find a photo by its id or as ALBUM/relative/path."""

from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.names import shown

LONGEST_ID = 18
"""The most digits that an id of the ledger has."""


def find_photo(ledger: Ledger, named: str) -> PhotoRecord:
    """Return the living photo of that name, else the last deleted one; UsageError if none."""
    is_id = named.isdecimal() and len(named) <= LONGEST_ID
    photo = ledger.photos.get(int(named)) if is_id else None
    if photo is None and "/" in named:
        album_name, _, path = named.partition("/")
        album = ledger.albums.named(album_name)
        photo = None if album is None else ledger.photos.at(album.id, path)
    if photo is None:
        raise UsageError("no-such-photo", photo=shown(named))
    return photo
