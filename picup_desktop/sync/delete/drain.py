"""Move deletions from the deletion journal into the queue once the ledger answers (3-3)."""

import logging
from collections.abc import Sequence

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import Clock, iso
from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.messages.message import Message, to_plain
from picup_desktop.sync.delete.delete import Trash, delete_photos, remove_photos, system_trash
from picup_desktop.sync.delete.spill import JournalEntry, journal_of
from picup_desktop.words import AttentionKind

SCENARIO = {"scenario": "3-3"}

log = logging.getLogger(__name__)


def drain_journal(ledger: Ledger, clock: Clock, trash: Trash = system_trash) -> bool:
    """Put every journaled deletion into the queue; return whether the journal is empty now.

    A crash in between repeats it; a photo that is already deleted stays as it is.
    Entries that can't be applied yet stay, with an attention item that says why.
    """
    journal = journal_of(ledger)
    entries = journal.read()
    if not entries:
        return True
    try:
        with ledger.transaction():
            ledger.attention.open(_waiting(entries, entries[0].reason), clock.now())
        left = _apply_all(ledger, entries, clock, trash)
        with ledger.transaction():
            if left:
                ledger.attention.open(_waiting(entries, left[0]), clock.now())
                return False
            ledger.attention.close(AttentionKind.JOURNAL, subjects.DELETIONS)
    except LedgerUnusable as error:
        log.warning(
            "%d deletions wait in the journal: %s", len(entries), error.sentence, extra=SCENARIO
        )
        return False
    journal.clear()
    ledger.vaults.note(Note.DELETIONS_APPLIED, "")
    log.info("%d deletions went from the journal into the queue.", len(entries), extra=SCENARIO)
    return True


def _waiting(entries: Sequence[JournalEntry], reason: Message) -> AttentionRecord:
    files = [{"file": e.named, "reason": to_plain(e.reason), "at": iso(e.at)} for e in entries]
    return items.deletions_waiting(files, reason)


def _apply_all(
    ledger: Ledger, entries: Sequence[JournalEntry], clock: Clock, trash: Trash
) -> list[Message]:
    """Apply the entries, none of them twice; return why some have to wait."""
    applied = set((ledger.vaults.noted(Note.DELETIONS_APPLIED) or "").split())
    left = []
    for entry in entries:
        if entry.id in applied:
            continue
        why = _apply(ledger, entry, clock, trash, applied)
        if why is not None:
            left.append(why)
    return left


def _apply(
    ledger: Ledger, entry: JournalEntry, clock: Clock, trash: Trash, applied: set[str]
) -> Message | None:
    """Apply an entry and record that it is done; return why it has to wait, or None."""
    settings = ledger.vaults.settings()
    if entry.photo_id is None:
        try:
            report = remove_photos(ledger, settings, clock, [entry.named], trash)
        except UsageError as error:
            log.warning(
                "The journal names a photo that is not there: %s", error.sentence, extra=SCENARIO
            )
        else:
            if report.kept:
                return report.kept[0][1]
            if report.journaled is not None:
                return report.journaled
    applied.add(entry.id)
    with ledger.transaction():
        if entry.photo_id is not None:
            delete_photos(ledger, settings, [entry.photo_id], entry.at)
        ledger.vaults.note(Note.DELETIONS_APPLIED, " ".join(sorted(applied)))
    return None
