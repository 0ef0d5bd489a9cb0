"""The copies that a ledger needs on a storage, as a list: few enough in a test."""

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.words import Role


def needed_copies(ledger: Ledger, role: Role, now: float) -> list[CopyToCheck]:
    """Return every needed copy, the one unread for longest first."""
    found: list[CopyToCheck] = []
    ledger.checks.for_each(role, now, found.append)
    return found
