"""Record the observed state of one copy."""

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.words import CopyState, Role


def note_copy(ledger: Ledger, clock: Clock, object_id: int, role: Role, state: CopyState) -> None:
    """Record a copy's present state, and update the states of its photos."""
    with ledger.transaction():
        ledger.objects.set_copy(object_id, role, state, clock.now())
        ledger.photos.restate(object_id)
