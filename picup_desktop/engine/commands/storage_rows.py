"""What is known of each storage, for ``status`` and ``storage list``."""

from picup_desktop.clock import SystemClock, iso
from picup_desktop.engine.ipc import setup_answers
from picup_desktop.ledger.evidence import evidence_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.storages import StorageRecord


def storage_facts(ledger: Ledger) -> list[tuple[StorageRecord, setup_answers.StorageFacts]]:
    """Return each storage with what is known of it, as of the last contact."""
    totals, now = ledger.objects.totals(), SystemClock().now()
    counts_seconds = ledger.vaults.settings().seen_whole_seconds
    return [
        (
            record,
            {
                "role": record.role.value,
                "url": record.url,
                "state": record.state.value,
                "reason": record.reason,
                "objects": totals[record.role][0],
                "bytes": totals[record.role][1],
                "free_bytes": record.free_bytes,
                "checked_at": None if record.checked_at is None else iso(record.checked_at),
                "seen_at": None if record.seen_at is None else iso(record.seen_at),
                "evidence": evidence_of(record.last_seen, now, counts_seconds).value,
            },
        )
        for record in ledger.storages.all()
    ]
