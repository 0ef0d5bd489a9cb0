"""Pass fault: what is remembered of a pass that broke off as a whole, until one goes through.

Nothing that waits is sent while passes break, so nobody may be shown that all is well
(DISASTERS 5-7): ``status``, ``doctor`` and the end of ``sync`` ask here.
"""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.names import shown
from picup_desktop.words import AttentionKind

NOTE = "pass:fault"
TIMES_UNTIL_TOLD = 2
"""One may have been a moment's trouble."""

log = logging.getLogger(__name__)


class PassBroke(PicupError):
    """A pass met something that nobody thought of."""

    title = "A fault of this program"
    kind = Kind.RETRY


class FileBroken(PicupError):
    """One file met something that nobody thought of; the others go on."""

    title = "A fault of this program"
    kind = Kind.PERMANENT


@dataclass(frozen=True)
class PassFault:
    """Passes that broke off, one after the other."""

    times: int
    since: float
    """Unix seconds of the first of them."""
    sentence: str
    albums: tuple[int, ...] | None
    """Which albums the last of them was to look at; None for all."""


def fault_of(what: str, error: BaseException) -> str:
    """A sentence about an error that nobody thought of."""
    said = shown(f"{type(error).__name__}: {error}")
    return f"{what} ({said}). That is a fault of this program; the log tells more."


def broke(error: Exception) -> PassBroke:
    """The error for a pass that broke off by something that nobody thought of."""
    return PassBroke(fault_of("A pass broke off", error))


def standing(ledger: Ledger) -> PassFault | None:
    """The fault that no pass has gone through since; None if all is well."""
    noted = ledger.vaults.noted(NOTE)
    if not noted:
        return None
    plain = json.loads(noted)
    albums = plain["albums"]
    return PassFault(
        times=plain["times"],
        since=plain["since"],
        sentence=plain["sentence"],
        albums=None if albums is None else tuple(albums),
    )


def after_break(
    before: PassFault | None, sentence: str, albums: frozenset[int] | None, now: float
) -> PassFault:
    """What is remembered after one more pass broke off."""
    return PassFault(
        times=1 if before is None else before.times + 1,
        since=now if before is None else before.since,
        sentence=sentence,
        albums=None if albums is None else tuple(sorted(albums)),
    )


def is_over(fault: PassFault, albums: frozenset[int] | None) -> bool:
    """Whether a pass over these albums, or over all, went through what the broken one did not."""
    return albums is None or (fault.albums is not None and albums.issuperset(fault.albums))


def note_break(
    ledger: Ledger, error: PicupError, albums: frozenset[int] | None, now: float, log_file: Path
) -> None:
    """Remember that a pass broke off; the second in a row is told to a person (5-7).

    Where the ledger takes no word, only the log has it.
    """
    try:
        with ledger.transaction():
            fault = after_break(standing(ledger), error.sentence, albums, now)
            ledger.vaults.note(NOTE, json.dumps(asdict(fault)))
            if fault.times >= TIMES_UNTIL_TOLD:
                item = items.pass_broken(fault.times, fault.sentence, str(log_file))
                ledger.attention.open(item, now)
    except LedgerUnusable as unusable:
        log.warning("that a pass broke off could not be noted: %s", unusable.sentence)


def note_through(ledger: Ledger, albums: frozenset[int] | None) -> None:
    """A pass went through. LedgerUnusable."""
    fault = standing(ledger)
    if fault is not None and is_over(fault, albums):
        with ledger.transaction():
            ledger.vaults.note(NOTE, "")
            ledger.attention.close(AttentionKind.FAULT, subjects.BROKEN_WORK)
