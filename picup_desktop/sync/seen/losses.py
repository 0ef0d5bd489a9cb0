"""What a storage lost, as long as it lacks something: the note in the ledger, and the item."""

import json
from collections.abc import Sequence

from picup_desktop.attention import items
from picup_desktop.clock import iso
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.words import Role

MOST_SIGNS = 20
"""The most names of gone files of PicUp's own that are noted."""


def open_lost(ledger: Ledger, role: Role, bad: int, signs: Sequence[str], now: float) -> None:
    """Record that a storage lost something, and open the item; within a transaction.

    ``bad`` objects are missing or damaged, and the files ``signs`` of PicUp's own are gone.
    """
    noted = json.dumps({"signs": list(signs[:MOST_SIGNS])})
    ledger.vaults.note(NoteAbout.STORAGE_LOST.of(role), noted)
    if signs:
        ledger.vaults.note(NoteAbout.STORAGE_TOLD.of(role), str(now))
    ledger.storages.doubt(role, now)
    ledger.attention.open(items.storage_lost_objects(role, bad, signs, iso(now)), now)


def attend_losses(ledger: Ledger, role: Role, now: float) -> None:
    """Open the item about copies that are known to be missing or damaged on a storage (5-1).

    ``note_whole`` closes it once each of them is whole again.
    """
    bad = ledger.checks.count_bad(role, now)
    if bad and not is_lost(ledger, role):
        with ledger.transaction():
            open_lost(ledger, role, bad, (), now)


def is_lost(ledger: Ledger, role: Role) -> bool:
    """Return whether a storage lost something and was not seen complete since."""
    return bool(ledger.vaults.noted(NoteAbout.STORAGE_LOST.of(role)))


def lost_anywhere(ledger: Ledger) -> bool:
    """Return whether ``is_lost`` is true for any storage."""
    return any(is_lost(ledger, role) for role in Role)
