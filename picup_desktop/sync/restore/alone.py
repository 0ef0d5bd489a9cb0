"""Restore from one storage and the recovery kit, without a home: the day the computer died."""

from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.sync.albums.albums import check_album
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.join.from_storage import (
    AskPassword,
    OpenRequest,
    opened_from,
    scratch_folders,
)
from picup_desktop.sync.join.vault import OpenReport
from picup_desktop.sync.reach.restoring import AbsentStorage, OutRemembered
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore.restore import Restore, RestoreReport, to_restore
from picup_desktop.sync.versions.as_of import moment_of, photos_as_of
from picup_desktop.vault.age import parse_identity
from picup_desktop.vault.kit import recovery_identity


@dataclass(frozen=True)
class RestoredAlone:
    """The restored photos, and the faults of the storage that were found meanwhile."""

    restored: RestoreReport
    opened: OpenReport


def restore_alone(
    request: OpenRequest,
    *,
    scratch: Path,
    target: Path,
    album: str | None,
    clock: Clock,
    ask: AskPassword,
    progress: JobProgress,
    as_of: str | None = None,
) -> RestoredAlone:
    """Write the photos of one storage below ``target``, with a temporary ledger in ``scratch``.

    NoVaultThere, WrongKit, NoStorageReached, UsageError, any StorageError.
    """
    folders = scratch_folders(scratch)
    ledger = open_ledger(scratch / "ledger.sqlite")
    try:
        with opened_from(request, ledger=ledger, clock=clock, folders=folders, ask=ask) as vault:
            check_album(ledger, album)
            now = clock.now()
            photos = (
                to_restore(ledger, album)
                if as_of is None
                else photos_as_of(ledger, moment_of(as_of, now), now, album)
            )
            reader = Reader(
                ledger=ledger,
                storages={
                    vault.address.role: OutRemembered(vault.storage, clock),
                    vault.other.role: AbsentStorage(vault.other.role),
                },
                vault_key=parse_identity(vault.secrets.vault_key),
                clock=clock,
                scratch=folders.scratch,
                recovery_key=recovery_identity(request.kit),
            )
            report = Restore(ledger, reader, target, progress).run(photos)
            return RestoredAlone(report, vault.report)
    finally:
        ledger.close()
