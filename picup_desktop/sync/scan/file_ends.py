"""Decide whether a picture or film is complete, by the end that its format requires.

Pure functions over bytes. They avoid reading the whole file if its last bytes are
enough; ``read_at`` reads anything else they need.
"""

import re
from collections.abc import Callable
from enum import Enum

MOST_JPEG_BYTES = 256 * 1024 * 1024
"""Larger files are not parsed."""
MOST_BOXES = 10_000
ZERO_PAGE_BYTES = 4096
"""File systems lose whole pages; formats end in fewer zero bytes."""

_PNG_END = b"IEND\xaeB`\x82"
_JPEG_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_BARE_MARK = 0x01
"""Has no length; ``_JPEG_MARK`` passes over the other marks without one."""
_SCAN_BEGINS, _JPEG_ENDS = 0xDA, 0xD9
_BOX_INDEXES = frozenset((b"moov", b"meta", b"moof"))
_BOX_DATA = frozenset((b"mdat", b"jxlc", b"jxlp", b"jp2c"))
_FIRST_BOXES = frozenset((b"ftyp", b"moov", b"mdat", b"wide", b"JXL ", b"jP  "))
_UNKNOWN_RIFF_SIZES = frozenset((0, 0xFFFFFFFF))

ReadAt = Callable[[int, int], bytes]
"""Reads (offset, size in bytes); returns fewer bytes at the end of the file."""


class End(Enum):
    """How a file ends."""

    WHOLE = "whole"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    """The format has no such mark, or is not known here."""


def end_of(head: bytes, tail: bytes, size_bytes: int, read_at: ReadAt) -> End:
    """Return how a file ends, from its first and last bytes."""
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg_end(tail, size_bytes, read_at)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return End.WHOLE if _PNG_END in tail else End.BROKEN
    if head.startswith((b"GIF87a", b"GIF89a")):
        return End.WHOLE if tail.rstrip(b"\0").endswith(b";") else End.BROKEN
    if head.startswith(b"RIFF"):
        return _riff_end(head, tail, size_bytes)
    if head[4:8] in _FIRST_BOXES:
        return _boxes_end(tail, size_bytes, read_at)
    return End.UNKNOWN


def ends_in_zeros(tail: bytes) -> bool:
    """Return whether the last page is all zeros, as after a power loss."""
    return len(tail) >= ZERO_PAGE_BYTES and not any(tail[-ZERO_PAGE_BYTES:])


def is_whole_jpeg(data: bytes) -> bool:
    """Return whether a JPEG has its end mark; data after it (a film, maker notes) is ignored.

    Embedded thumbnails are inside segments, which are skipped.
    """
    at = 2
    while mark := _JPEG_MARK.search(data, at):
        if mark.start() != at and data[at : mark.start()].strip(b"\xff"):
            return False
        code, after = data[mark.start() + 1], mark.end()
        if code == _JPEG_ENDS:
            return True
        length = 0 if code == _BARE_MARK else int.from_bytes(data[after : after + 2], "big")
        at = after + length
        if code == _SCAN_BEGINS:
            found = _JPEG_MARK.search(data, at)
            if found is None:
                return False
            at = found.start()
    return False


def _jpeg_end(tail: bytes, size_bytes: int, read_at: ReadAt) -> End:
    if tail.rstrip(b"\0").endswith(b"\xff\xd9"):
        return End.WHOLE
    if size_bytes > MOST_JPEG_BYTES:
        return End.UNKNOWN
    return End.WHOLE if is_whole_jpeg(read_at(0, size_bytes)) else End.BROKEN


def _riff_end(head: bytes, tail: bytes, size_bytes: int) -> End:
    declared = int.from_bytes(head[4:8], "little")
    if declared in _UNKNOWN_RIFF_SIZES or ends_in_zeros(tail):
        return End.UNKNOWN
    return End.WHOLE if declared + 8 <= size_bytes else End.BROKEN


def _boxes_end(tail: bytes, size_bytes: int, read_at: ReadAt) -> End:
    """Walk the outer boxes of the ISO media family (MP4, MOV, HEIC, AVIF, CR3, JPEG XL)."""
    at, seen, last = 0, set[bytes](), b""
    for _ in range(MOST_BOXES):
        header = read_at(at, 16)
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if len(header) < 8 or (length < 8 and length != 1 and not any(kind)):
            # The end, or padding after it: whole only if an index and the data were seen.
            return End.WHOLE if seen & _BOX_INDEXES and seen & _BOX_DATA else End.BROKEN
        seen, last = seen | {kind}, kind
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        if length == 0:
            at = size_bytes
        elif length < 8:
            return End.UNKNOWN
        else:
            at += length
        if at > size_bytes:
            return End.BROKEN
        if at == size_bytes:
            return End.BROKEN if last in _BOX_DATA and ends_in_zeros(tail) else End.WHOLE
    return End.UNKNOWN
