"""Whether a connection that rested still works."""

from typing import Protocol

from picup_desktop.storage.sftp.packets import SftpStatus
from picup_desktop.storage.sftp.put import LINK_ERRORS
from picup_desktop.storage.sftp.wire import SftpWire


class Timed(Protocol):
    """A channel whose waits have a limit."""

    def settimeout(self, seconds: float, /) -> None:
        """Limit each wait."""


def answers_within(wire: SftpWire, channel: Timed, seconds: float, usual_seconds: float) -> bool:
    """Return whether the server answers a request for which it needs no disk.

    ``usual_seconds`` is the limit of each wait afterwards.
    """
    channel.settimeout(seconds)
    try:
        wire.real_path(".")
    except SftpStatus:
        return True
    except LINK_ERRORS:
        return False
    finally:
        channel.settimeout(usual_seconds)
    return True
