"""What a WebDAV server answers: the entries of a folder, and what a status means.

RFC 4918: 9.1 PROPFIND, 13 multistatus; RFC 4331: the quota of a folder. Pure functions.
"""

import email.utils
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no type stubs
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.names import shown
from picup_desktop.storage.errors import (
    LoginRefused,
    ObjectExists,
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageImpossible,
    StorageUnreachable,
)

ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/>'
    b"<getcontentlength/><getlastmodified/><quota-available-bytes/></prop></propfind>"
)
"""The body of every PROPFIND."""
RESPONSE = "{DAV:}response"
MOST_BYTES = 1 << 62
MOST_BYTES_AN_ENTRY = 1024 * 1024
"""What one entry of a listing may take, with all that a server says of it and of its folder."""


@dataclass(frozen=True)
class Entry:
    """A file or folder, by its whole path on the server."""

    path: str
    is_folder: bool
    size_bytes: int
    modified_at: float
    """Unix seconds by the server's own clock; 0 if it does not say."""
    free_bytes: int | None


class _Read:
    """A body as a file; it ends with ValueError where no entry takes so much."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body = iter(body)
        self.since_entry_bytes = 0

    def read(self, _most_bytes: int) -> bytes:
        data = next(self._body, b"")
        self.since_entry_bytes += len(data)
        if self.since_entry_bytes > MOST_BYTES_AN_ENTRY:
            raise ValueError("no entry is that long")
        return data


def entries_in(body: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the entries of a multistatus; StorageImpossible for anything else (6-2).

    ``body``: in pieces, of which one is kept at a time, with the entry that is read.
    """
    read, root, depth = _Read(body), None, 0
    try:
        for event, element in iterparse(read, events=("start", "end")):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1 and element.tag == RESPONSE:
                if _is_there(element):
                    yield _entry(element)
                read.since_entry_bytes = 0
                root.clear()
    except (ParseError, DefusedXmlException, ValueError, OverflowError) as error:
        raise StorageImpossible("share-answers-no-multistatus") from error


def is_a_name(last: str) -> bool:
    """Return whether a file or folder can have this name: no way up, no control characters."""
    return last not in {"", ".", ".."} and last.isprintable()


def in_one_form(path: str) -> str:
    """Return a path with its letters composed: servers on a Mac take them apart."""
    return unicodedata.normalize("NFC", path)


def begins_at(headers: Mapping[str, str], offset: int) -> bool:
    """Return whether a partial answer begins at the byte that was asked for (RFC 9110, 14.4)."""
    said = re.match(r"bytes (\d{1,19})-", headers.get("Content-Range", ""))
    return said is not None and int(said[1]) == offset


def _is_there(response: Element) -> bool:
    """Return whether a response is about what is there: a status of its own is of a failure.

    RFC 4918, 14.24: it is in the place of properties, which have theirs within.
    """
    return response.find("{DAV:}status") is None or response.find("{DAV:}propstat") is not None


def _entry(response: Element) -> Entry:
    href = response.findtext("{DAV:}href")
    if not href:
        raise ValueError("a response without its address")
    found = response.find(".//{DAV:}resourcetype/{DAV:}collection")
    size = _text(response, "getcontentlength")
    if found is None and not size:
        # Taken for empty, each photo would count as damaged.
        raise ValueError("a file without its size")
    size_bytes = int(size or 0)
    free = _text(response, "quota-available-bytes")
    if not 0 <= size_bytes <= MOST_BYTES:
        raise ValueError("no file has that size")
    return Entry(
        path=unquote(urlsplit(href).path).rstrip("/"),
        is_folder=found is not None,
        size_bytes=size_bytes,
        modified_at=_seconds(_text(response, "getlastmodified")),
        free_bytes=int(free) if free and free.isdecimal() and int(free) <= MOST_BYTES else None,
    )


def _text(response: Element, name: str) -> str | None:
    return response.findtext(f".//{{DAV:}}{name}")


def _seconds(text: str | None) -> float:
    if not text:
        return 0.0
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return 0.0


TOO_BUSY = frozenset({423, 425, 429, 503})
"""Locked by another request, or told to come later: nothing was done."""
IN_TROUBLE = frozenset({500, 502, 504})
"""What was asked may have been done all the same."""
_BUSY = (StorageAway, "share-is-too-busy")
_FULL = (StorageFull, "share-is-full")
_DENIED = (StorageDenied, "share-denies")
_ELSEWHERE = (StorageUnreachable, "share-leads-elsewhere")
_MEANINGS: Mapping[int, tuple[type[StorageError], str]] = {
    **dict.fromkeys((301, 302, 303, 307, 308), _ELSEWHERE),
    401: (LoginRefused, "share-refuses-login"),
    413: _FULL,
    507: _FULL,
    **dict.fromkeys((408, 409, *sorted(TOO_BUSY | IN_TROUBLE), 509), _BUSY),
}


def meaning_of(status: int, *, server: str, name: str, offers: str = "") -> StorageError:
    """Return the error of storages that a status of HTTP means.

    ``offers``: the ways to log in that came with a 401 (RFC 9110, 11.6.1).
    """
    if status == 401 and offers.strip() and "basic" not in offers.lower():
        way = shown(offers.split(maxsplit=1)[0])
        return LoginRefused("share-offers-no-basic-login", server=server, offers=way)
    if status == 404:
        return ObjectNotFound("object-is-not-on-storage", name=name)
    if status == 412:
        return ObjectExists("name-is-there-already", name=name)
    kind, code = _MEANINGS.get(status, _BUSY if status > 501 else _DENIED)
    return kind(code, server=server, status=status)
