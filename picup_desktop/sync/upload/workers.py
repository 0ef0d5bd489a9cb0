"""The workers of an upload beside the recording thread: sealing, and sending to each storage.

Each worker takes photos from its own queue and reports the result of each to the
recording thread through one inbox. An unexpected error is reported at its photo, and
the others go on (DISASTERS 5-7); one that concerns no photo ends the pass.
"""

import itertools
import logging
import queue
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from picup_desktop.errors import PicupError
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.storage.base import Put
from picup_desktop.storage.errors import StorageError, StorageNonsense
from picup_desktop.sync.pass_fault import FileBroken, fault_of
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.upload.jobs import UploadJob
from picup_desktop.sync.upload.outcomes import NotSent, Sent
from picup_desktop.sync.upload.sealer import Result, Sealer, SealerDied
from picup_desktop.sync.upload.send import Sender
from picup_desktop.sync.upload.spool import Spool, SpoolClosed
from picup_desktop.vault.objects import SealedPhoto
from picup_desktop.words import Role

SMALL_BYTES = 512 * 1024
MOST_SEALED_AT_ONCE = 8
"""Enough that a sealer hardly waits for its next photos, few enough that several share them."""
MOST_AT_ONCE = 32
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024


T = TypeVar("T")


class _WorkQueue(ABC, Generic[T]):
    """Filled by the recording thread, emptied by several workers."""

    def __init__(self) -> None:
        self._jobs: deque[UploadJob] = deque()
        self._closed = False
        self._changed = threading.Condition()

    def put(self, job: UploadJob) -> None:
        """Add a photo."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()

    def close(self) -> None:
        """Close the queue: each worker ends when it is empty."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, depends_on: T) -> list[UploadJob]:
        """Wait for the next photo, or several small ones; empty at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            return self._taken(depends_on)

    def take_now(self, depends_on: T) -> list[UploadJob]:
        """As ``take``, without waiting: empty if no photo waits."""
        with self._changed:
            return self._taken(depends_on)

    @abstractmethod
    def _taken(self, depends_on: T, /) -> list[UploadJob]:
        """Take the photos that go together now; the lock is held."""


class SendingQueue(_WorkQueue[Callable[[], bool]]):
    """Sealed photos for a storage's senders; several go together only if ``several()``."""

    def _taken(self, several: Callable[[], bool], /) -> list[UploadJob]:
        count = how_many([size_of(job) for job in self._jobs], several=several())
        return [self._jobs.popleft() for _ in range(count)]


class SealingQueue(_WorkQueue[Spool]):
    """Photos for all seal workers; those go together that fit into the spool now."""

    def close(self) -> None:
        """End the queue: photos that still wait are dropped, and each worker ends."""
        with self._changed:
            self._jobs.clear()
            super().close()

    def _taken(self, spool: Spool, /) -> list[UploadJob]:
        """Return the first photo, and the small ones after it, that fit into the spool now.

        If the first does not fit, it goes alone, and its worker waits for the room.
        """
        jobs: list[UploadJob] = []
        while self._jobs and len(jobs) < MOST_SEALED_AT_ONCE:
            size_bytes = self._jobs[0].request.header.size_bytes
            if jobs and size_bytes > SMALL_BYTES:
                break
            fits = spool.promise_now(self._jobs[0].photo.id, size_bytes)
            if jobs and not fits:
                break
            jobs.append(self._jobs.popleft())
            if not fits or size_bytes > SMALL_BYTES:
                break
        return jobs


def size_of(job: UploadJob) -> int:
    """Return the size of a sealed photo in bytes."""
    return job.object.sealed_bytes


def how_many(sizes_bytes: list[int], *, several: bool) -> int:
    """Return how many of the waiting photos go together; 0 only if none waits."""
    together = 0
    for count, size_bytes in enumerate(sizes_bytes[:MOST_AT_ONCE]):
        together += size_bytes
        if count and (not several or size_bytes > SMALL_BYTES or together > MOST_BYTES_AT_ONCE):
            return count
        if size_bytes > SMALL_BYTES:
            return 1
    return min(len(sizes_bytes), MOST_AT_ONCE)


log = logging.getLogger(__name__)


class UploadObserver(Protocol):
    """Receives the progress of an upload; called from several threads."""

    def moved(self, role: Role, photo: PhotoRecord, sent_bytes: int, size_bytes: int) -> None:
        """``sent_bytes`` of the ``size_bytes`` of a photo's object were sent to a storage."""

    def ended(self, photo_id: int, size_bytes: int, *, held: bool = False) -> None:
        """The photo is finished in this pass, with success or without.

        ``held``: it was not stored, because a storage is away, and the next pass brings it.
        """


@dataclass(frozen=True)
class SealEnded:
    """The result for a photo: sealed, the hash of content already stored, or an error."""

    job: UploadJob
    result: SealedPhoto | str | PicupError


@dataclass(frozen=True)
class SendEnded:
    """The result of sending a photo to one storage."""

    job: UploadJob
    result: Sent | NotSent


@dataclass(frozen=True)
class Held:
    """A photo was not begun because a storage is unavailable."""

    job: UploadJob
    role: Role
    error: StorageError


Event = SealEnded | SendEnded | Held | BaseException
Inbox = queue.SimpleQueue[Event]


class SealWorker:
    """Gives photos from the queue of all seal workers to a sealer of its own."""

    name = "sealer"

    def __init__(self, sealer: Sealer, waiting: SealingQueue, spool: Spool, inbox: Inbox) -> None:
        self._sealer = sealer
        self._waiting = waiting
        self._spool = spool
        self._inbox = inbox

    def close(self) -> None:
        """Cut the work under way, after the queue and the spool were closed."""
        self._sealer.close()

    def run(self) -> None:
        """As ``Worker.run``."""
        while jobs := self._waiting.take(self._spool):
            self._work(jobs)

    def step(self) -> bool:
        """As ``Worker.step``."""
        jobs = self._waiting.take_now(self._spool)
        if jobs:
            self._work(jobs)
        return bool(jobs)

    def _work(self, jobs: Sequence[UploadJob]) -> None:
        try:
            self._seal(deque(jobs))
        except SpoolClosed:
            return
        except BaseException as error:  # noqa: BLE001 - raised again by the recording thread
            self._inbox.put(error)

    def _seal(self, left: deque[UploadJob]) -> None:
        """Seal all; a photo at which the sealer dies is tried once more, alone."""
        died_at: UploadJob | None = None
        while left:
            count = 1 if died_at is not None else len(left)
            requests = [job.request for job in itertools.islice(left, count)]
            try:
                self._spool.promise(left[0].photo.id, requests[0].header.size_bytes)
                for result in self._sealer.seal(requests):
                    self._tell(left.popleft(), result)
                    died_at = None
            except PicupError as error:
                self._tell(left.popleft(), error)
            except SealerDied as error:
                self._spool.check_open()
                log.warning("the process that seals ended at %s", shown(left[0].photo.path))
                if died_at is left[0]:
                    self._tell(left.popleft(), error)
                    died_at = None
                else:
                    died_at = left[0]

    def _tell(self, job: UploadJob, result: Result) -> None:
        if isinstance(result, Exception) and not isinstance(result, PicupError):
            what = Message("cant-sealed", path=shown(job.photo.path))
            result = FileBroken.of(fault_of(what, result))
        self._inbox.put(SealEnded(job, result))


class SendWorker:
    """One of a storage's senders."""

    def __init__(
        self,
        *,
        role: Role,
        sender: Sender,
        waiting: SendingQueue,
        spool: Spool,
        inbox: Inbox,
        observer: UploadObserver,
    ) -> None:
        self.name = f"sender-{role.value}"
        self._role = role
        self._sender = sender
        self._waiting = waiting
        self._spool = spool
        self._inbox = inbox
        self._observer = observer

    def run(self) -> None:
        """As ``Worker.run``."""
        while jobs := self._waiting.take(self._several):
            self._work(jobs)

    def step(self) -> bool:
        """As ``Worker.step``."""
        jobs = self._waiting.take_now(self._several)
        if jobs:
            self._work(jobs)
        return bool(jobs)

    def _several(self) -> bool:
        """Return whether to batch: until the storage has stored something, one goes alone."""
        return self._sender.circuit.proven

    def _work(self, jobs: Sequence[UploadJob]) -> None:
        try:
            self._send(jobs)
        except BaseException as error:  # noqa: BLE001 - raised again by the recording thread
            self._inbox.put(error)

    def _send(self, jobs: Sequence[UploadJob]) -> None:
        puts = [self._put_of(job) for job in jobs]
        if len(jobs) > 1:
            for job, result in zip(jobs, self._send_many(jobs, puts), strict=True):
                self._observer.moved(self._role, job.photo, size_of(job), size_of(job))
                self._inbox.put(SendEnded(job, result))
            return
        self._inbox.put(SendEnded(jobs[0], self._send_one(jobs[0], puts[0])))

    def _send_many(self, jobs: Sequence[UploadJob], puts: Sequence[Put]) -> list[Sent | NotSent]:
        """Send a batch; if that breaks, send each alone, to report the error at its photo."""
        try:
            return self._sender.send_many(puts)
        except PassStopped:
            raise
        except Exception:
            log.exception("several photos could not be sent in one go")
            return [self._send_one(job, put) for job, put in zip(jobs, puts, strict=True)]

    def _send_one(self, job: UploadJob, put: Put) -> Sent | NotSent:
        def moved(count: int) -> None:
            self._observer.moved(self._role, job.photo, count, size_of(job))

        try:
            return self._sender.send(put.name, put.source, moved)
        except PassStopped:
            raise
        except Exception as error:
            log.exception("a photo could not be sent")
            broken = StorageNonsense.of(fault_of(Message("sending-broke-off"), error))
            return NotSent(self._role, 1, broken, perhaps_there=True)

    def _put_of(self, job: UploadJob) -> Put:
        name = job.object.name
        return Put(name, self._spool.path(name))
