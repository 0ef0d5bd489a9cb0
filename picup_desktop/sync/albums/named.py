"""The albums by their names, for what only looks at them."""

from collections.abc import Sequence

from picup_desktop.errors import UsageError
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.words import AlbumState


def find_album(ledger: Ledger, name: str) -> AlbumRecord:
    """Return the living album of that name; UsageError if there is none."""
    album = ledger.albums.named(name)
    if album is None or album.state is AlbumState.REMOVED:
        none = UsageError("no-album-named-add-one", name=shown(name))
        raise _no_album(name, ledger.albums.all(), none)
    return album


def check_album(ledger: Ledger, name: str | None) -> None:
    """Raise UsageError for an album that does not exist, watched or not."""
    if name is not None and ledger.albums.named(name) is None:
        none = UsageError("no-album-at-all-named", album=shown(name))
        raise _no_album(name, ledger.albums.all(removed=True), none)


def _no_album(name: str, others: Sequence[AlbumRecord], none: UsageError) -> UsageError:
    """Return the error that names the other albums; ``none`` if there are none."""
    names = ", ".join(shown(album.name) for album in others)
    if names:
        return UsageError("no-album-named", name=shown(name), names=names)
    return none
