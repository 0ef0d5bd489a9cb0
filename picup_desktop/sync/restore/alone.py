"""Restore from one storage and the recovery kit, without a home, and the drill of that.

A backup without a restore is no backup: the drill restores a random sample with the kit and
the two addresses alone, and compares the files with the ledger.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import bounded_time_ns
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.join.from_storage import (
    AskPassword,
    OpenRequest,
    opened_from,
    scratch_folders,
)
from picup_desktop.sync.join.vault import OpenReport
from picup_desktop.sync.journal.write import vault_keys_of
from picup_desktop.sync.reach.restoring import AbsentStorage, OutRemembered
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore.chosen import to_restore
from picup_desktop.sync.restore.files import relative_place
from picup_desktop.sync.restore.places import check_output
from picup_desktop.sync.restore.restore import Restore, RestoreReport
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
            check_output(ledger, target)
            albums = None if album is None else (album,)
            photos = to_restore(ledger, albums, as_of, clock.now())
            reader = Reader(
                ledger=ledger,
                storages={
                    vault.address.role: OutRemembered(vault.storage, clock),
                    vault.other.role: AbsentStorage(vault.other.role),
                },
                vault_keys=vault_keys_of(ledger, vault.secrets),
                clock=clock,
                scratch=folders.scratch,
                recovery_key=recovery_identity(request.kit),
            )
            report = Restore(ledger, reader, target, progress).run(photos)
            return RestoredAlone(report, vault.report)
    finally:
        ledger.close()


SAMPLE = 12


@dataclass(frozen=True)
class DrillReport:
    """The result of the drill on one storage."""

    photos: int
    """The number of photos of the sample that were restored correctly."""
    problems: tuple[Message, ...]


def drill_sample(ledger: Ledger, size: int = SAMPLE) -> list[ListedPhoto]:
    """Return protected photos, chosen at random."""
    settled = ledger.listing.protected()
    chosen = random.sample(range(len(settled.ids)), min(size, len(settled.ids)))
    return ledger.listing.photos(ids=[settled.ids[one] for one in chosen])


def same_photos(opened: Ledger, sample: Sequence[ListedPhoto]) -> list[ListedPhoto]:
    """Return the sample's photos as listed in a ledger that was opened with the kit.

    Another computer's album may have another name there, to distinguish it.
    """
    wanted = {(one.photo.path, one.sha256) for one in sample}
    alike = opened.listing.photos(contents=[one.sha256 for one in sample if one.sha256])
    return [one for one in alike if (one.photo.path, one.sha256) in wanted]


def compare(
    folder: Path, sample: Sequence[ListedPhoto], found: Sequence[ListedPhoto], done: RestoreReport
) -> DrillReport:
    """Compare the restored files with the home's ledger: content, name and time."""
    failed = {(one.album, one.path): one.reason for one in done.failed}
    places = {(one.photo.path, one.sha256): (one.album, one.photo.path) for one in found}
    problems = []
    for one in sample:
        place = places.get((one.photo.path, one.sha256))
        problem: Message | None
        if place is None:
            problem = Message("list-on-storage-does-not")
        elif place in failed:
            problem = failed[place]
        else:
            problem = _problem(folder / relative_place(*place), one)
        if problem is not None:
            photo = shown(one.photo.path)
            problems.append(Message("check-drill-problem", photo=photo, reason=problem))
    return DrillReport(len(sample) - len(problems), tuple(problems))


def _problem(file: Path, expected: ListedPhoto) -> Message | None:
    if sha256_of(file) != expected.sha256:
        return Message("came-back-with-another-content")
    if bounded_time_ns(file.stat().st_mtime_ns) != expected.photo.mtime_ns:
        return Message("came-back-with-another-time")
    return None
