"""How many files the albums do not keep, as of their last scans."""

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.left_out import added, from_text
from picup_desktop.words import Why


def left_out_counts(ledger: Ledger, album_id: int) -> dict[Why, dict[str, int]]:
    """Return how many files an album does not keep, as its last scan saw them."""
    return from_text(ledger.vaults.noted(NoteAbout.ALBUM_LEFT_OUT.of(album_id)) or "")


def left_out_everywhere(ledger: Ledger) -> dict[Why, dict[str, int]]:
    """Return the same of all albums together."""
    return added(left_out_counts(ledger, album.id) for album in ledger.albums.all())
