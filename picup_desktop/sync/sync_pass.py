"""One pass: scan every album, bring photos to both storages, then what else is due.

A storage that the ledger knows to be out is asked first, and if it still is,
nothing is sent (1-2, 1-3c); one that was well is simply used. Whoever runs a
pass holds the home's lock. ``stop`` and ``wind_down`` may be called from any thread.

Threads: the one that calls ``run`` owns the pass. Each step at its start and end is taken at
both storages at once, in threads that end with it (``reach/workers.py``). A bucket gets the keys
beside the scan and the upload, and is asked for all else beside the journal's writing; both wait
for that in the end. The threads of an upload end with it (``upload/upload.py``). ``stop`` closes
the storages, so that all of them end.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from math import inf
from types import MappingProxyType

from picup_desktop.clock import Clock, Uptime
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import Settings
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import AnotherVault, LoginRefused, SameFolder
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.clock.watch import ClockWatch, no_uptime
from picup_desktop.sync.copies.complete import Completion
from picup_desktop.sync.delete.delete import system_trash
from picup_desktop.sync.delete.worker import DeletionWorker, nothing_left_behind, sweep
from picup_desktop.sync.first_look.first_look import FirstLook, note_whole
from picup_desktop.sync.home.hold import (
    former_ids,
    note_machine,
    standing,
    this_machine,
    why_nothing_is_removed,
)
from picup_desktop.sync.journal.catalog import identify
from picup_desktop.sync.journal.keys import KeysPublisher
from picup_desktop.sync.journal.round import JournalRound
from picup_desktop.sync.journal.write import Signer
from picup_desktop.sync.pass_fault import broke, note_break, note_through
from picup_desktop.sync.pass_order import PassFolders, PassObserver, PassOrder, PassReport
from picup_desktop.sync.reach.cancellation import PassStopped, StoppableClock, StoppableStorage
from picup_desktop.sync.reach.circuit import Reach, held_by
from picup_desktop.sync.reach.conclusion import Conclusion
from picup_desktop.sync.reach.connections import connections_to
from picup_desktop.sync.reach.contact import Contacts, probe_all
from picup_desktop.sync.reach.findings import Findings, HeardStorage
from picup_desktop.sync.reach.full import stored_on_full
from picup_desktop.sync.reach.refusals import held_back
from picup_desktop.sync.reach.workers import THREADS, Crew, failed
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.rescan.rescan import Rescan
from picup_desktop.sync.seen.look import Look
from picup_desktop.sync.seen.losses import lost_anywhere
from picup_desktop.sync.seen.round import LookRound
from picup_desktop.sync.spoiled.good_again import put_good_back
from picup_desktop.sync.upload.jobs import UploadJob, due_uploads
from picup_desktop.sync.upload.recording import Recorder, held_reason
from picup_desktop.sync.upload.recover import recover
from picup_desktop.sync.upload.sealer import SealerProcess, processes_for
from picup_desktop.sync.upload.send import Sender
from picup_desktop.sync.upload.spool import Spool
from picup_desktop.sync.upload.upload import UploadPass
from picup_desktop.words import PhotoState, Role, StorageState

log = logging.getLogger(__name__)

COPIES_AT_ONCE = 4
"""Second copies on their way at once; each is fetched and sent."""

NO_PARTS_KNOWN: Mapping[Role, Callable[[str], bool]] = MappingProxyType({})


class SyncPass:
    """Runs one pass; each instance is used once."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        storages: Mapping[Role, Storage],
        folders: PassFolders,
        clock: Clock,
        settings: Settings,
        observer: PassObserver,
        signer: Signer,
        crew: Crew = THREADS,
        uptime: Callable[[], Uptime | None] = no_uptime,
        processors: int = 1,
        left_behind: Mapping[Role, Callable[[str], bool]] = NO_PARTS_KNOWN,
    ) -> None:
        """``crew`` starts the threads beside the calling one.

        ``left_behind`` says of a part below ``tmp/`` whether its writer, on this computer, ended.
        ``processors`` are those that sealing may share.
        ``uptime`` returns how long the computer has been running, if ``clock`` is its own.
        """
        self._stopping = threading.Event()
        self._findings = Findings()
        self._ledger = ledger
        self._storages: Mapping[Role, Storage] = {
            role: StoppableStorage(self._heard(role, storage), self._stopping)
            for role, storage in storages.items()
        }
        self._folders = folders
        self._left_behind = left_behind
        self._clock = StoppableClock(clock, self._stopping)
        self._settings = settings
        self._observer = observer
        self._crew = crew
        self._processors = processors
        self._reach = Reach(ledger, self._storages, crew, self._check_stopped)
        self._looked: set[Role] = set()
        self._swept: set[Role] = set()
        self._signer = signer
        self._conclusion = Conclusion(
            ledger, clock, Contacts(ledger, clock, settings), self._findings, crew
        )
        self._journal = JournalRound(
            ledger=ledger,
            clock=self._clock,
            signer=signer,
            folder=folders.journal,
            scratch=folders.scratch,
            found=self._findings.note,
        )
        look = Look(ledger, self._clock, settings, crew, self._check_stopped)
        self._looks = LookRound(
            ledger,
            self._clock,
            look,
            storages=self._looked_at,
            read_journals=lambda: self._journal.take_in(self._reach.on_each),
            named_by_others=self._journal.named,
        )
        self._first_look = FirstLook(
            ledger, clock, signer, folders.scratch, found=self._findings.note, seen=look
        )
        self._clock_watch = ClockWatch(ledger, self._clock, settings, folders.scratch, uptime)
        self._lock = threading.Lock()
        self._upload: UploadPass | None = None
        self._winding_down = False

    def _heard(self, role: Role, storage: Storage) -> Storage:
        return HeardStorage(storage, lambda sentence: self._findings.note(role, sentence))

    def run(self, order: PassOrder) -> PassReport:
        """Run the pass that the order describes. LedgerUnusable, PassStopped, PassBroke.

        The ledger keeps the fault of a pass that broke off until a pass succeeds (5-7).
        """
        try:
            report = self._go_through(order)
        except PassStopped:
            raise
        except PicupError as error:
            self._note_break(error, order)
            raise
        except Exception as error:
            log.exception("a pass broke")
            broken = broke(error)
            self._note_break(broken, order)
            raise broken from error
        note_through(self._ledger, order.albums)
        return report

    def _note_break(self, error: PicupError, order: PassOrder) -> None:
        now = self._clock.now()
        note_break(self._ledger, error, order.albums, now, self._folders.log)

    def _go_through(self, order: PassOrder) -> PassReport:
        for role, error in order.out.items():
            self._reach.circuits[role].note_failure(error)
        self._ask_those_that_were_out()
        note_machine(self._ledger, this_machine(), self._clock.now())
        # First of all: whether this home may remove anything at all (5-5, 5-6).
        self._look_first()
        # The clock decides what is due and what is old.
        self._clock_watch.look(self._looked_at())
        rested = stored_on_full(self._ledger)
        # Objects that other computers already stored must not be uploaded again.
        self._reach.on_each("looking for objects", self._journal.survey)
        if former_ids(self._ledger):
            # Nor those that this home stored itself, under its former identity.
            self._journal.take_in(self._reach.on_each)
        with self._reach.beside("publishing keys", self._publish_keys):
            rescan = Rescan(self._ledger, self._clock, self._settings)
            scanned = rescan.run(order.albums, order.young)
            self._observer.scanned(scanned)
            changed_in = self._bring_up(order)
        self._check_stopped()
        if self._looks.run(without=self._first_look.listed):
            # What is missing on both storages is brought there again from its original.
            changed_in |= self._bring_up(replace(order, ignore_back_off=False))
        more = self._after_uploads(order)
        counts = self._ledger.photos.counts()
        settled = counts[PhotoState.PROTECTED] + counts[PhotoState.DELETED]
        unprotected = sum(counts.values()) - settled
        contacts = self._conclusion.run(
            self._reach.storages(),
            self._reach.circuits,
            without=order.out,
            looked=self._looked,
            rested=rested,
            waits=unprotected > 0,
        )
        lost = lost_anywhere(self._ledger)
        return PassReport(scanned, contacts, unprotected, changed_in, lost, more)

    def stop(self) -> None:
        """Make ``run`` end soon with PassStopped; the next pass resumes what was under way."""
        with self._lock:
            self._stopping.set()
            upload = self._upload
        if upload is not None:
            upload.stop()
        for storage in self._storages.values():
            storage.close()

    def wind_down(self) -> None:
        """Begin no more photos, so that ``run`` ends once those under way are finished."""
        with self._lock:
            self._winding_down = True
            upload = self._upload
        if upload is not None:
            upload.wind_down()

    def _check_stopped(self) -> None:
        if self._stopping.is_set():
            raise PassStopped

    def _ask_those_that_were_out(self) -> None:
        records = self._ledger.storages.all()
        out = {
            record.role: self._storages[record.role]
            for record in records
            if record.state is not StorageState.ONLINE
            and self._reach.circuits[record.role].error is None
        }
        for role, held in held_back(self._ledger, out, self._clock.now()).items():
            self._reach.circuits[role].note_failure(held)
            del out[role]
        # Two folders of this computer may have become one, which is quickly seen (5-8).
        here = all(parse_place(record.url).folder is not None for record in records)
        for role, contact in probe_all(self._storages if here else out, self._crew).items():
            error = contact.error
            if error is not None and (role in out or isinstance(error, SameFolder)):
                self._reach.circuits[role].note_failure(error)

    def _look_first(self) -> None:
        """Check the own journal on each storage; where that fails, nothing is removed (5-5).

        A failure opens no circuit, as an upload meets it too (1-3); another vault's place does,
        and a refused login, which is not tried again and again.
        """
        looks = self._reach.at_once(self._first_look.run)
        self._looked |= looks.keys() - failed(looks).keys()
        for role, error in failed(looks).items():
            log.warning("the first look at %s failed: %s", role.value, error.sentence)
            if isinstance(error, AnotherVault | LoginRefused):
                self._reach.circuits[role].note_failure(error)

    def _looked_at(self) -> dict[Role, Storage]:
        """Return the reachable storages whose own journal this pass has checked."""
        return {role: s for role, s in self._reach.storages().items() if role in self._looked}

    def _removes_from(self) -> dict[Role, Storage]:
        """Return those, and full ones, whose journals were read in this pass."""
        read = self._looked & self._journal.read_from
        return {role: s for role, s in self._reach.with_full_ones().items() if role in read}

    def _bring_up(self, order: PassOrder) -> frozenset[int]:
        """Upload the photos that are due; return the albums in which a file had changed."""
        spool = Spool(
            self._folders.spool,
            limit_bytes=self._settings.spool_limit_bytes,
            reserve_bytes=self._settings.disk_reserve_bytes,
        )
        resumed = recover(self._ledger, spool, self._clock, self._settings)
        due_before = inf if order.ignore_back_off else self._clock.now()
        held = held_by(self._reach.circuits, self._settings.policy)
        # If nothing can be sent, select only the photos that do not have this reason yet.
        reason = None if held is None else held_reason(*held)
        at_work = frozenset(job.photo.id for job in resumed)
        due = due_uploads(self._ledger, self._clock, due_before, reason, at_work)
        photos = len(resumed) + due.photos
        size_bytes = due.size_bytes + sum(job.photo.size_bytes for job in resumed)
        self._observer.uploading(photos, size_bytes)
        jobs = chain(resumed, due.jobs)
        first = next(jobs, None)
        if first is None:
            return frozenset()
        return self._upload_all(chain((first,), jobs), photos, size_bytes, spool)

    def _upload_all(
        self, jobs: Iterable[UploadJob], photos: int, size_bytes: int, spool: Spool
    ) -> frozenset[int]:
        recorder = Recorder(self._ledger, spool, self._clock, self._settings, self._pulse)
        mean_bytes = size_bytes / max(1, photos)
        processes = processes_for(photos, size_bytes, self._processors)
        upload = UploadPass(
            recorder=recorder,
            spool=spool,
            senders={
                role: Sender(role, self._storages[role], circuit, self._clock, self._settings)
                for role, circuit in self._reach.circuits.items()
            },
            connections={
                record.role: connections_to(record, mean_bytes, self._settings.most_connections)
                for record in self._ledger.storages.all()
            },
            settings=self._settings,
            observer=self._observer,
            crew=self._crew,
            sealers=[SealerProcess(spool) for _ in range(processes)],
        )
        with self._lock:
            self._check_stopped()
            self._upload = upload
            if self._winding_down:
                upload.wind_down()
        upload.run(jobs)
        with self._lock:
            self._upload = None
        return frozenset(recorder.changed_in)

    def _pulse(self) -> None:
        """Send the journal and look at the storages, while uploads go on for long."""
        self._journal.pulse(self._reach.on_each)
        self._looks.pulse(without=self._first_look.listed)

    def _after_uploads(self, order: PassOrder) -> bool:
        """Publish keys and journals, complete second copies, delete what is due, sweep ``tmp/``.

        Return whether copies were left for the next pass.
        """
        with (
            self._reach.beside("reading the journal", self._journal.look_ahead),
            self._reach.beside("sweeping", self._sweep),
            self._reach.beside("probing", self._conclusion.probe_ahead),
        ):
            self._reach.on_each("publishing keys", self._publish_keys)
            self._journal.write(self._reach.on_each)
            self._reach.on_each("taking marks back", self._first_look.take_back_marks)
        # Before anything is removed: another computer may need it by now.
        self._journal.take_in(self._reach.on_each_with_full_ones)
        self._identify()
        more = self._complete(order)
        worker = DeletionWorker(
            self._ledger, self._removes_from(), self._clock, self._settings, self._crew
        )
        if why_nothing_is_removed(self._ledger) is None:
            worker.run(self._stopping.is_set)
        self._journal.write_if_any(self._reach.on_each)
        self._reach.on_each("sweeping", self._sweep)
        # What was missing is back; that is seen before it is said.
        back = note_whole(self._ledger, self._clock.now())
        self._looks.run(without=set(Role) - back)
        return more

    def _publish_keys(self, role: Role, storage: Storage) -> None:
        KeysPublisher(self._ledger, self._folders.scratch, self._signer).run(role, storage)

    def _complete(self, order: PassOrder) -> bool:
        """Bring objects to the storage that lacks them; return whether some were left for later."""
        ends_at = self._clock.monotonic() + order.copy_seconds
        completion = Completion(
            self._ledger,
            self._storages,
            self._reach.circuits,
            self._clock,
            self._folders.scratch,
            crew=self._crew,
        )
        completion.run(
            lambda _: self._check_stopped(),
            lambda: self._winding_down or self._clock.monotonic() >= ends_at,
            min(COPIES_AT_ONCE, self._settings.most_connections),
        )
        return completion.more

    def _sweep(self, role: Role, storage: Storage) -> None:
        """Sweep a storage once in a pass."""
        if role in self._looked - self._swept and standing(self._ledger) is None:
            left_behind = self._left_behind.get(role, nothing_left_behind)
            sweep(storage, self._clock, self._folders.scratch, left_behind)
            self._swept.add(role)

    def _identify(self) -> None:
        if not self._reach.storages():
            return
        reader = Reader(
            ledger=self._ledger,
            storages=self._storages,
            vault_keys=self._signer.vault_keys,
            clock=self._clock,
            scratch=self._folders.scratch,
        )
        identify(self._ledger, reader, self._folders.scratch, self._check_stopped)
        put_good_back(self._ledger, reader, system_trash, self._check_stopped)
