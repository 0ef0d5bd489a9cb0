"""The commands that restore photos into a folder, and that export some."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from picup_desktop.app import Engine
from picup_desktop.clock import Clock, iso
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.photos import ExportPhotos, LookBack, Restore
from picup_desktop.engine.ipc.picture_answers import Exported
from picup_desktop.engine.jobs import Job
from picup_desktop.errors import UsageError
from picup_desktop.gallery.exporting import MADE_SECONDS, ExportWish, export_photos
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.albums.named import own_names
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.read.lookup import find_photo, id_of
from picup_desktop.sync.restore import restore as sync_restore
from picup_desktop.sync.restore.chosen import ChosenPhotos, restore_some, to_restore
from picup_desktop.sync.restore.places import check_output
from picup_desktop.sync.restore.restore import RestoreReport
from picup_desktop.sync.versions.as_of import (
    check_moment,
    earliest_moment,
    moment_of,
)
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.words import Role

MOST_TOLD = 1_000


def restore(parts: Engine, given: Restore, job: Job) -> answers.Restored:
    """Restore photos into a folder of this computer: all, those of albums, or some."""
    albums = given.albums
    if given.album is not None:
        albums = (*(albums or ()), given.album)
    photos = _wanted(parts, albums, given.photos, given.as_of)
    return _told(restored_json(_restored(parts, given.destination, photos, job)), job)


DocumentT = TypeVar("DocumentT", bound=answers.Restored)


def _told(restored: DocumentT, job: Job) -> DocumentT:
    if job.watched:
        # A window shows no more, and a line has a maximum length; the counts are complete.
        restored["failed"] = restored["failed"][:MOST_TOLD]
        restored["beside"] = restored["beside"][:MOST_TOLD]
        restored["renamed"] = restored["renamed"][:MOST_TOLD]
    return restored


def export(parts: Engine, given: ExportPhotos, job: Job) -> Exported:
    """Write photos into a folder that a person picked, as they are or as JPEG."""
    return _told(exported(parts, given, job), job)


def exported(parts: Engine, given: ExportPhotos, progress: JobProgress) -> Exported:
    """Do the work of ``export``."""
    if not given.photos:
        raise UsageError("say-which-photos")
    check_output(parts.ledger, given.destination)
    ids = [id_of(parts.ledger, name) for name in given.photos]
    wish = ExportWish(given.jpeg, given.edge, given.quality, given.with_place)
    maker = Maker(MADE_SECONDS)
    try:
        reader = parts.job_reader(progress)
        report = export_photos(
            *(parts.ledger, reader, ids, given.destination),
            wish=wish,
            maker=maker,
            progress=progress,
        )
    finally:
        maker.close()
    if report.gone == len(set(ids)):
        # Nothing was meant that is there: most likely it was typed wrongly.
        find_photo(parts.ledger, given.photos[0])
    return {
        **restored_json(report.done),
        "as_they_are": report.as_they_are,
        "turned": report.turned,
        "gone": report.gone,
    }


def restore_look(ledger: Ledger, clock: Clock, given: LookBack) -> answers.BackThen:
    """Count the photos of a time, and those that differ now (4-4). UsageError."""
    albums = own_names(ledger, given.albums)
    now = clock.now()
    moment = moment_of(given.as_of, now)
    check_moment(ledger, moment, now)
    found = ledger.history.compare(moment, albums)
    return {
        "moment": iso(moment),
        "earliest": iso(earliest_moment(ledger, now)),
        "photos": found.photos,
        "bytes": found.size_bytes,
        "changed": found.changed,
        "moved": found.moved,
        "deleted": found.deleted,
    }


def _wanted(
    parts: Engine,
    albums: Sequence[str] | None,
    named: Sequence[str] | None,
    as_of: str | None,
) -> ChosenPhotos:
    ledger = parts.ledger
    if named is not None:
        if albums or as_of is not None:
            raise UsageError("restore-albums-photos-not-both")
        return ChosenPhotos.of(
            restore_some(ledger, [find_photo(ledger, name).id for name in named])
        )
    return to_restore(ledger, albums, as_of, parts.clock.now())


def restore_from(
    parts: Engine, folder: Path, album: str | None, as_of: str | None, progress: JobProgress
) -> RestoreReport:
    """Do the work of ``picup restore``."""
    albums = None if album is None else (album,)
    return _restored(parts, folder, _wanted(parts, albums, None, as_of), progress)


def _restored(
    parts: Engine,
    folder: Path,
    photos: ChosenPhotos,
    progress: JobProgress,
) -> RestoreReport:
    check_output(parts.ledger, folder)
    reader = parts.job_reader(progress)
    return sync_restore.Restore(parts.ledger, reader, folder, progress).run(photos)


def restored_json(report: RestoreReport) -> answers.Restored:
    """Return the report of a restore as the answer of ``restore``."""
    return {
        "restored": report.written,
        "there_already": report.there_already,
        "bytes": report.bytes,
        "served_from": dict(sorted(report.served_from.items())),
        "beside": [{"photo": photo, "written_to": place} for photo, place in report.beside],
        "renamed": [{"photo": photo, "written_to": place} for photo, place in report.renamed],
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
