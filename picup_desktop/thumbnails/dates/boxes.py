"""Dates in the boxes of an MP4 or QuickTime film that FFmpeg does not tell of.

A track's own header has its time of creation, in seconds since 1904 and in UTC as a rule; the
box ``date`` of the user data has the date of recording as a text. Sizes are those that the file
claims, so each is held against what surrounds it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from os import SEEK_END
from typing import BinaryIO

from picup_desktop.thumbnails.dates.texts import moment_of, wall_clock_of_utc

MOST_BOXES = 512
MOST_DEPTH = 3
PARENTS = frozenset({b"moov", b"trak", b"udta"})
HEADER = struct.Struct(">I4s")
LARGE = struct.Struct(">Q")
MOST_TEXT_BYTES = 64
SECONDS_FROM_1904_TO_1970 = 2_082_844_800
FIRST_UNIX_DAY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class BoxDates:
    """Moments on the wall clock; None where a box tells none."""

    recorded: tuple[int | None, ...] = ()
    tracks: tuple[int | None, ...] = ()


def dates_in_boxes(file: BinaryIO) -> BoxDates:
    """Return the dates in a film's boxes; the file stays where it is."""
    here = file.tell()
    try:
        file.seek(0, SEEK_END)
        found = list(islice(_boxes(file, 0, file.tell(), 0), MOST_BOXES))
        recorded = tuple(_recorded(told) for told in _read(file, found, b"date"))
        tracks = tuple(_track_created(told) for told in _read(file, found, b"tkhd"))
    finally:
        file.seek(here)
    return BoxDates(recorded, tracks)


def _read(file: BinaryIO, found: list[tuple[bytes, int, int]], wanted: bytes) -> Iterator[bytes]:
    for name, start, end in found:
        if name == wanted:
            file.seek(start)
            yield file.read(min(end - start, MOST_TEXT_BYTES))


def _boxes(file: BinaryIO, start: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int]]:
    """Return name, start and end of the boxes between two places, and of those within."""
    for _ in range(MOST_BOXES):
        file.seek(start)
        head = file.read(HEADER.size)
        if len(head) < HEADER.size:
            return
        size, name = HEADER.unpack(head)
        inside = start + HEADER.size
        if size == 1:
            large = file.read(LARGE.size)
            if len(large) < LARGE.size:
                return
            size, inside = LARGE.unpack(large)[0], inside + LARGE.size
        # A last box may reach to the end.
        until = end if size == 0 else start + size
        if not inside <= until <= end:
            return
        if name in PARENTS and depth < MOST_DEPTH:
            yield from _boxes(file, inside, until, depth + 1)
        else:
            yield name, inside, until
        start = until


def _recorded(told: bytes) -> int | None:
    return moment_of(told.decode("latin-1").rstrip("\0 "))


def _track_created(header: bytes) -> int | None:
    """Return the time of a track's header, of 32 bits or of 64."""
    form = {0: ">I", 1: ">Q"}.get(header[0] if header else -1)
    if form is None or len(header) < 4 + struct.calcsize(form):
        return None
    unix = struct.unpack_from(form, header, 4)[0] - SECONDS_FROM_1904_TO_1970
    return wall_clock_of_utc(unix) if unix >= FIRST_UNIX_DAY_SECONDS else None
