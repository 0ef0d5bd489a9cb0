"""The XMP of an exported picture: the properties that describe it, in a document of their own.

It is XML of others: one that declares a document type or entities is refused, and of the rest only
properties of known vocabularies are taken over. So what described the old file goes, such as the
film inside a motion photo, small pictures, and the faces of a picture that lay otherwise.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no type stubs
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.thumbnails.dates.xmp import BEGINNING, DIGITIZED, END, ORIGINAL
from picup_desktop.thumbnails.wire import JpegWish

MOST_BYTES = 65_502
"""What one segment of JPEG takes beside its header."""
LONGEST_BYTES = 2 << 20
"""Longer documents hold masks and histories, not words."""
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXIF = "http://ns.adobe.com/exif/1.0/"
_TIFF = "http://ns.adobe.com/tiff/1.0/"
_IPTC_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_DC = "http://purl.org/dc/elements/1.1/"
_XMP = "http://ns.adobe.com/xap/1.0/"
VOCABULARIES = {
    _DC: "dc",
    _XMP: "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    _PHOTOSHOP: "photoshop",
    _EXIF: "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    _TIFF: "tiff",
    _IPTC_CORE: "Iptc4xmpCore",
    _IPTC_EXT: "Iptc4xmpExt",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://www.metadataworkinggroup.com/schemas/keywords/": "mwg-kw",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
}
OF_THE_OLD_FILE = frozenset(
    {
        *(f"{{{_TIFF}}}{name}" for name in ("Orientation", "ImageWidth", "ImageLength")),
        *(f"{{{_TIFF}}}{name}" for name in ("BitsPerSample", "Compression", "SamplesPerPixel")),
        *(f"{{{_TIFF}}}{name}" for name in ("PhotometricInterpretation", "PlanarConfiguration")),
        *(f"{{{_TIFF}}}{name}" for name in ("YCbCrSubSampling", "YCbCrPositioning")),
        *(f"{{{_TIFF}}}{name}" for name in ("NativeDigest", "TransferFunction")),
        *(f"{{{_EXIF}}}{name}" for name in ("PixelXDimension", "PixelYDimension", "NativeDigest")),
        *(f"{{{_EXIF}}}{name}" for name in ("SubjectArea", "SubjectLocation")),
        *(f"{{{_EXIF}}}{name}" for name in ("CompressedBitsPerPixel", "ComponentsConfiguration")),
        *(f"{{{_XMP}}}Thumbnails", f"{{{_IPTC_EXT}}}ImageRegion"),
        *(f"{{{_PHOTOSHOP}}}{name}" for name in ("ColorMode", "ICCProfile", "LegacyIPTCDigest")),
    }
)
OF_THE_PLACE = frozenset(
    {
        *(f"{{{_PHOTOSHOP}}}{name}" for name in ("City", "State", "Country")),
        *(f"{{{_IPTC_CORE}}}{name}" for name in ("Location", "CountryCode")),
        *(f"{{{_IPTC_EXT}}}{name}" for name in ("LocationCreated", "LocationShown")),
        *(f"{{{_IPTC_EXT}}}{name}" for name in ("City", "CountryName", "CountryCode")),
        *(f"{{{_IPTC_EXT}}}{name}" for name in ("ProvinceState", "Sublocation", "WorldRegion")),
        f"{{{_DC}}}coverage",
    }
)
_PLACES = re.compile(r"\{[^}]*\}(GPS|Location|Geo)", re.IGNORECASE)
"""Whatever vocabulary says so."""
_WITHOUT_NULLS = b"\0 \t\r\n"
_HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_FOOT = b'<?xpacket end="w"?>'


def xmp_for(packet: bytes, wish: JpegWish) -> bytes:
    """Return the document for the new picture; empty if nothing of the old one stays."""
    document = _read(packet)
    if document is None:
        return b""
    made = Element(f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    for name, value in _properties(document):
        if not _stays(name, wish):
            continue
        if isinstance(value, str):
            made.set(name, value)
        elif wish.with_place or not _has_place(value):
            made.append(value)
    if len(made.attrib) == 1 and not len(made):
        return b""
    whole = Element("{adobe:ns:meta/}xmpmeta")
    around = Element(f"{{{_RDF}}}RDF")
    around.append(made)
    whole.append(around)
    for uri, prefix in {**VOCABULARIES, "adobe:ns:meta/": "x", _RDF: "rdf"}.items():
        Xml.register_namespace(prefix, uri)
    data = _HEAD + Xml.tostring(whole, "utf-8", xml_declaration=False) + _FOOT
    return data if len(data) <= MOST_BYTES else b""


def _read(packet: bytes) -> Element | None:
    """Return the document; None if there is none, or it is refused."""
    first, last = packet.find(BEGINNING), packet.rfind(END)
    text = packet[first : last + len(END)] if 0 <= first < last else packet.strip(_WITHOUT_NULLS)
    if not text or len(text) > LONGEST_BYTES:
        return None
    try:
        found: Element = fromstring(text, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, LookupError, RecursionError):
        return None
    return found


def _properties(document: Element) -> Iterator[tuple[str, str | Element]]:
    """Yield the properties: attributes and elements of each description."""
    for description in document.iter(f"{{{_RDF}}}Description"):
        yield from description.attrib.items()
        yield from ((part.tag, part) for part in description)


def _stays(name: str, wish: JpegWish) -> bool:
    if name in OF_THE_OLD_FILE or name.partition("}")[0][1:] not in VOCABULARIES:
        return False
    if wish.taken_at is not None and name in (*ORIGINAL, *DIGITIZED):
        return False
    return wish.with_place or not _is_place(name)


def _has_place(value: Element) -> bool:
    """Return whether a place is named anywhere inside a property."""
    return any(_is_place(name) for part in value.iter() for name in (part.tag, *part.attrib))


def _is_place(name: object) -> bool:
    return isinstance(name, str) and (name in OF_THE_PLACE or _PLACES.match(name) is not None)
