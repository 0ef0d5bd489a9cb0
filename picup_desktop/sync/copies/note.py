"""What a look at one copy told, written down where every later question sees it."""

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.words import CopyState, Role


def note_copy(ledger: Ledger, clock: Clock, object_id: int, role: Role, state: CopyState) -> None:
    """Note how a copy was found just now, and what that makes of its photos' states."""
    with ledger.transaction():
        ledger.objects.set_copy(object_id, role, state, clock.now())
        ledger.photos.restate(object_id)
