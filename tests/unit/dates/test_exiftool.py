"""Our dates and sizes, and those of exiftool, over files of our own and over real photos.

The real ones are in ../shared/photos, or where PICUP_REAL_PHOTOS says; where there are none,
only our own are compared.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import classify
from picup_desktop.thumbnails.decode import look_at
from picup_desktop.thumbnails.wire import Ask, DecoderKind, Picture, Trouble, Want
from tests.unit.dates.made import exif, film, iptc, picture, text_of, xmp
from tests.unit.dates.test_films import mdpm

ROOT = Path(__file__).parents[3]
REAL = Path(os.environ.get("PICUP_REAL_PHOTOS", ROOT.parent / "shared" / "photos"))
EXIFTOOL = shutil.which("exiftool")
ORDER = (
    *("ExifIFD:DateTimeOriginal", "IFD0:DateTimeOriginal", "XMP-exif:DateTimeOriginal"),
    *("XMP-photoshop:DateCreated", "IPTC:DateCreated", "ExifIFD:CreateDate", "IFD0:ModifyDate"),
    *("XMP-exif:DateTimeDigitized", "XMP-xmp:CreateDate", "H264:DateTimeOriginal"),
    *("DV:DateTimeOriginal", "RIFF:DateTimeOriginal", "Matroska:DateTimeOriginal"),
    *("QuickTime:CreateDate", "PNG:CreationTime"),
)
"""Where a date may be, the most trusted first, in exiftool's words."""
TURNED = ("90", "270", "Rotate 90", "Rotate 270", "Mirror horizontal and rotate")


def _facts(folder: Path) -> list[Mapping[str, Any]]:
    """What exiftool says of all files below a folder."""
    if EXIFTOOL is None:
        pytest.skip("exiftool is not installed; `make test` installs libimage-exiftool-perl")
    told = subprocess.run(
        [EXIFTOOL, "-json", "-G1", "-recurse", "-api", "QuickTimeUTC", "."],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return list(json.loads(told.stdout or b"[]"))


def _expected(told: Mapping[str, Any]) -> str | None:
    """The most trusted date that exiftool finds, to the minute; the day where it has no time."""
    for tag in ORDER:
        date = str(told.get(tag, "")).replace("-", ":").replace("T", " ")
        if date[:4].isdigit() and date[:4] != "0000":
            day, _, clock = date.partition(" ")
            return f"{day.replace(':', '-')} {clock[:5] or '00:00'}"
    return None


def _ours(file: Path) -> Picture | Trouble:
    with file.open("rb") as opened:
        kind = classify(file.name, opened.read(4096)) or MediaKind.PHOTO
    return look_at(Ask(str(file), DecoderKind(kind.value), Want.FACTS))


def _seen_size(told: Mapping[str, Any]) -> tuple[int, int] | None:
    """The size of a picture as it is seen, turned by its orientation."""
    size = told.get("File:ImageWidth"), told.get("File:ImageHeight")
    if None in size:
        return None
    # HEIF is turned by a property of its own, and by no other.
    turns = (str(told[tag]) for tag in ("QuickTime:Rotation", "IFD0:Orientation") if tag in told)
    turned = next(turns, "").startswith(TURNED)
    return (size[1], size[0]) if turned else size  # type: ignore[return-value]


def _differences(folder: Path) -> Iterator[str]:
    """Every file of which we say something else than exiftool."""
    for told in _facts(folder):
        answer = _ours(folder / told["SourceFile"])
        expected = _expected(told)
        dated = isinstance(answer, Picture) and answer.date is not None
        ours = text_of(answer.date.at)[:16] if dated else None  # type: ignore[union-attr]
        if expected is not None and ours != expected:
            yield f"{told['SourceFile']}: {ours}, and exiftool {expected}"
        size = _seen_size(told)
        if isinstance(answer, Picture) and size is not None and answer.full != size:
            yield f"{told['SourceFile']}: {answer.full}, and exiftool {size}"


def _make(folder: Path) -> None:
    moment = "2014:04:02 10:11:12"
    moment_in_utc = {"creation_time": "2014-04-02T10:11:12Z"}
    picture(folder / "exif.jpg", exif=exif(moment))
    picture(folder / "digitized.jpg", exif=exif("", moment))
    picture(folder / "exif.png", "PNG", exif=exif(moment))
    picture(folder / "exif.webp", "WEBP", exif=exif(moment))
    picture(folder / "exif.heic", "HEIF", exif=exif(moment))
    picture(folder / "xmp.jpg", xmp=xmp(exif_DateTimeOriginal="2014-04-02T10:11:12"))
    picture(folder / "created.jpg", xmp=xmp(photoshop_DateCreated="2014-04-02"))
    picture(folder / "iptc.jpg", segment=iptc(created="20140402"))
    film(folder / "created.mp4", "mp4", metadata=moment_in_utc)
    film(folder / "camcorder.mts", "mpegts", "libx264", before=mdpm())
    film(folder / "camcorder.dv", "dv", "dvvideo", metadata=moment_in_utc)
    film(folder / "recorded.mkv", "matroska", metadata={"DATE_RECORDED": "2014-04-02 10:11:12"})


def test_our_own_files(tmp_path: Path) -> None:
    _make(tmp_path)
    assert list(_differences(tmp_path)) == []


@pytest.mark.skipif(not REAL.is_dir(), reason=f"there are no real photos at {REAL}")
def test_real_photos_have_the_dates_that_exiftool_reads() -> None:
    assert list(_differences(REAL)) == []
