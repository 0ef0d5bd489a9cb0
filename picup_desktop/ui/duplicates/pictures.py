"""Which picture stands for identical files: that of the first place."""

from pathlib import Path

from picup_desktop.files.below import LeadsOut, below
from picup_desktop.ledger.gallery.duplicates import Identical, Place
from picup_desktop.thumbnails.cache import CacheKey
from picup_desktop.thumbnails.wire import DecoderKind
from picup_desktop.ui.photos.pictures import PictureRequest


def key_of(identical: Identical, place: Place) -> CacheKey:
    """Return the key of a place's thumbnail in the cache."""
    return CacheKey(place.photo_id, identical.size_bytes, place.mtime_ns)


def request_of(identical: Identical, edge: int) -> PictureRequest:
    """Return the request for the picture of the first place."""
    place = identical.places[0]
    return PictureRequest(key_of(identical, place), _kind(place), file_of(place), edge)


def file_of(place: Place) -> Path | None:
    """Return the path of a place's file; None if it is not on this computer."""
    if not place.here:
        return None
    try:
        return below(Path(place.folder), place.path)
    except LeadsOut:
        return None


def _kind(place: Place) -> DecoderKind:
    try:
        return DecoderKind(place.kind)
    except ValueError:
        return DecoderKind.PICTURE
