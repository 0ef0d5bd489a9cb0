"""Read the originals on this computer once in 90 days, a share a day (DISASTERS 4-8).

A change under the same size, time and change time (a failing disk, a system without change
times) is found by reading only. Nothing is decided here: the next scan reads a file whose
content is another one, and tells an edit from damage.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from picup_desktop.clock import Clock
from picup_desktop.files.below import below
from picup_desktop.files.opening import open_regular
from picup_desktop.files.status import FileStatus, file_status
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.originals import OriginalFile, OriginalToRead
from picup_desktop.names import plain
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.verify.plan import (
    ROTATION_DAYS,
    counts_as_run_at,
    pause_seconds,
    share_bytes,
)

PIECE_BYTES = 4 * 1024 * 1024

log = logging.getLogger(__name__)


@dataclass
class OriginalsReport:
    """The result of a share."""

    read: int = 0
    bytes: int = 0
    albums: set[int] = field(default_factory=set)
    """Albums with files that the next scan has to read."""


def due_originals(
    originals: Sequence[OriginalToRead], *, now: float, last_run_at: float | None
) -> list[OriginalToRead]:
    """Return the share of one day, or of the days since the last run.

    ``originals`` are ordered with the longest unread first. One that was read within the
    last day is never due, and one unread for the whole rotation always is.
    """
    share = share_bytes(sum(one.size_bytes for one in originals), now, last_run_at)
    due: list[OriginalToRead] = []
    chosen_bytes = 0
    for one in originals:
        age_days = ROTATION_DAYS if one.read_at is None else (now - one.read_at) / DAY_SECONDS
        overdue = one.read_at is not None and age_days >= ROTATION_DAYS
        if age_days < 1 or (chosen_bytes >= share and not overdue):
            # One that was never read comes first and may wait; one that is overdue may not.
            continue
        due.append(one)
        chosen_bytes += one.size_bytes
    return due


def last_run(ledger: Ledger) -> float | None:
    """Return how far the rotation is, in Unix seconds; None before any run."""
    noted = ledger.vaults.noted(Note.ORIGINALS_LAST)
    return None if noted is None else float(noted)


class OriginalsReader:
    """Reads a share; used once. The ledger belongs to the calling thread."""

    def __init__(self, ledger: Ledger, clock: Clock, cancelled: Callable[[], bool]) -> None:
        """``cancelled`` is called often; it may block while nothing may be read.

        The sleeps of ``clock`` may end with PassStopped, which cuts the share as well.
        """
        self._ledger = ledger
        self._clock = clock
        self._cancelled = cancelled
        self._report = OriginalsReport()

    def run(self) -> OriginalsReport:
        """Read what is due, as far as it is not cancelled."""
        began_at, last_run_at = self._clock.now(), last_run(self._ledger)
        all_of_them = self._ledger.originals.all(began_at)
        due = due_originals(all_of_them, now=began_at, last_run_at=last_run_at)
        due_bytes, left_bytes = sum(one.size_bytes for one in due), 0
        for number, one in enumerate(due):
            try:
                self._look(one.photo_id)
            except PassStopped:
                left_bytes = sum(left.size_bytes for left in due[number:])
                break
        part = 1 - left_bytes / due_bytes if due_bytes else 1.0
        at = counts_as_run_at(began_at, last_run_at, part)
        self._ledger.vaults.note(Note.ORIGINALS_LAST, str(at))
        return self._report

    def _look(self, photo_id: int) -> None:
        """Read one file, and record that; what the ledger has may be new since the plan."""
        self._stand_aside()
        file = self._ledger.originals.files([photo_id]).get(photo_id)
        if file is None or not file.root.is_dir():
            # The album is away, so this file was not read and stays due.
            return
        try:
            before, digest, after = self._read(file)
        except FileNotFoundError:
            # The next scan notes that it is missing.
            return
        except OSError as error:
            # The next scan tells that it can't be read; the others must have their turn.
            log.info("an original could not be read again: %s", plain(error.strerror or ""))
            self._ledger.originals.note_read([photo_id], self._clock.now())
            return
        recorded = (file.size_bytes, file.mtime_ns)
        is_settled = before == after and (after.size_bytes, after.mtime_ns) == recorded
        with self._ledger.transaction():
            self._ledger.originals.note_read([photo_id], self._clock.now())
            if is_settled and digest != file.sha256:
                self._ledger.originals.hand_over(file, after.ctime_ns)
                self._report.albums.add(file.album_id)

    def _read(self, file: OriginalFile) -> tuple[FileStatus, str, FileStatus]:
        path = below(file.root, file.path)
        before, digest = file_status(path.lstat()), hashlib.sha256()
        with open_regular(path) as opened:
            while True:
                began = self._clock.monotonic()
                piece = opened.read(PIECE_BYTES)
                if not piece:
                    break
                digest.update(piece)
                self._report.bytes += len(piece)
                took = self._clock.monotonic() - began
                self._clock.sleep(pause_seconds(len(piece), took))
                self._stand_aside()
        self._report.read += 1
        return before, digest.hexdigest(), file_status(path.lstat())

    def _stand_aside(self) -> None:
        if self._cancelled():
            raise PassStopped
