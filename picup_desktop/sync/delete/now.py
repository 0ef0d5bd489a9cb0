"""Delete for good, before the grace of a deletion is over (DISASTERS 3-1b)."""

from collections.abc import Sequence

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.settings import Settings
from picup_desktop.words import PhotoState


def delete_now(
    ledger: Ledger, settings: Settings, photos: Sequence[PhotoRecord], now: float
) -> None:
    """Make the objects of deleted photos removable at once; this can't be undone.

    One transaction. Earlier versions of these photos go with them. An object that
    another photo shares, deleted or not, or has as an earlier version, stays as long as
    that photo keeps it; only these photos end.
    """
    with ledger.transaction():
        objects: dict[int, int] = {}
        for photo in photos:
            current = ledger.photos.get(photo.id)
            if current is not None and current.state is PhotoState.DELETED and current.object_id:
                objects.setdefault(current.object_id, current.id)
                for version in ledger.versions.of_photo(current.id):
                    objects.setdefault(version.object_id, current.id)
        named = {photo.id for photo in photos}
        shared, alone = [], []
        for object_id, photo_id in objects.items():
            owners = {photo.id for photo in ledger.photos.of_object(object_id)}
            if owners | ledger.versions.photos_of(object_id) <= named:
                record = ledger.objects.get(object_id)
                if record is not None:
                    alone.append((record.name, photo_id))
            else:
                shared += list(owners & named)
        ledger.trash.let_go(shared)
        ledger.trash.expedite(alone, now=now, objects_per_message=settings.objects_per_message)
