"""Reports that the screen was locked, on the systems that tell."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picup_desktop.engine.system.screen_lock import ScreenLock


class Screen:
    """Calls ``locked`` from its own thread when the screen is locked; on other systems never."""

    def __init__(self, locked: Callable[[], None]) -> None:
        self._listener = _listener(locked)

    def start(self) -> None:
        """Start listening, if the system reports locks."""
        if self._listener is not None:
            self._listener.start()

    def stop(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.stop()


def _listener(locked: Callable[[], None]) -> "ScreenLock | None":
    if sys.platform != "linux":
        return None
    from picup_desktop.engine.system.screen_lock import (  # noqa: PLC0415 - not elsewhere
        ScreenLock,
    )

    return ScreenLock(locked)
