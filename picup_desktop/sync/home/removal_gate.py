"""Every reason against removing anything from the storages at the moment, in one place.

``picup deletions run --now`` is a person's own decision and checks the home only (5-5, 5-6).
"""

from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.sync.clock.check import doubt_reason
from picup_desktop.sync.clock.watch import noted_mark
from picup_desktop.sync.home.hold import MESSAGES, standing


class NothingRemoved(PicupError):
    """Removals were requested while none may be made."""

    title = "title-nothing-removed-now"
    kind = Kind.PERMANENT


def why_nothing_is_removed(ledger: Ledger) -> Message | None:
    """Return the message on why nothing may be removed now; None if it may be."""
    hold = standing(ledger)
    if hold is not None:
        return MESSAGES[hold]
    return why_no_clock_counts(ledger)


def why_no_clock_counts(ledger: Ledger) -> Message | None:
    """Return the message about a clock that is in doubt; None if none is (4-5)."""
    mark = noted_mark(ledger)
    reason = None if mark is None else doubt_reason(mark)
    return None if reason is None else Message("nothing-removed-meanwhile", reason=reason)
