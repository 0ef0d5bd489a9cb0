"""The interface of a target of alerts."""

from typing import Protocol

from picup_desktop.alerts.alert import Alert
from picup_desktop.errors import Kind, PicupError, UsageError


class NotTaken(PicupError):
    """An alert was not delivered; the sentence has nothing secret."""

    title = "title-alert-not-taken"
    kind = Kind.RETRY


class UnusableNotifyUrl(UsageError):
    """No known service has such an address."""

    title = "title-no-notify-url"


class Target(Protocol):
    """Takes one alert at a time, from one thread."""

    @property
    def name(self) -> str:
        """Its kind and place, for a person; never anything secret."""

    @property
    def far(self) -> bool:
        """Whether it reaches a person who is not at this computer."""

    def prepare(self) -> None:
        """Load everything needed before the first alert; UnusableNotifyUrl."""

    def take(self, alert: Alert) -> None:
        """Deliver it, within some seconds; NotTaken, UnusableNotifyUrl."""
