"""The record of passes that broke off as a whole, kept until a pass succeeds.

Waiting photos are not sent while passes break, so no screen may report that all is well
(DISASTERS 5-7): ``status``, ``doctor`` and the end of ``sync`` ask here.
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.messages.message import Message, from_plain, to_plain
from picup_desktop.names import shown
from picup_desktop.words import AttentionKind

TIMES_UNTIL_TOLD = 2
"""Passes in a row that break before the user is told; a single one may be temporary."""

log = logging.getLogger(__name__)


class PassBroke(PicupError):
    """A pass met an unexpected error."""

    title = "title-fault-program"
    kind = Kind.RETRY


class FileBroken(PicupError):
    """One file met an unexpected error; the others go on."""

    title = "title-fault-program"
    kind = Kind.PERMANENT


@dataclass(frozen=True)
class PassFault:
    """Consecutive passes that broke off."""

    times: int
    since: float
    """Unix seconds of the first of them."""
    message: Message
    albums: tuple[int, ...] | None
    """Albums that the last of them had to scan; None for all."""


def fault_of(what: Message, error: BaseException) -> Message:
    """Return the message about an unexpected error; ``what`` names the work that it ended."""
    why = shown(f"{type(error).__name__}: {error}")
    return Message("fault-program-log-tells-more", what=what, why=why)


def broke(error: Exception) -> PassBroke:
    """Return the error for a pass that broke off by an unexpected error."""
    return PassBroke.of(fault_of(Message("pass-broke-off"), error))


def standing(ledger: Ledger) -> PassFault | None:
    """Return the fault after which no pass has succeeded yet; None if there is none."""
    noted = ledger.vaults.noted(Note.PASS_FAULT)
    if not noted:
        return None
    plain = json.loads(noted)
    albums = plain["albums"]
    return PassFault(
        times=plain["times"],
        since=plain["since"],
        message=from_plain(plain["sentence"]),
        albums=None if albums is None else tuple(albums),
    )


def standing_or_no_room(ledger: Ledger) -> PassFault | None:
    """As ``standing``; or that the ledger's disk is full, since its last write.

    Such a pass can note nothing, and its ledger shows what was there before, all well.
    """
    fault, full = standing(ledger), ledger.database.lack_of_room()
    if fault is not None or full is None:
        return fault
    written_at = ledger.database.path.stat().st_mtime
    return PassFault(times=1, since=written_at, message=full, albums=None)


def after_break(
    before: PassFault | None, message: Message, albums: frozenset[int] | None, now: float
) -> PassFault:
    """Return the record to keep after one more pass broke off."""
    return PassFault(
        times=1 if before is None else before.times + 1,
        since=now if before is None else before.since,
        message=message,
        albums=None if albums is None else tuple(sorted(albums)),
    )


def is_over(fault: PassFault, albums: frozenset[int] | None) -> bool:
    """Return whether a successful pass over these albums (None: all) covers the broken one."""
    return albums is None or (fault.albums is not None and albums.issuperset(fault.albums))


def note_break(
    ledger: Ledger, error: PicupError, albums: frozenset[int] | None, now: float, log_file: Path
) -> None:
    """Record that a pass broke off; the second in a row opens an attention item (5-7).

    If the ledger can't be written, only the log has it.
    """
    try:
        with ledger.transaction():
            fault = after_break(standing(ledger), error.message, albums, now)
            ledger.vaults.note(Note.PASS_FAULT, _text(fault))
            if fault.times >= TIMES_UNTIL_TOLD:
                item = items.pass_broken(fault.times, fault.message, str(log_file))
                ledger.attention.open(item, now)
    except LedgerUnusable as unusable:
        log.warning("that a pass broke off could not be noted: %s", unusable.sentence)


def _text(fault: PassFault) -> str:
    return json.dumps(
        {
            "times": fault.times,
            "since": fault.since,
            "sentence": to_plain(fault.message),
            "albums": fault.albums,
        }
    )


def note_through(ledger: Ledger, albums: frozenset[int] | None) -> None:
    """Record that a pass succeeded. LedgerUnusable."""
    fault = standing(ledger)
    if fault is not None and is_over(fault, albums):
        with ledger.transaction():
            ledger.vaults.note(Note.PASS_FAULT, "")
            ledger.attention.close(AttentionKind.FAULT, subjects.BROKEN_WORK)
