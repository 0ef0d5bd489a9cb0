"""The dates in films, of every common container and of camcorders (F6e)."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from picup_desktop.thumbnails.dates.boxes import dates_in_boxes
from picup_desktop.thumbnails.dates.films import MDPM, dv_moment, mdpm_moment
from picup_desktop.thumbnails.wire import DecoderKind
from picup_desktop.words import DateFrom
from tests.unit.dates.made import DV_BLOCK_BYTES, asked, film, text_of, xmp

MOMENT = "2014-04-02 10:11:12"
TOLD = (MOMENT, DateFrom.CONTAINER)


def _utc() -> str:
    """The moment on this computer's wall clock, in UTC."""
    local = datetime.fromisoformat(MOMENT).astimezone(UTC)
    return local.isoformat().replace("+00:00", "Z")


def mdpm() -> bytes:
    """A message of H.264 with the date of a camcorder."""
    entries = bytes.fromhex("18 02 20 14 0419 02 10 11 1270 00 00 00 00")
    # Three bytes of 0, 0 and at most 3 would begin something else, so a 3 is put between.
    escaped = (MDPM + b"\3" + entries).replace(b"\0\0\0\0", b"\0\0\3\0\0\3")
    return b"\0\0\0\1\6\5" + bytes((len(MDPM) + 16,)) + escaped + b"\x80"


FILMS = {
    "movie.mp4": ("mp4", {"creation_time": _utc()}),
    "day.mov": ("mov", {"date": "2014-04-02T10:11:12+0900"}),
    "recorded.mkv": (
        "matroska",
        {"DATE_RECORDED": "2014-04-02 10:11:12", "creation_time": "2020-01-01T00:00:00Z"},
    ),
    "created.mkv": ("matroska", {"creation_time": _utc()}),
    "date.avi": ("avi", {"date": "Wed Apr 02 10:11:12 2014"}),
    "day.mp4": ("mp4", {"date": "2014-04-02 10:11:12"}),
}


@pytest.mark.parametrize("name", FILMS)
def test_containers_and_tracks_tell_it(tmp_path: Path, name: str) -> None:
    form, metadata = FILMS[name]
    file = film(tmp_path / name, form, metadata=metadata)
    assert asked(file, DecoderKind.FILM) == TOLD


def test_a_date_of_the_track_alone(tmp_path: Path) -> None:
    file = film(tmp_path / "a.mp4", "mp4", metadata={"creation_time": _utc()})
    data = bytearray(file.read_bytes())
    dates_at = data.index(b"mvhd") + 8
    data[dates_at : dates_at + 8] = bytes(8)
    file.write_bytes(data)
    assert asked(file, DecoderKind.FILM) == TOLD


def test_a_date_of_the_tracks_header_alone(tmp_path: Path) -> None:
    """FFmpeg tells the time of a track's media, and not of the track."""
    file = film(tmp_path / "a.mp4", "mp4", metadata={"creation_time": _utc()})
    data = bytearray(file.read_bytes())
    for box in (b"mvhd", b"mdhd"):
        dates_at = data.index(box) + 8
        data[dates_at : dates_at + 8] = bytes(8)
    file.write_bytes(data)
    assert asked(file, DecoderKind.FILM) == TOLD
    dates_at = data.index(b"tkhd") + 8
    data[dates_at : dates_at + 8] = bytes(8)
    file.write_bytes(data)
    told = asked(file, DecoderKind.FILM)
    assert told is None or told[1] is not DateFrom.CONTAINER


def test_a_date_of_recording_in_the_user_data(tmp_path: Path) -> None:
    file = film(tmp_path / "a.mp4", "mp4", metadata={"creation_time": "2020-01-01T00:00:00Z"})
    date = b"2014-04-02T10:11:12+0900"
    box = (8 + len(date)).to_bytes(4, "big") + b"date" + date
    user_data = (8 + len(box)).to_bytes(4, "big") + b"udta" + box
    whole = (8 + len(user_data)).to_bytes(4, "big") + b"moov" + user_data
    file.write_bytes(file.read_bytes() + whole)
    assert asked(file, DecoderKind.FILM) == TOLD


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0\0\x10moov\0\0\0\x09udta",
        b"\0\0\0\1moov\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\0\0\0\1moov\0\0",
        b"\0\0\0\4moov",
        b"\0\0\0\x0atkhd\1\0",
        b"\0\0\0\x10moov\0\0\0\0trak",
        b"\0\0\0\x08udta" * 2_000,
    ],
)
def test_boxes_that_cant_be_tell_nothing(data: bytes) -> None:
    file = BytesIO(data)
    file.seek(min(3, len(data)))
    told = dates_in_boxes(file)
    assert {*told.recorded, *told.tracks} <= {None}
    assert file.tell() == min(3, len(data)), "the decoder reads on from here"


def test_apples_date_counts_more_than_utc(tmp_path: Path) -> None:
    told = {"com.apple.quicktime.creationdate": "2014-04-02T10:11:12+0900"}
    file = film(
        tmp_path / "a.mov",
        "mov",
        metadata={**told, "creation_time": "2014-04-02T20:00:00Z"},
        options={"movflags": "use_metadata_tags"},
    )
    assert asked(file, DecoderKind.FILM) == TOLD


@pytest.mark.parametrize("unset", ["1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_device_without_a_clock_has_no_date(tmp_path: Path, unset: str) -> None:
    file = film(tmp_path / "a.mp4", "mp4", metadata={"creation_time": unset})
    assert asked(file, DecoderKind.FILM) is None


def test_the_date_within_avchd(tmp_path: Path) -> None:
    file = film(tmp_path / "a.mts", "mpegts", "libx264", before=mdpm())
    assert asked(file, DecoderKind.FILM) == TOLD
    bare = film(tmp_path / "b.mts", "mpegts", "libx264")
    assert asked(bare, DecoderKind.FILM) is None


def test_a_broken_message_of_avchd_has_no_date() -> None:
    whole = mdpm()
    assert text_of(mdpm_moment(whole) or 0) == MOMENT
    for size in range(len(whole) - 10):
        mdpm_moment(whole[:size])
    assert mdpm_moment(MDPM) is None
    assert mdpm_moment(MDPM + b"\xff" * 100) is None
    assert mdpm_moment(whole.replace(b"\x20\x14", b"\xff\xff")) is None


def _dv_block(section: int, packs: bytes) -> bytes:
    before = b"\xff" * 3 if section == 1 else b""
    return (bytes((section << 5, 0, 0)) + before + packs).ljust(DV_BLOCK_BYTES, b"\xff")


DV_DAY, DV_CLOCK = bytes.fromhex("62 ff c2 e4 14"), bytes.fromhex("63 ff 92 91 d0")


def test_the_date_within_dv() -> None:
    frame = _dv_block(0, b"") + _dv_block(2, DV_DAY + DV_CLOCK)
    assert text_of(dv_moment(frame) or 0) == MOMENT
    # Subcode, where the packs stand behind addresses.
    subcode = _dv_block(1, DV_DAY + b"\xff" * 3 + DV_CLOCK)
    assert text_of(dv_moment(subcode) or 0) == MOMENT
    old = _dv_block(2, DV_DAY[:4] + b"\x98")
    assert text_of(dv_moment(old) or 0) == "1998-04-02 00:00:00"
    for nothing in (b"", frame[:80], _dv_block(2, b"\x62\xff\xff\xff\xff"), b"\x40" * 160):
        assert dv_moment(nothing) is None


def test_a_dv_film_with_and_without_its_date(tmp_path: Path) -> None:
    file = film(tmp_path / "a.dv", "dv", "dvvideo")
    assert asked(file, DecoderKind.FILM) is None
    # FFmpeg writes the packs as a camcorder does, on the wall clock.
    told = {"creation_time": "2014-04-02T10:11:12Z"}
    dated = film(tmp_path / "b.dv", "dv", "dvvideo", metadata=told)
    assert asked(dated, DecoderKind.FILM) == TOLD


def test_xmp_within_a_film(tmp_path: Path) -> None:
    file = film(tmp_path / "a.mp4", "mp4")
    told = xmp(xmp_CreateDate="2014-04-02T10:11:12")
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    with file.open("ab") as end:
        end.write((len(told) + 24).to_bytes(4, "big") + b"uuid" + uuid + told)
    assert asked(file, DecoderKind.FILM) == (MOMENT, DateFrom.XMP)
