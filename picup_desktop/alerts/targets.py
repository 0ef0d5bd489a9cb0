"""A target: somebody or something that takes alerts."""

from typing import Protocol

from picup_desktop.alerts.alert import Alert
from picup_desktop.errors import Kind, PicupError, UsageError


class NotTaken(PicupError):
    """An alert did not get through; the sentence holds nothing secret."""

    title = "An alert was not taken"
    kind = Kind.RETRY


class UnusableNotifyUrl(UsageError):
    """Nothing is known that takes alerts at such an address."""

    title = "That is no notify URL"


class Target(Protocol):
    """Takes one alert at a time, from one thread."""

    @property
    def name(self) -> str:
        """What it is and where, for a person; never anything secret."""

    @property
    def far(self) -> bool:
        """Whether it reaches a person who is not at this computer."""

    def prepare(self) -> None:
        """Whatever must be loaded before the first alert; UnusableNotifyUrl."""

    def take(self, alert: Alert) -> None:
        """Deliver it, within some seconds; NotTaken, UnusableNotifyUrl."""
