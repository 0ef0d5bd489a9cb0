"""What storages over HTTP have in common: hosts, and requests that go side by side."""

import ipaddress
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from picup_desktop.storage.errors import StorageError

HTTPS_PORT = 443
HTTP_PORT = 80
HOST = re.compile(r"[a-z0-9:][a-z0-9.:-]*")
AT_ONCE = 8
"""Small objects of one batch under way at once: each waits for several answers."""

_Asked = TypeVar("_Asked")
_Result = TypeVar("_Result")


def is_this_computer(host: str) -> bool:
    """Return whether a host is this computer, where a connection needs no TLS."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_in_url(host: str) -> str:
    """Return a host as a URL has it: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def at_once(
    ask: Callable[[_Asked], _Result], asked: Sequence[_Asked]
) -> Sequence[_Result | StorageError]:
    """Return the result or error of each call, in order; several are under way at once.

    The threads end with the call.
    """

    def one(argument: _Asked) -> _Result | StorageError:
        try:
            return ask(argument)
        except StorageError as error:
            return error

    with ThreadPoolExecutor(min(AT_ONCE, len(asked) or 1), "web") as threads:
        return list(threads.map(one, asked))
