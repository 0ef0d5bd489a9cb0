"""What a bucket does by itself: what is removed may stay as a hidden version or be locked, and a
rule of its own may remove what nobody removed.
"""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.messages.message import Message, joined


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
    ends_days: int | None = None
    """A rule removes what is so many days old, photos too; 0 for what is there on some day."""
    archives_days: int | None = None
    """A rule moves what is so old to where nothing is read back from at once; 0 as above."""
    rules_known: bool = True
    """Whether the bucket said what rules it has, or that it has none."""

    @property
    def danger(self) -> Message | None:
        """How photos go, or can't be read any more, by a rule of the bucket alone; None if not."""
        rules = []
        if self.ends_days is not None:
            code = "bucket-rule-removes" if self.ends_days else "bucket-rule-removes-all"
            rules.append(Message(code, days=self.ends_days))
        if self.archives_days is not None:
            code = "bucket-rule-archives" if self.archives_days else "bucket-rule-archives-all"
            rules.append(Message(code, days=self.archives_days))
        return joined(rules) if rules else None

    @property
    def message(self) -> Message | None:
        """What a person should know of it; None where removed photos are gone, and no other."""
        said = [one for one in (self.of_rules, self.of_removed) if one is not None]
        return joined(said) if said else None

    @property
    def of_rules(self) -> Message | None:
        """What a person should know of the bucket's rules; None if none is about photos."""
        return self.danger or (None if self.rules_known else Message("bucket-rules-unknown"))

    @property
    def of_removed(self) -> Message | None:
        """What a person should know of what is removed; None if it is gone."""
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
