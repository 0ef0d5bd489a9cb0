"""What becomes of what is removed from a bucket: it may stay as a hidden version, or be locked."""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.messages.message import Message


class Versions(StrEnum):
    """Whether a storage keeps what is removed, as hidden versions."""

    OFF = "off"
    ON = "on"
    SUSPENDED = "suspended"
    """What was stored while they were kept is kept on."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Keeping:
    """What a bucket says of it."""

    versions: Versions
    locked_days: int | None = None
    """Hidden versions can't be ended earlier; None if nothing is locked by default."""
    strict: bool = False
    """Not even an administrator can end them earlier."""

    @property
    def message(self) -> Message | None:
        """What a person should know of it; None where removed photos are gone."""
        match self:
            case Keeping(Versions.OFF):
                return None
            case Keeping(Versions.ON, None):
                return Message("bucket-versions-on")
            case Keeping(Versions.ON, int() as days, strict=True):
                return Message("bucket-locks-strictly", days=days)
            case Keeping(Versions.ON, int() as days):
                return Message("bucket-locks", days=days)
            case Keeping(Versions.SUSPENDED):
                return Message("bucket-versions-suspended")
            case _:
                return Message("bucket-versions-unknown")
