"""Queue the removal of objects, in messages of one storage each (DISASTERS 3-1, 4-1).

An object that was once a photo's newest version leaves by ``retire_objects`` only, and so
not before its grace is over; the remains of a failed upload never were one. Call these
inside the transaction that makes the objects unwanted: request and reason are then recorded
together or not at all (a transactional outbox).
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.words import Role


def retire_objects(
    ledger: Ledger,
    settings: Settings,
    objects: Sequence[ObjectRecord],
    *,
    at: float,
    unwanted_since: Mapping[int, float] | None = None,
    photo_of: Mapping[int, int] | None = None,
) -> None:
    """Queue the removal of every copy of the objects after the grace.

    The grace begins at ``at``, or at the time that ``unwanted_since`` has for an object's
    id, and never before the object was last replaced by a newer version of a photo. An object
    that would leave earlier for another reason stays until then too. ``photo_of`` maps
    an object's id to the photo that it was deleted with or was a version of.
    """
    photos, since = photo_of or {}, unwanted_since or {}
    replaced_at = ledger.versions.ended_at([record.id for record in objects])
    leaving: list[tuple[float, ObjectRecord]] = []
    for record in objects:
        began = max(since.get(record.id, at), replaced_at.get(record.id, 0.0))
        available_at = began + settings.grace_days * DAY_SECONDS
        if _may_be_asked_for(ledger, record.name, available_at):
            leaving.append((available_at, record))
    leaving.sort(key=lambda one: one[0])
    for available_at, some in groupby(leaving, key=lambda one: one[0]):
        named = [(record.name, photos.get(record.id)) for _, record in some]
        for role in Role:
            # On both storages, whatever the ledger has about the copies: a missing object
            # counts as removed, and a copy unknown to the ledger must not stay for ever.
            ledger.deletions.enqueue(
                role,
                named,
                at=at,
                available_at=available_at,
                objects_per_message=settings.objects_per_message,
            )


def retire_replaced(
    ledger: Ledger, settings: Settings, objects: Sequence[ObjectRecord], *, at: float
) -> None:
    """Queue the removal of objects that a photo's newest version replaced at ``at`` (4-1).

    One whose content is stored on both storages under another name leaves at once: its
    copies were bad and were uploaded again, so there is nothing to keep (2-3).
    """
    twins = [record for record in objects if _was_uploaded_again(ledger, record)]
    retire_objects(ledger, settings, [one for one in objects if one not in twins], at=at)
    for role in Role:
        ledger.deletions.enqueue(
            role,
            [(record.name, None) for record in twins],
            at=at,
            available_at=at,
            objects_per_message=settings.objects_per_message,
        )


def _was_uploaded_again(ledger: Ledger, record: ObjectRecord) -> bool:
    if record.sha256 == "" or ledger.versions.ended_at([record.id]):
        return False
    whole = ledger.objects.with_content(record.sha256)
    uploaded_again = whole is not None and whole.id != record.id
    # An object that is already in the queue belongs to a photo in the trash.
    return uploaded_again and not ledger.withdrawals.removal_states(record.name)


def _may_be_asked_for(ledger: Ledger, name: str, available_at: float) -> bool:
    """Return whether no queued message names the object; put off those that can be."""
    if not ledger.withdrawals.removal_states(name):
        return True
    too_early = ledger.withdrawals.leaves_before(name, available_at)
    return too_early and ledger.withdrawals.withdraw(name)


def enqueue_undo(
    ledger: Ledger, settings: Settings, undo: Sequence[tuple[Role, str, int]], now: float
) -> None:
    """Queue the immediate removal of the remains of a failed upload (1-3); there is no grace."""
    for role in Role:
        ledger.deletions.enqueue(
            role,
            [(name, photo_id) for at_role, name, photo_id in undo if at_role is role],
            at=now,
            available_at=now,
            objects_per_message=settings.objects_per_message,
        )
