"""Motion photos: where the film is inside a JPEG or HEIC.

Google names the film in the picture's XMP, by its length before the end of the file
(``MicroVideoOffset`` of old, the item ``MotionPhoto`` of the container now). Samsung lists it
in a trailer of its own. In HEIC it may also be a box of its own, ``mpvd``. What is said
counts only if a film begins there.
"""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

MOST_XMP_BYTES = 4 << 20
MOST_BOXES = 200
MOST_TRAILER_ENTRIES = 200
FILM_BEGINS = b"ftyp"
_OLD_GOOGLE = re.compile(rb"""MicroVideoOffset(?:=["']|>)\s*(\d{1,15})""")
_ITEM = re.compile(rb"<[^<>]*:Semantic=[^<>]*>")
_SEMANTIC = re.compile(rb""":Semantic=["'](\w+)["']""")
_LENGTH = re.compile(rb""":Length=["'](\d{1,15})["']""")
_IN_THE_FILM = b"MotionPhoto"
_BOX = struct.Struct(">I4s")
_LONG_BOX = struct.Struct(">Q")
_MPVD = b"mpvd"
_SAMSUNG_END = struct.Struct("<I4s")
_SAMSUNG_HEAD = struct.Struct("<4sII")
_SAMSUNG_ENTRY = struct.Struct("<HHII")
_SAMSUNG_DATA = struct.Struct("<HHI")
_SAMSUNG_FILM = 0x0A30


@dataclass(frozen=True)
class FilmInside:
    """Where the film is in the file, in bytes; ``at`` is None if it was taken out."""

    size_bytes: int
    at: int | None = None


class _RawPart(io.RawIOBase):
    """A part of a file, to be read like a file."""

    def __init__(self, file: BinaryIO, at: int, size_bytes: int) -> None:
        super().__init__()
        self._file, self._at, self._size, self._place = file, at, size_bytes, 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place of the part; return it."""
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, begin + offset)
        return self._place

    def readinto(self, buffer: Any, /) -> int:
        """Read from the part; return how many bytes."""
        into = memoryview(buffer).cast("B")
        self._file.seek(self._at + self._place)
        data = self._file.read(max(0, min(len(into), self._size - self._place)))
        into[: len(data)] = data
        self._place += len(data)
        return len(data)


def part_of(file: BinaryIO, at: int, size_bytes: int) -> BinaryIO:
    """Return a part of a file, to be read like a file."""
    return io.BufferedReader(_RawPart(file, at, size_bytes))


def film_inside(file: BinaryIO, xmp: bytes) -> FilmInside | None:
    """Return the film inside a picture, if there is one or its XMP says that there was one."""
    size = file.seek(0, io.SEEK_END)
    before_end = _google(xmp[:MOST_XMP_BYTES])
    if before_end is not None:
        film_bytes, after = before_end
        at = size - film_bytes - after
        if _begins_film(file, at):
            return FilmInside(film_bytes, at)
    found = _samsung(file, size) or _in_box(file, size)
    if found is None and before_end is not None:
        return FilmInside(before_end[0])
    return found


def opened(file: BinaryIO, film: FilmInside) -> BinaryIO | None:
    """Return the film, to be read; None if it was taken out."""
    return None if film.at is None else part_of(file, film.at, film.size_bytes)


def _google(xmp: bytes) -> tuple[int, int] | None:
    """Return the length of the film and of what follows it; None if there is none."""
    items = [
        (named[1], int(long[1]))
        for item in _ITEM.findall(xmp)
        if (named := _SEMANTIC.search(item)) and (long := _LENGTH.search(item))
    ]
    for place, (semantic, length) in enumerate(items):
        if semantic == _IN_THE_FILM and length:
            return length, sum(more for _, more in items[place + 1 :])
    old = _OLD_GOOGLE.search(xmp)
    return (int(old[1]), 0) if old and int(old[1]) else None


def _samsung(file: BinaryIO, size: int) -> FilmInside | None:
    """Return the film that Samsung's trailer lists: its head is a table, its end a length."""
    end = _read(file, size - _SAMSUNG_END.size, _SAMSUNG_END)
    if end is None or end[1] != b"SEFT":
        return None
    head_at = size - _SAMSUNG_END.size - end[0]
    head = _read(file, head_at, _SAMSUNG_HEAD)
    if head is None or head[0] != b"SEFH":
        return None
    for number in range(min(head[2], MOST_TRAILER_ENTRIES)):
        at = head_at + _SAMSUNG_HEAD.size + number * _SAMSUNG_ENTRY.size
        entry = _read(file, at, _SAMSUNG_ENTRY)
        if entry is None or entry[1] != _SAMSUNG_FILM:
            continue
        data_at = head_at - entry[2]
        data = _read(file, data_at, _SAMSUNG_DATA)
        if data is not None:
            before = _SAMSUNG_DATA.size + data[2]
            if entry[3] > before and _begins_film(file, data_at + before):
                return FilmInside(entry[3] - before, data_at + before)
    return None


def _in_box(file: BinaryIO, size: int) -> FilmInside | None:
    """Return the film in a box ``mpvd`` of a HEIC file, or put behind its boxes."""
    for name, at, before, length in _boxes(file, size):
        if name == FILM_BEGINS and at > 0:
            return FilmInside(size - at, at)
        if name == _MPVD and _begins_film(file, at + before):
            return FilmInside(min(length, size - at) - before, at + before)
    return None


def without_film(file: BinaryIO) -> BinaryIO | None:
    """Return a HEIC file without the film put behind its boxes; None if there is none.

    libheif takes such a file for a broken one.
    """
    size = file.seek(0, io.SEEK_END)
    for name, at, _, _ in _boxes(file, size):
        if name == FILM_BEGINS and at > 0:
            return part_of(file, 0, at)
    return None


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield the outer boxes of a HEIC file: name, place, bytes before the content, length."""
    at = 0
    for _ in range(MOST_BOXES):
        box = _read(file, at, _BOX)
        if box is None or (at == 0 and box[1] != FILM_BEGINS):
            return
        length, before = box[0], _BOX.size
        if length == 1:
            long = _read(file, at + before, _LONG_BOX)
            length, before = (long[0] if long else 0), before + _LONG_BOX.size
        elif length == 0:
            length = size - at
        if length < before or length > size:
            return
        yield box[1], at, before, length
        at += length


def _begins_film(file: BinaryIO, at: int) -> bool:
    box = _read(file, at, _BOX) if at > 0 else None
    return box is not None and box[1] == FILM_BEGINS


def _read(file: BinaryIO, at: int, form: struct.Struct) -> tuple[Any, ...] | None:
    if at < 0:
        return None
    file.seek(at)
    data = file.read(form.size)
    return form.unpack(data) if len(data) == form.size else None
