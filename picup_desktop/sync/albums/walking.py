"""How a scan walks through an album's folder: what was chosen, and where no link may lead."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from picup_desktop.files.mounts import real_folder
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings.albums import Links
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.scan.links import Walking, followed_links, may_follow


def walking_of(ledger: Ledger, album: AlbumRecord, taken: Iterable[Path] = ()) -> Walking:
    """Return how to walk through an album's folder now.

    ``taken`` are folders behind links that this pass followed in other albums already.
    """
    followed = followed_links(ledger, album.id)
    if not followed and album.choices.links is Links.TELL:
        return Walking(album.choices)
    own = [Path(one.path) for one in followed.values()]
    return Walking(album.choices, (*_elsewhere(ledger, album, own), *taken), followed)


def _elsewhere(ledger: Ledger, album: AlbumRecord, own: list[Path]) -> Iterator[Path]:
    """Yield the folders that something else keeps or that are no photos of anybody.

    Of two albums that both followed a link to one folder, the older goes on: if each left it
    to the other, nobody would look at its photos any more. ``own``: where its links led.
    """
    yield ledger.database.path.parent.resolve()
    for other in ledger.albums.all():
        if other.id != album.id:
            yield Path(other.path).resolve()
            for one in followed_links(ledger, other.id).values():
                target = Path(one.path)
                if other.id < album.id or may_follow(target, own):
                    yield target
    for record in ledger.storages.all():
        place = parse_place(record.url)
        if place.folder is not None:
            yield real_folder(place.folder)
