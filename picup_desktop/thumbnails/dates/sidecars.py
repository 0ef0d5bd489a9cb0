"""The date in a file beside a photo: XMP, or the JSON of Google Takeout."""

from collections.abc import Mapping
from typing import BinaryIO

from picup_desktop.strict_json import NotStrictJson, parse_object
from picup_desktop.thumbnails.dates import xmp
from picup_desktop.thumbnails.dates.texts import wall_clock_of_utc
from picup_desktop.thumbnails.dates.trust import Trust, most_trusted
from picup_desktop.thumbnails.wire import Told
from picup_desktop.words import DateFrom

LONGEST_JSON_BYTES = 1 << 20
"""Takeout's have a few kilobytes."""
TAKEN, TIMESTAMP = "photoTakenTime", "timestamp"
LONGEST_NUMBER = 16
DAY_SECONDS = 24 * 3600


def told_by_sidecar(file: BinaryIO, name: str) -> Told | None:
    """Return the date in a sidecar of that name.

    ``XMP`` says that a person's program wrote when the photo was taken, which counts more than
    the photo's own date: who corrects a date beside a photo means it. Any other is ``SIDECAR``.
    """
    if name.casefold().endswith(".json"):
        return takeout_date(file.read(LONGEST_JSON_BYTES + 1))
    dates = list(xmp.dates_in(file.read(xmp.LONGEST_BYTES)))
    told = most_trusted(dates)
    if told is None or any(trust is Trust.XMP_ORIGINAL and at is not None for trust, at in dates):
        return told
    return Told(told.at, DateFrom.SIDECAR)


def takeout_date(data: bytes) -> Told | None:
    """Return when Google says a photo was taken, which it keeps in UTC."""
    try:
        told = parse_object(data, most_bytes=LONGEST_JSON_BYTES)
    except NotStrictJson:
        return None
    taken = told.get(TAKEN)
    seconds = taken.get(TIMESTAMP) if isinstance(taken, Mapping) else None
    text = str(seconds)[: LONGEST_NUMBER + 1] if isinstance(seconds, str | int) else ""
    if len(text) > LONGEST_NUMBER or not text.removeprefix("-").isdecimal():
        return None
    # Google writes the first moment of 1970 where it knows none.
    at = None if abs(int(text)) < DAY_SECONDS else wall_clock_of_utc(int(text))
    return None if at is None else Told(at, DateFrom.SIDECAR)
