"""Photos whose object is lost, while their content is stored again by another file (2-3)."""

import logging

from picup_desktop.attention import subjects
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import retire_replaced
from picup_desktop.words import AttentionKind

log = logging.getLogger(__name__)


def link_lost(ledger: Ledger, settings: Settings, now: float) -> None:
    """Link photos whose object is lost to an object of the same content; within a transaction.

    Photos of one content share an object. Where it is lost, the file of one of them is uploaded
    again; the others, such as a freed one, have no file here from which they could be.
    """
    for photo_id, content in ledger.objects.lost_contents():
        known = ledger.objects.with_content(content)
        if known is None or not ledger.withdrawals.withdraw(known.name):
            continue
        replaced = ledger.uploads.finish_linked(photo_id, known.id, now)
        retire_replaced(ledger, settings, ledger.objects.unwanted(replaced), at=now)
        ledger.attention.close(AttentionKind.DAMAGED, subjects.photo(photo_id))
        log.info("photo %d is stored again, by another file of its content", photo_id)
