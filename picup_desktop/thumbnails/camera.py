"""EXIF data of a picture as plain, checked texts."""

import math
import struct
from collections.abc import Mapping
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

from picup_desktop.thumbnails.dates.pictures import ifd_of
from picup_desktop.thumbnails.wire import LONGEST_CONTENT_ID

LONGEST_TEXT = 80
APPLE_NOTE = b"Apple iOS\0\0\1MM"
APPLE_ENTRIES_AT = len(APPLE_NOTE)
APPLE_ENTRY = struct.Struct(">HHII")
APPLE_CONTENT_ID = 0x0011
MOST_APPLE_ENTRIES = 512
ASCII = 2
"""EXIF's number for the type ASCII."""


def content_id_of(exif: Image.Exif) -> str:
    """Return the id that Apple writes into both halves of a live picture; empty if missing."""
    note = ifd_of(exif, IFD.Exif).get(Base.MakerNote)
    if not isinstance(note, bytes) or not note.startswith(APPLE_NOTE):
        return ""
    try:
        count = int.from_bytes(note[APPLE_ENTRIES_AT:][:2], "big")
        for entry in range(min(count, MOST_APPLE_ENTRIES)):
            at = APPLE_ENTRIES_AT + 2 + entry * APPLE_ENTRY.size
            tag, form, length, value = APPLE_ENTRY.unpack_from(note, at)
            if (tag, form) == (APPLE_CONTENT_ID, ASCII):
                told = note[value : value + min(length, LONGEST_CONTENT_ID)]
                return _text(told.rstrip(b"\0").decode("ascii"))
    except (struct.error, UnicodeDecodeError):
        return ""
    return ""


def facts_of(exif: Image.Exif) -> dict[str, str]:
    """Return camera, lens, exposure and place, as far as known; the keys are fixed."""
    inner = ifd_of(exif, IFD.Exif)
    facts = {
        "camera": _camera(exif),
        "lens": _text(inner.get(Base.LensModel)),
        "aperture": _number(inner.get(Base.FNumber), "f/{:.1f}"),
        "exposure": _exposure(inner.get(Base.ExposureTime)),
        "iso": _number(_first(inner.get(Base.ISOSpeedRatings)), "{:.0f}"),
        "focal_length": _number(inner.get(Base.FocalLength), "{:.0f} mm"),
        "place": _place(ifd_of(exif, IFD.GPSInfo)),
    }
    return {name: value for name, value in facts.items() if value}


def _camera(exif: Image.Exif) -> str:
    make, model = _text(exif.get(Base.Make)), _text(exif.get(Base.Model))
    return model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value if c.isprintable()).strip()[:LONGEST_TEXT]


def _first(value: object) -> object:
    return value[0] if isinstance(value, tuple) and value else value


def _float(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) else None


def _number(value: object, form: str) -> str:
    number = _float(value)
    return "" if number is None or number <= 0 else form.format(number)


def _exposure(value: object) -> str:
    seconds = _float(value)
    if seconds is None or seconds <= 0:
        return ""
    return f"{seconds:.1f} s" if seconds >= 0.3 else f"1/{1 / seconds:.0f} s"


def _place(gps: Mapping[int, Any]) -> str:
    north, east = _degrees(gps.get(2), gps.get(1), "S"), _degrees(gps.get(4), gps.get(3), "W")
    if north is None or east is None or (north, east) == (0.0, 0.0):
        return ""
    return f"{north:.5f}, {east:.5f}"


def _degrees(parts: object, side: object, negative: str) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    numbers = [_float(part) for part in parts]
    if None in numbers:
        return None
    degrees, minutes, seconds = (number or 0.0 for number in numbers)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if side == negative else found
