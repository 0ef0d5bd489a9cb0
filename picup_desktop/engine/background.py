"""The background program: the engine of a home, from taking its lock to its end.

Threads: the main thread waits for the end; the owner thread runs passes
(``main_loop.py``); the threads of the heartbeat and the watchers only add requests to the
work queue; the server's threads carry out requests (``server.py``); one updates the gallery
(``gallery_upkeep.py``), one reads back the verifier's daily share (``shares/copies.py``), one
reads the originals again (``shares/originals.py``), one checks for a newer version
(``check.py``), one waits for the announcement of a shutdown (``logind.py``).

It ends within ``END_SECONDS``: transfers are cut, the couriers are ended, the owner
thread is joined. If anything hangs even so, the process exits at once: its ledger is
transactional, and its children end when their standard input closes (1-6).
"""

import logging
import sys
from collections.abc import Mapping
from functools import partial

from picup_desktop import __version__
from picup_desktop.alerts.reminders import tell_all
from picup_desktop.app import AskPassphrase, NoVault
from picup_desktop.clock import Clock
from picup_desktop.engine.commands.dispatch import run_in_engine
from picup_desktop.engine.ending import Ending
from picup_desktop.engine.gallery_upkeep import GalleryUpkeep
from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.engine.ipc.listening import listen
from picup_desktop.engine.ipc.protocol import PROTOCOL_VERSION, Event
from picup_desktop.engine.ipc.server import Server
from picup_desktop.engine.jobs import Jobs
from picup_desktop.engine.locking import Locking, without_names
from picup_desktop.engine.main_loop import MainLoop
from picup_desktop.engine.pass_scheduler import PassScheduler
from picup_desktop.engine.pauses import PauseReason, PauseReasons, SystemConditions
from picup_desktop.engine.periodic import Heartbeat, WakeWatch
from picup_desktop.engine.progress import TransferProgress
from picup_desktop.engine.running import Running
from picup_desktop.engine.session import Session
from picup_desktop.engine.shares.copies import CopyShare
from picup_desktop.engine.shares.originals import OriginalShare
from picup_desktop.engine.shares.share import LOOK_SECONDS
from picup_desktop.engine.system.screen import Screen
from picup_desktop.engine.version.check import VersionCheck
from picup_desktop.engine.watch.albums import WatchedAlbums
from picup_desktop.engine.work_queue import PassRequest, WorkQueue
from picup_desktop.errors import NoPermission
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.schema.database import LedgerDamaged
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.pass_order import PassObserver
from picup_desktop.sync.reach.outages import Outages
from picup_desktop.sync.sync_pass import SyncPass
from picup_desktop.thumbnails.cache import ThumbnailCache

BEAT_SECONDS = 2.0
OWNER_END_SECONDS = 3.5
THREAD_END_SECONDS = 0.4

log = logging.getLogger(__name__)


class Background:
    """Constructed with the home's lock held; ``run`` belongs to the main thread."""

    def __init__(self, home: Home, clock: Clock, ending: Ending) -> None:
        self._home = home
        self._clock = clock
        self._ending = ending
        self._session = Session(home, clock)
        self._work_queue, self._outages = WorkQueue(), Outages()
        self._conditions = SystemConditions(self._settings, clock)
        self._pause_reasons = PauseReasons(clock, (self._conditions, self._lock_pause))
        self._moves = TransferProgress(clock, self._tell, lambda: not self._session.locked)
        self._wake_watch = WakeWatch(clock)
        self._albums = WatchedAlbums(self._session, clock, self._hint)
        self._scheduler = self._make_scheduler()
        self._main_loop = MainLoop(self._scheduler, self._check_clock, self._forget_thread)
        self._jobs = Jobs(clock, self._tell, self._main_loop.run_exclusively)
        self._locking = self._make_locking()
        self._screen = Screen(self._locking.screen_locked)
        self._copy_share = self._make_copy_share()
        self._original_share = self._make_original_share()
        self._versions = VersionCheck(
            ledger=self._ledger,
            held=lambda: self._pause_reasons.now() is not None,
            clock=clock,
            tell=self._tell,
        )
        self._heartbeat = Heartbeat(
            {"beat": (BEAT_SECONDS, self._beat), "look": (LOOK_SECONDS, self._look)}
        )
        self._gallery = GalleryUpkeep(
            self._ledger, self._tell_faces, clock, ThumbnailCache(home.thumbnails)
        )
        self._server = Server(
            listen(home), partial(run_in_engine, self._make_running()), self._greeting
        )

    def _make_scheduler(self) -> PassScheduler:
        return PassScheduler(
            ledger=self._ledger,
            new_pass=self._new_pass,
            polled=lambda: self._albums.polled,
            work_queue=self._work_queue,
            outages=self._outages,
            pause_reasons=self._pause_reasons,
            moves=self._moves,
            clock=self._clock,
            tell=self._tell,
            alert=self._alert,
            on_idle=self._session.rest_passes,
        )

    def _make_locking(self) -> Locking:
        return Locking(
            session=self._session,
            settings=self._settings,
            jobs=self._jobs,
            clock=self._clock,
            tell=self._tell,
            cut=self._scheduler.interrupt,
        )

    def _make_copy_share(self) -> CopyShare:
        return CopyShare(
            ledger=lambda: None if self._session.for_passes() is None else self._session.ledger,
            reading=lambda: self._session.for_reading(sealed_only=True),
            held=lambda: self._pause_reasons.now() is not None or self._outages.any,
            busy=lambda: self._scheduler.busy,
            clock=self._clock,
            tell=self._tell,
        )

    def _make_original_share(self) -> OriginalShare:
        return OriginalShare(
            ledger=self._ledger,
            held=lambda: self._pause_reasons.now() is not None,
            busy=lambda: self._scheduler.busy,
            changed=self._hint,
            clock=self._clock,
        )

    def _make_running(self) -> Running:
        return Running(
            home=self._home,
            session=self._session,
            main_loop=self._main_loop,
            scheduler=self._scheduler,
            work_queue=self._work_queue,
            outages=self._outages,
            conditions=self._conditions,
            pause_reasons=self._pause_reasons,
            moves=self._moves,
            jobs=self._jobs,
            locking=self._locking,
            albums=self._albums,
            versions=self._versions,
            clock=self._clock,
            tell=self._tell,
            open_vault=self._begin,
            joined=self._join_new,
            storage_moved=self._storage_moved,
            end=self._ending.ask,
            began_at=self._clock.now(),
        )

    def run(self, ask: AskPassphrase, *, wait: bool) -> bool:
        """Work until the end; return False if something hung and the process must exit at once.

        NoVault, NoPermission, LedgerDamaged, unless it may ``wait`` until a face supplies what is
        missing.
        """
        try:
            self._open(ask, wait=wait)
            self._server.start()
            self._albums.start()
            self._main_loop.start()
            self._heartbeat.start()
            self._gallery.start()
            self._copy_share.start()
            self._original_share.start()
            self._versions.start()
            self._watch_shutdown()
            self._screen.start()
            self._ending.wait()
        except BaseException:
            self._server.stop()
            self._session.close()
            raise
        return self._end()

    def _watch_shutdown(self) -> None:
        if sys.platform == "linux":
            # Only Linux has D-Bus and the library for it.
            from picup_desktop.engine.system.logind import ShutdownWatch  # noqa: PLC0415

            ShutdownWatch(self._ending.ask).start()

    def _open(self, ask: AskPassphrase, *, wait: bool) -> None:
        try:
            has_vault = self._session.open_ledger()
        except LedgerDamaged as error:
            # The window says so, and brings the ledger back from a storage.
            if not wait:
                raise
            log.warning("waiting for the ledger to be brought back: %s", error.sentence)
            return
        if not has_vault:
            if wait:
                return
            raise NoVault("no-vault-make-one", home=str(self._home.folder))
        try:
            self._session.unlock(ask, at_start=True)
        except NoPermission as error:
            if not wait:
                raise
            log.info("waiting to be unlocked: %s", error.sentence)
        self._begin()

    def _join_new(self, passphrase: str | None) -> None:
        """Open a vault that was just made in this home."""
        self._session.open_ledger()
        self._session.unlock(lambda: passphrase)
        self._begin()
        self._tell("changed", {"what": ["vault", "storages", "albums", "photos", "settings"]})

    def _begin(self) -> None:
        """Start watching the vault's albums, and scan all of them."""
        ledger = self._session.ledger
        drain_journal(ledger, self._clock)
        self._pause_reasons.remember(ledger)
        self._albums.look_anew()
        self._work_queue.request(PassRequest(everything=True))
        self._main_loop.wake()
        self._gallery.wake()

    def _storage_moved(self) -> None:
        """A storage's address or login changed: retry what was waiting."""
        self._outages.ask_now(self._clock.monotonic(), by_person=True)
        self._work_queue.request(PassRequest(everything=True, ignore_back_off=True))
        self._main_loop.wake()
        self._tell("changed", {"what": ["storages"]})

    def _end(self) -> bool:
        self._tell("stopping", {})
        self._heartbeat.stop()
        self._albums.stop()
        self._jobs.cancel_all()
        self._screen.stop()
        self._gallery.stop(THREAD_END_SECONDS)
        self._copy_share.stop(THREAD_END_SECONDS)
        self._original_share.stop(THREAD_END_SECONDS)
        self._versions.stop(THREAD_END_SECONDS)
        ended = self._main_loop.stop(OWNER_END_SECONDS)
        self._server.stop()
        if ended:
            self._session.close()
            self._forget_thread()
        return ended

    def _new_pass(self, observer: PassObserver) -> SyncPass | None:
        parts = self._session.for_passes()
        return None if parts is None else parts.sync_pass(observer)

    def _ledger(self) -> Ledger | None:
        return self._session.ledger if self._session.has_vault else None

    def _settings(self) -> Settings | None:
        return self._session.ledger.vaults.settings() if self._session.has_vault else None

    def _lock_pause(self) -> PauseReason | None:
        return self._locking.pause_reason()

    def _alert(self) -> None:
        parts = self._session.for_passes()
        if parts is not None:
            tell_all(parts.alerts, parts.ledger, parts.settings, self._clock.now())

    def _hint(self, album_ids: frozenset[int]) -> None:
        self._scheduler.hint(album_ids)
        self._main_loop.wake()

    def _beat(self) -> None:
        """Do the periodic work of the clock."""
        self._session.rest()
        self._locking.look()
        self._copy_share.stand_aside()
        self._original_share.stand_aside()
        self._scheduler.make_room()
        self._main_loop.wake()

    def _look(self) -> None:
        """Check for daily work."""
        self._copy_share.look()
        self._original_share.look()
        self._versions.look()

    def _check_clock(self) -> None:
        """Check for a clock change; called by the owner thread, whose waits are monotonic."""
        if self._wake_watch.jumped():
            log.info("the computer slept, or its clock was set")
            self._heartbeat.start_anew()
            self._outages.ask_now(self._clock.monotonic(), by_person=False)
            self._work_queue.request(PassRequest(everything=True))

    def _tell(self, event: str, fields: Mapping[str, object]) -> None:
        self._tell_faces(event, fields)
        if event == "changed":
            self._gallery.wake()

    def _tell_faces(self, event: str, fields: Mapping[str, object]) -> None:
        shown = without_names(fields) if self._session.locked else fields
        self._server.tell(Event(event, shown))

    def _greeting(self) -> Greeting:
        return {
            "version": PROTOCOL_VERSION,
            "program": __version__,
            "home": str(self._home.folder),
            "vault": self._session.has_vault,
            "locked": self._session.locked,
        }

    def _forget_thread(self) -> None:
        """Close the calling thread's connection to the ledger."""
        if self._session.has_vault:
            self._session.ledger.close()
