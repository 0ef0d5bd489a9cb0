"""The queue of work for the next pass, filled by hints, timers and people.

It has no thread, only a lock: watchers, the scheduler and commands add requests from their
threads, the owner thread takes them. Times are monotonic seconds, passed in. ``ScanSchedule``
decides when an album is due for a scan.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.pass_order import PassOrder, PassReport
from picup_desktop.words import AlbumState


@dataclass(frozen=True)
class PassRequest:
    """The work of one pass."""

    everything: bool = False
    albums: frozenset[int] = frozenset()
    uploads: bool = False
    """Something may be due, but no folder needs a scan."""
    ignore_back_off: bool = False
    asked: bool = False
    """Requested by a person: waits until files are quiet, and ignores pauses."""

    def __or__(self, other: "PassRequest") -> "PassRequest":
        """Return the union of both."""
        return PassRequest(
            self.everything or other.everything,
            self.albums | other.albums,
            self.uploads or other.uploads,
            self.ignore_back_off or other.ignore_back_off,
            self.asked or other.asked,
        )

    def __bool__(self) -> bool:
        """Return whether there is anything to do."""
        return self != PassRequest()


class WorkQueue:
    """The requested work, and when each part is due."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = PassRequest()
        self._albums_at: dict[int, float] = {}

    def request(self, request: PassRequest) -> None:
        """Request work as soon as possible."""
        with self._lock:
            self._now |= request

    def look_at(self, albums: Iterable[int], at: float) -> None:
        """Request a scan of these albums at a time; an earlier request of an album is kept."""
        with self._lock:
            for album in albums:
                self._albums_at[album] = min(at, self._albums_at.get(album, at))

    def take(self, at: float) -> PassRequest:
        """Remove and return the work that is due."""
        with self._lock:
            due = frozenset(album for album, when in self._albums_at.items() if when <= at)
            request, self._now = self._now | PassRequest(albums=due), PassRequest()
            for album in list(self._albums_at) if request.everything else due:
                del self._albums_at[album]
        return request

    def is_due(self, at: float) -> bool:
        """Return whether ``take`` would return any work."""
        with self._lock:
            return bool(self._now) or any(when <= at for when in self._albums_at.values())

    @property
    def asked(self) -> bool:
        """Return whether a person waits for a pass."""
        with self._lock:
            return self._now.asked

    def next_at(self) -> float | None:
        """Return when work is due; None if nothing is requested."""
        with self._lock:
            if self._now:
                return 0.0
            return min(self._albums_at.values(), default=None)


RESCAN_SECONDS = 6 * 60 * 60.0
POLL_SECONDS = 60.0
SCANS_PER_LOOK = 5
SCANS_PER_HINT = 10
LONGEST_LOOK_SECONDS = 30.0


class ScanSchedule:
    """Records when each album was scanned, and how long that took; times are monotonic."""

    def __init__(self, work_queue: WorkQueue) -> None:
        self._work_queue = work_queue
        self._scanned_at: dict[int, float] = {}
        self._spacing: dict[int, float] = {}

    def hint(self, albums: frozenset[int], at: float) -> None:
        """Scan changed albums soon, but spend at most a tenth of the time on it."""
        for album in albums:
            scanned_at = self._scanned_at.get(album, -LONGEST_LOOK_SECONDS)
            spacing = self._spacing.get(album, 0.0)
            self._work_queue.look_at((album,), max(at, scanned_at + spacing))

    def due(self, ledger: Ledger, polled: frozenset[int], at: float) -> frozenset[int]:
        """Return the albums not scanned for too long; sooner for those without events."""
        return frozenset(
            album.id
            for album in ledger.albums.all()
            if album.state in {AlbumState.WATCHED, AlbumState.HELD}
            and at - self._scanned_at.get(album.id, -RESCAN_SECONDS)
            >= (POLL_SECONDS if album.id in polled else RESCAN_SECONDS)
        )

    def note(self, ledger: Ledger, order: PassOrder, report: PassReport, at: float) -> None:
        """Record the scans of a pass; schedule another one soon where files were not quiet yet."""
        scanned = order.albums
        if scanned is None:
            scanned = frozenset(album.id for album in ledger.albums.all())
        self._scanned_at |= dict.fromkeys(scanned, at)
        took_seconds = report.rescan.took_seconds
        spacing = min(SCANS_PER_HINT * took_seconds, LONGEST_LOOK_SECONDS)
        self._spacing |= dict.fromkeys(scanned, spacing)
        quiet_seconds = ledger.vaults.settings().quiet_seconds
        wait = max(quiet_seconds, SCANS_PER_LOOK * took_seconds)
        again_at = at + min(wait, LONGEST_LOOK_SECONDS)
        # A file that vanished before its upload is not young: only ``changed_in`` reports it.
        self._work_queue.look_at(report.rescan.young_in | report.changed_in, again_at)
