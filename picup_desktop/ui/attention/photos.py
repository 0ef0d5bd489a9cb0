"""The photos that an attention item is about, to be seen before a person decides."""

from collections.abc import Sequence

from picup_desktop.attention import subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.gallery.glance import Glance, NamedPhoto
from picup_desktop.ledger.ledger import Ledger

MOST_SHOWN = 6
GONE = frozenset({Cause.ALBUM_VANISHED, Cause.SUBFOLDER_VANISHED})


def photos_about(
    ledger: Ledger, items: Sequence[AttentionRecord]
) -> dict[int, tuple[NamedPhoto, ...]]:
    """Return some photos of each item, by its id; LedgerUnusable."""
    glance = Glance(ledger.database)
    return {item.id: tuple(_photos(glance, item)) for item in items}


def _photos(glance: Glance, item: AttentionRecord) -> list[NamedPhoto]:
    if item.details.get("sample"):
        # The card shows these before and after.
        return []
    if item.cause in GONE:
        album_id = subjects.album_of(item.subject)
        return glance.missing_photos(album_id, subjects.folder_of(item.subject), MOST_SHOWN)
    if item.cause is Cause.DEAD_LETTER:
        return glance.message_photos(int(item.details.get("message") or 0), MOST_SHOWN)
    photo_id = item.details.get("photo")
    if isinstance(photo_id, int):
        return [NamedPhoto(photo_id, "", str(item.details.get("path") or ""))]
    return []
