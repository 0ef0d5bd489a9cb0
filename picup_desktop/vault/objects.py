"""An object: age( pax tar of one photo + zeros up to a Padmé size ).

Stock tools open it: ``age -d -i kit.txt OBJECT | tar x`` (docs/format.md). The
photo is read once: hashed, framed and sealed as it streams by, so memory stays
small whatever the size, and an object's name is the SHA-256 of its own bytes.
"""

import hashlib
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import IO, cast

from picup_desktop.errors import Kind
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, VaultError

# The one keyword that every tar passes over without a word.
ALBUM_KEYWORD = "comment"
BLOCK_BYTES = tarfile.BLOCKSIZE
OBJECTS_FOLDER = "objects"


class SourceChanged(VaultError):
    """The photo changed, shrank or grew while it was read (DISASTERS 1-5)."""

    title = "The photo changed while it was read"
    kind = Kind.RETRY


@dataclass(frozen=True)
class PhotoHeader:
    """What an object tells of its photo; ``path`` is relative to the album's folder."""

    album: str
    path: str
    mtime_ns: int
    size_bytes: int


@dataclass(frozen=True)
class SealedPhoto:
    """What sealing told."""

    name: str
    """``objects/ab/<sha256 of the sealed bytes>``."""
    sealed_bytes: int
    sha256: str
    """Of the plain photo, hexadecimal."""


def object_name(sealed_sha256: str) -> str:
    """The path of an object on a storage, by the hash of its sealed bytes."""
    return f"{OBJECTS_FOLDER}/{sealed_sha256[:2]}/{sealed_sha256}"


def padme(length: int) -> int:
    """The Padmé size of a length: at most 12 % more, and only its magnitude shows.

    Nikitin et al., "Reducing Metadata Leakage from Encrypted Files" (PETS 2019).
    """
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def _to_block(length: int) -> int:
    return -(-length // BLOCK_BYTES) * BLOCK_BYTES


class _Tar:
    """The plain side of an object, pulled by the sealing."""

    def __init__(self, photo: age.PlainSource, header: PhotoHeader) -> None:
        self.photo_hash = hashlib.sha256()
        self._photo = photo
        self._head = memoryview(_tar_header(header))
        self._left = header.size_bytes
        ends = _to_block(len(self._head) + header.size_bytes) + 2 * BLOCK_BYTES
        self._zeros = _to_block(padme(ends)) - len(self._head) - header.size_bytes

    def readinto(self, buffer: memoryview, /) -> int:
        """The header, then the photo, then zeros; SourceChanged if the photo is short."""
        if self._head:
            count = min(len(self._head), len(buffer))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        if self._left:
            count = self._photo.readinto(buffer[: min(self._left, len(buffer))]) or 0
            if count == 0:
                raise SourceChanged("The photo became shorter while it was read.")
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
    """A photo inside an object; every byte it gives was authenticated before."""

    def __init__(self, source: age.SealedSource, identities: Sequence[age.Identity]) -> None:
        """Read up to the photo's first byte.

        NotForThisKey if no identity opens it; Damaged if it is not what was sealed.
        """
        self._plain = age.Decryptor(source, identities)
        self.header = _read_header(self._plain)
        self._left = self.header.size_bytes

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes of the photo; after the last, the rest is checked too.

        Damaged at the first byte that fails.
        """
        if self._left == 0:
            while self._plain.read(1 << 16):
                """The padding is authenticated as well: a cut object never counts as whole."""
            return b""
        data = self._plain.read(min(size, self._left))
        if not data:
            raise Damaged("The object ends before its photo does.")
        self._left -= len(data)
        return data


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
    try:
        # Block-wise, so that the stream stands at the photo's first byte afterwards.
        stream = cast(IO[bytes], plain)
        with tarfile.open(fileobj=stream, mode="r|", bufsize=BLOCK_BYTES) as tar:
            info = tar.next()
            if info is None or not info.isfile():
                raise Damaged("The object holds no photo.")
            return PhotoHeader(
                album=info.pax_headers[ALBUM_KEYWORD],
                path=info.name,
                mtime_ns=int(Decimal(info.pax_headers["mtime"]) * 10**9),
                size_bytes=info.size,
            )
    except (tarfile.TarError, KeyError, InvalidOperation, ValueError) as error:
        raise Damaged("The object opens, but what it says of its photo makes no sense.") from error
