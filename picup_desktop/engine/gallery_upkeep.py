"""Keeps the gallery up to date with the photos.

One daemon thread, from ``start`` to ``stop``: it waits for changes, and works in small
transactions, so that a pass never waits long for it. When the gallery is up to date, it
reads the dates of files, through a child process (``thumbnails/maker.py``), and sleeps as
long as that took; then it seals the thumbnails of photos that left this computer. All of
its work can be repeated at any time, so it may be cut off anywhere.
"""

import logging
import threading
from collections.abc import Callable

from picup_desktop.clock import Clock
from picup_desktop.engine.progress import Tell
from picup_desktop.errors import PicupError
from picup_desktop.gallery.dates import Dates
from picup_desktop.gallery.distant import seal_what_left
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.thumbnails.cache import ThumbnailCache
from picup_desktop.thumbnails.maker import Maker

BREATH_SECONDS = 0.01
"""The time between two transactions, for other writers."""
TOLD_EVERY_SHOTS = 5_000
AFTER_TROUBLE_SECONDS = 10.0
SEAL_EVERY_SECONDS = 60.0
"""The shortest time between two searches of the whole cache."""

log = logging.getLogger(__name__)


class GalleryUpkeep:
    """``ledger`` returns None while there is no vault."""

    def __init__(
        self, ledger: Callable[[], Ledger | None], tell: Tell, clock: Clock, cache: ThumbnailCache
    ) -> None:
        self._ledger = ledger
        self._tell = tell
        self._clock = clock
        self._maker = Maker()
        self._dates = Dates(self._maker, clock)
        self._cache = cache
        self._seal_at = 0.0
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gallery", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Wake the thread: photos may have changed."""
        self._woken.set()

    def stop(self, seconds: float) -> None:
        """End the thread, within so many seconds or with the process."""
        self._stopping.set()
        self._woken.set()
        self._maker.close()
        self._thread.join(seconds)

    def _run(self) -> None:
        pause: float | None = None
        while (self._woken.wait(pause) or pause) and not self._stopping.is_set():
            self._woken.clear()
            pause = None
            ledger = self._ledger()
            if ledger is None:
                continue
            try:
                self._tend(ledger)
                self._ask_dates(ledger)
                pause = self._seal(ledger)
            except PicupError as error:
                # The photos are as safe as before; only the display of them is late.
                log.warning("the gallery is not up to date: %s", error.sentence)
                self._stopping.wait(AFTER_TROUBLE_SECONDS)
                self._woken.set()
            finally:
                ledger.close()

    def _tend(self, ledger: Ledger) -> None:
        untold = 0
        while not self._stopping.is_set():
            done = tend_shots(ledger)
            untold += done
            if untold and (not done or untold >= TOLD_EVERY_SHOTS):
                self._tell("changed", {"what": ["gallery"]})
                untold = 0
            if not done:
                return
            self._stopping.wait(BREATH_SECONDS)

    def _ask_dates(self, ledger: Ledger) -> None:
        """Read dates until a photo changes or every file was read."""
        self._dates.begin()
        while not self._stopping.is_set() and not self._woken.is_set():
            began = self._clock.monotonic()
            if not self._dates.ask_some(ledger):
                self._maker.rest()
                return
            self._tend(ledger)
            self._stopping.wait(self._clock.monotonic() - began)

    def _seal(self, ledger: Ledger) -> float | None:
        """Seal thumbnails; if that was done recently, return in how many seconds to seal again."""
        now = self._clock.monotonic()
        if now < self._seal_at:
            return self._seal_at - now
        self._seal_at = now + SEAL_EVERY_SECONDS
        seal_what_left(ledger, self._cache)
        self._cache.sweep()
        return None
