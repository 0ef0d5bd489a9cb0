"""Pictures and films in the child that decodes them, and what it answers."""

import io
import struct
import warnings
from collections.abc import Sequence
from functools import cache

from PIL import Image
from PIL.ExifTags import Base

from picup_desktop.thumbnails.camera import content_id_of, facts_of
from picup_desktop.thumbnails.dates.films import MDPM, dv_moment, mdpm_moment
from picup_desktop.thumbnails.dates.pictures import exif_dates
from picup_desktop.thumbnails.dates.raws import exifs_of, raw_dates
from picup_desktop.thumbnails.dates.sidecars import takeout_date
from picup_desktop.thumbnails.dates.trust import most_trusted
from picup_desktop.thumbnails.dates.xmp import dates_in
from picup_desktop.thumbnails.jxl import NoJpegXl, exif_of, size_of
from picup_desktop.thumbnails.motion import film_inside
from picup_desktop.thumbnails.wire import (
    ChildBroken,
    Picture,
    Told,
    Trouble,
    read_answer,
    send_answer,
)
from picup_desktop.words import DateFrom
from tests.fuzz.target import Target
from tests.unit.dates.made import exif, xmp


def _thumbnail(data: bytes) -> None:
    read_answer(io.BytesIO(data))


@cache
def _thumbnails() -> Sequence[bytes]:
    found = []
    for answer in (
        Trouble.BROKEN,
        Picture(1, 1, (1, 1), {"camera": "a"}, b"abc", "id", Told(5, DateFrom.EXIF)),
    ):
        stream = io.BytesIO()
        send_answer(stream, answer)
        found.append(stream.getvalue())
    return found


def _exif(data: bytes) -> None:
    exif = Image.Exif()
    try:
        exif.load(data)
    except Exception:  # noqa: BLE001 - of Pillow, as a whole picture that it can't open
        return
    with warnings.catch_warnings():
        # As in the child process.
        warnings.simplefilter("ignore")
        most_trusted(exif_dates(exif))
        content_id_of(exif)
        facts_of(exif)


def _raws() -> Sequence[bytes]:
    tiff = exif("2019:05:04 12:00:00").removeprefix(b"Exif\0\0")
    size = len(tiff).to_bytes(4, "big")
    return [
        tiff,
        b"IIRO" + tiff[4:],
        b"\0MRM\0\0\1\0\0TTW" + size + tiff,
        b"\0\0\0\x10ftypcrx \0\0\0\1" + (len(tiff) + 8).to_bytes(4, "big") + b"CMT2" + tiff,
    ]


def _raw(data: bytes) -> None:
    with warnings.catch_warnings():
        # As in the child process.
        warnings.simplefilter("ignore")
        for found in exifs_of(io.BytesIO(data)):
            most_trusted(raw_dates(found))
            facts_of(found)


def _packets() -> Sequence[bytes]:
    return [xmp(exif_DateTimeOriginal="2019-05-04T12:00:00", xmp_CreateDate="2019")]


def _takeouts() -> Sequence[bytes]:
    return [b'{"title": "a.jpg", "photoTakenTime": {"timestamp": "1556971200"}}']


def _camcorders() -> Sequence[bytes]:
    return [
        MDPM + b"\2" + bytes.fromhex("18 02 20 19 05 19 04 12 00 00"),
        (b"\x40\0\0" + bytes.fromhex("62 ff c4 e5 19 63 ff 80 80 d2")).ljust(160, b"\xff"),
    ]


def _camcorder(data: bytes) -> None:
    mdpm_moment(data)
    dv_moment(data)


@cache
def _exifs() -> Sequence[bytes]:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.DateTime] = "Canon", "2019:05:04 12:00:00"
    exif.get_ifd(0x8769).update(
        {
            Base.DateTimeOriginal: "2019:05:04 12:00:00",
            Base.FNumber: 2.8,
            Base.ExposureTime: 0.01,
            Base.MakerNote: b"Apple iOS\0\0\1MM\0\1\0\x11\0\2\0\0\0\5\0\0\0\x1eabcde",
        }
    )
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 2.0, 3.0), 3: "E", 4: (1.0, 2.0, 3.0)})
    return [exif.tobytes()]


def _motion(data: bytes) -> None:
    film = film_inside(io.BytesIO(data), data)
    assert film is None or film.at is None or 0 < film.at < len(data)


MOTIONS = (
    b'MicroVideoOffset="24"' + b"\0\0\0\x18ftypmp42" + bytes(12),
    b'<C:Item I:Semantic="MotionPhoto" I:Length="24"/>' + b"\0\0\0\x18ftypmp42" + bytes(12),
    b"\0\0\0\x10ftypheic\0\0\0\0" + b"\0\0\0\x20mpvd" + b"\0\0\0\x18ftypmp42" + bytes(12),
    b"\xff\xd8"
    + struct.pack("<HHI", 0, 0x0A30, 1)
    + b"n\0\0\0\x18ftypmp42"
    + struct.pack("<4sIIHHII", b"SEFH", 1, 1, 0, 0x0A30, 21, 21)
    + struct.pack("<I4s", 24, b"SEFT"),
)


def _jxl(data: bytes) -> None:
    exif_of(io.BytesIO(data))
    width, height = size_of(io.BytesIO(data))
    assert width >= 0 < height


JXLS = (
    b"\xff\x0a\xf8\xbe\x01\x00\x13\x88\x02\x00",
    (
        b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x26Exif\0\0\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1"
        b"\0\6\0\0\0\0\0\0\0\0\0\x10jxlp\0\0\0\0\xff\x0aO\6\0\0\0\0jxlp\x80\0\0\1\0\x13\x88\2"
    ),
)


PICTURE_TARGETS = (
    Target("thumbnail", _thumbnails, _thumbnail, (ChildBroken,)),
    Target("exif", _exifs, _exif, ()),
    Target("raw", _raws, _raw, ()),
    Target("date of XMP", _packets, lambda data: most_trusted(dates_in(data)), ()),
    Target("date of Takeout", _takeouts, takeout_date, ()),
    Target("date of a camcorder", _camcorders, _camcorder, ()),
    Target("motion", lambda: MOTIONS, _motion, ()),
    Target("jxl", lambda: JXLS, _jxl, (NoJpegXl,)),
)
