"""Files with dates, as cameras and programs write them."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
from PIL import Image
from PIL.ExifTags import IFD, Base

from picup_desktop.thumbnails.decode import look_at
from picup_desktop.thumbnails.wire import Ask, DecoderKind, Told, Trouble, Want
from picup_desktop.words import DateFrom

DV_SIZE = 720, 576
DV_BLOCK_BYTES = 80


def exif(
    original: str = "",
    digitized: str = "",
    changed: str = "",
    gps: Mapping[int, object] | None = None,
) -> bytes:
    """EXIF with dates of these texts."""
    made = Image.Exif()
    made.endian = "<"
    made[Base.Make] = "Pinhole"
    if changed:
        made[Base.DateTime] = changed
    inner = made.get_ifd(IFD.Exif)
    if original:
        inner[Base.DateTimeOriginal] = original
    if digitized:
        inner[Base.DateTimeDigitized] = digitized
    if gps:
        made.get_ifd(IFD.GPSInfo).update(gps)
    return made.tobytes()


def xmp(**dates: str) -> bytes:
    """XMP with dates as attributes: ``exif_DateTimeOriginal="2014-04-02"``."""
    told = "".join(f' {name.replace("_", ":")}="{text}"' for name, text in dates.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"{told}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc(**dates: str) -> bytes:
    """A JPEG's segment APP13 with IPTC's ``created``, ``time``, ``digitized``."""
    numbers = {"created": 55, "time": 60, "digitized": 62}
    records = b"".join(
        bytes((0x1C, 2, numbers[name])) + len(text).to_bytes(2, "big") + text.encode()
        for name, text in dates.items()
    )
    resource = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records
    resource += b"\0" * (len(resource) % 2)
    content = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content


def picture(path: Path, form: str = "JPEG", *, segment: bytes = b"", **told: object) -> Path:
    """A small picture; ``segment`` is put in front of a JPEG's others."""
    image = Image.new("RGB", (64, 64), "teal")
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(path, quality=50, **told)
        return path
    out = io.BytesIO()
    image.save(out, form, **told)
    data = out.getvalue()
    path.write_bytes(data[:2] + segment + data[2:])
    return path


def film(
    path: Path,
    form: str,
    codec: str = "mpeg4",
    *,
    metadata: Mapping[str, str] | None = None,
    before: bytes = b"",
    options: Mapping[str, str] | None = None,
) -> Path:
    """A film of a few frames; ``before`` is put in front of the first packet."""
    size = DV_SIZE if codec == "dvvideo" else (64, 48)
    with av.open(str(path), "w", format=form, options=dict(options or {})) as container:
        container.metadata.update(metadata or {})
        stream: Any = container.add_stream(codec, rate=25)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, 25)
        frame = av.VideoFrame.from_ndarray(np.zeros((size[1], size[0], 3), np.uint8), "rgb24")
        for number in range(5):
            frame.pts = number
            for packet in stream.encode(frame):
                container.mux(_with(packet, before))
                before = b""
        for packet in stream.encode():
            container.mux(_with(packet, before))
            before = b""
    return path


def _with(packet: Any, before: bytes) -> Any:
    if not before:
        return packet
    made: Any = av.Packet(before + bytes(packet))
    made.pts, made.dts, made.stream = packet.pts, packet.dts, packet.stream
    made.time_base, made.is_keyframe = packet.time_base, packet.is_keyframe
    return made


def asked(path: Path, kind: DecoderKind = DecoderKind.PICTURE) -> tuple[str, DateFrom] | None:
    """The date that a file tells, as a text, and which part has it."""
    answer = look_at(Ask(str(path), kind, Want.FACTS))
    assert not isinstance(answer, Trouble), answer
    return None if answer.date is None else (text_of(answer.date.at), answer.date.by)


def text_of(seconds: int) -> str:
    """Wall-clock seconds as a text."""
    return str(datetime(1970, 1, 1) + timedelta(seconds=seconds))  # noqa: DTZ001 - the wall clock's


def shown(told: Told | None) -> tuple[str, DateFrom] | None:
    """A date as a text, and which part has it."""
    return None if told is None else (text_of(told.at), told.by)
