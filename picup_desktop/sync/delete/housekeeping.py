"""Housekeeping of each pass: complete the queue, and keep the ledger from growing for ever."""

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.delete.removal import retire_objects
from picup_desktop.sync.scan.changed_many import keep_versions

DONE_KEPT_SECONDS = 30 * DAY_SECONDS
EVENTS_KEPT = 100_000


def keep_house(ledger: Ledger, settings: Settings, now: float) -> None:
    """Drop old history, queue withdrawn removals again, and put off those that must wait (4-3).

    Called once a pass; one transaction.
    """
    with ledger.transaction():
        ledger.deletions.prune(now - DONE_KEPT_SECONDS)
        ledger.uploads.forget_old_events(EVENTS_KEPT)
        ledger.withdrawals.forget_undone()
        ledger.history.prune(now - settings.grace_days * DAY_SECONDS)
        _ask_again(ledger, settings, now)
        keep_versions(ledger, settings, now)


def _ask_again(ledger: Ledger, settings: Settings, now: float) -> None:
    """Queue a removal again that was withdrawn for a photo that is gone too now (3-5)."""
    not_queued = ledger.withdrawals.not_queued()
    for object_id, photo_id, deleted_at in not_queued:
        record = ledger.objects.get(object_id)
        if record is not None:
            retire_objects(
                ledger,
                settings,
                [record],
                at=now,
                unwanted_since={object_id: deleted_at},
                photo_of={object_id: photo_id},
            )
