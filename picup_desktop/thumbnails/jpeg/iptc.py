"""The IPTC records of an exported picture: captions and keywords of older programs."""

import struct
from collections.abc import Iterator

from PIL import Image

from picup_desktop.thumbnails.wire import JpegWish

PHOTOSHOP_HEADER = b"Photoshop 3.0\0"
IPTC_RESOURCE = 0x0404
TIFF_IPTC = 33_723
MOST_BYTES = 65_533
_BEGINS = 0x1C
_HEAD = struct.Struct(">BBBH")
APPLICATION = 2
"""The record that describes the picture; the others are about the file, or are previews."""
OF_THE_PLACE = frozenset({26, 27, 90, 92, 95, 100, 101, 103})
"""Place of the content, city, sublocation, state, country, and where it was sent from."""
OF_THE_DATE = frozenset({55, 60, 62, 63})
LONGEST_VALUE_BYTES = 32_767
CHARACTER_SET = (1, 90)


def iptc_for(image: Image.Image, wish: JpegWish) -> bytes:
    """Return the whole segment of JPEG; empty if nothing is to be said."""
    records = b"".join(
        _HEAD.pack(_BEGINS, record, number, len(value)) + value
        for record, number, value in _records(_block_of(image))
        if _stays(record, number, wish)
    )
    if not any(record == APPLICATION for record, _, _ in _records(records)):
        return b""
    padding = b"\0" * (len(records) % 2)
    resource = b"8BIM" + struct.pack(">HH", IPTC_RESOURCE, 0) + struct.pack(">I", len(records))
    body = PHOTOSHOP_HEADER + resource + records + padding
    if len(body) > MOST_BYTES:
        return b""
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def _stays(record: int, number: int, wish: JpegWish) -> bool:
    if (record, number) == CHARACTER_SET:
        return True
    if record != APPLICATION or (wish.taken_at is not None and number in OF_THE_DATE):
        return False
    return wish.with_place or number not in OF_THE_PLACE


def _block_of(image: Image.Image) -> bytes:
    """Return the records of a JPEG, or of a TIFF; empty if there are none."""
    photoshop = image.info.get("photoshop")
    if isinstance(photoshop, dict):
        found = photoshop.get(IPTC_RESOURCE)
    else:
        found = getattr(image, "tag_v2", {}).get(TIFF_IPTC)
    return found if isinstance(found, bytes) else b""


def _records(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield record, number and value, up to the first that is broken."""
    at = 0
    while at + _HEAD.size <= len(block):
        begins, record, number, length = _HEAD.unpack_from(block, at)
        at += _HEAD.size
        if begins != _BEGINS or length > LONGEST_VALUE_BYTES or at + length > len(block):
            return
        yield record, number, block[at : at + length]
        at += length
