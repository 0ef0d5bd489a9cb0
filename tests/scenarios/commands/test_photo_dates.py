"""``picup photos --dates``: when each photo was taken, and where that is from."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.engines import running
from tests.picup import Vault, age
from tests.unit.dates.made import exif, film, iptc, picture, xmp

COPIED_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp()
UTC_SECONDS = 1_396_433_472


def _local(unix_seconds: float) -> str:
    """A time on this computer's wall clock."""
    return datetime.fromtimestamp(unix_seconds).isoformat(timespec="seconds")  # noqa: DTZ006 - local


def _fill(album: Path) -> dict[str, tuple[str, str]]:
    """Put photos into the album, all copied on one day; return what each should tell."""
    picture(album / "exif.jpg", exif=exif("2014-04-02T10:11"))
    picture(album / "xmp.jpg", xmp=xmp(photoshop_DateCreated="1953-05-04"))
    picture(album / "iptc.jpg", segment=iptc(created="19980706"))
    picture(album / "IMG-20190101-WA0001.jpg")
    picture(album / "copied.jpg")
    picture(album / "corrected.jpg", exif=exif("2000:01:01 00:00:00"))
    (album / "corrected.jpg.xmp").write_bytes(xmp(exif_DateTimeOriginal="2001-02-03T04:05:06"))
    picture(album / "google.jpg")
    takeout = {"title": "google.jpg", "photoTakenTime": {"timestamp": str(UTC_SECONDS)}}
    (album / "google.jpg.supplemental-metadata.json").write_text(json.dumps(takeout))
    film(album / "film.mkv", "matroska", metadata={"DATE_RECORDED": "2014-04-02 10:11:12"})
    for file in album.iterdir():
        os.utime(file, (COPIED_AT, COPIED_AT))
    return {
        "exif.jpg": ("2014-04-02T10:11:00", "exif"),
        "xmp.jpg": ("1953-05-04T00:00:00", "xmp"),
        "iptc.jpg": ("1998-07-06T00:00:00", "iptc"),
        "IMG-20190101-WA0001.jpg": ("2019-01-01T00:00:00", "name"),
        "copied.jpg": (_local(COPIED_AT), "file"),
        "corrected.jpg": ("2001-02-03T04:05:06", "sidecar"),
        "corrected.jpg.xmp": ("2001-02-03T04:05:06", "sidecar"),
        "google.jpg": (_local(UTC_SECONDS), "sidecar"),
        "google.jpg.supplemental-metadata.json": (_local(UTC_SECONDS), "sidecar"),
        "film.mkv": ("2014-04-02T10:11:12", "container"),
    }


def _told(photos: list[dict[str, Any]]) -> dict[str, tuple[str | None, str | None]]:
    return {one["path"]: (one["taken_at"], one["date_from"]) for one in photos}


def test_dates_and_where_they_are_from_with_an_engine_and_without(vault: Vault) -> None:
    expected = _fill(vault.album)
    vault.sync()
    assert set(_told(list(vault.photos().values())).values()) == {(None, None)}
    assert _told(vault.run("photos", "--dates", "--json").json) == expected
    assert _told(list(vault.photos().values())) == expected

    # The sidecar is written anew and the name is another: the dates follow, with an engine as well.
    (vault.album / "corrected.jpg.xmp").write_bytes(xmp(exif_DateTimeOriginal="2002-01-01"))
    age(vault.album / "corrected.jpg.xmp")
    (vault.album / "copied.jpg").rename(vault.album / "Screenshot_20200214-153012.jpg")
    vault.sync()
    with running(vault):
        told = _told(vault.run("photos", "--dates", "--json").json)
    assert told["corrected.jpg"] == ("2002-01-01T00:00:00", "sidecar")
    assert told["Screenshot_20200214-153012.jpg"] == ("2020-02-14T15:30:12", "name")
    assert told["exif.jpg"] == expected["exif.jpg"]
