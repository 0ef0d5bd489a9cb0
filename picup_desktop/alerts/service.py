"""The services behind notify URLs, through Apprise.

Importing this takes 0.2 s and the first service 1 s, so ``notify.py`` imports it when
there is something to send, in the target's own thread.
"""

import logging
import re
import threading
from dataclasses import dataclass, field
from typing import Any

import apprise
from apprise.plugins import NotifyBase

from picup_desktop.alerts.alert import Alert, NotTaken, UnusableNotifyUrl
from picup_desktop.log import HIDDEN
from picup_desktop.messages.message import Message

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0

HOST = re.compile(r"localhost|\[?[0-9a-f:]*:[0-9a-f:]+\]?|[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
SECRET_PART = re.compile(r"[^\W_]{4,}")

ASSET = apprise.AppriseAsset(
    app_id="PicUp Desktop",
    app_desc="PicUp Desktop",
    app_url="",
    # No picture: the reader's program would fetch it from a third party's server.
    image_url_mask=None,
    image_url_logo=None,
    storage_mode=apprise.PersistentStoreMode.MEMORY,
)


@dataclass(frozen=True)
class Service:
    """One notify URL, ready to send to."""

    plugin: NotifyBase = field(repr=False)
    url: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return ``Slack`` or ``JSON at nas.example.org``, for example."""
        kind, host = str(self.plugin.service_name), getattr(self.plugin, "host", None)
        # Many services have a token in the place of the host.
        known = "host" in self.plugin.template_tokens and isinstance(host, str)
        return f"{kind} at {host}" if known and HOST.fullmatch(str(host)) else kind

    def send(self, alert: Alert) -> None:
        """Send it once; NotTaken with the service's reason."""
        with _Reasons() as reasons:
            # Not Apprise.notify: a program waits for its thread pool when it ends.
            taken = self.plugin.notify(
                title=alert.title,
                body=alert.text,
                notify_type=apprise.NotifyType.WARNING,
                body_format=apprise.NotifyFormat.TEXT,
            )
        if not taken:
            why = (
                self._without_secrets(reasons.last)
                if reasons.last
                else Message("alert-was-not-accepted")
            )
            raise NotTaken("did-not-take-alert", service=self.name, why=why)

    def _without_secrets(self, text: str) -> str:
        shown = {part.lower() for part in SECRET_PART.findall(self.name)}
        for part in sorted(set(SECRET_PART.findall(self.url)), key=len, reverse=True):
            if part.lower() not in shown:
                text = text.replace(part, HIDDEN)
        return text


def service_of(url: str) -> Service:
    """Return the service of a notify URL; UnusableNotifyUrl, without the URL in it."""
    try:
        plugin: Any = apprise.Apprise.instantiate(url, asset=ASSET)
    except (TypeError, ValueError):
        plugin = None
    if not isinstance(plugin, NotifyBase):
        raise UnusableNotifyUrl("nothing-known-takes-alerts-such")
    plugin.socket_connect_timeout = min(plugin.socket_connect_timeout, CONNECT_SECONDS)
    plugin.socket_read_timeout = min(plugin.socket_read_timeout, READ_SECONDS)
    return Service(plugin, url)


class _Reasons(logging.Handler):
    """Collects Apprise's log records of this thread: it gives reasons in its log only."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = ""
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the newest sentence."""
        if record.thread == self._thread:
            self.last = record.getMessage()

    def __enter__(self) -> "_Reasons":
        logging.getLogger("apprise").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("apprise").removeHandler(self)
