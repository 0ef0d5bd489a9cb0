"""The JPEG of an export: its pixels, its colours, and what it says and does not say of itself."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, IptcImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from picup_desktop.thumbnails.decode import look_at
from picup_desktop.thumbnails.jpeg.xmp import xmp_for
from picup_desktop.thumbnails.motion import film_inside
from picup_desktop.thumbnails.wire import Ask, DecoderKind, JpegWish, Picture, Trouble, Want
from picup_desktop.words import Turn
from tests.unit.dates.made import asked, film
from tests.unit.pictures.motion_photos import film_bytes

GONE = JpegWish(with_place=False)
SECRET = (b"Seoul", b"Mapo", b"37.5665", b"GPS", b"KOR")
"""What every copy of the place in ``told_everywhere`` contains one of."""
TAKEN = "2014:04:02 10:11:12"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    b' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"'
    b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:drone="http://www.dji.com/drone-dji/1.0/"'
    b' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    b' xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:MotionPhoto="1"'
    b' exif:GPSLatitude="37.5665" photoshop:City="Seoul" drone:GpsLatitude="37.5665"'
    b' photoshop:DateCreated="2014-04-02T10:11:12" tiff:Orientation="6" xmp:Rating="4">'
    b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Title</rdf:li></rdf:Alt></dc:title>'
    b'<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<Iptc4xmpExt:Sublocation>Mapo</Iptc4xmpExt:Sublocation></rdf:li></rdf:Bag>"
    b"</Iptc4xmpExt:LocationShown><Iptc4xmpExt:Event><rdf:Bag>"
    b'<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Mapo</Iptc4xmpExt:City></rdf:li>'
    b"</rdf:Bag></Iptc4xmpExt:Event><dc:relation><rdf:Bag>"
    b'<rdf:li exif:GPSLatitude="37.5665">beside</rdf:li>'
    b"</rdf:Bag></dc:relation></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[Base.Make], made[Base.Orientation], made[Base.Copyright] = "Pinhole", orientation, "Me"
    inner = made.get_ifd(IFD.Exif)
    inner[Base.DateTimeOriginal], inner[Base.SubsecTimeOriginal] = TAKEN, "77"
    inner[Base.MakerNote], inner[Base.FNumber] = b"note 37.5665 Seoul", 2.0
    made.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (37.0, 33.0, 59.4), GPS.GPSMapDatum: "Seoul"}
    )
    return made


def iptc() -> bytes:
    records = b"".join(
        bytes((0x1C, 2, number)) + len(text).to_bytes(2, "big") + text
        for number, text in ((90, b"Seoul"), (100, b"KOR"), (55, b"20140402"), (120, b"Caption"))
    )
    resource = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records
    content = b"Photoshop 3.0\0" + resource + b"\0" * (len(resource) % 2)
    return b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content


def told_everywhere(path: Path, orientation: int = 1) -> Path:
    """A motion photo that tells its place in every way, wider than high, left half red."""
    image = Image.new("RGB", (64, 48), "blue")
    image.paste("red", (0, 0, 32, 48))
    out = io.BytesIO()
    image.save(
        out, "JPEG", exif=exif(orientation), xmp=XMP, extra=iptc(), quality=95, subsampling=0
    )
    film_part = film_bytes(4) + b"\xa9xyz+37.5665+126.9780/"
    path.write_bytes(out.getvalue() + film_part)
    return path


def export(path: Path, wish: JpegWish = GONE, edge: int = 0) -> bytes:
    answer = look_at(Ask(str(path), DecoderKind.PICTURE, Want.EXPORT, edge, wish))
    assert isinstance(answer, Picture), answer
    return answer.data


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=("JPEG",))
    image.load()
    return image


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_without_place_no_part_of_the_file_tells_it(tmp_path: Path) -> None:
    source = told_everywhere(tmp_path / "a.jpg")
    assert all(secret in source.read_bytes() for secret in SECRET)
    made = export(source)
    # The GPS part of EXIF has no name; its numbers and texts are looked for.
    assert [secret for secret in SECRET if secret in made] == []
    image = opened(made)
    assert image.getexif().get_ifd(IFD.GPSInfo) == {}
    inner = image.getexif().get_ifd(IFD.Exif)
    assert Base.MakerNote not in inner
    assert (inner[Base.DateTimeOriginal], float(inner[Base.FNumber])) == (TAKEN, 2.0)
    assert (image.getexif()[Base.Make], image.getexif()[Base.Copyright]) == ("Pinhole", "Me")
    assert b"Title" in image.info["xmp"]
    assert b'Rating="4"' in image.info["xmp"]
    assert IptcImagePlugin.getiptcinfo(image)[2, 120] == b"Caption"  # type: ignore[index,arg-type]


def test_with_place_all_that_is_true_of_the_new_picture_stays(tmp_path: Path) -> None:
    made = export(told_everywhere(tmp_path / "a.jpg"), JpegWish(with_place=True))
    image = opened(made)
    gps = image.getexif().get_ifd(IFD.GPSInfo)
    assert [float(part) for part in gps[GPS.GPSLatitude]] == pytest.approx([37.0, 33.0, 59.4])
    assert image.getexif().get_ifd(IFD.Exif)[Base.MakerNote] == b"note 37.5665 Seoul"
    assert b"Seoul" in image.info["xmp"]
    assert IptcImagePlugin.getiptcinfo(image)[2, 90] == b"Seoul"  # type: ignore[index,arg-type]
    # No film is inside any more, nothing says so, and no vocabulary came along unread.
    assert b"MotionPhoto" not in made
    assert b"drone" not in made
    assert film_inside(io.BytesIO(made), image.info["xmp"]) is None


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("orientation", [1, 6, 7])
def test_it_lies_as_it_is_shown_and_says_so(tmp_path: Path, orientation: int, turn: Turn) -> None:
    source = told_everywhere(tmp_path / "a.jpg", orientation)
    image = opened(export(source, JpegWish(95, turn)))
    both = Turn(orientation).then(turn)
    expected = Image.new("RGB", (64, 48), "blue")
    expected.paste("red", (0, 0, 32, 48))
    upright = np.asarray(expected)
    upright = np.fliplr(upright) if both.is_mirrored else upright
    upright = np.rot90(upright, -both.quarters)
    assert np.abs(np.asarray(image).astype(int) - upright).mean() < 8
    assert image.getexif()[Base.Orientation] == 1
    inner = image.getexif().get_ifd(IFD.Exif)
    assert (inner[Base.ExifImageWidth], inner[Base.ExifImageHeight]) == image.size
    assert b"Orientation" not in image.info["xmp"]


def test_a_corrected_date_is_the_one_it_tells(tmp_path: Path) -> None:
    made = export(told_everywhere(tmp_path / "a.jpg"), JpegWish(taken_at=0))
    inner = opened(made).getexif().get_ifd(IFD.Exif)
    assert inner[Base.DateTimeOriginal] == "1970:01:01 00:00:00"
    assert Base.SubsecTimeOriginal not in inner
    assert b"2014" not in made
    told = asked(written(tmp_path / "b.jpg", made))
    assert told is not None
    assert told[0] == "1970-01-01 00:00:00"
    # Also where the file had no EXIF at all.
    Image.new("RGB", (8, 8)).save(tmp_path / "c.png")
    late = asked(written(tmp_path / "d.jpg", export(tmp_path / "c.png", JpegWish(taken_at=2**30))))
    assert late is not None
    assert late[0] == "2004-01-10 13:37:04"


def test_the_longest_side_and_no_larger(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "teal").save(tmp_path / "a.png")
    assert opened(export(tmp_path / "a.png", edge=100)).size == (100, 67)
    assert opened(export(tmp_path / "a.png", JpegWish(turn=Turn.LEFT), edge=100)).size == (67, 100)
    assert opened(export(tmp_path / "a.png", edge=4096)).size == (300, 200)


def test_a_profile_stays_with_its_colours_and_others_become_srgb(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = srgb.replace(b"sRGB", b"wide") if b"sRGB" in srgb else srgb
    Image.new("RGB", (8, 8), (200, 30, 30)).save(tmp_path / "a.png", icc_profile=wide)
    made = opened(export(tmp_path / "a.png", JpegWish(95, Turn.RIGHT)))
    assert made.info["icc_profile"] == wide
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    # A profile of other colours than the picture's is no reason to fail.
    Image.new("RGB", (8, 8), (200, 30, 30)).save(tmp_path / "b.png", icc_profile=lab)
    Image.new("RGB", (8, 8), (200, 30, 30)).save(tmp_path / "c.png", icc_profile=b"no profile")
    for name in ("b.png", "c.png"):
        image = opened(export(tmp_path / name, JpegWish(95)))
        assert image.info.get("icc_profile") in (None, srgb)
        assert np.abs(np.asarray(image)[4, 4].astype(int) - (200, 30, 30)).max() < 12


def _cmyk(path: Path) -> None:
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(path, "JPEG")


def _deep(path: Path) -> None:
    Image.fromarray(np.full((16, 16), 0xFFFF, np.uint16)).save(path, "PNG")


def _heic(path: Path) -> None:
    pillow_heif.from_pillow(Image.new("RGBA", (64, 64), (0, 0, 0, 0))).save(path, quality=90)


def _palette(path: Path) -> None:
    Image.new("P", (16, 16)).save(path, "GIF", transparency=0)


@pytest.mark.parametrize(
    ("make", "colour"),
    [(_cmyk, (255, 0, 0)), (_deep, (255, 255, 255)), (_heic, (255, 255, 255)),
     (_palette, (255, 255, 255))],
)  # fmt: skip
def test_pictures_of_every_kind_become_one(tmp_path: Path, make: Any, colour: Any) -> None:
    make(tmp_path / "a")
    image = opened(export(tmp_path / "a", edge=8)).convert("RGB")
    assert np.abs(np.asarray(image)[4, 4].astype(int) - colour).max() < 30


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"no picture at all"])
def test_what_is_no_picture_is_told(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path / "a.jpg", data)
    answer = look_at(Ask(str(path), DecoderKind.PICTURE, Want.EXPORT, 0, GONE))
    assert answer in {Trouble.UNSUPPORTED, Trouble.EMPTY, Trouble.BROKEN}


def test_a_file_that_ends_too_early_becomes_no_half_picture(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    path = written(tmp_path / "b.jpg", whole[: len(whole) // 2])
    answer = look_at(Ask(str(path), DecoderKind.PICTURE, Want.EXPORT, 0, GONE))
    assert answer is Trouble.BROKEN


def test_more_pixels_than_are_decoded_and_films_are_told(tmp_path: Path) -> None:
    huge = tmp_path / "a.png"
    Image.new("1", (8, 8)).save(huge)
    data = huge.read_bytes()
    at = data.index(b"IHDR") + 4
    huge.write_bytes(data[:at] + (40_000).to_bytes(4, "big") * 2 + data[at + 8 :])
    answer = look_at(Ask(str(huge), DecoderKind.PICTURE, Want.EXPORT, 0, GONE))
    assert answer in {Trouble.TOO_LARGE, Trouble.BROKEN, Trouble.UNSUPPORTED}
    moving = film(tmp_path / "a.mkv", "matroska")
    answer = look_at(Ask(str(moving), DecoderKind.FILM, Want.EXPORT, 0, GONE))
    assert answer is Trouble.UNSUPPORTED


def test_metadata_larger_than_jpeg_takes_never_costs_the_picture(tmp_path: Path) -> None:
    large = exif()
    large.get_ifd(IFD.Exif)[Base.MakerNote] = b"n" * 70_000
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(out, exif=large.tobytes())
    made = opened(export(written(tmp_path / "a.heic", out.getvalue()), JpegWish()))
    inner = made.getexif().get_ifd(IFD.Exif)
    assert inner[Base.DateTimeOriginal] == TAKEN
    assert Base.MakerNote not in inner


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"<x:xmpmeta",
        b"<x:xmpmeta></x:xmpmeta>",
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + XMP,
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"<a>" * 50_000 + b"</x:xmpmeta>",
    ],
)
def test_hostile_xmp_is_left_out_or_read_as_it_is(packet: bytes) -> None:
    assert b"ENTITY" not in xmp_for(packet, GONE)
    assert b"Seoul" not in xmp_for(packet, GONE)
