"""Conditions of this computer that pause the engine, checked now and then."""

import threading
from collections.abc import Callable
from datetime import datetime

from picup_desktop.clock import Clock
from picup_desktop.engine.pauses.reasons import PauseReason
from picup_desktop.engine.system.power import on_battery, on_metered_network
from picup_desktop.settings import Settings
from picup_desktop.settings.quiet_hours import parse_hours, quiet_until

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
