"""The reasons to pause: a person's pause, quiet hours, battery, a metered network.

The conditions of this computer are checked now and then.
"""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from picup_desktop.clock import Clock, iso
from picup_desktop.engine.ipc import events
from picup_desktop.engine.system.power import on_battery, on_metered_network
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.settings import Settings
from picup_desktop.settings.quiet_hours import parse_hours, quiet_until

PERSON = "person"


@dataclass(frozen=True)
class PauseReason:
    """A reason to wait, and its end (Unix seconds); None: until it changes."""

    reason: str
    until: float | None = None

    def to_json(self) -> events.Pause:
        """Return it as described in docs/engine.md."""
        return {"reason": self.reason, "until": None if self.until is None else iso(self.until)}


Watch = Callable[[], PauseReason | None]
"""Checks a condition outside, such as the battery."""


class PauseReasons:
    """A person's pause, which survives a restart, and the other reasons to wait."""

    def __init__(self, clock: Clock, watches: Sequence[Watch] = ()) -> None:
        self._clock = clock
        self._watches = watches
        self._lock = threading.Lock()
        self._pause: PauseReason | None = None

    def remember(self, ledger: Ledger) -> None:
        """Restore a pause that was set before this program started."""
        noted = json.loads(ledger.vaults.noted(Note.ENGINE_PAUSED) or "null")
        with self._lock:
            self._pause = None if noted is None else PauseReason(PERSON, noted["until"])

    def pause(self, ledger: Ledger, until: float | None) -> PauseReason:
        """Pause until a time, or until ``resume``."""
        pause = PauseReason(PERSON, until)
        ledger.vaults.note(Note.ENGINE_PAUSED, json.dumps({"until": until}))
        with self._lock:
            self._pause = pause
        return pause

    def resume(self, ledger: Ledger) -> None:
        """End a person's pause; other reasons stay."""
        ledger.vaults.note(Note.ENGINE_PAUSED, "null")
        with self._lock:
            self._pause = None

    def now(self) -> PauseReason | None:
        """Return the first reason to wait; None if there is none."""
        with self._lock:
            pause = self._pause
            if pause is not None and pause.until is not None and pause.until <= self._clock.now():
                self._pause = pause = None
        if pause is not None:
            return pause
        return next((reason for watch in self._watches if (reason := watch()) is not None), None)


LOOK_SECONDS = 30.0

Ask = Callable[[], bool | None]


class SystemConditions:
    """A ``Watch`` of the pause reasons; callable from any thread."""

    def __init__(
        self,
        settings: Callable[[], Settings | None],
        clock: Clock,
        battery: Ask = on_battery,
        metered: Ask = on_metered_network,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._battery = battery
        self._metered = metered
        self._lock = threading.Lock()
        self._looked_at = -LOOK_SECONDS
        self._pause: PauseReason | None = None

    def __call__(self) -> PauseReason | None:
        """Return the reason to wait, from the last check."""
        with self._lock:
            at = self._clock.monotonic()
            if at - self._looked_at >= LOOK_SECONDS:
                self._looked_at = at
                self._pause = self._look()
            return self._pause

    def look_anew(self) -> None:
        """Check again on the next call, because a setting changed."""
        with self._lock:
            self._looked_at = -LOOK_SECONDS

    def _look(self) -> PauseReason | None:
        settings = self._settings()
        if settings is None:
            return None
        # The hours are those of the local wall clock, wherever this computer is.
        local = datetime.fromtimestamp(self._clock.now()).astimezone()
        until = quiet_until(parse_hours(settings.quiet_hours), local)
        if until is not None:
            return PauseReason("quiet_hours", until.timestamp())
        if settings.pause_on_battery and self._battery():
            return PauseReason("battery")
        if settings.pause_on_metered and self._metered():
            return PauseReason("metered")
        return None
