"""The dates beside photos, and XML and JSON that are made to hurt."""

import json
from pathlib import Path

import pytest

from picup_desktop.thumbnails.dates import xmp as xmp_module
from picup_desktop.thumbnails.dates.sidecars import LONGEST_JSON_BYTES, takeout_date
from picup_desktop.thumbnails.dates.texts import wall_clock_of_utc
from picup_desktop.thumbnails.dates.trust import most_trusted
from picup_desktop.thumbnails.dates.xmp import MOST_DEPTH, dates_in, packet_in
from picup_desktop.thumbnails.wire import DecoderKind, Told
from picup_desktop.words import DateFrom
from tests.unit.dates.made import asked, shown, xmp

MOMENT = "2014-04-02 10:11:12"
ORIGINAL = xmp(exif_DateTimeOriginal="2014-04-02T10:11:12")
BARE = ORIGINAL[ORIGINAL.index(b"<x:xmpmeta") : ORIGINAL.index(b"<?xpacket end")]


def _told(packet: bytes) -> tuple[str, DateFrom] | None:
    return shown(most_trusted(dates_in(packet)))


def test_xmp_beside_a_photo_tells_whether_it_corrects_it(tmp_path: Path) -> None:
    file = tmp_path / "IMG.CR2.xmp"
    file.write_bytes(ORIGINAL)
    assert asked(file, DecoderKind.SIDECAR) == (MOMENT, DateFrom.XMP)
    file.write_bytes(xmp(xmp_CreateDate="2014-04-02T10:11:12"))
    assert asked(file, DecoderKind.SIDECAR) == (MOMENT, DateFrom.SIDECAR)
    file.write_bytes(xmp())
    assert asked(file, DecoderKind.SIDECAR) is None


def test_xmp_as_elements_is_read_too() -> None:
    element = ORIGINAL.replace(
        b' exif:DateTimeOriginal="2014-04-02T10:11:12"/>',
        b"><exif:DateTimeOriginal>2014-04-02T10:11:12</exif:DateTimeOriginal></rdf:Description>",
    )
    assert element != ORIGINAL
    assert _told(element) == (MOMENT, DateFrom.XMP)
    # The bytes around it, and what is broken after it, change nothing.
    assert _told(b"\0\n " + element + b"\0\0") == (MOMENT, DateFrom.XMP)
    assert _told(element[: element.index(b"</rdf:RDF>")]) == (MOMENT, DateFrom.XMP)


@pytest.mark.parametrize(
    "document",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + BARE,
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + BARE,
        b"<!DOCTYPE x>" + BARE,
        b"<a>" * (MOST_DEPTH + 1) + BARE,
        b"<?xml version='1.0' encoding='klingon'?>" + BARE,
        *(b"", b"<", b"\xff" * 100, b"\0" * 100, ORIGINAL[:100]),
    ],
)
def test_xml_that_is_refused_or_broken_has_no_date(document: bytes) -> None:
    assert _told(BARE) == (MOMENT, DateFrom.XMP)
    assert _told(document) is None


def test_only_the_beginning_of_long_xmp_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    long = BARE.replace(b"/></rdf:RDF>", b"><a>%b</a></rdf:Description></rdf:RDF>" % (b"x" * 9_000))
    monkeypatch.setattr(xmp_module, "LONGEST_BYTES", len(BARE) + 1_000)
    assert _told(long) == (MOMENT, DateFrom.XMP)
    monkeypatch.setattr(xmp_module, "LONGEST_BYTES", len(BARE) // 2)
    assert _told(long) is None


def test_xmp_is_found_near_both_ends_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xmp_module, "SEARCHED_BYTES", 1_000)
    for before, after, found in (
        (0, 0, True),
        (9_000, 0, True),
        (100, 9_000, True),
        (4_000, 4_000, False),
    ):
        file = tmp_path / "a"
        file.write_bytes(b"x" * before + BARE + b"x" * after)
        with file.open("rb") as opened:
            assert packet_in(opened) == (BARE if found else b"")


def _takeout(**told: object) -> bytes:
    return json.dumps({"title": "IMG_1.jpg", "geoData": {"latitude": 0.0}, **told}).encode()


@pytest.mark.parametrize("name", ["IMG_1.jpg.json", "IMG_1.jpg.supplemental-metadata.json"])
def test_takeouts_date_is_utc(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(_takeout(photoTakenTime={"timestamp": "1396433472", "formatted": "?"}))
    local = wall_clock_of_utc(1396433472)
    assert local is not None
    assert takeout_date(file.read_bytes()) == Told(local, DateFrom.SIDECAR)
    assert asked(file, DecoderKind.SIDECAR) == shown(Told(local, DateFrom.SIDECAR))


@pytest.mark.parametrize(
    "timestamp",
    [*("0", "-1", "", "1e9", "99999999999", "9" * 17, "9" * 5_000, "x", "²"), None, [1], 1.5],
)
def test_a_timestamp_that_is_none(timestamp: object) -> None:
    assert takeout_date(_takeout(photoTakenTime={"timestamp": timestamp})) is None


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{", b"null", b'{"photoTakenTime": 5}', b'{"photoTakenTime": []}'),
        b'{"a": ' * 5_000,
        b'{"photoTakenTime": {"timestamp": "1396433472"}}'.ljust(LONGEST_JSON_BYTES + 1),
    ],
)
def test_json_that_is_broken_or_too_long_has_no_date(data: bytes) -> None:
    assert takeout_date(data) is None
