"""Entries of what a person said of photos: a corrected date, a turn; no file is touched."""

import re
from dataclasses import dataclass

from picup_desktop.clock import read_wall_clock, wall_clock_text
from picup_desktop.words import Turn

_SHA256_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class DateCorrected:
    """A person gave a photo of any device another date, or withdrew that.

    ``taken_at`` is in wall-clock seconds; None: the photo has its file's own date again.
    ``before`` is the person's date that it had until then.
    """

    at: int
    device_id: str
    photo_id: int
    taken_at: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class PictureTurned:
    """A person turned a photo of any device, or withdrew that; its file stays as it is.

    ``turn`` and ``before`` are the numbers of a ``Turn``, 1 being as the file says. ``content`` is
    the SHA-256 of what is turned; empty: it was not stored yet.
    """

    at: int
    device_id: str
    photo_id: int
    turn: int
    before: int
    content: str


def read_hash(value: object) -> str:
    """Return a hash of an entry. ValueError."""
    if not isinstance(value, str) or not _SHA256_HEX.fullmatch(value):
        raise ValueError("a hash is not one")
    return value


def write_date(value: object) -> object:
    """Return a date as it is written."""
    return None if value is None else wall_clock_text(_whole(value))


def _whole(value: object) -> int:
    if type(value) is not int:
        raise ValueError("a date is not one")
    return value


def read_date(value: object) -> int | None:
    """Return a date of an entry, in wall-clock seconds. ValueError."""
    if value is None:
        return None
    return read_wall_clock(value if isinstance(value, str) else "")


def turn_number(value: object) -> int:
    """Return the number of a turn, of an entry or for one. ValueError."""
    if type(value) is not int:
        raise ValueError("a turn is not one")
    return int(Turn(value))


def write_content(value: object) -> str | None:
    """Return the hash of a content as it is written."""
    return None if value == "" else read_hash(value)


def read_content(value: object) -> str:
    """Return the hash of a content; empty if there is none. ValueError."""
    return "" if value is None else read_hash(value)
