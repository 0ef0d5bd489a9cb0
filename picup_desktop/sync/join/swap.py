"""Let main be backup and backup main: what each one keeps stays where it is."""

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import ABOUT_CONTENT, Note
from picup_desktop.words import AttentionKind, Role

LIMITS = {Role.MAIN: "main_bytes_per_second", Role.BACKUP: "backup_bytes_per_second"}
"""The settings that belong to a box and not to its part."""


def swap_roles(ledger: Ledger) -> None:
    """Swap them in the ledger; within a transaction. Items about a storage are opened anew."""
    ledger.storages.swap()
    for about in ABOUT_CONTENT:
        noted = {role: ledger.vaults.noted(about.of(role)) for role in Role}
        for role in Role:
            ledger.vaults.note(about.of(role), noted[role.other] or "")
    limits = ledger.vaults.settings().bytes_per_second
    for role in Role:
        ledger.vaults.choose(LIMITS[role], limits[role.other])
    ledger.vaults.note(Note.JOURNAL_SEEN, "")
    for item in ledger.attention.all():
        if item.kind is not AttentionKind.DEAD_LETTER and item.details.get("storage") in set(Role):
            ledger.attention.close(item.kind, item.subject)
