"""The question about spoiled photos: one for each, or one for an album with many (4-2, 4-3)."""

from picup_desktop.attention import items, subjects
from picup_desktop.clock import iso
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import Settings
from picup_desktop.sync.scan.changes import Harm, holds_spoiled
from picup_desktop.sync.scan.spoiled_hold import is_held_for_spoiled, note_held_for_spoiled
from picup_desktop.sync.spoiled.good_again import wished
from picup_desktop.words import AttentionKind


def tell_spoiled(
    ledger: Ledger, settings: Settings, album: AlbumRecord, harm: Harm, now: float
) -> bool:
    """Open or close the items about an album's spoiled photos; return whether it is held."""
    was_held = is_held_for_spoiled(ledger, album.id)
    held = holds_spoiled(harm, settings, was_held=was_held)
    _tell(ledger, album, held=held, now=now)
    if held != was_held:
        note_held_for_spoiled(ledger, album.id, held=held)
    return held


def _tell(ledger: Ledger, album: AlbumRecord, *, held: bool, now: float) -> None:
    """Open one item for a held album, else one per photo; none for those being restored."""
    spoiled = ledger.spoiled.of_album(album.id)
    coming = wished(ledger)
    asked = {one.photo_id: one for one in spoiled.values() if one.photo_id not in coming}
    kind, of_album = AttentionKind.SPOILED, subjects.spoiled(album.id)
    if held and asked:
        files = [(one.path, one.reason) for one in asked.values()]
        since = iso(min(one.since for one in asked.values()))
        item = items.album_spoiled(album.id, album.name, files, len(asked), f"Since {since}.")
        ledger.attention.open(item, now)
    else:
        ledger.attention.close(kind, of_album)
    for one in spoiled.values():
        if held or one.photo_id not in asked:
            ledger.attention.close(kind, subjects.photo(one.photo_id))
        else:
            ledger.attention.open(items.spoiled(one.photo_id, one.path, one.reason), now)
