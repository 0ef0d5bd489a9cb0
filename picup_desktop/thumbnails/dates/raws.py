"""EXIF of camera RAW, read from the file itself: not every RAW has a preview that LibRaw can take.

Most formats are TIFF, some under a magic number of their own. Canon's CR3, Fujifilm's RAF and
Minolta's MRW hold a TIFF or a JPEG at a known place.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import IO, Any, BinaryIO

from PIL import Image

from picup_desktop.thumbnails.dates.pictures import exif_dates
from picup_desktop.thumbnails.dates.texts import moment_of
from picup_desktop.thumbnails.dates.trust import Candidate, Trust
from picup_desktop.thumbnails.dates.xmp import dates_in

HEAD_BYTES = 4 << 20
"""How far the places of EXIF are looked for."""
TIFF_HEAD_BYTES = 8
TIFF_MAGICS = {
    b"II*\0": b"II*\0",
    b"MM\0*": b"MM\0*",
    **dict.fromkeys((b"IIRO", b"IIRS", b"IIU\0"), b"II*\0"),
    b"MMOR": b"MM\0*",
}
"""What begins a RAW that is TIFF (Olympus and Panasonic have their own), and TIFF's own magic."""
FUJIFILM, FUJIFILM_JPEG_AT = b"FUJIFILMCCD-RAW", 84
MINOLTA, MINOLTA_TIFF = b"\0MRM", b"\0TTW"
CANON_PARTS = (b"CMT1", b"CMT2")
"""Boxes of CR3: a TIFF with the first part of EXIF, and one with the inner part."""
LONGEST_PART_BYTES = 1 << 20
XMP_TAG = 700
UNKNOWN_YEAR = 1970
_UINT32 = struct.Struct(">I")
_TWO_UINT32 = struct.Struct(">II")


def exifs_of(file: BinaryIO) -> Iterator[Image.Exif]:
    """Return the EXIF in a RAW file; more than one where it is split."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    magic = TIFF_MAGICS.get(head[:4])
    if magic is not None:
        yield from _loaded(io.BufferedReader(_Retouched(file, magic + head[4:TIFF_HEAD_BYTES])))
    elif head.startswith(FUJIFILM):
        yield from _of_fujifilm(file, head)
    elif head.startswith(MINOLTA):
        yield from _of_part(_after(head, MINOLTA_TIFF))
    elif head[4:12] == b"ftypcrx ":
        for name in CANON_PARTS:
            yield from _of_part(_box(head, name))


def raw_dates(exif: Image.Exif) -> Iterator[Candidate]:
    """Return the dates in the EXIF of a RAW, and in the XMP that stands in it."""
    yield from exif_dates(exif)
    packet = exif.get(XMP_TAG)
    if isinstance(packet, bytes):
        yield from dates_in(packet)


def libraw_date(moment: datetime) -> Candidate:
    """Return the wall clock that LibRaw found, also in formats that are none of these (CRW, X3F).

    Where it found none it says the beginning of 1970.
    """
    return Trust.EXIF_CHANGED, None if moment.year <= UNKNOWN_YEAR else moment_of(str(moment))


class _Retouched(io.RawIOBase):
    """A file with another beginning: Pillow reads no TIFF under a foreign magic number."""

    def __init__(self, file: BinaryIO, head: bytes) -> None:
        self._file = file
        self._head = head
        self._at = 0

    def seekable(self) -> bool:
        """It is."""
        return True

    def readable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a place in the file."""
        if whence == io.SEEK_CUR:
            offset, whence = offset + self._at, io.SEEK_SET
        self._at = self._file.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        """Return the place in the file."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read on; return how many bytes."""
        into = memoryview(buffer).cast("B")
        self._file.seek(self._at)
        data = self._file.read(len(into))
        beginning = self._head[self._at :][: len(data)]
        into[: len(data)] = beginning + data[len(beginning) :]
        self._at += len(data)
        return len(data)


def _loaded(file: "IO[bytes]") -> Iterator[Image.Exif]:
    exif = Image.Exif()
    with suppress(SyntaxError, OSError, ValueError, KeyError, TypeError, struct.error):
        file.seek(0)
        exif.load_from_fp(file)
        yield exif


def _of_part(part: bytes) -> Iterator[Image.Exif]:
    if part:
        yield from _loaded(io.BytesIO(part))


def _of_fujifilm(file: BinaryIO, head: bytes) -> Iterator[Image.Exif]:
    try:
        at, size = _TWO_UINT32.unpack_from(head, FUJIFILM_JPEG_AT)
        file.seek(at)
        with Image.open(io.BytesIO(file.read(size)), formats=("JPEG",)) as preview:
            yield preview.getexif()
    except (OSError, ValueError, SyntaxError, struct.error):
        return


def _after(head: bytes, name: bytes) -> bytes:
    """Return a block of Minolta's: its name, its size, its bytes."""
    at = head.find(name)
    if at < 0 or at + 8 > len(head):
        return b""
    (size,) = _UINT32.unpack_from(head, at + 4)
    return head[at + 8 :][: min(size, LONGEST_PART_BYTES)]


def _box(head: bytes, name: bytes) -> bytes:
    """Return the content of a box: its size with these eight bytes, its name, its content."""
    at = head.find(name)
    if at < 4:
        return b""
    (size,) = _UINT32.unpack_from(head, at - 4)
    return head[at + 4 :][: max(0, min(size - 8, LONGEST_PART_BYTES))]
