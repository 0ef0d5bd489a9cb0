"""Compress lines by gzip and pad with zeros, so that a segment's size reveals little.

``gunzip`` ignores the zeros. Unpacking is bounded, against decompression bombs.
"""

import gzip
import zlib

from picup_desktop.settings import MEBIBYTE
from picup_desktop.vault.errors import Damaged
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
