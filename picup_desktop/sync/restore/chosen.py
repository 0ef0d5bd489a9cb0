"""The photos that a restore brings back: their number, and each only when its turn comes.

A vault may hold a million photos, and every line of a list takes about a kilobyte.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import InOrder, ListedPhoto
from picup_desktop.ledger.schema.database import in_parts
from picup_desktop.sync.albums.named import own_names
from picup_desktop.sync.versions.as_of import listed_past, moment_of, photos_as_of
from picup_desktop.words import PhotoState


@dataclass(frozen=True)
class ChosenPhotos:
    """The photos of one restore, in the order of albums and paths."""

    photos: int
    size_bytes: int
    listed: Iterable[ListedPhoto]
    """Goes to the ledger from whichever thread asks for the next one."""

    @classmethod
    def of(cls, listed: Sequence[ListedPhoto]) -> "ChosenPhotos":
        """Return these photos."""
        return cls(len(listed), sum(one.photo.size_bytes for one in listed), listed)


def to_restore(
    ledger: Ledger, albums: Sequence[str] | None, as_of: str | None, now: float
) -> ChosenPhotos:
    """Return the photos of all albums or of some: the living ones, or those ``as_of`` a time.

    UsageError for an album that there is not, and for a time outside of the grace (4-4).
    """
    albums = own_names(ledger, albums)
    if as_of is not None:
        past = photos_as_of(ledger, moment_of(as_of, now), now, albums)
        size_bytes = sum(one.size_bytes for one in past)
        return ChosenPhotos(len(past), size_bytes, listed_past(ledger, past))
    names = [None] if albums is None else list(dict.fromkeys(albums))
    chosen = [ledger.listing.living(name) for name in names]
    return ChosenPhotos(
        sum(len(one.ids) for one in chosen),
        sum(one.size_bytes for one in chosen),
        _by_page(ledger, chosen),
    )


def restore_some(ledger: Ledger, photo_ids: Sequence[int]) -> list[ListedPhoto]:
    """Return the living ones of these photos."""
    return [
        listed
        for some in in_parts(sorted(set(photo_ids)))
        for listed in ledger.listing.photos(ids=some)
        if listed.photo.state is not PhotoState.DELETED
    ]


def _by_page(ledger: Ledger, chosen: Sequence[InOrder]) -> Iterator[ListedPhoto]:
    """Yield the photos; one that is deleted meanwhile was alive when the restore began."""
    for one in chosen:
        for page in one.pages():
            yield from ledger.listing.photos(ids=page)
