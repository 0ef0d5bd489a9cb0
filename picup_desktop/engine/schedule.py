"""When each album is to be scanned, by time or because of a hint.

The watchers' threads add hints; all else belongs to the owner thread.
"""

from picup_desktop.engine.work_queue import WorkQueue
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.sync_pass import PassOrder, PassReport
from picup_desktop.words import AlbumState

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
