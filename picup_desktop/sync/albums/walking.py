"""How a scan walks through an album's folder: what was chosen, and where no link may lead."""

from collections.abc import Iterator
from pathlib import Path

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings.albums import Links
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.scan.links import Walking, followed_links


def walking_of(ledger: Ledger, album: AlbumRecord) -> Walking:
    """Return how to walk through an album's folder now."""
    followed = followed_links(ledger, album.id)
    if not followed and album.choices.links is Links.TELL:
        return Walking(album.choices)
    return Walking(album.choices, tuple(_elsewhere(ledger, album)), followed)


def _elsewhere(ledger: Ledger, album: AlbumRecord) -> Iterator[Path]:
    """Yield the folders that something else keeps or that are no photos of anybody."""
    yield ledger.database.path.parent.resolve()
    for other in ledger.albums.all():
        if other.id != album.id:
            yield Path(other.path).resolve()
            yield from (Path(one.path) for one in followed_links(ledger, other.id).values())
    for record in ledger.storages.all():
        place = parse_place(record.url)
        if place.folder is not None:
            yield place.folder.resolve()
