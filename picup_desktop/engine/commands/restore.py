"""Commands that restore photos, or check that they could be restored."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from picup_desktop.app import Engine
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.engine.jobs import Job
from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.sync.albums.albums import check_album
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.reach.restoring import OutRemembered
from picup_desktop.sync.read.find import find_photo
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore.report import restore_document
from picup_desktop.sync.restore.restore import (
    Restore,
    RestoreStopped,
    restore_some,
    to_restore,
)
from picup_desktop.vault.age import parse_identity

MOST_TOLD = 1_000


def restore(parts: Engine, given: Arguments, job: Job) -> Json:
    """Restore photos into a folder of this computer: all, those of albums, or some."""
    folder, album = given.path("destination"), given.maybe_text("album")
    albums, named = given.maybe_texts("albums"), given.maybe_texts("photos")
    given.no_more()
    if album is not None:
        albums = [*(albums or ()), album]
    photos = _wanted(parts.ledger, albums, named)
    document = _restored(parts, folder, photos, job)
    if job.watched:
        # A window shows no more, and a line has a maximum length; the counts are complete.
        for name in ("failed", "beside"):
            document[name] = document[name][:MOST_TOLD]
    return document


def _wanted(
    ledger: Ledger, albums: Sequence[str] | None, named: Sequence[str] | None
) -> list[ListedPhoto]:
    if named is not None:
        if albums:
            raise UsageError("Restore albums or photos, not both at once.")
        return restore_some(ledger, [find_photo(ledger, name).id for name in named])
    if albums is None:
        return to_restore(ledger, None)
    for album in albums:
        check_album(ledger, album)
    return [listed for album in dict.fromkeys(albums) for listed in to_restore(ledger, album)]


def restore_from(
    parts: Engine, folder: Path, album: str | None, progress: JobProgress
) -> dict[str, Any]:
    """Do the work of ``picup restore``; return the result as JSON."""
    check_album(parts.ledger, album)
    return _restored(parts, folder, to_restore(parts.ledger, album), progress)


def _restored(
    parts: Engine,
    folder: Path,
    photos: Sequence[ListedPhoto],
    progress: JobProgress,
) -> dict[str, Any]:
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
    restore = Restore(parts.ledger, reader, folder, progress)
    return restore_document(restore.run(photos))
