"""The tar headers of one photo: a pax header with its exact metadata, then a ustar header.

POSIX.1-2017, pax, "pax Header Block" and "ustar Header Block". Every stock tar reads them.
They are written and read here, not by ``tarfile``, because that costs more than sealing or
opening a small photo; a test compares what is written with ``tarfile``, byte for byte.
"""

import re
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from picup_desktop.files.status import LEAST_TIME_NS, MOST_INT64
from picup_desktop.vault.errors import Damaged

BLOCK_BYTES = tarfile.BLOCKSIZE
# The one keyword that every tar ignores without a warning.
ALBUM_KEYWORD = "comment"
# A path of 4096 bytes and an album's name need far less.
LONGEST_RECORDS_BYTES = 1024 * 1024
MODE = 0o644
PAX_NAME = b"././@PaxHeader"
NAME_BYTES = 100
MOST_OCTAL = 8**11 - 1
"""Sizes and times in a ustar header have eleven octal digits."""
SIZE_OFFSET, SIZE_DIGITS, TYPE_OFFSET, MAGIC_OFFSET = 124, 11, 156, 257
CHECKSUM_OFFSET, CHECKSUM_END = 148, 155
MAGIC = b"ustar"
# The user and group are nobody's: two numbers of seven octal digits.
NO_OWNER = b"0000000\0" * 2
# While the checksum is computed, its field counts as spaces.
NO_CHECKSUM = b" " * 8
NO_LINK = bytes(100)
RAW_NAMES_RECORD = b"21 hdrcharset=BINARY\n"
"""Precedes names that are no UTF-8."""
# At most the digits of a signed 64-bit number, in one canonical form.
SIZE_TEXT = re.compile(r"[0-9]{1,19}")
TIME_TEXT = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,9})?")


@dataclass(frozen=True)
class PhotoHeader:
    """The metadata of a photo in its object; ``path`` is relative to the album's folder."""

    album: str
    path: str
    mtime_ns: int
    size_bytes: int


def to_block(length: int) -> int:
    """Return a length in bytes, rounded up to whole blocks."""
    return -(-length // BLOCK_BYTES) * BLOCK_BYTES


def header_bytes(header: PhotoHeader) -> bytes:
    """Return everything before the photo's first byte."""
    seconds = header.mtime_ns // 10**9
    fields = {
        "path": header.path,
        "mtime": f"{Decimal(header.mtime_ns) / 10**9:f}",
        ALBUM_KEYWORD: header.album,
    }
    if header.size_bytes > MOST_OCTAL:
        fields["size"] = str(header.size_bytes)
    records = _records(fields)
    return b"".join(
        (
            _block(PAX_NAME, mode=0, size=len(records), mtime=0, kind=tarfile.XHDTYPE),
            records.ljust(to_block(len(records)), b"\0"),
            _block(
                header.path.encode("ascii", "replace")[:NAME_BYTES],
                mode=MODE,
                size=_octal(header.size_bytes),
                mtime=_octal(seconds),
                kind=tarfile.REGTYPE,
            ),
        )
    )


def read_header(read: Callable[[int], bytes]) -> PhotoHeader:
    """Read everything before the photo's first byte.

    ``read`` returns as many bytes as asked for, fewer only at the end. Damaged for
    anything but the headers of one regular file.
    """
    try:
        return _header(read)
    except (KeyError, ValueError) as error:
        raise Damaged("object-opens-but-what-says") from error


def _header(read: Callable[[int], bytes]) -> PhotoHeader:
    records: dict[str, str] = {}
    kind, size = _read_block(read)
    if kind == tarfile.XHDTYPE and 0 <= size <= LONGEST_RECORDS_BYTES:
        records = _read_records(read(to_block(size))[:size])
        kind, size = _read_block(read)
    if kind not in tarfile.REGULAR_TYPES:
        raise Damaged("object-holds-no-photo")
    size_bytes = _size(records["size"]) if "size" in records else size
    if size_bytes < 0:
        raise Damaged("object-holds-photo-less-than")
    return PhotoHeader(
        album=records[ALBUM_KEYWORD],
        path=records["path"],
        mtime_ns=_time_ns(records["mtime"]),
        size_bytes=size_bytes,
    )


def _octal(number: int) -> int:
    """Return a number that fits its field; a pax record has the exact one."""
    return number if 0 <= number <= MOST_OCTAL else 0


def _block(name: bytes, *, mode: int, size: int, mtime: int, kind: bytes) -> bytes:
    block = b"".join(
        (
            name.ljust(NAME_BYTES, b"\0"),
            b"%07o\0" % mode,
            NO_OWNER,
            b"%011o\0%011o\0" % (size, mtime),
            NO_CHECKSUM,
            kind,
            NO_LINK,
            MAGIC,
            b"\x0000",
        )
    ).ljust(BLOCK_BYTES, b"\0")
    checksum = b"%06o\0" % sum(block)
    return block[:CHECKSUM_OFFSET] + checksum + block[CHECKSUM_END:]


def _records(fields: dict[str, str]) -> bytes:
    """Return POSIX ``length key=value`` lines."""
    try:
        pairs = {key: value.encode() for key, value in fields.items()}
        lines = []
    except UnicodeEncodeError:
        pairs = {key: value.encode("utf-8", "surrogateescape") for key, value in fields.items()}
        lines = [RAW_NAMES_RECORD]
    for key, value in pairs.items():
        line = b" %b=%b\n" % (key.encode(), value)
        # The length counts its own digits, and they may need one more.
        length = len(line) + len(str(len(line) + len(str(len(line)))))
        lines.append(b"%d%b" % (length, line))
    return b"".join(lines)


def _read_block(read: Callable[[int], bytes]) -> tuple[bytes, int]:
    """Return the type and size of a header block; ValueError if it is none.

    Everything else is in the pax records before it, and every byte was authenticated.
    """
    block = read(BLOCK_BYTES)
    if len(block) != BLOCK_BYTES or not block.startswith(MAGIC, MAGIC_OFFSET):
        raise ValueError("this is no header of a tar archive")
    size = block[SIZE_OFFSET : SIZE_OFFSET + SIZE_DIGITS]
    return block[TYPE_OFFSET : TYPE_OFFSET + 1], int(size, 8)


def _read_records(data: bytes) -> dict[str, str]:
    """Parse POSIX ``length key=value`` lines; ValueError for anything else."""
    records = {}
    while data:
        length = int(data[: data.index(b" ")])
        record, data = data[:length], data[length:]
        if len(record) != length or not record.endswith(b"\n"):
            raise ValueError("a record of the header is cut short")
        key, separator, value = record[record.index(b" ") + 1 : -1].partition(b"=")
        if not separator:
            raise ValueError("a record of the header has no value")
        records[key.decode()] = value.decode("utf-8", "surrogateescape")
    return records


def _size(text: str) -> int:
    """Return a record's size in bytes; ValueError for an impossible one."""
    if not SIZE_TEXT.fullmatch(text) or int(text) > MOST_INT64:
        raise ValueError("a size is not one")
    return int(text)


def _time_ns(text: str) -> int:
    """Return a record's time in nanoseconds; ValueError for one that can't be stored."""
    if not TIME_TEXT.fullmatch(text):
        raise ValueError("a time is not one")
    time_ns = int(Decimal(text) * 10**9)
    if not LEAST_TIME_NS <= time_ns <= MOST_INT64:
        raise ValueError("a time lies outside of what can be recorded")
    return time_ns
