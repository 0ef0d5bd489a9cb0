"""Recovery after a crash, ``kill -9`` or power cut (DISASTERS 1-6).

Each unfinished attempt is either resumed from its sealed file in the spool or
undone on both storages through the deletion queue; then every other file is removed
from the spool.
"""

from dataclasses import replace

from picup_desktop.clock import Clock
from picup_desktop.files.opening import sha256_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.ledger.photos.uploads import AttemptRecord
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import enqueue_undo
from picup_desktop.sync.upload.jobs import UploadJob, upload_jobs
from picup_desktop.sync.upload.spool import Spool
from picup_desktop.vault.objects import SealedPhoto, object_name
from picup_desktop.words import PhotoState, Role


def recover(ledger: Ledger, spool: Spool, clock: Clock, settings: Settings) -> list[UploadJob]:
    """Resume or undo every unfinished attempt; return the jobs to resume. Runs before uploads.

    What was sealed before the keys were renewed is undone: it opens to who should not (6-5).
    """
    renewed_at = float(ledger.vaults.noted(Note.KEYS_RENEWED) or 0)
    resumable: list[tuple[PhotoRecord, SealedPhoto]] = []
    undo: list[tuple[Role, str, int]] = []
    ended: list[int] = []
    for attempt in ledger.uploads.unfinished():
        photo = ledger.photos.get(attempt.photo_id)
        sealed = _sealed(attempt)
        is_of_now = attempt.started_at >= renewed_at
        if (
            is_of_now
            and sealed is not None
            and photo is not None
            and _can_resume(attempt, photo, spool)
        ):
            resumable.append((photo, sealed))
            continue
        ended.append(attempt.photo_id)
        if sealed is not None:
            undo += [(role, sealed.name, attempt.photo_id) for role in Role]
    due = upload_jobs(ledger, [photo for photo, _ in resumable])
    ready = {photo.id: sealed for photo, sealed in resumable}
    for photo in due.keyless:
        ended.append(photo.id)
        undo += [(role, ready[photo.id].name, photo.id) for role in Role]
    if ended:
        with ledger.transaction():
            enqueue_undo(ledger, settings, undo, clock.now())
            ledger.uploads.drop(ended)
    jobs = [replace(job, sealed=ready[job.photo.id], resumed=True) for job in due.jobs]
    spool.sweep(frozenset(job.object.name for job in jobs))
    return jobs


def _sealed(attempt: AttemptRecord) -> SealedPhoto | None:
    """Return the object that was about to be sent; None if nothing was sent yet."""
    if attempt.object_name is None or attempt.sealed_bytes is None or attempt.sha256 is None:
        return None
    return SealedPhoto(attempt.object_name, attempt.sealed_bytes, attempt.sha256)


def _can_resume(attempt: AttemptRecord, photo: PhotoRecord, spool: Spool) -> bool:
    """Return whether the sealed file is whole and still the photo's newest version."""
    same = (photo.size_bytes, photo.mtime_ns) == (attempt.size_bytes, attempt.mtime_ns)
    if not same or photo.state is PhotoState.DELETED or photo.missing_since is not None:
        return False
    path = spool.path(attempt.object_name or "")
    try:
        digest = sha256_of(path)
    except FileNotFoundError:
        return False
    return object_name(digest) == attempt.object_name
