"""An object: age( pax tar of one photo + zeros up to a Padmé size ).

Stock tools open it: ``age -d -i kit.txt OBJECT | tar x`` (docs/format.md). The
photo is read once: it is hashed, framed and sealed as a stream, so memory is bounded
for any size. An object's name is the SHA-256 of its own bytes.
"""

import hashlib
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from picup_desktop.errors import Kind
from picup_desktop.files.status import LEAST_TIME_NS, MOST_INT64
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, VaultError

# The one keyword that every tar ignores without a warning.
ALBUM_KEYWORD = "comment"
BLOCK_BYTES = tarfile.BLOCKSIZE
# POSIX pax, "ustar Header Block".
SIZE_OFFSET, SIZE_DIGITS, TYPE_OFFSET, MAGIC_OFFSET = 124, 11, 156, 257
# A path of 4096 bytes and an album's name need far less.
LONGEST_RECORDS_BYTES = 1024 * 1024
OBJECTS_FOLDER = "objects"
SEALED_TAG_BYTES = 16
"""What age adds to each chunk, and once as a nonce."""
LONGEST_AGE_HEADER_BYTES = 16 * 1024
"""Two post-quantum stanzas take a quarter of it."""
# At most the digits of a signed 64-bit number, in one canonical form.
SIZE_TEXT = re.compile(r"[0-9]{1,19}")
TIME_TEXT = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,9})?")


class SourceChanged(VaultError):
    """The photo changed, shrank or grew while it was being read (DISASTERS 1-5)."""

    title = "title-photo-changed-while-read"
    kind = Kind.RETRY


@dataclass(frozen=True)
class PhotoHeader:
    """The metadata of a photo in its object; ``path`` is relative to the album's folder."""

    album: str
    path: str
    mtime_ns: int
    size_bytes: int


@dataclass(frozen=True)
class SealedPhoto:
    """The result of sealing."""

    name: str
    """``objects/ab/<sha256 of the sealed bytes>``."""
    sealed_bytes: int
    sha256: str
    """SHA-256 of the plain photo, hexadecimal."""


def object_name(sealed_sha256: str) -> str:
    """Return the path of an object on a storage from the hash of its sealed bytes."""
    return f"{OBJECTS_FOLDER}/{sealed_sha256[:2]}/{sealed_sha256}"


def padme(length: int) -> int:
    """Return the Padmé size of a length: at most 12 % more, and it reveals the magnitude only.

    Nikitin et al., "Reducing Metadata Leakage from Encrypted Files" (PETS 2019).
    """
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def _to_block(length: int) -> int:
    return -(-length // BLOCK_BYTES) * BLOCK_BYTES


def most_sealed_bytes(size_bytes: int) -> int:
    """Return a size that no object of a photo of so many bytes exceeds.

    What a storage shows as larger has grown there, or is none of ours (DISASTERS 6-2).
    """
    plain = padme(size_bytes + LONGEST_RECORDS_BYTES + 6 * BLOCK_BYTES) + BLOCK_BYTES
    return plain + (plain // age.CHUNK_BYTES + 2) * SEALED_TAG_BYTES + LONGEST_AGE_HEADER_BYTES


class _Tar:
    """The plain content of an object, as a source for sealing."""

    def __init__(self, photo: age.PlainSource, header: PhotoHeader) -> None:
        self.photo_hash = hashlib.sha256()
        self._photo = photo
        self._head = memoryview(_tar_header(header))
        self._left = header.size_bytes
        ends = _to_block(len(self._head) + header.size_bytes) + 2 * BLOCK_BYTES
        self._zeros = _to_block(padme(ends)) - len(self._head) - header.size_bytes

    def readinto(self, buffer: memoryview, /) -> int:
        """Give the header, then the photo, then zeros; SourceChanged if the photo is short."""
        if self._head:
            count = min(len(self._head), len(buffer))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        if self._left:
            count = self._photo.readinto(buffer[: min(self._left, len(buffer))]) or 0
            if count == 0:
                raise SourceChanged("photo-became-shorter-while-read")
            self.photo_hash.update(buffer[:count])
            self._left -= count
            return count
        count = min(self._zeros, len(buffer))
        buffer[:count] = bytes(count)
        self._zeros -= count
        return count


class _HashedSink:
    def __init__(self, sink: age.SealedSink) -> None:
        self.hash = hashlib.sha256()
        self.count = 0
        self._sink = sink

    def write(self, data: memoryview, /) -> None:
        self.hash.update(data)
        self.count += len(data)
        self._sink.write(data)


def seal_photo(
    photo: age.PlainSource,
    header: PhotoHeader,
    sink: age.SealedSink,
    recipients: Sequence[age.Recipient],
    buffers: age.Buffers | None = None,
) -> SealedPhoto:
    """Read exactly ``header.size_bytes`` of a photo and write the object to ``sink``.

    SourceChanged if the photo ends early; the caller checks that it did not grow.
    """
    tar = _Tar(photo, header)
    sealed = _HashedSink(sink)
    age.encrypt(tar, sealed, recipients, buffers)
    return SealedPhoto(
        object_name(sealed.hash.hexdigest()), sealed.count, tar.photo_hash.hexdigest()
    )


class OpenedPhoto:
    """A photo inside an object; every byte it returns is authenticated."""

    def __init__(self, source: age.SealedSource, identities: Sequence[age.Identity]) -> None:
        """Read up to the photo's first byte.

        NotForThisKey if no identity opens it; Damaged if it is not what was sealed.
        """
        self._plain = age.Decryptor(source, identities)
        self.header = _read_header(self._plain)
        self._left = self.header.size_bytes

    def pieces(self) -> Iterator[memoryview]:
        """Yield the photo's bytes, each piece valid until the next; then check the rest too.

        Damaged at the first byte that fails.
        """
        while self._left:
            data = self._plain.view(min(age.CHUNK_BYTES, self._left))
            if not data:
                raise Damaged("object-ends-before-photo-does")
            self._left -= len(data)
            yield data
        while self._plain.view():
            """Authenticate the padding as well: a truncated object never counts as whole."""


def _tar_header(header: PhotoHeader) -> bytes:
    info = tarfile.TarInfo(header.path)
    info.size = header.size_bytes
    info.mtime = header.mtime_ns // 10**9
    info.mode = 0o644
    info.pax_headers = {
        "path": header.path,
        "mtime": f"{Decimal(header.mtime_ns) / 10**9:f}",
        ALBUM_KEYWORD: header.album,
    }
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _read_header(plain: age.Decryptor) -> PhotoHeader:
    """Read everything before the photo's first byte."""
    try:
        records: dict[str, str] = {}
        kind, size = _read_block(plain)
        if kind == tarfile.XHDTYPE and 0 <= size <= LONGEST_RECORDS_BYTES:
            records = _pax_records(_exactly(plain, _to_block(size))[:size])
            kind, size = _read_block(plain)
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
    except (KeyError, ValueError) as error:
        raise Damaged("object-opens-but-what-says") from error


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


def _read_block(plain: age.Decryptor) -> tuple[bytes, int]:
    """Return the type and size of a tar header block; ValueError if it is none.

    Everything else is in the pax records before it, and every byte was authenticated.
    ``tarfile`` would parse and check more, which costs more than opening a small photo.
    """
    block = _exactly(plain, BLOCK_BYTES)
    if len(block) != BLOCK_BYTES or not block.startswith(b"ustar", MAGIC_OFFSET):
        raise ValueError("this is no header of a tar archive")
    size = block[SIZE_OFFSET : SIZE_OFFSET + SIZE_DIGITS]
    return block[TYPE_OFFSET : TYPE_OFFSET + 1], int(size, 8)


def _pax_records(data: bytes) -> dict[str, str]:
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


def _exactly(plain: age.Decryptor, size: int) -> bytes:
    """Read ``size`` bytes, or fewer at the end."""
    data = plain.read(size)
    while len(data) < size and (more := plain.read(size - len(data))):
        data += more
    return data
