"""The dates in pictures: EXIF, XMP and IPTC, in every format that has them (F6b, F6c, F6e)."""

from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin
from PIL.ExifTags import Base

from picup_desktop.thumbnails.decode import look_at
from picup_desktop.thumbnails.wire import Ask, DecoderKind, Picture, Trouble, Want
from picup_desktop.words import DateFrom
from tests.unit.dates.made import asked, exif, iptc, picture, xmp

FORMATS = {
    "JPEG": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "TIFF": "tif",
    "HEIF": "heic",
    "AVIF": "avif",
}
ORIGINAL = xmp(exif_DateTimeOriginal="2014-04-02T10:11:12")
MOMENT = "2014-04-02 10:11:12"


@pytest.mark.parametrize("form", FORMATS)
def test_exif_is_read_in_every_format(tmp_path: Path, form: str) -> None:
    if form == "TIFF":
        told = TiffImagePlugin.ImageFileDirectory_v2()
        told[Base.DateTime] = "2014:04:02 10:11:12"
        file = picture(tmp_path / "a.tif", form, tiffinfo=told)
    else:
        file = picture(tmp_path / f"a.{FORMATS[form]}", form, exif=exif("2014:04:02 10:11:12"))
    assert asked(file) == (MOMENT, DateFrom.EXIF)


@pytest.mark.parametrize("form", FORMATS)
def test_xmp_is_read_in_every_format(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{FORMATS[form]}"
    if form == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", ORIGINAL.decode())
        picture(file, form, pnginfo=texts)
    elif form == "TIFF":
        told = TiffImagePlugin.ImageFileDirectory_v2()
        told.tagtype[700] = 1
        told[700] = ORIGINAL
        picture(file, form, tiffinfo=told)
    else:
        picture(file, form, xmp=ORIGINAL)
    assert asked(file) == (MOMENT, DateFrom.XMP)


def test_xmp_of_a_gif_is_found(tmp_path: Path) -> None:
    file = picture(tmp_path / "a.gif", "GIF")
    data = file.read_bytes()
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    file.write_bytes(data[:-1] + b"\x21\xff\x0bXMP DataXMP" + ORIGINAL + magic + data[-1:])
    assert asked(file) == (MOMENT, DateFrom.XMP)


def test_iptc_is_read(tmp_path: Path) -> None:
    segment = iptc(created="20140402", time="101112+0900")
    assert asked(picture(tmp_path / "a.jpg", segment=segment)) == (MOMENT, DateFrom.IPTC)
    day = picture(tmp_path / "b.jpg", segment=iptc(created="19980000"))
    assert asked(day) == ("1998-01-01 00:00:00", DateFrom.IPTC)
    digitized = picture(tmp_path / "c.jpg", segment=iptc(digitized="20140402"))
    assert asked(digitized) == ("2014-04-02 00:00:00", DateFrom.IPTC)


@pytest.mark.parametrize(
    ("original", "digitized", "changed", "year"),
    [
        ("2001:01:01 00:00:00", "2002:01:01 00:00:00", "2003:01:01 00:00:00", "2001"),
        ("0000:00:00 00:00:00", "2002:01:01 00:00:00", "2003:01:01 00:00:00", "2002"),
        ("    :  :     :  :  ", "", "2003:01:01 00:00:00", "2003"),
        ("9999:01:01 00:00:00", "1700:01:01 00:00:00", "2003-01-01T00:00:00", "2003"),
    ],
)
def test_a_blank_date_falls_through(
    tmp_path: Path, original: str, digitized: str, changed: str, year: str
) -> None:
    told = asked(picture(tmp_path / "a.jpg", exif=exif(original, digitized, changed)))
    assert told == (f"{year}-01-01 00:00:00", DateFrom.EXIF)


def test_the_order_of_trust(tmp_path: Path) -> None:
    both = xmp(exif_DateTimeOriginal="2002-01-01", xmp_CreateDate="2006-01-01")
    late = xmp(xmp_CreateDate="2006-01-01", photoshop_DateCreated="2003-01-01")
    weak = xmp(xmp_CreateDate="2006-01-01")
    created = iptc(created="20040101")
    ladder = [
        ("2001", DateFrom.EXIF, {"exif": exif("2001:01:01"), "xmp": both, "segment": created}),
        ("2002", DateFrom.XMP, {"exif": exif("", "2005:01:01"), "xmp": both, "segment": created}),
        ("2003", DateFrom.XMP, {"exif": exif("", "2005:01:01"), "xmp": late, "segment": created}),
        ("2004", DateFrom.IPTC, {"exif": exif("", "2005:01:01"), "xmp": weak, "segment": created}),
        ("2005", DateFrom.EXIF, {"exif": exif("", "2005:01:01", "2007:01:01"), "xmp": weak}),
        ("2007", DateFrom.EXIF, {"exif": exif("", "", "2007:01:01"), "xmp": weak}),
        ("2006", DateFrom.XMP, {"xmp": weak}),
    ]
    for number, (year, source, told) in enumerate(ladder):
        file = picture(tmp_path / f"{number}.jpg", **told)  # type: ignore[arg-type]
        assert asked(file) == (f"{year}-01-01 00:00:00", source)


def test_cameras_that_write_into_the_first_part_of_exif(tmp_path: Path) -> None:
    made = Image.Exif()
    made[Base.DateTimeOriginal] = "2014:04:02 10:11:12"
    assert asked(picture(tmp_path / "a.jpg", exif=made.tobytes())) == (MOMENT, DateFrom.EXIF)


def test_a_place_of_satellites_and_the_text_of_a_png(tmp_path: Path) -> None:
    place = {29: "2014:04:02", 7: (10.0, 11.0, 12.0)}
    told = asked(picture(tmp_path / "a.jpg", exif=exif(gps=place)))
    assert told is not None
    assert told[1] is DateFrom.EXIF
    broken = {29: "2014:04:02", 7: (10.0, 11.0)}
    assert asked(picture(tmp_path / "b.jpg", exif=exif(gps=broken))) is None
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Creation Time", "Wed, 02 Apr 2014 10:11:12 +0200")
    file = picture(tmp_path / "a.png", "PNG", pnginfo=texts)
    assert asked(file) == (MOMENT, DateFrom.CONTAINER)


def test_a_picture_without_a_date_and_one_cut_off(tmp_path: Path) -> None:
    assert asked(picture(tmp_path / "a.jpg")) is None
    file = picture(tmp_path / "a.png", "PNG", xmp=b"")
    file.write_bytes(file.read_bytes()[:-20])
    assert asked(file) is None


RAWS = {
    "a.dng": b"II*\0",
    "a.orf": b"IIRO",
    "b.orf": b"IIRS",
    "a.rw2": b"IIU\0",
}


@pytest.mark.parametrize("name", RAWS)
def test_raw_is_read_from_its_own_structure(tmp_path: Path, name: str) -> None:
    """LibRaw can't open these: they have no picture, as those of a new camera."""
    tiff = exif("2014:04:02 10:11:12").removeprefix(b"Exif\0\0")
    file = tmp_path / name
    file.write_bytes(RAWS[name] + tiff[4:])
    assert asked(file, DecoderKind.RAW) == (MOMENT, DateFrom.EXIF)


def _box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


def test_raw_of_canon_fujifilm_and_minolta(tmp_path: Path) -> None:
    tiff = exif("2014:04:02 10:11:12").removeprefix(b"Exif\0\0")
    jpeg = picture(tmp_path / "a.jpg", exif=exif("2014:04:02 10:11:12")).read_bytes()
    canon = _box(b"ftyp", b"crx \0\0\0\1") + _box(b"moov", _box(b"uuid", _box(b"CMT1", tiff)))
    head = b"FUJIFILMCCD-RAW ".ljust(84, b"\0")
    fujifilm = head + (92).to_bytes(4, "big") + len(jpeg).to_bytes(4, "big") + jpeg
    minolta = b"\0MRM\0\0\1\0\0TTW" + len(tiff).to_bytes(4, "big") + tiff
    for name, data in (("a.cr3", canon), ("a.raf", fujifilm), ("a.mrw", minolta)):
        file = tmp_path / name
        file.write_bytes(data)
        assert asked(file, DecoderKind.RAW) == (MOMENT, DateFrom.EXIF)
        # Cut off anywhere it may be broken, and no more.
        for size in range(0, len(data), 37):
            file.write_bytes(data[:size])
            answer = look_at(Ask(str(file), DecoderKind.RAW, Want.FACTS))
            assert answer is Trouble.BROKEN or isinstance(answer, Picture)
