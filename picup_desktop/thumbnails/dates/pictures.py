"""The dates in a picture: EXIF, XMP, IPTC, and the texts of PNG."""

import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from PIL import Image, IptcImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from picup_desktop.thumbnails.dates import xmp
from picup_desktop.thumbnails.dates.texts import moment_of, wall_clock_of_utc
from picup_desktop.thumbnails.dates.trust import Candidate, Trust, most_trusted
from picup_desktop.thumbnails.wire import Told

IPTC_DATE_CREATED, IPTC_TIME_CREATED = (2, 55), (2, 60)
IPTC_DATE_DIGITIZED, IPTC_TIME_DIGITIZED = (2, 62), (2, 63)
PNG_TEXTS = ("Creation Time", "creation time")
GPS_PARTS = 3
XMP_IS_KNOWN = frozenset(("JPEG", "MPO", "PNG", "TIFF", "WEBP", "HEIF", "AVIF"))
"""Formats in which Pillow finds XMP; in others it is searched for."""
SEARCHED_BYTES = 4 << 20
LONGEST_EXIF_BYTES = 1 << 20
EXIF_BEGINS = re.compile(rb"Exif\0{2,6}(II\*\0|MM\0\*)")
"""As in JPEG and in the boxes of JPEG XL, which have a length between."""


def told_by_picture(image: Image.Image, file: BinaryIO) -> Told | None:
    """Return the date of an open picture, whose file is ``file``."""
    candidates = [*exif_dates(exif_of(image)), *iptc_dates(image), *_texts(image)]
    candidates += xmp.dates_in(_packet(image, file))
    return most_trusted(candidates)


def told_by_any_file(file: BinaryIO) -> Told | None:
    """Return the date of a file in a format that is not known here, or is broken."""
    return most_trusted((*_exif_in(file), *xmp.dates_in(xmp.packet_in(file))))


def _exif_in(file: BinaryIO) -> Iterator[Candidate]:
    """Return the dates of EXIF that is found near the beginning of a file."""
    file.seek(0)
    head = file.read(SEARCHED_BYTES)
    found = EXIF_BEGINS.search(head)
    if found is None:
        return
    exif = Image.Exif()
    try:
        exif.load(head[found.start(1) :][:LONGEST_EXIF_BYTES])
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        # It only looked like EXIF.
        return
    yield from exif_dates(exif)


def exif_of(image: Image.Image) -> Image.Exif:
    """Return a picture's EXIF; empty if it is broken, which is no reason to fail."""
    try:
        return image.getexif()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises any type, and for PNG reads the whole picture
        return Image.Exif()


def exif_dates(exif: Image.Exif) -> Iterator[Candidate]:
    """Return the dates in EXIF, which some cameras write into its first part."""
    inner = ifd_of(exif, IFD.Exif)
    for trust, tag in (
        (Trust.EXIF_ORIGINAL, Base.DateTimeOriginal),
        (Trust.EXIF_DIGITIZED, Base.DateTimeDigitized),
    ):
        for part in (inner, exif):
            yield trust, moment_of(part.get(tag))
    yield Trust.EXIF_CHANGED, moment_of(exif.get(Base.DateTime))
    yield Trust.EXIF_GPS, _gps_moment(ifd_of(exif, IFD.GPSInfo))


def ifd_of(exif: Image.Exif, which: IFD) -> Mapping[int, Any]:
    """Return a part of EXIF; empty if it is broken, which is no reason to fail."""
    try:
        return exif.get_ifd(which)
    except Exception:  # noqa: BLE001 - Pillow raises any type for a broken part
        return {}


def _gps_moment(gps: Mapping[int, Any]) -> int | None:
    """Return the moment of a place, which satellites tell in UTC."""
    day, parts = moment_of(gps.get(GPS.GPSDateStamp)), gps.get(GPS.GPSTimeStamp)
    if day is None or not isinstance(parts, tuple) or len(parts) != GPS_PARTS:
        return None
    try:
        hours, minutes, seconds = (float(part) for part in parts)
        return wall_clock_of_utc(int(day + hours * 3600 + minutes * 60 + seconds))
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def iptc_dates(image: Image.Image) -> Iterator[Candidate]:
    """Return the dates in IPTC's records, of JPEG and TIFF."""
    try:
        told = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]  # any image
    except (OSError, SyntaxError, ValueError, TypeError, struct.error):
        # A broken record gives no date.
        return
    for trust, day, hour in (
        (Trust.IPTC_CREATED, IPTC_DATE_CREATED, IPTC_TIME_CREATED),
        (Trust.IPTC_DIGITIZED, IPTC_DATE_DIGITIZED, IPTC_TIME_DIGITIZED),
    ):
        date, clock = (_first(told.get(key)) for key in (day, hour))
        yield trust, moment_of(b"%b %b" % (date, clock))


def _first(value: object) -> bytes:
    if isinstance(value, list):
        value = value[0] if value else b""
    return value if isinstance(value, bytes) else b""


def _texts(image: Image.Image) -> Iterator[Candidate]:
    for name in PNG_TEXTS:
        yield Trust.CONTAINER, moment_of(image.info.get(name))


def _packet(image: Image.Image, file: BinaryIO) -> bytes:
    """Return the picture's XMP; empty if it has none."""
    told = image.info.get("xmp")
    if isinstance(told, str):
        return told.encode("utf-8", "replace")
    if isinstance(told, bytes):
        return told
    return xmp.packet_in(file) if image.format not in XMP_IS_KNOWN else b""
