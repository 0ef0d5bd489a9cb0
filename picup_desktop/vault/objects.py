"""An object: age( pax tar of one photo + zeros up to a Padmé size ).

Stock tools open it: ``age -d -i kit.txt OBJECT | tar x`` (docs/format.md). The
photo is read once: it is hashed, framed and sealed as a stream, so memory is bounded
for any size. An object's name is the SHA-256 of its own bytes.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from picup_desktop.errors import Kind
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, VaultError
from picup_desktop.vault.tar_header import (
    BLOCK_BYTES,
    PhotoHeader,
    header_bytes,
    read_header,
    to_block,
)

OBJECTS_FOLDER = "objects"
SEALED_TAG_BYTES = 16
"""What age adds to each chunk, and once as a nonce."""


class SourceChanged(VaultError):
    """The photo changed, shrank or grew while it was being read (DISASTERS 1-5)."""

    title = "title-photo-changed-while-read"
    kind = Kind.RETRY


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


def exact_sealed_bytes(header: PhotoHeader, age_header_bytes: int) -> int:
    """Return the size of the object of a photo, after an age header of this length."""
    ends = to_block(len(header_bytes(header)) + header.size_bytes) + 2 * BLOCK_BYTES
    return _sealed_bytes(to_block(padme(ends)), age_header_bytes)


def length_of_named(name: str, data: bytes) -> int | None:
    """Return how many of the first bytes are the object of this name; None if none are.

    For a small object that grew on its storage: its only chunk can't be opened together with
    bytes that are not its own. Damaged if there is no age header.
    """
    age_header_bytes = age.header_length(io.BytesIO(data))
    digest, hashed = hashlib.sha256(), 0
    for plain in range(BLOCK_BYTES, age.CHUNK_BYTES + 1, BLOCK_BYTES):
        length = _sealed_bytes(plain, age_header_bytes)
        if length > len(data):
            break
        digest.update(data[hashed:length])
        hashed = length
        if object_name(digest.hexdigest()) == name:
            return length
    return None


def _sealed_bytes(plain: int, age_header_bytes: int) -> int:
    chunks = max(1, -(-plain // age.CHUNK_BYTES))
    return age_header_bytes + SEALED_TAG_BYTES + plain + chunks * SEALED_TAG_BYTES


class _Tar:
    """The plain content of an object, as a source for sealing."""

    def __init__(self, photo: age.PlainSource, header: PhotoHeader) -> None:
        self.photo_hash = hashlib.sha256()
        self._photo = photo
        self._head = memoryview(header_bytes(header))
        self._left = header.size_bytes
        ends = to_block(len(self._head) + header.size_bytes) + 2 * BLOCK_BYTES
        self._zeros = to_block(padme(ends)) - len(self._head) - header.size_bytes

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
        self.header = read_header(partial(_exactly, self._plain))
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


def _exactly(plain: age.Decryptor, size: int) -> bytes:
    """Read ``size`` bytes, or fewer at the end."""
    data = plain.read(size)
    while len(data) < size and (more := plain.read(size - len(data))):
        data += more
    return data
