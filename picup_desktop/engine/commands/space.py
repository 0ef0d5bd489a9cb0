"""Commands that free space on this computer."""

from picup_desktop.app import Engine
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.photos import BringBack, FreeSpace, LookAtSpace
from picup_desktop.engine.jobs import Job
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.names import shown
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.albums.named import own_names
from picup_desktop.sync.delete.delete import system_trash
from picup_desktop.sync.delete.undelete import bring_back
from picup_desktop.sync.home.hold import check_free
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.space.free import Freeing, FreeOrder, FreeReport, candidates
from picup_desktop.sync.space.plan import VERIFIED_DAYS, FreeRules, plan_of
from picup_desktop.words import PhotoState

MOST_TOLD = 1_000
MOST_UNDONE = 50_000
"""The most ids of freed photos to report; beyond that, the album brings them back."""


def space_look(ledger: Ledger, clock: Clock, given: LookAtSpace) -> answers.SpaceLook:
    """Return what could leave this computer, and why the rest could not."""
    order = _order(ledger, given)
    plan = plan_of(candidates(ledger, order), FreeRules(clock.now(), order.older_than_seconds))
    away_photos, away_bytes = ledger.freeing.away(order.albums)
    return {
        "photos": len(plan.wanted),
        "bytes": plan.size_bytes,
        "to_verify": len(plan.to_verify),
        "to_verify_bytes": plan.to_verify_bytes,
        "verified_days": VERIFIED_DAYS,
        "kept": {why.value: count for why, count in plan.kept.items() if count},
        "away": {"photos": away_photos, "bytes": away_bytes},
    }


def space_free(parts: Engine, given: FreeSpace, job: Job) -> answers.Freed:
    """Move originals to the system's trash; the photos stay on the storages and in the gallery."""
    order = _order(parts.ledger, given)
    parts.look_first()
    check_free(parts.ledger)
    freeing = Freeing(
        parts.ledger,
        parts.storages,
        parts.clock,
        system_trash,
        between=job.run_exclusively,
        announce=parts.announcement().run,
    )
    return _freed_json(freeing.run(order, job))


def space_bring_back(parts: Engine, given: BringBack, job: Job) -> answers.BroughtBack:
    """Read files that are only on the storages back into their places; overwrite nothing."""
    photos = _asked_for(parts.ledger, given)
    job.begin(len(photos), sum(photo.size_bytes for photo in photos))
    reader = parts.reader()
    brought: list[answers.BroughtPhoto] = []
    for photo in photos:
        if job.cancelled():
            break
        brought.append(_brought(parts.ledger, reader, photo))
        job.item_done(photo.size_bytes)
    failed = sum(one["reason"] is not None for one in brought)
    return {
        "brought_back": sum(one["brought_back"] for one in brought),
        "failed_photos": failed,
        # Failures come first, because a line on the socket has a maximum length.
        "photos": sorted(brought, key=lambda one: one["reason"] is None)[:MOST_TOLD],
        "stopped": len(brought) < len(photos),
    }


def _asked_for(ledger: Ledger, given: BringBack) -> list[PhotoRecord]:
    """Return the named photos, or all without a file here of some albums."""
    albums, named = given.albums, given.photos
    if (albums is None) == (named is None):
        raise UsageError("name-photos-albums-bring-back")
    ours = own_names(ledger, albums)
    if ours is not None:
        found = (ledger.photos.get(one) for one in ledger.freeing.away_ids(ours))
        return [photo for photo in found if photo is not None]
    photos = list({p.id: p for p in (find_photo(ledger, name) for name in named or ())}.values())
    for photo in photos:
        if photo.state is PhotoState.DELETED:
            raise UsageError("photo-is-deleted", photo=shown(photo.path), id=photo.id)
    return photos


def _brought(ledger: Ledger, reader: Reader, photo: PhotoRecord) -> answers.BroughtPhoto:
    """Bring a file back, unless it is here."""
    reason = None
    if photo.remote_only:
        try:
            bring_back(ledger, reader, photo)
        except PicupError as error:
            reason = error.message
    back = photo.remote_only and reason is None
    return {"id": photo.id, "path": photo.path, "brought_back": back, "reason": reason}


def _order(ledger: Ledger, given: LookAtSpace | FreeSpace) -> FreeOrder:
    albums, named = given.albums, given.photos
    days = given.older_than_days or 0.0
    if albums is not None and named is not None:
        raise UsageError("free-photos-albums-some-photos")
    return FreeOrder(
        own_names(ledger, albums),
        None if named is None else tuple(find_photo(ledger, name).id for name in named),
        days * DAY_SECONDS,
    )


def _freed_json(report: FreeReport) -> answers.Freed:
    return {
        "freed": report.freed,
        "freed_ids": report.freed_ids if report.freed <= MOST_UNDONE else [],
        "bytes": report.bytes,
        "kept": {why.value: count for why, count in report.kept.items() if count},
        "failed": [
            {
                "photo": f"{shown(one.photo.album)}/{shown(one.photo.path)}",
                "reason": one.reason,
                "storage": None if one.role is None else one.role.value,
            }
            for one in report.failed[:MOST_TOLD]
        ],
        "failed_photos": len(report.failed),
        "stopped": report.stopped,
    }
