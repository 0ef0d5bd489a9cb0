"""The EXIF of an exported picture: what describes it stays, what is not true any more goes."""

import struct
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

from picup_desktop.clock import wall_clock_text
from picup_desktop.thumbnails.dates.pictures import ifd_of
from picup_desktop.thumbnails.wire import JpegWish

MOST_BYTES = 65_533
"""What one segment of JPEG takes."""
RATING, RATING_PERCENT = 0x4746, 0x4749
SUBJECT_AREA, SUBJECT_LOCATION = 0x9214, 0xA214
DESCRIBING = frozenset(
    {
        *(Base.ImageDescription, Base.Make, Base.Model, Base.Software, Base.DateTime),
        *(Base.Artist, Base.HostComputer, Base.Copyright, Base.DocumentName),
        *(Base.XResolution, Base.YResolution, Base.ResolutionUnit),
        *(Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords, Base.XPSubject),
        *(RATING, RATING_PERCENT),
    }
)
"""What stays of the first part. The rest is about the bytes of the original file, like the
strips of a TIFF, or is its small picture."""
OF_THE_OLD_FILE = frozenset(
    {
        *(Base.ExifImageWidth, Base.ExifImageHeight, Base.ComponentsConfiguration),
        *(Base.CompressedBitsPerPixel, Base.ExifInteroperabilityOffset),
        *(SUBJECT_AREA, SUBJECT_LOCATION),
    }
)
"""What does not stay of the second part: sizes, and points of a picture that lay otherwise."""
WHEN_EXACTLY = frozenset({Base.SubsecTimeOriginal, Base.OffsetTimeOriginal})
KNOWN = frozenset(tag.value for tag in Base)


def exif_for(exif: Image.Exif, size: tuple[int, int], wish: JpegWish) -> bytes:
    """Return the EXIF of a picture of that size that is the right way up."""
    first = {tag: value for tag, value in exif.items() if tag in DESCRIBING}
    inner = dict(ifd_of(exif, IFD.Exif))
    gone = OF_THE_OLD_FILE if wish.taken_at is None else OF_THE_OLD_FILE | WHEN_EXACTLY
    inner = {tag: value for tag, value in inner.items() if tag not in gone}
    if not wish.with_place:
        # A maker's note is its own secret, and some have the place once more.
        inner = {
            tag: value for tag, value in inner.items() if tag in KNOWN and tag != Base.MakerNote
        }
    if wish.taken_at is not None:
        inner[Base.DateTimeOriginal] = exif_date(wish.taken_at)
    inner[Base.ExifImageWidth], inner[Base.ExifImageHeight] = size
    first[Base.Orientation] = 1
    gps = ifd_of(exif, IFD.GPSInfo) if wish.with_place else {}
    whole = _written(exif, first, inner, gps)
    if len(whole) > MOST_BYTES:
        inner.pop(Base.MakerNote, None)
        whole = _written(exif, first, inner, gps)
    if len(whole) > MOST_BYTES:
        short = {tag: value for tag, value in inner.items() if _is_short(value)}
        whole = _written(exif, {Base.Orientation: 1}, short, gps)
    return whole


def exif_date(taken_at: int) -> str:
    """Return wall-clock seconds as EXIF writes them, ``2008:05:30 12:00:00``."""
    return wall_clock_text(taken_at).replace("-", ":").replace("T", " ")


def _is_short(value: object) -> bool:
    return not isinstance(value, (str, bytes, tuple)) or len(value) < 1_000


def _written(
    like: Image.Exif, first: Mapping[int, Any], inner: Mapping[int, Any], gps: Mapping[int, Any]
) -> bytes:
    made = Image.Exif()
    # A maker's note may need the order of bytes that it was written in.
    made.endian = like.endian
    made.update(dict(_writable(first)))
    made.get_ifd(IFD.Exif).update(_writable(inner))
    if gps:
        made.get_ifd(IFD.GPSInfo).update(_writable(gps))
    return made.tobytes()


def _writable(values: Mapping[int, Any]) -> Iterator[tuple[int, Any]]:
    """Yield the values that can be written; a broken one is no reason to write none."""
    for tag, value in values.items():
        probe = Image.Exif()
        probe[tag] = value
        try:
            probe.tobytes()
        except (OSError, ValueError, TypeError, OverflowError, AttributeError, struct.error):
            continue
        yield tag, value
