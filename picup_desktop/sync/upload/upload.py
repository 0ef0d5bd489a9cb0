"""Upload photos to main, then to backup (DISASTERS 1-1 to 1-5, 1-7).

Threads, all started and joined by ``UploadPass.run`` through its crew:

- the calling thread records: it alone uses the ledger, decides, and passes
  work on; it receives all events through ``_inbox``;
- sealers turn photos into sealed spool files, in processes of their own where
  that pays (workers.py, sealer.py);
- a few senders per storage, as many as its courier has connections.

A worker ends when its queue does; the spool is closed and the sealers' processes are
killed first, so a sealer that waits for room or is busy with a long video ends too. If
recording fails or ``stop`` is called, transfers under way are cut, and their attempts stay
in the ledger to be resumed or undone at the next start (1-6).
"""

import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice

from picup_desktop.errors import PicupError
from picup_desktop.settings import Settings
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.reach.circuit import held_by
from picup_desktop.sync.reach.workers import THREADS, Crew, Team
from picup_desktop.sync.upload.jobs import UploadJob
from picup_desktop.sync.upload.outcomes import Ending, NotSent, Sent, ending
from picup_desktop.sync.upload.recording import Batch, Recorder
from picup_desktop.sync.upload.sealer import OwnSealer, Sealer
from picup_desktop.sync.upload.send import Sender
from picup_desktop.sync.upload.spool import Spool
from picup_desktop.sync.upload.workers import (
    Event,
    Held,
    Inbox,
    SealEnded,
    SealingQueue,
    SealWorker,
    SendEnded,
    SendingQueue,
    SendWorker,
    UploadObserver,
)
from picup_desktop.vault.objects import SealedPhoto
from picup_desktop.words import Policy, Role

PHOTOS_UNDER_WAY = 256
PHOTOS_BEGUN_AT_ONCE = 64
EVENTS_PER_TRANSACTION = 256


@dataclass
class _Work:
    """The recording thread's state of the photos; no other thread uses it."""

    to_do: Iterator[UploadJob]
    ready: deque[UploadJob] = field(default_factory=deque)
    sending: dict[int, Sent | None] = field(default_factory=dict)
    """Photos being sent, with the answer of main; None until it has come."""
    under_way: int = 0


class UploadPass:
    """Uploads a list of photos to both storages; used once."""

    def __init__(
        self,
        *,
        recorder: Recorder,
        spool: Spool,
        senders: Mapping[Role, Sender],
        connections: Mapping[Role, int],
        settings: Settings,
        observer: UploadObserver,
        crew: Crew = THREADS,
        sealers: Sequence[Sealer] = (),
    ) -> None:
        """``sealers`` share the sealing; without any, one thread of this process seals."""
        self._recorder = recorder
        self._spool = spool
        self._senders = senders
        self._connections = connections
        self._settings = settings
        self._observer = observer
        self._winding_down = threading.Event()
        self._crew = crew
        self._inbox: Inbox = queue.SimpleQueue()
        self._to_seal = SealingQueue()
        self._sealers = [
            SealWorker(sealer, self._to_seal, spool, self._inbox)
            for sealer in sealers or (OwnSealer(spool),)
        ]
        self._to_send = {role: SendingQueue() for role in senders}

    def run(self, jobs: Iterable[UploadJob]) -> None:
        """Upload the photos and record in the ledger how each ended.

        The jobs are taken as photos are begun, so that very many need no memory.
        LedgerUnusable if the ledger fails under way, PassStopped after ``stop``;
        nothing is half recorded then.
        """
        work = _Work(iter(jobs))
        with self._at_work() as team:
            self._feed(work)
            while work.under_way:
                # Nothing is worth a wait while the others wait for one that goes alone.
                expected = 1 if self._goes_alone() else work.under_way
                heard = team.heard(self._inbox, expected=expected, most=EVENTS_PER_TRANSACTION)
                self._handle(work, heard)
                self._feed(work)

    def stop(self) -> None:
        """Make ``run`` end soon with PassStopped; from any thread."""
        self._inbox.put(PassStopped())

    def wind_down(self) -> None:
        """Begin no more photos, and finish those under way; from any thread."""
        self._winding_down.set()

    def _feed(self, work: _Work) -> None:
        """Begin as many photos as may be under way, and send those that are sealed."""
        if self._winding_down.is_set():
            work.to_do = iter(())
        room = PHOTOS_UNDER_WAY - work.under_way
        begun = list(islice(work.to_do, room if room >= PHOTOS_BEGUN_AT_ONCE else 0))
        work.under_way += len(begun)
        fresh = [job for job in begun if job.sealed is None]
        if fresh:
            self._recorder.begin(fresh)
        held = self._held_by()
        for job in begun:
            if held is not None:
                self._inbox.put(Held(job, *held))
            elif job.sealed is None:
                self._to_seal.put(job)
            else:
                work.ready.append(job)
        self._send_ready(work)

    def _send_ready(self, work: _Work) -> None:
        """Queue sealed photos for main's senders.

        Until backup has stored something in this pass, one photo goes alone: if
        backup fails, only that one has to be undone (1-3), the others wait (1-3c).
        """
        while work.ready:
            held = self._held_by()
            if held is not None:
                self._inbox.put(Held(work.ready.popleft(), *held))
                continue
            if work.sending and self._goes_alone():
                return
            job = work.ready.popleft()
            work.sending[job.photo.id] = None
            self._to_send[Role.MAIN].put(job)

    def _goes_alone(self) -> bool:
        backup = self._senders[Role.BACKUP].circuit
        return self._settings.policy is Policy.PAIR and not backup.proven

    def _held_by(self) -> tuple[Role, StorageError] | None:
        circuits = {role: sender.circuit for role, sender in self._senders.items()}
        return held_by(circuits, self._settings.policy)

    def _handle(self, work: _Work, events: Sequence[Event]) -> None:
        """Decide on the events, record them in one transaction, then queue the next steps."""
        batch = Batch()
        to_backup = [job for event in events if (job := self._sort(work, batch, event))]
        recorded = self._recorder.record(batch)
        work.ready.extend(recorded.to_send)
        for job in recorded.to_seal_again:
            self._to_seal.put(_without_known_contents(job))
        for job in to_backup:
            self._to_send[Role.BACKUP].put(job)
        for job in recorded.done:
            work.under_way -= 1
            held = job.photo.id in recorded.held
            self._observer.ended(job.photo.id, job.photo.size_bytes, held=held)

    def _sort(self, work: _Work, batch: Batch, event: Event) -> UploadJob | None:
        """Add one event to the batch; return the photo if it goes to backup next."""
        match event:
            case SealEnded(job, SealedPhoto() as sealed):
                batch.sealed.append((job, sealed))
            case SealEnded(job, str() as content):
                batch.known.append((job, content))
            case SealEnded(job, PicupError() as error):
                batch.unsealed.append((job, error))
            case Held(job, role, error):
                batch.held.append((job, role, error))
            case SendEnded(job, Sent(role=Role.MAIN) as sent):
                work.sending[job.photo.id] = sent
                return job
            case SendEnded(job, result):
                main = work.sending.pop(job.photo.id)
                batch.ended.append((job, self._ending(main, result)))
            case BaseException():
                raise event
        return None

    def _ending(self, main: Sent | None, result: Sent | NotSent) -> Ending:
        if main is not None:
            return ending(main, result, self._settings.policy)
        return ending(result, None, self._settings.policy)

    @contextmanager
    def _at_work(self) -> Iterator[Team]:
        senders = [
            SendWorker(
                role=role,
                sender=self._senders[role],
                waiting=self._to_send[role],
                spool=self._spool,
                inbox=self._inbox,
                observer=self._observer,
            )
            for role, count in self._connections.items()
            for _ in range(count)
        ]
        team = self._crew.begin([*self._sealers, *senders])
        try:
            yield team
        except BaseException:
            for sender in self._senders.values():
                sender.stop()
            raise
        finally:
            self._spool.close()
            self._to_seal.close()
            for sealer in self._sealers:
                sealer.close()
            for waiting in self._to_send.values():
                waiting.close()
            team.join()


def _without_known_contents(job: UploadJob) -> UploadJob:
    return replace(job, sealed=None, request=replace(job.request, stored_contents=frozenset()))
