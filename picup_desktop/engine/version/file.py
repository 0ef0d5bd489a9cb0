"""Reads the version file by a plain request that says nothing about the caller.

No redirect is followed, because a person who chose an address chose no other. Each wait is
bounded, and so is their sum: the file is read in a thread of its own, which is abandoned
when the time is over. It ends with its connection, or the process.
"""

import ssl
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    url2pathname,
)

import certifi

from picup_desktop.new_version import (
    MOST_FILE_BYTES,
    NewestUnknown,
    NewVersion,
    checked_address,
    is_loopback,
    parse_newest,
)

ANSWER_SECONDS = 10.0
WHO_ASKS = "picup-desktop"
"""The same for everybody: neither a version nor a system."""


def newest_at(address: str, answer_seconds: float = ANSWER_SECONDS) -> NewVersion:
    """Return the contents of the file at an address. NewestUnknown; UsageError if it is invalid."""
    parts = urlsplit(checked_address(address))
    if parts.scheme == "file":
        file = Path(url2pathname(parts.path))
        return parse_newest(_within(answer_seconds, lambda: _from_disk(file)))
    opener = _opener(by_proxy=not is_loopback(parts.hostname or ""))
    return parse_newest(
        _within(answer_seconds, lambda: _from_server(opener, address, answer_seconds))
    )


def _within(seconds: float, read: Callable[[], bytes]) -> bytes:
    outcome: SimpleQueue[bytes | NewestUnknown] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put(read())
        except NewestUnknown as error:
            outcome.put(error)

    threading.Thread(target=run, name="version-file", daemon=True).start()
    try:
        came = outcome.get(timeout=seconds)
    except Empty:
        raise NewestUnknown("version-file-did-not-come", seconds=seconds) from None
    if isinstance(came, NewestUnknown):
        raise came
    return came


def _opener(*, by_proxy: bool) -> OpenerDirector:
    """Return an opener for http and https only, without redirects."""
    opener = OpenerDirector()
    opener.addheaders = [("User-Agent", WHO_ASKS)]
    # A bundled Python may not know the system's certificates.
    trusted = ssl.create_default_context()
    trusted.load_verify_locations(certifi.where())
    opener.add_handler(HTTPSHandler(context=trusted))
    for handler in (HTTPHandler, HTTPErrorProcessor, HTTPDefaultErrorHandler):
        opener.add_handler(handler())
    if by_proxy:
        opener.add_handler(ProxyHandler())
    return opener


def _from_server(opener: OpenerDirector, address: str, wait_seconds: float) -> bytes:
    try:
        with opener.open(address, timeout=wait_seconds) as answer:
            content: bytes = answer.read(MOST_FILE_BYTES + 1)
            return content
    except HTTPError as error:
        with error:
            raise _refusal(error.code) from error
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise NewestUnknown("version-file-could-not-had", why=_short(reason)) from error


def _refusal(code: int) -> NewestUnknown:
    if HTTPStatus.MULTIPLE_CHOICES <= code < HTTPStatus.BAD_REQUEST:
        return NewestUnknown("version-files-address-leads-another")
    return NewestUnknown("version-files-server-answered", code=code)


def _from_disk(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise NewestUnknown("version-file-could-not-had", why=_short(error)) from error


def _short(reason: object) -> str:
    text = reason.strerror if isinstance(reason, OSError) else None
    return text or str(reason) or type(reason).__name__
