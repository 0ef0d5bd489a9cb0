"""The screen of this computer: whether it is locked, on the systems that tell."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picup_desktop.engine.system.screen_lock import ScreenLock


class Screen:
    """Calls ``locked`` from a thread of its own when the screen is locked; else it is silent."""

    def __init__(self, locked: Callable[[], None]) -> None:
        self._listener = _listener(locked)

    def start(self) -> None:
        """Begin to listen, where there is something to hear."""
        if self._listener is not None:
            self._listener.start()

    def stop(self) -> None:
        """Listen no more."""
        if self._listener is not None:
            self._listener.stop()


def _listener(locked: Callable[[], None]) -> "ScreenLock | None":
    if sys.platform != "linux":
        return None
    from picup_desktop.engine.system.screen_lock import (  # noqa: PLC0415 - not elsewhere
        ScreenLock,
    )

    return ScreenLock(locked)
