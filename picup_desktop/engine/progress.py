"""The current transfers and their rates, reported to the faces now and then.

The pass reports from several threads, faces ask from theirs: one lock guards all of it,
and no callback runs with the lock held.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from picup_desktop.clock import Clock, iso
from picup_desktop.engine.ipc import events
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.sync.rescan.rescan import RescanReport
from picup_desktop.words import Role

PROGRESS_SECONDS = 0.2
CHANGED_SECONDS = 0.5
RATE_WINDOW_SECONDS = 5.0
MOST_MOVING_TOLD = 32

Tell = Callable[[str, Mapping[str, object]], None]
"""Sends an event to every subscriber: its name and its fields."""


@dataclass
class _Pass:
    began_at: float
    step: str = "scanning"
    photos: int = 0
    size_bytes: int = 0
    ended_photos: int = 0
    ended_bytes: int = 0
    rescan: RescanReport | None = None
    moving: dict[tuple[Role, int], "_Moving"] = field(default_factory=dict)
    """Each photo being transferred, by storage and id."""


@dataclass(frozen=True)
class _Moving:
    photo: PhotoRecord
    sent_bytes: int
    size_bytes: int


class TransferProgress:
    """A ``PassObserver`` that keeps the current state."""

    def __init__(
        self, clock: Clock, tell: Tell, may_name: Callable[[], bool] = lambda: True
    ) -> None:
        """``may_name``: whether names of photos may be shown, or the vault is locked."""
        self._may_name = may_name
        self._clock = clock
        self._tell = tell
        self._lock = threading.Lock()
        self._pass: _Pass | None = None
        self._sent: dict[Role, deque[tuple[float, int]]] = {role: deque() for role in Role}
        self._reported_at = dict.fromkeys(("progress", "changed"), 0.0)

    def begin(self) -> None:
        """Record the start of a pass."""
        with self._lock:
            self._pass = _Pass(self._clock.now())
        self._tell("pass_began", {})

    def end(self, result: events.PassEnded | events.PassResult) -> None:
        """Record the end of a pass and its result; tell the last counts, which were throttled."""
        self._tell("progress", self.to_json())
        with self._lock:
            self._pass = None
        self._tell("pass_ended", result)

    def scanned(self, report: RescanReport) -> None:
        """As ``PassObserver``."""
        with self._lock:
            if self._pass is not None:
                self._pass.rescan = report
        self._tell("changed", {"what": ["photos", "albums", "attention"]})

    def uploading(self, photos: int, size_bytes: int) -> None:
        """As ``PassObserver``."""
        with self._lock:
            if self._pass is not None:
                self._pass.step = "uploading"
                self._pass.photos, self._pass.size_bytes = photos, size_bytes

    def moved(self, role: Role, photo: PhotoRecord, sent_bytes: int, size_bytes: int) -> None:
        """As ``PassObserver``."""
        at = self._clock.monotonic()
        with self._lock:
            if self._pass is None:
                return
            before = self._pass.moving.get((role, photo.id))
            self._pass.moving[role, photo.id] = _Moving(photo, sent_bytes, size_bytes)
            fresh_bytes = sent_bytes - (0 if before is None else before.sent_bytes)
            self._sent[role].append((at, max(0, fresh_bytes)))
            self._forget_old(at)
        self._report_throttled("progress", PROGRESS_SECONDS, at)

    def ended(self, photo_id: int, size_bytes: int, *, held: bool = False) -> None:
        """As ``PassObserver``."""
        at = self._clock.monotonic()
        with self._lock:
            if self._pass is None:
                return
            if not held:
                self._pass.ended_photos += 1
                self._pass.ended_bytes += size_bytes
            for role in Role:
                self._pass.moving.pop((role, photo_id), None)
        self._report_throttled("changed", CHANGED_SECONDS, at)

    def to_json(self) -> events.Progress:
        """Return ``pass``, ``moving`` and ``rates`` as described in docs/engine.md."""
        at = self._clock.monotonic()
        with self._lock:
            self._forget_old(at)
            rates = {
                role.value: int(sum(count for _, count in sent) / RATE_WINDOW_SECONDS)
                for role, sent in self._sent.items()
            }
            return {"pass": self._pass_json(), "moving": self._moving(), "rates": rates}

    def _pass_json(self) -> events.PassProgress | None:
        going = self._pass
        if going is None:
            return None
        return {
            "began_at": iso(going.began_at),
            "step": going.step,
            "photos": going.photos,
            "bytes": going.size_bytes,
            "ended_photos": going.ended_photos,
            "ended_bytes": going.ended_bytes,
        }

    def _moving(self) -> list[events.Moving]:
        if self._pass is None:
            return []
        newest = list(self._pass.moving.items())[-MOST_MOVING_TOLD:]
        may_name = self._may_name()
        return [
            {
                "storage": role.value,
                "photo": photo_id,
                "path": moving.photo.path if may_name else None,
                "bytes": moving.sent_bytes,
                "size": moving.size_bytes,
            }
            for (role, photo_id), moving in newest
        ]

    def _forget_old(self, at: float) -> None:
        for sent in self._sent.values():
            while sent and sent[0][0] < at - RATE_WINDOW_SECONDS:
                sent.popleft()

    def _report_throttled(self, event: str, seconds: float, at: float) -> None:
        with self._lock:
            if at - self._reported_at[event] < seconds:
                return
            self._reported_at[event] = at
        fields: Mapping[str, object] = {"what": ["photos"]}
        self._tell(event, self.to_json() if event == "progress" else fields)
