"""Write the events of an upload pass to the ledger, a batch in one transaction.

The recorder belongs to the pass's recording thread. It also keeps the same
content from being stored twice: a photo whose content is already being uploaded
follows that upload, and one whose content is on both storages is linked to it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from picup_desktop.attention import items, subjects
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.backoff import next_attempt_at
from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.ledger.photos.uploads import FailedRecord, SealedRecord, StoredRecord
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.delete.delete import enqueue_undo, retire_replaced
from picup_desktop.sync.pass_fault import FileBroken, fault_of
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.sync.upload.jobs import UploadJob
from picup_desktop.sync.upload.outcomes import Ending
from picup_desktop.sync.upload.spool import NoRoomToSeal, Spool
from picup_desktop.vault.objects import SealedPhoto, SourceChanged
from picup_desktop.words import AttentionKind, Outcome, PhotoState, Role

log = logging.getLogger(__name__)


def held_reason(role: Role, error: StorageError) -> Message:
    """Return the reason shown on a photo that waits for an unavailable storage (1-2, 1-3c)."""
    return of_storage(role, error.message)


@dataclass
class Batch:
    """The events since the last transaction."""

    sealed: list[tuple[UploadJob, SealedPhoto]] = field(default_factory=list)
    known: list[tuple[UploadJob, str]] = field(default_factory=list)
    """Photos whose content is already stored, with the hash of the content."""
    unsealed: list[tuple[UploadJob, PicupError]] = field(default_factory=list)
    ended: list[tuple[UploadJob, Ending]] = field(default_factory=list)
    held: list[tuple[UploadJob, Role, StorageError]] = field(default_factory=list)
    """Photos that are not sent because a storage is unavailable."""

    def __bool__(self) -> bool:
        """Return whether there is anything to record."""
        return any((self.sealed, self.known, self.unsealed, self.ended, self.held))

    def singly(self) -> list[tuple[UploadJob, "Batch"]]:
        """Return each event as a batch of its own, with its photo, in the same order."""
        return [
            *((one[0], Batch(sealed=[one])) for one in self.sealed),
            *((one[0], Batch(known=[one])) for one in self.known),
            *((one[0], Batch(unsealed=[one])) for one in self.unsealed),
            *((one[0], Batch(held=[one])) for one in self.held),
            *((one[0], Batch(ended=[one])) for one in self.ended),
        ]


STORAGE_FAILED = frozenset({Outcome.MAIN_FAILED, Outcome.BACKUP_FAILED})


@dataclass
class Recorded:
    """The consequences of a recorded batch."""

    to_send: list[UploadJob] = field(default_factory=list)
    to_seal_again: list[UploadJob] = field(default_factory=list)
    done: list[UploadJob] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    """Photos that are finished in this pass and whose sealed file stays for the next."""
    held: set[int] = field(default_factory=set)
    """Photos that were not stored, because a storage is away; the next pass brings them."""

    def add(self, more: "Recorded") -> None:
        """Add the consequences of one more batch."""
        self.to_send += more.to_send
        self.to_seal_again += more.to_seal_again
        self.done += more.done
        self.kept |= more.kept
        self.held |= more.held


class Recorder:
    """Writes batches, and remembers which photo's upload carries which content."""

    def __init__(
        self,
        ledger: Ledger,
        spool: Spool,
        clock: Clock,
        settings: Settings,
        recorded: Callable[[], None] = lambda: None,
    ) -> None:
        """``recorded`` is called after each transaction, in the recording thread."""
        self._ledger = ledger
        self._spool = spool
        self._clock = clock
        self._settings = settings
        self._recorded = recorded
        self.changed_in: set[int] = set()
        """Albums in which a file differed from the ledger; they need a scan."""
        self._leader: dict[str, int] = {}
        self._followers: dict[int, list[UploadJob]] = defaultdict(list)

    def begin(self, jobs: Sequence[UploadJob]) -> None:
        """Record the requests before anything else is done (1-1)."""
        with self._ledger.transaction():
            self._ledger.uploads.begin(
                [
                    (j.photo.id, j.request.header.size_bytes, j.request.header.mtime_ns)
                    for j in jobs
                ],
                self._clock.now(),
            )

    def record(self, batch: Batch) -> Recorded:
        """Record a batch in one transaction; LedgerUnusable leaves the ledger unchanged."""
        now, recorded = self._clock.now(), Recorded()
        if not batch:
            return recorded
        self._record_whole_or_singly(batch, recorded, now)
        for job in recorded.done:
            if job.sealed is not None and job.photo.id not in recorded.kept:
                self._spool.drop(job.sealed.name)
        self._spool.release(job.photo.id for job in recorded.done)
        self._recorded()
        return recorded

    def _record_whole_or_singly(self, batch: Batch, recorded: Recorded, now: float) -> None:
        """Record a batch; if that fails, record each event alone and report failures (5-7)."""
        heard = Recorded()
        leader = dict(self._leader)
        followers = {photo_id: list(jobs) for photo_id, jobs in self._followers.items()}
        try:
            with self._ledger.transaction():
                self._record_batch(batch, heard, now)
        except PicupError:
            raise
        except Exception as error:
            log.exception("what was heard could not be recorded in one go")
            self._leader, self._followers = leader, defaultdict(list, followers)
            singles = batch.singly()
            if len(singles) == 1:
                self._record_broken(singles[0][0], error, recorded, now)
                return
            for _, single in singles:
                self._record_whole_or_singly(single, recorded, now)
        else:
            recorded.add(heard)

    def _record_batch(self, batch: Batch, recorded: Recorded, now: float) -> None:
        self._record_sealed(batch.sealed, recorded, now)
        for job, content in batch.known:
            self._record_known(job, content, recorded, now)
        for job, error in batch.unsealed:
            self._record_unsealed(job, error, recorded, now)
        for job, role, held in batch.held:
            self._record_held(job, role, held, recorded, now)
        self._record_ended(batch.ended, recorded, now)

    def _record_broken(
        self, job: UploadJob, error: Exception, recorded: Recorded, now: float
    ) -> None:
        """Report an unrecordable photo; the next pass resumes or undoes its attempt (1-6)."""
        photo = job.photo
        broken = FileBroken.of(fault_of(Message("cant-recorded", photo=shown(photo.path)), error))
        due_at = next_attempt_at(now, photo.attempts, self._settings)
        with self._ledger.transaction():
            self._ledger.photos.note_reason(photo.id, PhotoState.FAILED, broken.message, due_at)
            self._ledger.attention.open(
                items.file_broken(photo.id, photo.path, broken.message), now
            )
            self._let_followers_wait(job, broken.message, recorded, now)
        recorded.kept.add(photo.id)
        recorded.done.append(job)

    def _record_sealed(
        self, sealed: Iterable[tuple[UploadJob, SealedPhoto]], recorded: Recorded, now: float
    ) -> None:
        rows = []
        present = self._ledger.objects.present([photo.sha256 for _, photo in sealed])
        for job, photo in sealed:
            ready = replace(job, sealed=photo)
            leader = self._leader.get(photo.sha256)
            if leader is not None:
                self._followers[leader].append(ready)
            elif photo.sha256 in present and self._link(ready, photo.sha256, now):
                recorded.done.append(ready)
            else:
                self._leader[photo.sha256] = job.photo.id
                rows.append(
                    SealedRecord(job.photo.id, photo.name, photo.sealed_bytes, photo.sha256)
                )
                recorded.to_send.append(ready)
        self._ledger.uploads.note_sealed(rows)

    def _record_known(self, job: UploadJob, content: str, recorded: Recorded, now: float) -> None:
        if self._link(job, content, now):
            recorded.done.append(job)
        else:
            recorded.to_seal_again.append(job)

    def _record_unsealed(
        self, job: UploadJob, error: PicupError, recorded: Recorded, now: float
    ) -> None:
        """Record a photo that was not sealed; a changed file is taken again when quiet (1-5)."""
        photo = job.photo
        due_at = next_attempt_at(now, photo.attempts, self._settings)
        if isinstance(error, SourceChanged):
            self._wait_unsent(photo, Outcome.CHANGED, 1, error.message, now)
            self.changed_in.add(photo.album_id)
        else:
            self._ledger.photos.note_reason(photo.id, PhotoState.FAILED, error.message, due_at)
            self._ledger.uploads.drop([photo.id])
            self._ledger.attention.open(_unsealed(photo, error), now)
        recorded.done.append(job)

    def _record_held(
        self, job: UploadJob, role: Role, error: StorageError, recorded: Recorded, now: float
    ) -> None:
        """Record a waiting photo: for main with one event (1-2), for backup without (1-3c)."""
        reason = held_reason(role, error)
        if role is Role.MAIN and job.photo.attempts == 0 and not job.resumed:
            self._wait_unsent(job.photo, Outcome.MAIN_FAILED, 0, reason, now)
        else:
            self._ledger.photos.note_reason(job.photo.id, PhotoState.WAITING, reason, now)
            if job.resumed:
                recorded.kept.add(job.photo.id)
            else:
                self._ledger.uploads.drop([job.photo.id])
        self._let_followers_wait(job, reason, recorded, now)
        recorded.done.append(job)
        recorded.held.add(job.photo.id)

    def _wait_unsent(
        self, photo: PhotoRecord, outcome: Outcome, attempts: int, reason: Message, now: float
    ) -> None:
        """Record an event without storages; the photo is due again at once."""
        failed = FailedRecord(
            photo_id=photo.id,
            outcome=outcome,
            state=PhotoState.WAITING,
            stored_on=(),
            attempts=attempts,
            reason=reason,
            due_at=now,
        )
        self._ledger.uploads.finish_failed([failed], now)

    def _record_ended(
        self, ended: Sequence[tuple[UploadJob, Ending]], recorded: Recorded, now: float
    ) -> None:
        stored = [(job, end) for job, end in ended if end.outcome is Outcome.STORED]
        replaced = self._ledger.uploads.finish_stored(
            [_stored_record(job, end) for job, end in stored], now
        )
        if replaced:
            self._retire_unwanted(replaced, now)
        self._close_items(job.photo.id for job, _ in stored)
        failed = [(job, end) for job, end in ended if end.outcome is not Outcome.STORED]
        self._ledger.uploads.finish_failed(
            [self._failed_record(job, end, now) for job, end in failed], now
        )
        undo = [
            (role, job.object.name, job.photo.id)
            for job, end in failed
            for role in (Role if job.resumed else end.undo_on)
        ]
        enqueue_undo(self._ledger, self._settings, undo, now)
        for job, end in ended:
            if end.outcome is Outcome.WORKER_FAILED:
                self._ledger.attention.open(
                    items.upload_failed(job.photo.id, job.photo.path, end.reason), now
                )
            self._release_followers(job, end, recorded, now)
            recorded.done.append(job)
            if end.outcome in STORAGE_FAILED:
                recorded.held.add(job.photo.id)

    def _release_followers(
        self, job: UploadJob, end: Ending, recorded: Recorded, now: float
    ) -> None:
        if job.sealed is not None and end.state is PhotoState.PROTECTED:
            self._leader.pop(job.sealed.sha256, None)
            for follower in self._followers.pop(job.photo.id, []):
                if self._link(follower, job.sealed.sha256, now):
                    recorded.done.append(follower)
                else:
                    recorded.to_seal_again.append(follower)
        else:
            self._let_followers_wait(job, end.reason or Message(""), recorded, now)

    def _let_followers_wait(
        self, job: UploadJob, reason: Message, recorded: Recorded, now: float
    ) -> None:
        if job.sealed is not None:
            self._leader.pop(job.sealed.sha256, None)
        for follower in self._followers.pop(job.photo.id, []):
            self._ledger.photos.note_reason(follower.photo.id, PhotoState.WAITING, reason, now)
            self._ledger.uploads.drop([follower.photo.id])
            recorded.done.append(follower)
            recorded.held.add(follower.photo.id)

    def _link(self, job: UploadJob, content: str, now: float) -> bool:
        """Link a photo to a stored object of its content; False if there is none any more (3-5)."""
        known = self._ledger.objects.with_content(content)
        if known is None or not self._ledger.withdrawals.withdraw(known.name):
            return False
        replaced = self._ledger.uploads.finish_linked(job.photo.id, known.id, now)
        self._retire_unwanted(replaced, now)
        self._close_items([job.photo.id])
        return True

    def _close_items(self, photo_ids: Iterable[int]) -> None:
        """Close the items about photos that failed or were lost and are stored now."""
        self._ledger.attention.close_many(
            (kind, subjects.photo(photo_id))
            for photo_id in photo_ids
            for kind in (AttentionKind.UPLOAD_FAILED, AttentionKind.DAMAGED, AttentionKind.FAULT)
        )

    def _retire_unwanted(self, object_ids: Sequence[int], now: float) -> None:
        """Queue earlier versions for removal after the grace, as the new one is protected (4-1)."""
        objects: list[ObjectRecord] = self._ledger.objects.unwanted(object_ids)
        retire_replaced(self._ledger, self._settings, objects, at=now)

    def _failed_record(self, job: UploadJob, end: Ending, now: float) -> FailedRecord:
        return FailedRecord(
            photo_id=job.photo.id,
            outcome=end.outcome,
            state=end.state,
            stored_on=end.stored_on,
            attempts=end.attempts,
            reason=end.reason or Message(""),
            due_at=next_attempt_at(now, job.photo.attempts, self._settings),
            object_name=job.object.name,
        )


def _stored_record(job: UploadJob, end: Ending) -> StoredRecord:
    sealed = job.object
    return StoredRecord(
        photo_id=job.photo.id,
        album_id=job.photo.album_id,
        size_bytes=job.request.header.size_bytes,
        mtime_ns=job.request.header.mtime_ns,
        object_name=sealed.name,
        sealed_bytes=sealed.sealed_bytes,
        sha256=sealed.sha256,
        stored_on=end.kept_on,
        attempts=end.attempts,
        reason=end.reason,
    )


def _unsealed(photo: PhotoRecord, error: PicupError) -> AttentionRecord:
    """Make the item about a photo that was not sent: no room, unreadable, or a program error."""
    if isinstance(error, FileBroken):
        return items.file_broken(photo.id, photo.path, error.message)
    if isinstance(error, NoRoomToSeal):
        return items.no_room_here(photo.id, photo.path, error.message)
    return items.photo_unreadable(photo.id, photo.path, error.message)
