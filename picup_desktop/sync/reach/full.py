"""Full storages: when one has room again (DISASTERS 1-7).

A full disk still takes the empty file of a probe, and a small photo where a large one did not
fit. So a full storage has room again once it stored something and refuses no photo any more.
"""

from collections.abc import Mapping

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import StorageFull
from picup_desktop.sync.reach.contact import Contact
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.words import Role, StorageState


def stored_on_full(ledger: Ledger) -> dict[Role, int]:
    """Return the number of objects on each storage that is full."""
    full = [record.role for record in ledger.storages.all() if record.state is StorageState.FULL]
    totals = ledger.objects.totals() if full else {}
    return {role: totals[role][0] for role in full}


def have_room_again(ledger: Ledger, stored_before: Mapping[Role, int]) -> set[Role]:
    """Return the full storages that stored something since, and refuse no waiting photo."""
    stored_now = stored_on_full(ledger)
    return {
        role
        for role, count in stored_before.items()
        if stored_now.get(role, 0) > count
        and not ledger.uploads.any_failed_because(of_storage(role, Message("")).code)
    }


def as_recorded(before: StorageRecord, contact: Contact, *, has_room: bool, waits: bool) -> Contact:
    """Return the contact to record: a full storage stays full until it ``has_room`` again.

    If no photo ``waits`` to be stored, a successful probe is enough.
    """
    if before.state is not StorageState.FULL or contact.error is not None:
        return contact
    if has_room or not waits:
        return contact
    return Contact(StorageState.FULL, StorageFull.of(before.reason or Message("")), contact.probe)
