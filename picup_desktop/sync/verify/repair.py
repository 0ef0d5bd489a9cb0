"""Repair a bad copy from the other storage, or upload the photo again from its original.

Bytes are checked against the object's name, its hash, before they are written, so damage
never replaces good bytes. Photos with no whole copy left become attention items.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import Clock
from picup_desktop.files.below import below
from picup_desktop.files.opening import sha256_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageError
from picup_desktop.sync.copies.heal import fetched, note_copy, put_back
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.read.local import find_original
from picup_desktop.sync.verify.report import BadCopy
from picup_desktop.sync.verify.verify import state_of
from picup_desktop.vault.errors import Damaged
from picup_desktop.words import AttentionKind, CopyState, PhotoState, Role


@dataclass(frozen=True)
class Repaired:
    """A repaired copy and its source; ``local``: the photo is uploaded again."""

    role: Role
    name: str
    source: str


@dataclass
class RepairReport:
    """The result for the bad copies."""

    repaired: list[Repaired] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    """Photos of which no whole copy is left."""
    failed: list[tuple[BadCopy, Message]] = field(default_factory=list)


class Repair:
    """Repairs the bad copies that the verifier found."""

    def __init__(
        self,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        clock: Clock,
        scratch: Path,
        progress: JobProgress,
        *,
        out: Mapping[Role, StorageError] | None = None,
    ) -> None:
        """``out``: why a storage is not among ``storages``; what needs it fails by that."""
        self._ledger = ledger
        self._storages = storages
        self._clock = clock
        self._scratch = scratch
        self._progress = progress
        self._out = out or {}
        self._report = RepairReport()
        self._lost: set[int] = set()
        """The photos that the report counts as lost; several bad copies may be of one of them."""

    def run(self, bad: Sequence[BadCopy]) -> RepairReport:
        """Repair one object after the other; report a failure and go on."""
        found = self._ledger.objects.with_ids([copy.object_id for copy in bad])
        records = {record.id: record for record in found}
        known = [(copy, records[copy.object_id]) for copy in bad if copy.object_id in records]
        self._progress.begin_repair(len(known), sum(one.sealed_bytes for _, one in known))
        for copy, record in known:
            if self._progress.cancelled():
                break
            try:
                self._heal(copy, record)
            except StorageError as error:
                self._report.failed.append((copy, error.message))
            self._progress.item_done(record.sealed_bytes)
        return self._report

    def _heal(self, copy: BadCopy, record: ObjectRecord) -> None:
        twin = next(role for role in Role if role is not copy.role)
        before = self._ledger.objects.copies(record.id)
        if before[copy.role] is CopyState.STORED:
            # Already repaired together with its other copy.
            return
        if before[twin] is not CopyState.STORED or not self._from_twin(copy, record, twin):
            self._from_local(copy, record)

    def _from_twin(self, copy: BadCopy, record: ObjectRecord, twin: Role) -> bool:
        if twin in self._out:
            raise self._out[twin]
        try:
            with fetched(self._storages[twin], record, self._scratch) as sealed:
                replace = copy.state is CopyState.DAMAGED
                put_back(self._storages[copy.role], record.name, sealed, replace=replace)
        except Damaged:
            self._note(record, twin, CopyState.DAMAGED)
            return False
        except ObjectNotFound:
            self._note(record, twin, CopyState.MISSING)
            return False
        now = state_of(self._storages[copy.role], record.name, record.sealed_bytes)
        if now is not CopyState.STORED:
            self._report.failed.append((copy, Message("what-written-does-not-read")))
            return True
        self._note(record, copy.role, CopyState.STORED)
        self._report.repaired.append(Repaired(copy.role, record.name, twin.value))
        return True

    def _from_local(self, copy: BadCopy, record: ObjectRecord) -> None:
        photos = [
            photo
            for photo in self._ledger.photos.of_object(record.id)
            if photo.state is not PhotoState.DELETED
        ]
        here = [photo for photo in photos if self._has_original(photo, record)]
        now = self._clock.now()
        with self._ledger.transaction():
            for photo in here:
                reason = Message("damaged-missing-on-both-storages-2", photo=shown(photo.path))
                self._ledger.photos.note_reason(photo.id, PhotoState.WAITING, reason, 0.0)
                self._ledger.attention.close(AttentionKind.DAMAGED, subjects.photo(photo.id))
            if not here:
                for photo in photos:
                    self._ledger.attention.open(_lost(photo), now)
        if here:
            self._report.repaired.append(Repaired(copy.role, record.name, "local"))
        else:
            new = [photo.id for photo in photos if photo.id not in self._lost]
            self._lost.update(new)
            self._report.lost += new

    def _has_original(self, photo: PhotoRecord, record: ObjectRecord) -> bool:
        original = find_original(self._ledger, photo)
        album = self._ledger.albums.get(photo.album_id)
        if original is None or album is None or not record.sha256:
            return False
        digest = sha256_of(below(Path(album.path), photo.path))
        return digest == record.sha256 and original.unchanged()

    def _note(self, record: ObjectRecord, role: Role, state: CopyState) -> None:
        note_copy(self._ledger, self._clock, record.id, role, state)


def _lost(photo: PhotoRecord) -> AttentionRecord:
    reason = Message("damaged-missing-on-both-storages", photo=shown(photo.path))
    return items.lost(photo.id, photo.path, reason)
