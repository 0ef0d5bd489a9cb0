"""May anything be removed from the storages at the moment? One place for every reason against it.

``picup deletions run --now`` is a person's own word and does not ask.
"""

from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.clock_check import doubt_reason
from picup_desktop.sync.clock_watch import noted_mark


class NothingRemoved(PicupError):
    """Somebody asked for removals at a moment at which none may be made."""

    title = "Nothing is removed now"
    kind = Kind.PERMANENT


def why_nothing_is_removed(ledger: Ledger) -> str | None:
    """Why nothing may be removed now, as a sentence; None if it may be."""
    mark = noted_mark(ledger)
    reason = None if mark is None else doubt_reason(mark)
    return None if reason is None else f"{reason} Nothing is removed meanwhile."
