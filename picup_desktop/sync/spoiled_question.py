"""The question about spoiled photos: told for each, or once for an album with many (4-2, 4-3)."""

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import Settings
from picup_desktop.sync.changes import Harm, holds_spoiled


def tell_spoiled(ledger: Ledger, settings: Settings, album: AlbumRecord, harm: Harm) -> bool:
    """Open or close the items about an album's spoiled photos; whether it is held for them."""
    was_held = is_held_for_spoiled(ledger, album.id)
    held = holds_spoiled(harm, settings, was_held=was_held)
    if held != was_held:
        ledger.vaults.note(_held_note(album.id), "yes" if held else "no")
    return held


def is_held_for_spoiled(ledger: Ledger, album_id: int) -> bool:
    """Whether an album waits for an answer about spoiled photos."""
    return ledger.vaults.noted(_held_note(album_id)) == "yes"


def _held_note(album_id: int) -> str:
    return f"album:{album_id}:spoiled"
