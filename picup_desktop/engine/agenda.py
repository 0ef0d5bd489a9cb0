"""The agenda: what a pass shall do next, gathered from hints, clocks and people.

It knows nothing of threads but its own lock: watchers, the scheduler and
commands put wishes in from their threads, the owner thread takes them out.
Moments are monotonic seconds, handed in.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """What one pass shall do."""

    everything: bool = False
    albums: frozenset[int] = frozenset()
    uploads: bool = False
    """Something may be due, though no folder is to be looked at."""
    ignore_back_off: bool = False
    asked: bool = False
    """A person asked for it: it waits for files to be quiet, and for no pause."""

    def __or__(self, other: "Wish") -> "Wish":
        """Both together."""
        return Wish(
            self.everything or other.everything,
            self.albums | other.albums,
            self.uploads or other.uploads,
            self.ignore_back_off or other.ignore_back_off,
            self.asked or other.asked,
        )

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return self != Wish()


class Agenda:
    """What is wished for, and from when on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = Wish()
        self._albums_at: dict[int, float] = {}

    def wish(self, wish: Wish) -> None:
        """As soon as may be."""
        with self._lock:
            self._now |= wish

    def look_at(self, albums: Iterable[int], at: float) -> None:
        """Scan these albums from that moment on; an earlier wish for one stands."""
        with self._lock:
            for album in albums:
                self._albums_at[album] = min(at, self._albums_at.get(album, at))

    def take(self, at: float) -> Wish:
        """What is to be done now; it is off the agenda then."""
        with self._lock:
            due = frozenset(album for album, when in self._albums_at.items() if when <= at)
            wish, self._now = self._now | Wish(albums=due), Wish()
            for album in list(self._albums_at) if wish.everything else due:
                del self._albums_at[album]
        return wish

    def is_due(self, at: float) -> bool:
        """Whether ``take`` would give anything."""
        with self._lock:
            return bool(self._now) or any(when <= at for when in self._albums_at.values())

    @property
    def asked(self) -> bool:
        """Whether a person waits for a pass."""
        with self._lock:
            return self._now.asked

    def next_at(self) -> float | None:
        """When something is to be done; None if nothing is wished for."""
        with self._lock:
            if self._now:
                return 0.0
            return min(self._albums_at.values(), default=None)
