"""A token bucket that limits the upload rate of one courier."""

import threading
import time
from collections.abc import Callable, Iterator

BURST_SECONDS = 1.0
LONGEST_NAP_SECONDS = 0.2


class Bandwidth:
    """Shared by the lanes of one courier; 0 bytes per second means no limit."""

    def __init__(
        self, bytes_per_second: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = bytes_per_second
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._filled_at = monotonic()
        self._left_bytes = bytes_per_second * BURST_SECONDS

    def naps(self, sent_bytes: int) -> Iterator[float]:
        """Yield the wait for ``sent_bytes`` as short sleeps in seconds, so progress can be sent."""
        if self._rate <= 0:
            return
        seconds = self._debt_seconds(sent_bytes)
        while seconds > 0:
            yield min(seconds, LONGEST_NAP_SECONDS)
            seconds -= LONGEST_NAP_SECONDS

    def _debt_seconds(self, sent_bytes: int) -> float:
        with self._lock:
            now = self._monotonic()
            filled = self._left_bytes + (now - self._filled_at) * self._rate
            self._filled_at = now
            self._left_bytes = min(filled, self._rate * BURST_SECONDS) - sent_bytes
            return -self._left_bytes / self._rate
