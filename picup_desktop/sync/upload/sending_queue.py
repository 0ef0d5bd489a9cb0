"""Photos that wait to be sent to one storage; small ones are sent in batches.

Small objects are latency-bound, so they are sent in batches; a large one goes alone,
so that no other result waits for it.
"""

import threading
from collections import deque
from collections.abc import Callable

from picup_desktop.sync.upload.jobs import UploadJob

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
