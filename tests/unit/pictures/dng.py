"""A small but real DNG (Adobe's Digital Negative 1.4): a colour mosaic, and perhaps a preview."""

import io
import struct

import numpy as np
from PIL import Image

BYTE, ASCII, SHORT, LONG, RATIONAL, SRATIONAL = 1, 2, 3, 4, 5, 10
SIZES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, SRATIONAL: 8}
D65 = 21
CFA, LINEAR_YCBCR = 32803, 6
UNCOMPRESSED, JPEG = 1, 7
WHITE = 65535

Entry = tuple[int, int, bytes]


def dng(image: Image.Image, *, orientation: int = 1, preview: bool | Image.Image = True) -> bytes:
    """``image`` seen through a sensor of red, green and blue in turn (RGGB), 16 bits a place.

    ``preview`` is whether it has one, or another picture that it has as that.
    """
    raw = _mosaic(image).astype("<u2").tobytes()
    head = [
        _entry(271, ASCII, b"PicUp\0"),
        _entry(272, ASCII, b"PicUp Pinhole\0"),
        _entry(274, SHORT, orientation),
        _entry(50706, BYTE, bytes((1, 4, 0, 0))),
        _entry(50708, ASCII, b"PicUp Pinhole\0"),
        _entry(50721, SRATIONAL, _identity()),
        _entry(50728, RATIONAL, struct.pack("<6I", *(1, 1) * 3)),
        _entry(50778, SHORT, D65),
    ]
    sensor = [
        *_picture(image.size, 16, UNCOMPRESSED, CFA, 1),
        _entry(33421, SHORT, struct.pack("<2H", 2, 2)),
        _entry(33422, BYTE, bytes((0, 1, 1, 2))),
        _entry(50717, LONG, WHITE),
    ]
    if not preview:
        return _file([([*head, *sensor, _entry(254, LONG, 0)], raw)])
    shown = io.BytesIO()
    small_image = preview if isinstance(preview, Image.Image) else image
    small_image.save(shown, "JPEG", quality=90)
    small = [*head, *_picture(small_image.size, 8, JPEG, LINEAR_YCBCR, 3), _entry(254, LONG, 1)]
    return _file([(small, shown.getvalue()), ([*sensor, _entry(254, LONG, 0)], raw)])


def _mosaic(image: Image.Image) -> "np.ndarray[tuple[int, int], np.dtype[np.uint16]]":
    colours = np.asarray(image.convert("RGB")).astype(np.uint16) * 257
    mosaic = colours[:, :, 1].copy()
    mosaic[0::2, 0::2] = colours[0::2, 0::2, 0]
    mosaic[1::2, 1::2] = colours[1::2, 1::2, 2]
    return mosaic


def _identity() -> bytes:
    return struct.pack("<18i", *(n for at in range(9) for n in (int(at % 4 == 0), 1)))


def _picture(
    size: tuple[int, int], bits: int, compression: int, photometric: int, samples: int
) -> list[Entry]:
    return [
        _entry(256, LONG, size[0]),
        _entry(257, LONG, size[1]),
        _entry(258, SHORT, struct.pack(f"<{samples}H", *(bits,) * samples)),
        _entry(259, SHORT, compression),
        _entry(262, SHORT, photometric),
        _entry(277, SHORT, samples),
        _entry(278, LONG, size[1]),
        _entry(284, SHORT, 1),
    ]


def _entry(tag: int, kind: int, value: int | bytes) -> Entry:
    if isinstance(value, int):
        value = struct.pack({SHORT: "<H", LONG: "<I"}[kind], value)
    return tag, kind, value


def _file(parts: list[tuple[list[Entry], bytes]]) -> bytes:
    """The parts one behind the other; the second is named by the first as its SubIFD."""
    whole = bytearray(struct.pack("<2sHI", b"II", 42, 8))
    sizes = [
        _ifd_bytes(len(entries) + 2 + (len(parts) - 1 - at), entries)
        for at, (entries, _) in enumerate(parts)
    ]
    at = 8
    for number, (entries, data) in enumerate(parts):
        data_at = at + sizes[number]
        following = data_at + len(data) + (-(data_at + len(data)) % 8)
        placed = [*entries, _entry(273, LONG, data_at), _entry(279, LONG, len(data))]
        if number + 1 < len(parts):
            placed.append(_entry(330, LONG, following))
        whole += _ifd(sorted(placed), at)
        whole += data
        whole += bytes(following - len(whole))
        at = following
    return bytes(whole)


def _ifd_bytes(count: int, entries: list[Entry]) -> int:
    outside = sum(len(value) + len(value) % 2 for _, _, value in entries if len(value) > 4)
    return 2 + 12 * count + 4 + outside


def _ifd(entries: list[Entry], at: int) -> bytes:
    table, outside = struct.pack("<H", len(entries)), b""
    behind = at + 2 + 12 * len(entries) + 4
    for tag, kind, value in entries:
        count = len(value) // SIZES[kind]
        if len(value) <= 4:
            table += struct.pack("<HHI4s", tag, kind, count, value)
        else:
            table += struct.pack("<HHII", tag, kind, count, behind + len(outside))
            outside += value + bytes(len(value) % 2)
    return table + struct.pack("<I", 0) + outside
