"""Motion photos as phones write them: a picture with a film inside."""

import io
import struct
from fractions import Fraction

import av
import numpy as np
import pillow_heif
from PIL import Image

SIZE = (320, 240)
RATE = 10
_ITEMS = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    ' xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"'
    ' xmlns:Container="http://ns.google.com/photos/1.0/container/"'
    ' xmlns:Item="http://ns.google.com/photos/1.0/container/item/"'
    ' GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1"><Container:Directory><rdf:Seq>'
    '<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="image/jpeg"'
    ' Item:Semantic="Primary" Item:Length="0" Item:Padding="0"/></rdf:li>'
    '<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="video/mp4"'
    ' Item:Semantic="MotionPhoto" Item:Length="{length}" Item:Padding="0"/></rdf:li>'
    "</rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>"
)
_OFFSET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    ' xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:MicroVideo="1"'
    ' GCamera:MicroVideoVersion="1" GCamera:MicroVideoOffset="{length}"/></rdf:RDF></x:xmpmeta>'
)
SAMSUNG_FILM = 0x0A30


def film_bytes(
    frames: int = 20, *, form: str = "mp4", taken: str = "", rate: int = RATE, content_id: str = ""
) -> bytes:
    """Return a film that gets brighter, ``frames`` / ``rate`` seconds long."""
    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if content_id else {}
    with av.open(out, "w", format=form, options=options) as container:
        if taken:
            container.metadata["creation_time"] = taken
        if content_id:
            container.metadata["com.apple.quicktime.content.identifier"] = content_id
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.time_base = Fraction(1, rate)
        for number in range(frames):
            shade = np.full((SIZE[1], SIZE[0], 3), number * 200 // max(frames, 1), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        container.mux(stream.encode())
    return out.getvalue()


def picture_bytes(form: str = "JPEG", *, xmp: str = "", exif: Image.Exif | None = None) -> bytes:
    """Return a red picture."""
    out, image = io.BytesIO(), Image.new("RGB", (640, 480), "red")
    more = {} if exif is None else {"exif": exif.tobytes()}
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(out, xmp=xmp.encode() or None, **more)
    else:
        image.save(out, form, xmp=xmp.encode(), **more)
    return out.getvalue()


def google(film: bytes, form: str = "JPEG", exif: Image.Exif | None = None) -> bytes:
    """As phones of Google write it now."""
    return picture_bytes(form, xmp=_ITEMS.format(length=len(film)), exif=exif) + film


def google_of_old(film: bytes) -> bytes:
    """As phones of Google wrote it until 2020 (``MVIMG_``)."""
    return picture_bytes(xmp=_OFFSET.format(length=len(film))) + film


def google_without_film(length: int) -> bytes:
    """The picture that Takeout gives, with the film in a file of its own."""
    return picture_bytes(xmp=_ITEMS.format(length=length))


def samsung(film: bytes) -> bytes:
    """A JPEG with Samsung's trailer."""
    name = b"MotionPhoto_Data"
    data = struct.pack("<HHI", 0, SAMSUNG_FILM, len(name)) + name + film
    table = struct.pack("<4sII", b"SEFH", 107, 1)
    table += struct.pack("<HHII", 0, SAMSUNG_FILM, len(data), len(data))
    return picture_bytes() + data + table + struct.pack("<I4s", len(table), b"SEFT")


def google_heic(film: bytes) -> bytes:
    """As phones of Google write HEIC: in a box that the XMP counts as padding."""
    xmp = _ITEMS.format(length=len(film)).replace('Padding="0"', 'Padding="8"', 1)
    return picture_bytes("HEIF", xmp=xmp) + struct.pack(">I4s", len(film) + 8, b"mpvd") + film


def samsung_heic(film: bytes) -> bytes:
    """A HEIC with the film in a box of its own."""
    return picture_bytes("HEIF") + struct.pack(">I4s", len(film) + 8, b"mpvd") + film


def apple_note(content_id: str) -> bytes:
    """Return the maker note of an iPhone that names the other half of a live picture."""
    told = content_id.encode() + b"\0"
    head = b"Apple iOS\0\0\1MM"
    entry = struct.pack(">HHHII", 1, 0x0011, 2, len(told), len(head) + 2 + 12 + 4)
    return head + entry + struct.pack(">I", 0) + told


def exif_of(taken: str = "", content_id: str = "") -> Image.Exif:
    """Return EXIF data with a date and an identifier."""
    exif = Image.Exif()
    inner = exif.get_ifd(0x8769)
    if taken:
        inner[0x9003] = taken
    if content_id:
        inner[0x927C] = apple_note(content_id)
    return exif
