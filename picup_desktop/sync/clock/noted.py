"""The mark of the clock that the last check saved in the ledger (DISASTERS 4-5)."""

import json

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.sync.clock.check import ClockMark, Doubt


def noted_mark(ledger: Ledger) -> ClockMark | None:
    """Return the saved mark; None before the first check, or if it can't be read."""
    try:
        plain = json.loads(ledger.vaults.noted(Note.CLOCK_MARK) or "null")
        return None if plain is None else ClockMark(**{**plain, "doubt": Doubt(plain["doubt"])})
    except (ValueError, TypeError, KeyError):
        return None
