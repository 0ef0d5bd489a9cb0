"""Albums found by name, for commands that change none of them."""

from collections.abc import Sequence

from picup_desktop.errors import UsageError
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown, spellings
from picup_desktop.words import AlbumState


def album_named(ledger: Ledger, name: str) -> AlbumRecord | None:
    """Return the album of that name, removed or not; None if there is none.

    Its name may come from a folder on a Mac, which spells letters otherwise than a keyboard does.
    """
    found = (ledger.albums.named(one) for one in dict.fromkeys((name, *spellings(name))))
    return next((album for album in found if album is not None), None)


def find_album(ledger: Ledger, name: str) -> AlbumRecord:
    """Return the living album of that name; UsageError if there is none."""
    album = album_named(ledger, name)
    if album is None or album.state is AlbumState.REMOVED:
        none = UsageError("no-album-named-add-one", name=shown(name))
        raise _no_album(name, ledger.albums.all(), none)
    return album


def own_name(ledger: Ledger, name: str) -> str:
    """Return an album's name as it is spelled in the ledger, watched or not.

    UsageError for an album that does not exist.
    """
    album = album_named(ledger, name)
    if album is None:
        none = UsageError("no-album-at-all-named", album=shown(name))
        raise _no_album(name, ledger.albums.all(removed=True), none)
    return album.name


def own_names(ledger: Ledger, names: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the names of albums as ``own_name``; None for all albums."""
    return None if names is None else tuple(own_name(ledger, name) for name in names)


def _no_album(name: str, others: Sequence[AlbumRecord], none: UsageError) -> UsageError:
    """Return the error that names the other albums; ``none`` if there are none."""
    names = ", ".join(shown(album.name) for album in others)
    if names:
        return UsageError("no-album-named", name=shown(name), names=names)
    return none
