"""Removal: objects are asked to be removed, in messages of one storage each (DISASTERS 3-1).

Call these inside the transaction that makes the objects unwanted: request and
reason are then recorded together or not at all (a transactional outbox).
"""

from collections.abc import Mapping, Sequence

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.objects import ObjectRecord
from picup_desktop.settings import Settings
from picup_desktop.words import Role


def enqueue_objects(
    ledger: Ledger,
    settings: Settings,
    objects: Sequence[ObjectRecord],
    *,
    at: float,
    available_at: float,
    photo_of: Mapping[int, int] | None = None,
) -> None:
    """Ask for every copy of the objects to be removed, from ``available_at`` on.

    ``photo_of`` gives the id of the photo that each object (by its id) was deleted with.
    """
    photos = photo_of or {}
    for role in Role:
        # On both storages whatever is believed of the copies: gone counts as gone,
        # and a copy that the ledger does not know of must not stay for ever.
        ledger.deletions.enqueue(
            role,
            [(record.name, photos.get(record.id)) for record in objects],
            at=at,
            available_at=available_at,
            objects_per_message=settings.objects_per_message,
        )


def enqueue_undo(
    ledger: Ledger, settings: Settings, undo: Sequence[tuple[Role, str, int]], now: float
) -> None:
    """Ask for what a failed upload left behind to be removed at once (1-3): no grace."""
    for role in Role:
        ledger.deletions.enqueue(
            role,
            [(name, photo_id) for at_role, name, photo_id in undo if at_role is role],
            at=now,
            available_at=now,
            objects_per_message=settings.objects_per_message,
        )
