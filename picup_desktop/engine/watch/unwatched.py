"""The attention item of an album that can't be watched."""

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.engine.watch.watch import is_limit
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.words import AttentionKind


def note_unwatched(ledger: Ledger, album: AlbumRecord, error: OSError | None, at: float) -> None:
    """Open or close the item; call it inside a transaction."""
    if error is None:
        ledger.attention.close(AttentionKind.UNREADABLE, subjects.watch(album.id))
    else:
        ledger.attention.open(unwatched(album, error), at)


def unwatched(album: AlbumRecord, error: OSError) -> AttentionRecord:
    """Return the item: new photos are found once a minute until the folder can be watched."""
    reason = error.strerror or str(error)
    return items.folder_unwatched(album.id, album.name, reason, too_few_watches=is_limit(error))
