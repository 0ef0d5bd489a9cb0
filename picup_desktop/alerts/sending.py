"""Send alerts: one thread and one short queue for each target, so none waits for another.

Nothing here touches the ledger, and nothing in the program waits for a target. The
threads are daemons; ``stop`` waits for the given time, plus the time that loading
the library takes.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from picup_desktop.alerts.alert import Target
from picup_desktop.alerts.plan import Planned
from picup_desktop.errors import PicupError
from picup_desktop.names import plain

PAUSES_SECONDS = (1.0, 5.0)
"""Waits before the second and the third attempt."""
MOST_QUEUED = 100
LOAD_SECONDS = 30.0

log = logging.getLogger(__name__)


class AlertSender:
    """Passes alerts to every target; call its methods from one thread."""

    def __init__(
        self, targets: Sequence[Target], pauses_seconds: Sequence[float] = PAUSES_SECONDS
    ) -> None:
        self._stopping = threading.Event()
        self._lines = [_Line(target, pauses_seconds, self._stopping) for target in targets]

    def post(self, planned: Planned) -> None:
        """Queue it for every target; a full queue drops it and logs that."""
        for line in self._lines:
            line.post(planned)

    def take_delivered(self) -> list[Planned]:
        """Return the alerts delivered since the last call, once for each target.

        The desktop does not count if there are notify URLs: nobody may be looking at it.
        """
        far = any(line.target.far for line in self._lines)
        return [
            planned
            for line in self._lines
            for planned in line.take_delivered()
            if line.target.far or not far
        ]

    def stop(self, seconds: float) -> int:
        """Wait at most ``seconds`` for queued alerts, then stop; return the number dropped."""
        for line in self._lines:
            line.wait_loaded()
        ends_at = time.monotonic() + seconds
        for line in self._lines:
            line.wait(max(0.0, ends_at - time.monotonic()))
        self._stopping.set()
        return sum(line.end() for line in self._lines)


class _Line:
    """The queue and thread of one target. The thread starts with the first alert."""

    def __init__(
        self, target: Target, pauses_seconds: Sequence[float], stopping: threading.Event
    ) -> None:
        self.target = target
        self._pauses_seconds = pauses_seconds
        self._stopping = stopping
        self._queue: queue.Queue[Planned | None] = queue.Queue(MOST_QUEUED)
        self._thread: threading.Thread | None = None
        self._loaded = threading.Event()
        self._changed = threading.Condition()
        self._unfinished = 0
        self._delivered: list[Planned] = []

    def post(self, planned: Planned) -> None:
        with self._changed:
            self._unfinished += 1
        try:
            self._queue.put_nowait(planned)
        except queue.Full:
            log.warning(
                "%s has not taken %d alerts; one goes without",
                plain(self.target.name),
                MOST_QUEUED,
            )
            self._finish()
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="alerts", daemon=True)
            self._thread.start()

    def take_delivered(self) -> list[Planned]:
        with self._changed:
            delivered, self._delivered = self._delivered, []
        return delivered

    def wait_loaded(self) -> None:
        if self._thread is not None:
            self._loaded.wait(LOAD_SECONDS)

    def wait(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._unfinished == 0, seconds)

    def end(self) -> int:
        # With a full queue its thread notices by itself that it has to stop.
        with suppress(queue.Full):
            self._queue.put_nowait(None)
        with self._changed:
            return self._unfinished

    def _run(self) -> None:
        self._attempt(self.target.prepare)
        self._loaded.set()
        while not self._stopping.is_set():
            planned = self._queue.get()
            if planned is None:
                return
            if self._deliver(planned):
                self._finish(planned)
            else:
                self._finish()

    def _deliver(self, planned: Planned) -> bool:
        for pause_seconds in (*self._pauses_seconds, None):
            if self._stopping.is_set():
                return False
            if self._attempt(lambda: self.target.take(planned.alert)):
                return True
            if pause_seconds is not None:
                self._stopping.wait(pause_seconds)
        return False

    def _attempt(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except PicupError as error:
            log.warning("alerts: %s", error)
        except Exception as error:  # noqa: BLE001 - or a plug-in's fault ends all alerts
            # The error's class only: its text may contain the notify URL.
            log.error("a target of alerts failed: %s", type(error).__name__)  # noqa: TRY400
        else:
            return True
        return False

    def _finish(self, *delivered: Planned) -> None:
        with self._changed:
            self._unfinished -= 1
            self._delivered += delivered
            self._changed.notify_all()
