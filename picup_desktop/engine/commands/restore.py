"""The command that restores photos into a folder."""

from collections.abc import Sequence
from pathlib import Path

from picup_desktop.app import Engine
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands import Restore
from picup_desktop.engine.jobs import Job
from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.sync.albums.albums import check_album
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.reach.restoring import OutRemembered
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore import restore as sync_restore
from picup_desktop.sync.restore.restore import (
    RestoreReport,
    RestoreStopped,
    restore_some,
    to_restore,
)
from picup_desktop.vault.age import parse_identity
from picup_desktop.words import Role

MOST_TOLD = 1_000


def restore(parts: Engine, given: Restore, job: Job) -> answers.Restored:
    """Restore photos into a folder of this computer: all, those of albums, or some."""
    albums = given.albums
    if given.album is not None:
        albums = (*(albums or ()), given.album)
    photos = _wanted(parts.ledger, albums, given.photos)
    restored = restored_json(_restored(parts, given.destination, photos, job))
    if job.watched:
        # A window shows no more, and a line has a maximum length; the counts are complete.
        restored["failed"] = restored["failed"][:MOST_TOLD]
        restored["beside"] = restored["beside"][:MOST_TOLD]
    return restored


def _wanted(
    ledger: Ledger, albums: Sequence[str] | None, named: Sequence[str] | None
) -> list[ListedPhoto]:
    if named is not None:
        if albums:
            raise UsageError("restore-albums-photos-not-both")
        return restore_some(ledger, [find_photo(ledger, name).id for name in named])
    if albums is None:
        return to_restore(ledger, None)
    for album in albums:
        check_album(ledger, album)
    return [listed for album in dict.fromkeys(albums) for listed in to_restore(ledger, album)]


def restore_from(
    parts: Engine, folder: Path, album: str | None, progress: JobProgress
) -> RestoreReport:
    """Do the work of ``picup restore``."""
    check_album(parts.ledger, album)
    return _restored(parts, folder, to_restore(parts.ledger, album), progress)


def _restored(
    parts: Engine,
    folder: Path,
    photos: Sequence[ListedPhoto],
    progress: JobProgress,
) -> RestoreReport:
    def watched(size_bytes: int) -> None:
        if progress.cancelled():
            raise RestoreStopped
        progress.arrived(size_bytes)

    reader = Reader(
        ledger=parts.ledger,
        storages={
            role: OutRemembered(storage, parts.clock, watched)
            for role, storage in parts.storages.items()
        },
        vault_key=parse_identity(parts.secrets.vault_key),
        clock=parts.clock,
        scratch=parts.home.scratch,
    )
    return sync_restore.Restore(parts.ledger, reader, folder, progress).run(photos)


def restored_json(report: RestoreReport) -> answers.Restored:
    """Return the report of a restore as the answer of ``restore``."""
    return {
        "restored": report.written,
        "there_already": report.there_already,
        "bytes": report.bytes,
        "served_from": dict(sorted(report.served_from.items())),
        "beside": [{"photo": photo, "written_to": place} for photo, place in report.beside],
        "failed": [_failed_json(one) for one in report.failed],
        "failed_photos": len(report.failed),
        "stopped": report.stopped,
        "nobody_reached": bool(report.failed)
        and not report.written
        and all(one.no_storage for one in report.failed),
    }


def _failed_json(one: sync_restore.NotRestored) -> answers.NotRestored:
    failed: answers.NotRestored = {"photo": f"{one.album}/{one.path}", "reason": one.reason}
    if Role.MAIN in one.reasons:
        failed["main"] = one.reasons[Role.MAIN]
    if Role.BACKUP in one.reasons:
        failed["backup"] = one.reasons[Role.BACKUP]
    return failed
