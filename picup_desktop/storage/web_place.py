"""What the places of storages over HTTP have in common: a server, with TLS or on this computer.

Every command loads it with the kinds of storages, so it imports little.
"""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from picup_desktop.messages.message import Message
from picup_desktop.storage.place import Access, HostAndPort

HTTPS_PORT = 443
HTTP_PORT = 80
HOST = re.compile(r"[a-z0-9:][a-z0-9.:-]*")
NO_LETTER = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")
"""Control characters, which no name has, and what bytes that are no UTF-8 became."""


@dataclass(frozen=True)
class WebPlace:
    """A server that shows a certificate; its kinds add what is there, and the rest of ``Place``."""

    is_sealed: ClassVar[bool] = True
    """Whether the connection is encrypted by TLS."""
    usual_port: ClassVar[int] = HTTPS_PORT

    host: str
    """In lower case."""
    port: int

    @classmethod
    def check_host(cls, host: str) -> None:
        """Refuse a host that this kind must not speak to; UsageError."""

    @property
    def authority(self) -> str:
        """The server as a URL of this kind has it: without the port that is usual."""
        port = "" if self.port == self.usual_port else f":{self.port}"
        return f"{host_in_url(self.host)}{port}"

    @property
    def origin(self) -> str:
        """The server's own address, without a path."""
        return f"{'https' if self.is_sealed else 'http'}://{host_in_url(self.host)}:{self.port}"

    @property
    def folder(self) -> Path | None:
        """As ``Place.folder``: it is on the server."""
        return None

    @property
    def server(self) -> HostAndPort | None:
        """As ``Place.server``: with TLS it shows a certificate."""
        return HostAndPort(self.host, self.port) if self.is_sealed else None

    @property
    def login_server(self) -> str:
        """As ``Place.login_server``."""
        return f"{self.host}:{self.port}"

    def load(self) -> None:
        """As ``Place.load``."""

    def settled(self) -> Self:
        """As ``Place.settled``: the URL says all. UsageError without the library."""
        self.load()
        return self

    def who_speaks(self, access: Access) -> Message | None:  # noqa: ARG002 - there is no choice
        """As ``Place.who_speaks``: nobody."""
        return None


def is_this_computer(host: str) -> bool:
    """Return whether a host is this computer, where a connection needs no TLS."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_in_url(host: str) -> str:
    """Return a host as a URL has it: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host
