"""A segment: ``journal/<device>/<n>.age``, some entries, signed and chained.

age( gzip( header line, entry lines, signature line ) + zeros ). The signature
covers every byte before its own line; the header names the vault, the device,
the number and the SHA-256 of the sealed segment before (docs/format-journal.md).

The zeros make a segment's size reveal little; ``gunzip`` ignores them. Unpacking is bounded,
against decompression bombs.
"""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from picup_desktop.settings import MEBIBYTE
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.journal.entries import Entry, compact_json, encode_entry
from picup_desktop.vault.journal.findings import SegmentCheck
from picup_desktop.vault.keys import device_public_key, seal_bytes
from picup_desktop.vault.objects import padme

PLAIN_LIMIT_BYTES = 8 * MEBIBYTE
# Room for incompressible data, the padding (12 %) and the age file's own bytes.
SEALED_LIMIT_BYTES = 10 * MEBIBYTE
GRAIN_BYTES = 1024
_GZIP_WINDOW = 31


def pack(plain: bytes) -> bytes:
    """Compress and pad; ValueError above 8 MiB, which the caller has to split."""
    if len(plain) > PLAIN_LIMIT_BYTES:
        raise ValueError("too much for one segment")
    packed = gzip.compress(plain, compresslevel=6, mtime=0)
    grains = -(-padme(len(packed)) // GRAIN_BYTES)
    return packed.ljust(grains * GRAIN_BYTES, b"\0")


def unpack(packed: bytes) -> bytes:
    """Return the packed bytes; Damaged if the format is wrong or they exceed 8 MiB."""
    unzip = zlib.decompressobj(wbits=_GZIP_WINDOW)
    try:
        plain = unzip.decompress(packed, PLAIN_LIMIT_BYTES + 1)
    except zlib.error as error:
        raise Damaged("segment-journal-does-not-unpack") from error
    if len(plain) > PLAIN_LIMIT_BYTES:
        raise Damaged("segment-journal-unpacks-more-than")
    if not unzip.eof or unzip.unused_data.strip(b"\0"):
        raise Damaged("segment-journal-does-not-end")
    return plain


JOURNAL_FOLDER = "journal"
FORMAT = "picup-journal"
VERSION = 1
_NAME = re.compile(r"journal/([0-9a-f]{16})/([0-9]{8,16})\.age")
# The header and the signature stay well below this.
_FRAME_BYTES = 2048


@dataclass(frozen=True)
class ChainHead:
    """The last segment of a device that this computer remembers."""

    device_id: str
    number: int
    hash: str
    """SHA-256 of the sealed segment, hexadecimal."""


@dataclass(frozen=True)
class CheckpointPart:
    """Which part of a checkpoint a segment is, counted from 1."""

    number: int
    count: int


@dataclass(frozen=True)
class Author:
    """The writing device of a vault, with its Ed25519 private key (32 bytes)."""

    vault_id: str
    device_id: str
    device_key: bytes = field(repr=False)


@dataclass(frozen=True)
class SealedSegment:
    """A segment for the storages: the same bytes for both, kept until both have them."""

    name: str
    data: bytes = field(repr=False)
    hash: str
    head: ChainHead


@dataclass(frozen=True)
class Segment:
    """An opened segment that is in its place and signed by its device."""

    device_id: str
    number: int
    previous: str | None
    """SHA-256 of the segment before; None for the first."""
    part: CheckpointPart | None
    entries: tuple[Entry, ...] = field(repr=False)
    hash: str

    @property
    def name(self) -> str:
        """Its file name on a storage."""
        return segment_name(self.device_id, self.number)

    @property
    def head(self) -> ChainHead:
        """The head of the chain that ends here."""
        return ChainHead(self.device_id, self.number, self.hash)


@dataclass(frozen=True)
class Refused:
    """A file of the journal that is not used, and the check that it failed."""

    name: str
    check: SegmentCheck


def segment_name(device_id: str, number: int) -> str:
    """Return ``journal/<device>/<n>.age``, the number with at least eight digits."""
    return f"{JOURNAL_FOLDER}/{device_id}/{number:08d}.age"


def parse_name(name: str) -> tuple[str, int] | None:
    """Return device id and number of a segment's name; None if it is no such name."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    device_id, number = match[1], int(match[2])
    return (device_id, number) if number and segment_name(device_id, number) == name else None


def seal_segment(
    entries: Iterable[Entry],
    author: Author,
    recipients: Sequence[age.Recipient],
    *,
    after: ChainHead | None,
    part: CheckpointPart | None = None,
) -> SealedSegment:
    """Seal entries as the segment that follows ``after`` (None: the device's first).

    The recipients are the recovery key's and the vault key's. ValueError if the
    entries exceed the size of one segment (``seal_entries`` splits them).
    """
    return seal_lines(map(encode_entry, entries), author, recipients, after=after, part=part)


def seal_lines(
    lines: Iterable[bytes],
    author: Author,
    recipients: Sequence[age.Recipient],
    *,
    after: ChainHead | None,
    part: CheckpointPart | None = None,
) -> SealedSegment:
    """As ``seal_segment``, of encoded entries; ValueError also for another device's chain."""
    if after is not None and after.device_id != author.device_id:
        raise ValueError("a chain has one device")
    number = 1 if after is None else after.number + 1
    header = _header(author, after, number, part)
    body = b"".join(line + b"\n" for line in (header, *lines))
    signature = Ed25519PrivateKey.from_private_bytes(author.device_key).sign(body)
    plain = body + compact_json({"signature": signature.hex()}) + b"\n"
    data = seal_bytes(pack(plain), recipients)
    head = ChainHead(author.device_id, number, hashlib.sha256(data).hexdigest())
    return SealedSegment(segment_name(author.device_id, number), data, head.hash, head)


def seal_entries(
    entries: Iterable[Entry],
    author: Author,
    recipients: Sequence[age.Recipient],
    *,
    after: ChainHead | None,
    limit_bytes: int = PLAIN_LIMIT_BYTES,
) -> tuple[SealedSegment, ...]:
    """Seal any number of entries in as many segments as needed."""
    sealed: list[SealedSegment] = []
    for lines in line_batches(entries, limit_bytes=limit_bytes):
        sealed.append(seal_lines(lines, author, recipients, after=after))
        after = sealed[-1].head
    return tuple(sealed)


def line_batches(
    entries: Iterable[Entry], *, limit_bytes: int = PLAIN_LIMIT_BYTES
) -> Iterator[list[bytes]]:
    """Yield the encoded entries in batches of one segment each; one empty batch for none."""
    batch: list[bytes] = []
    room = limit_bytes - _FRAME_BYTES
    for line in map(encode_entry, entries):
        if batch and len(line) + 1 > room:
            yield batch
            batch, room = [], limit_bytes - _FRAME_BYTES
        batch.append(line)
        room -= len(line) + 1
    yield batch


def _header(
    author: Author, after: ChainHead | None, number: int, part: CheckpointPart | None
) -> bytes:
    header: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "vault": author.vault_id,
        "device": author.device_id,
        "number": number,
        "previous": None if after is None else after.hash,
    }
    if number == 1 or (part is not None and part.number == 1):
        header["key"] = device_public_key(author.device_key)
    if part is not None:
        header["checkpoint"] = {"part": part.number, "parts": part.count}
    return compact_json(header)
