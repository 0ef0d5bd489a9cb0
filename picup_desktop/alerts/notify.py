"""Notify URLs: Slack, mail, ntfy and everything else that Apprise supports.

A notify URL is a secret: whoever has it can write into that channel. Only the kind
of its target is ever shown, and its host if that certainly is one.
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
        """Return ``Slack`` or ``JSON at nas.example.org``, for example; UnusableNotifyUrl."""
        return self._service.name

    def prepare(self) -> None:
        """Load the library for such targets; UnusableNotifyUrl."""
        _ = self._service

    def take(self, alert: Alert) -> None:
        """Send the alert once; NotTaken, UnusableNotifyUrl."""
        self._service.send(alert)

    @cached_property
    def _service(self) -> "Service":
        from picup_desktop.alerts.service import service_of  # noqa: PLC0415 - it takes a second

        return service_of(self.url)
