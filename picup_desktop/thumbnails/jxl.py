"""JPEG XL: its size and EXIF data, without decoding it.

The plugin decodes a picture while it opens it, so its size is asked before.
"""

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

BARE = b"\xff\x0a"
BOXED = b"\0\0\0\x0cJXL \r\n\x87\n"
MOST_PIXELS = 150_000_000
"""The most pixels that are decoded: the decoder needs up to 16 bytes for each, all at once."""
MOST_BOXES = 200
MOST_EXIF_BYTES = 4 << 20
SIZE_BYTES = 32
LEAST_BYTES = 5
_BOX = struct.Struct(">I4s")
_LONG = struct.Struct(">Q")
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_PART_NUMBER_BYTES = 4
_OFFSET_BYTES = 4
_TIFF = (b"II*\0", b"MM\0*")


class NoJpegXl(ValueError):
    """The bytes are no JPEG XL picture."""


def is_jxl(head: bytes) -> bool:
    """Return whether a file is JPEG XL, by its first 12 bytes."""
    return head.startswith((BARE, BOXED))


def size_of(file: BinaryIO) -> tuple[int, int]:
    """Return width and height, before any rotation. NoJpegXl."""
    file.seek(0)
    head = file.read(SIZE_BYTES)
    if head.startswith(BOXED):
        # It may be in parts, as short as they like.
        head = b"".join(_content(file, {b"jxlc": 0, b"jxlp": _PART_NUMBER_BYTES}, SIZE_BYTES))
    if not head.startswith(BARE) or len(head) < LEAST_BYTES:
        raise NoJpegXl
    return _size(_Bits(head[len(BARE) :]))


def exif_of(file: BinaryIO) -> Image.Exif:
    """Return the EXIF data, empty if there is none or it is compressed."""
    file.seek(0)
    if file.read(len(BOXED)) == BOXED:
        data = next(_content(file, {b"Exif": 0}, MOST_EXIF_BYTES), b"")
        # Some programs leave out the number that tells where the data begin.
        for at in (_OFFSET_BYTES + int.from_bytes(data[:_OFFSET_BYTES], "big"), 0):
            if data.startswith(_TIFF, at):
                return _loaded(data[at:])
    return Image.Exif()


def _loaded(data: bytes) -> Image.Exif:
    exif = Image.Exif()
    try:
        exif.load(data)
    except Exception:  # noqa: BLE001 - broken EXIF data give no facts and are no reason to fail
        return Image.Exif()
    return exif


def _content(file: BinaryIO, wanted: dict[bytes, int], most_bytes: int) -> Iterator[bytes]:
    """Yield the beginnings of boxes, without so many bytes at the begin of each."""
    end = file.seek(0, io.SEEK_END)
    at = 0
    for _ in range(MOST_BOXES):
        file.seek(at)
        head = file.read(_BOX.size)
        if len(head) < _BOX.size:
            return
        (length, name), before = _BOX.unpack(head), _BOX.size
        if length == 1:
            long = file.read(_LONG.size)
            length = _LONG.unpack(long)[0] if len(long) == _LONG.size else 0
            before += _LONG.size
        elif length == 0:
            length = end - at
        if length < before or length > end:
            return
        if name in wanted:
            file.seek(at + before + wanted[name])
            yield file.read(max(0, min(most_bytes, length - before - wanted[name])))
        at += length


class _Bits:
    """Reads bits, the lowest of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data, "little")

    def read(self, count: int) -> int:
        """Return so many bits as a number."""
        found = self._number & ((1 << count) - 1)
        self._number >>= count
        return found


def _size(bits: _Bits) -> tuple[int, int]:
    """Read the header of sizes (ISO/IEC 18181-1)."""
    is_small = bits.read(1)
    height = _eighth(bits) if is_small else _edge(bits)
    ratio = bits.read(3)
    if ratio:
        across, down = _RATIOS[ratio]
        return height * across // down, height
    return (_eighth(bits) if is_small else _edge(bits)), height


def _eighth(bits: _Bits) -> int:
    return (bits.read(5) + 1) * 8


def _edge(bits: _Bits) -> int:
    return bits.read((9, 13, 18, 30)[bits.read(2)]) + 1
