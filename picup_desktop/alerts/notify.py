"""Notify URLs: Slack, mail, ntfy and whatever else is known.

A notify URL is a secret: whoever has it can write into that channel. Only the kind
of its target is ever shown, and a host where it is certainly one.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from picup_desktop.alerts.alert import Alert

if TYPE_CHECKING:
    from picup_desktop.alerts.service import Service


@dataclass
class NotifyUrl:
    """The target at one notify URL."""

    url: str = field(repr=False)
    far: bool = True

    @property
    def name(self) -> str:
        """Such as ``Slack`` or ``JSON at nas.example.org``; UnusableNotifyUrl."""
        return self._service.name

    def prepare(self) -> None:
        """Load what knows such targets; UnusableNotifyUrl."""
        _ = self._service

    def take(self, alert: Alert) -> None:
        """Send it once; NotTaken, UnusableNotifyUrl."""
        self._service.send(alert)

    @cached_property
    def _service(self) -> "Service":
        from picup_desktop.alerts.service import service_of  # noqa: PLC0415 - it takes a second

        return service_of(self.url)
