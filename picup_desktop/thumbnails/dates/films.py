"""The dates in a film: of its container, of its tracks, and of the camera within the pictures.

Camcorders write the date into the pictures themselves: AVCHD as "modified digital video pack
metadata" in an H.264 message, DV as packs beside the sound. Both are binary-coded decimals.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

import av
from av.container import InputContainer

from picup_desktop.clock import latest_photo_year
from picup_desktop.thumbnails.dates import xmp
from picup_desktop.thumbnails.dates.boxes import BoxDates, dates_in_boxes
from picup_desktop.thumbnails.dates.texts import moment_of, wall_clock_of_utc
from picup_desktop.thumbnails.dates.trust import most_trusted
from picup_desktop.thumbnails.wire import Told
from picup_desktop.words import DateFrom

QUICKTIME_DATE = "com.apple.quicktime.creationdate"
RECORDED = (QUICKTIME_DATE, "date_recorded")
"""Names of the date of recording, on the wall clock there."""
CREATED = "creation_time"
"""In UTC, by nearly all; devices without a clock say 1904 or 1970."""
DATED = ("date", "date_digitized", "icrd", "date_encoded")
MOST_PACKETS = 8
"""Packets in which the camera's date is looked for; it is in the first of each second."""
MOST_PACKET_BYTES = 4 << 20
FIRST_UNIX_DAY_SECONDS = 24 * 3600
OF_BOXES = "mov"
"""One of FFmpeg's names of the format of MP4, QuickTime, 3GP and their like."""
WITH_TIME = len("2014-04-02T10:11")

MDPM = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM"
MDPM_ENTRY_BYTES = 5
MDPM_YEAR, MDPM_DAY = 0x18, 0x19
H264_ESCAPED, H264_PLAIN = b"\0\0\3", b"\0\0"
MOST_MDPM_BYTES = 2_048

DIF_BYTES = 80
DIF_SUBCODE, DIF_VAUX = 1, 2
DV_DATE, DV_TIME = 0x62, 0x63
DV_PACK_BYTES = 5
NO_DATE = 0xFF
FIRST_DV_YEAR = 75
"""DV keeps two digits of a year; a year below is one of this century."""


def told_by_film(container: InputContainer, file: BinaryIO) -> Told | None:
    """Return the date of an open film, whose file is ``file``; it reads packets of it."""
    is_mp4 = OF_BOXES in container.format.name.split(",")
    boxes = dates_in_boxes(file) if is_mp4 else BoxDates()
    at = next((one for one in _moments(container, boxes) if one is not None), None)
    if at is not None:
        return Told(at, DateFrom.CONTAINER)
    return most_trusted(xmp.dates_in(xmp.packet_in(file)))


def _moments(container: InputContainer, boxes: BoxDates) -> Iterator[int | None]:
    parts = [_folded(container.metadata), *(_folded(s.metadata) for s in container.streams)]
    for name in RECORDED:
        yield from (moment_of(part.get(name)) for part in parts)
    yield from boxes.recorded
    # With a time it is when it was recorded, else perhaps the year of a concert.
    dates = [part[name] for part in parts for name in DATED if name in part]
    yield from (moment_of(date) for date in dates if len(date) >= WITH_TIME)
    yield from (_created(part.get(CREATED, "")) for part in parts)
    yield from boxes.tracks
    yield _by_the_camera(container)
    yield from map(moment_of, dates)


def _folded(told: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): value for name, value in told.items()}


def _created(text: str) -> int | None:
    """Return UTC on this computer's wall clock; the years of devices without a clock are none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return moment_of(text)
    if moment.tzinfo is None:
        return moment_of(text)
    unix = moment.timestamp()
    return wall_clock_of_utc(unix) if unix >= FIRST_UNIX_DAY_SECONDS else None


def _by_the_camera(container: InputContainer) -> int | None:
    """Return the date within the pictures of a camcorder."""
    stream = next(iter(container.streams.video), None)
    if stream is None or stream.codec_context.name not in {"h264", "dvvideo"}:
        return None
    read = mdpm_moment if stream.codec_context.name == "h264" else dv_moment
    try:
        for number, packet in enumerate(container.demux(stream)):
            found = read(bytes(packet)[:MOST_PACKET_BYTES])
            if found is not None or number >= MOST_PACKETS:
                return found
    except av.FFmpegError:
        # What is cut off or broken there has no date.
        return None
    return None


def mdpm_moment(packet: bytes) -> int | None:
    """Return the date in a packet of AVCHD."""
    at = packet.find(MDPM)
    if at < 0:
        return None
    data = packet[at + len(MDPM) :][:MOST_MDPM_BYTES].replace(H264_ESCAPED, H264_PLAIN)
    entries: dict[int, bytes] = {}
    for number in range(data[0] if data else 0):
        entry = data[1 + number * MDPM_ENTRY_BYTES :][:MDPM_ENTRY_BYTES]
        if len(entry) == MDPM_ENTRY_BYTES:
            entries.setdefault(entry[0], entry[1:])
    year, day = entries.get(MDPM_YEAR), entries.get(MDPM_DAY)
    if year is None or day is None:
        return None
    # The first byte of the year is the zone.
    return moment_of(f"{year[1]:02x}{year[2]:02x}:{year[3]:02x}:{day[0]:02x} {_clock(day[1:])}")


def dv_moment(frame: bytes) -> int | None:
    """Return the date of recording in a frame of DV."""
    packs: dict[int, bytes] = {}
    for at in range(0, len(frame) - DIF_BYTES + 1, DIF_BYTES):
        for pack in _packs(frame[at : at + DIF_BYTES]):
            if pack[0] in {DV_DATE, DV_TIME} and NO_DATE not in pack[2:]:
                packs.setdefault(pack[0], pack)
        if len(packs) == 2:
            break
    date, clock = packs.get(DV_DATE), packs.get(DV_TIME)
    if date is None:
        return None
    try:
        short = int(f"{date[4]:02x}")
    except ValueError:
        return None
    year = short + (1900 if short >= FIRST_DV_YEAR else 2000)
    if year > latest_photo_year():
        return None
    time = (
        ""
        if clock is None
        else f"{clock[4] & 0x3F:02x}:{clock[3] & 0x7F:02x}:{clock[2] & 0x7F:02x}"
    )
    return moment_of(f"{year}:{date[3] & 0x1F:02x}:{date[2] & 0x3F:02x} {time}")


def _packs(block: bytes) -> Iterator[bytes]:
    """Return the packs of a block of DV beside picture and sound."""
    section = block[0] >> 5
    if section == DIF_VAUX:
        starts = range(3, 3 + 15 * DV_PACK_BYTES, DV_PACK_BYTES)
    elif section == DIF_SUBCODE:
        # Six of eight bytes each, of which the first three are an address.
        starts = range(6, 6 + 6 * 8, 8)
    else:
        return
    for start in starts:
        yield block[start : start + DV_PACK_BYTES]


def _clock(told: bytes) -> str:
    return ":".join(f"{part:02x}" for part in told)
