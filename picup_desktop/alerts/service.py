"""Services: what a notify URL leads to, by way of Apprise.

Importing this costs a fifth of a second and the first service a whole one, so it is
done by ``notify.py`` when there is something to send, and in its own thread.
"""

import logging
import re
import threading
from dataclasses import dataclass, field
from typing import Any

import apprise
from apprise.plugins import NotifyBase

from picup_desktop.alerts.alert import Alert
from picup_desktop.alerts.targets import NotTaken, UnusableNotifyUrl
from picup_desktop.log import HIDDEN

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0

HOST = re.compile(r"localhost|\[?[0-9a-f:]*:[0-9a-f:]+\]?|[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
SECRET_PART = re.compile(r"[^\W_]{4,}")

ASSET = apprise.AppriseAsset(
    app_id="PicUp Desktop",
    app_desc="PicUp Desktop",
    app_url="",
    # No picture: each would be fetched from a stranger's server by whoever reads the alert.
    image_url_mask=None,
    image_url_logo=None,
    storage_mode=apprise.PersistentStoreMode.MEMORY,
)


@dataclass(frozen=True)
class Service:
    """One notify URL, ready to be sent to."""

    plugin: NotifyBase = field(repr=False)
    url: str = field(repr=False)

    @property
    def name(self) -> str:
        """Such as ``Slack`` or ``JSON at nas.example.org``."""
        kind, host = str(self.plugin.service_name), getattr(self.plugin, "host", None)
        # Of many services the place of the host holds a token.
        known = "host" in self.plugin.template_tokens and isinstance(host, str)
        return f"{kind} at {host}" if known and HOST.fullmatch(str(host)) else kind

    def send(self, alert: Alert) -> None:
        """Send it once; NotTaken with what the service said."""
        with _Reasons() as reasons:
            # Not through Apprise.notify: its pool of threads is waited for when a program ends.
            taken = self.plugin.notify(
                title=alert.title,
                body=alert.text,
                notify_type=apprise.NotifyType.WARNING,
                body_format=apprise.NotifyFormat.TEXT,
            )
        if not taken:
            told = reasons.last or "It was not accepted."
            raise NotTaken(f"{self.name} did not take an alert: {self._without_secrets(told)}")

    def _without_secrets(self, text: str) -> str:
        shown = {part.lower() for part in SECRET_PART.findall(self.name)}
        for part in sorted(set(SECRET_PART.findall(self.url)), key=len, reverse=True):
            if part.lower() not in shown:
                text = text.replace(part, HIDDEN)
        return text


def service_of(url: str) -> Service:
    """What a notify URL leads to; UnusableNotifyUrl, which does not repeat it."""
    try:
        plugin: Any = apprise.Apprise.instantiate(url, asset=ASSET)
    except (TypeError, ValueError):
        plugin = None
    if not isinstance(plugin, NotifyBase):
        raise UnusableNotifyUrl(
            "Nothing is known that takes alerts at such an address. Give Slack's webhook address as"
            " Slack shows it (https://hooks.slack.com/services/...), or one of"
            " https://appriseit.com/services/"
        )
    plugin.socket_connect_timeout = min(plugin.socket_connect_timeout, CONNECT_SECONDS)
    plugin.socket_read_timeout = min(plugin.socket_read_timeout, READ_SECONDS)
    return Service(plugin, url)


class _Reasons(logging.Handler):
    """Listens to what Apprise says in this thread: it tells reasons in its log only."""

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
