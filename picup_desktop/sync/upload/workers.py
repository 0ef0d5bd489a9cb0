"""The workers of an upload beside the recording thread: sealing, and sending to each storage.

Each worker takes photos from its own queue and reports the result of each to the
recording thread through one inbox. An unexpected error is reported at its photo, and
the others go on (DISASTERS 5-7); one that concerns no photo ends the pass.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

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
from picup_desktop.sync.upload.seal import seal
from picup_desktop.sync.upload.send import Sender
from picup_desktop.sync.upload.spool import Spool, SpoolClosed
from picup_desktop.vault.age import Buffers
from picup_desktop.vault.objects import SealedPhoto
from picup_desktop.words import Role

SMALL_BYTES = 512 * 1024
MOST_AT_ONCE = 32
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024


class SendingQueue:
    """Filled by the recording thread, emptied by a storage's senders."""

    def __init__(self) -> None:
        self._jobs: deque[UploadJob] = deque()
        self._closed = False
        self._changed = threading.Condition()

    def put(self, job: UploadJob) -> None:
        """Add a sealed photo."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()

    def close(self) -> None:
        """Close the queue: each sender ends when it is empty."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, several: Callable[[], bool]) -> list[UploadJob]:
        """Wait for the next photo, or several small ones if ``several()``; empty at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closed)
            return self._taken(several)

    def take_now(self, several: Callable[[], bool]) -> list[UploadJob]:
        """As ``take``, without waiting: empty if no photo waits."""
        with self._changed:
            return self._taken(several)

    def _taken(self, several: Callable[[], bool]) -> list[UploadJob]:
        count = how_many([size_of(job) for job in self._jobs], several=several())
        return [self._jobs.popleft() for _ in range(count)]


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

    def ended(self, photo_id: int, size_bytes: int) -> None:
        """The photo is finished in this pass, with success or without."""


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
    """Turns photos into sealed spool files, one after the other."""

    name = "sealer"

    def __init__(self, spool: Spool, inbox: Inbox) -> None:
        self._spool = spool
        self._inbox = inbox
        self._buffers = Buffers()
        self._waiting: queue.SimpleQueue[UploadJob | None] = queue.SimpleQueue()

    def put(self, job: UploadJob) -> None:
        """Add a photo."""
        self._waiting.put(job)

    def close(self) -> None:
        """End the worker; photos that still wait are dropped."""
        self._spool.close()
        self._waiting.put(None)

    def run(self) -> None:
        """As ``Worker.run``."""
        while (job := self._waiting.get()) is not None:
            self._work(job)

    def step(self) -> bool:
        """As ``Worker.step``."""
        if self._waiting.empty():
            return False
        job = self._waiting.get()
        if job is not None:
            self._work(job)
        return True

    def _work(self, job: UploadJob) -> None:
        try:
            self._spool.promise(job.photo.id, job.request.header.size_bytes)
            result: SealedPhoto | str | PicupError = seal(job.request, self._spool, self._buffers)
        except SpoolClosed:
            return
        except PicupError as error:
            result = error
        except Exception as error:
            log.exception("a photo could not be sealed")
            result = FileBroken.of(
                fault_of(Message("cant-sealed", path=shown(job.photo.path)), error)
            )
        except BaseException as error:  # noqa: BLE001 - raised again by the recording thread
            self._inbox.put(error)
            return
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
