"""Parse the version file and compare versions; data only.

The file is static JSON that somebody keeps at an address of the person's choice:
``{"version": "1.2.3", "page": "https://...", "notes": "one sentence"}``. ``notes`` may be missing,
and other fields are ignored. The version is only reported: nothing is ever downloaded or run.
"""

import ipaddress
import json
from dataclasses import asdict, dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from picup_desktop.errors import Kind, PicupError, UsageError
from picup_desktop.messages.message import Message, to_json

MOST_FILE_BYTES = 64 * 1024
MOST_VERSION_CHARACTERS = 64
MOST_NOTES_CHARACTERS = 500
MOST_ADDRESS_CHARACTERS = 2048
ASK_EVERY_SECONDS = 24 * 60 * 60.0
NO_ANSWER_YET = to_json(Message("no-answer-yet"))


class NewestUnknown(PicupError):
    """The file can't be fetched or is malformed. It is logged only."""

    title = "title-newest-version-not-known"
    kind = Kind.RETRY


@dataclass(frozen=True)
class NewVersion:
    """A published version, its page, and one sentence about it."""

    version: str
    page: str
    notes: str = ""


@dataclass(frozen=True)
class VersionAnswer:
    """The last request to an address (Unix seconds), and the newest version it ever named."""

    address: str
    at: float
    newest: NewVersion | None = None
    trouble: str = ""
    """Why there was no answer at that time, in a sentence."""

    def noted(self) -> str:
        """Return it as a text to store."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, noted: str | None, address: str) -> Self | None:
        """Parse the stored text; None if it is of another address, or empty."""
        told = json.loads(noted or "null")
        if told is None or told["address"] != address:
            return None
        newest = told["newest"]
        return cls(
            address, told["at"], None if newest is None else NewVersion(**newest), told["trouble"]
        )

    def newer_than(self, own: str) -> NewVersion | None:
        """Return the newest version, if it is newer than this program's."""
        known = self.newest
        return known if known is not None and newer(known.version, than=own) else None


def is_due(asked: VersionAnswer | None, now: float) -> bool:
    """Return whether to ask: once a day, and again if the clock was set back."""
    return asked is None or not 0 <= now - asked.at < ASK_EVERY_SECONDS


def newer(version: str, *, than: str) -> bool:
    """Return whether one version is later than another, by Python's rules for packages.

    NewestUnknown where one of them is no version.
    """
    # Imported only when needed: it would slow down each command.
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415

    try:
        return Version(version) > Version(than)
    except InvalidVersion as error:
        raise NewestUnknown("version-file-names-version-none") from error


def parse_newest(content: bytes) -> NewVersion:
    """Parse the file. NewestUnknown if it is too large or malformed."""
    if len(content) > MOST_FILE_BYTES:
        raise NewestUnknown("version-file-too-large-one")
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NewestUnknown("version-file-not-json") from error
    if not isinstance(told, dict):
        raise NewestUnknown("version-file-not-object-json")
    version = _text(told, "version", MOST_VERSION_CHARACTERS)
    newer(version, than=version)
    page = _text(told, "page", MOST_ADDRESS_CHARACTERS)
    if not _is_web_page(page):
        raise NewestUnknown("version-files-page-no-https")
    notes = _text(told, "notes", MOST_NOTES_CHARACTERS) if "notes" in told else ""
    return NewVersion(version, page, notes)


def checked_address(address: str) -> str:
    """Return an allowed address or an empty one. UsageError otherwise.

    https; http to this very computer; a file of this computer as ``file:///path``.
    """
    if not address:
        return address
    if not _may_be_asked(address):
        raise UsageError("address-version-file-begins-with")
    return address


def _may_be_asked(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    fits = {
        "https": host != "",
        "http": is_loopback(host),
        "file": host in {"", "localhost"} and len(parts.path) > 1,
    }
    return fits.get(parts.scheme, False) and "@" not in parts.netloc and _is_one_word(address)


def is_loopback(host: str) -> bool:
    """Return whether a host's name or number is this computer's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_web_page(page: str) -> bool:
    return page.startswith("https://") and _may_be_asked(page)


def _is_one_word(address: str) -> bool:
    return address.isprintable() and " " not in address and len(address) <= MOST_ADDRESS_CHARACTERS


def _text(told: dict[str, Any], name: str, most_characters: int) -> str:
    """Return it on one line, so that no line break reaches a screen."""
    text = told.get(name)
    if not isinstance(text, str) or not text.isprintable() or len(text) > most_characters:
        raise NewestUnknown("version-files-missing-no-short", name=name)
    return text
