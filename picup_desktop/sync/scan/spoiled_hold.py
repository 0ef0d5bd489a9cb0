"""The ledger's note that an album waits for an answer about its spoiled photos (4-3)."""

from picup_desktop.ledger.ledger import Ledger


def is_held_for_spoiled(ledger: Ledger, album_id: int) -> bool:
    """Return whether an album waits for an answer about spoiled photos."""
    return ledger.vaults.noted(_note(album_id)) == "yes"


def note_held_for_spoiled(ledger: Ledger, album_id: int, *, held: bool) -> None:
    """Record until the next scan whether it waits; inside a transaction."""
    ledger.vaults.note(_note(album_id), "yes" if held else "no")


def _note(album_id: int) -> str:
    return f"album:{album_id}:spoiled"
