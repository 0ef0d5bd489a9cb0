"""Attention items about links and special files on a storage (DISASTERS 6-1)."""

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Probe
from picup_desktop.storage.errors import StorageError, StrangeEntry
from picup_desktop.words import AttentionKind, Role


def attend_strange(
    ledger: Ledger, role: Role, seen: Probe | StorageError | None, now: float
) -> None:
    """Open or close the item about a storage by the result of one probe.

    If the storage could not be probed, the item stays as it is.
    """
    if isinstance(seen, StrangeEntry):
        ledger.attention.open(items.storage_links(role, [seen.place]), now)
    elif isinstance(seen, Probe) and seen.strange:
        ledger.attention.open(items.storage_links(role, seen.strange), now)
    elif isinstance(seen, Probe):
        ledger.attention.close(
            AttentionKind.STORAGE_CHANGED, subjects.about_storage(Cause.STORAGE_LINKS, role)
        )
