"""The dates in XMP, embedded in a file or beside it: XML of others, read within bounds.

Nothing is built of the document but the few texts that are looked for, and one that declares
a document type or entities is refused.
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no type stubs
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.thumbnails.dates.texts import moment_of
from picup_desktop.thumbnails.dates.trust import Candidate, Trust

LONGEST_BYTES = 2 << 20
"""How much of a document is read: the dates stand in its beginning, masks and history follow."""
EACH_BYTES = 1 << 16
MOST_DEPTH = 64
"""How deep elements may stand in each other; XMP needs about ten."""
SEARCHED_BYTES = 4 << 20
"""How far from the beginning and from the end of a file XMP is searched for."""
BEGINNING, END = b"<x:xmpmeta", b"</x:xmpmeta>"
_EXIF = "http://ns.adobe.com/exif/1.0/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
ORIGINAL = (f"{{{_EXIF}}}DateTimeOriginal", f"{{{_PHOTOSHOP}}}DateCreated")
DIGITIZED = (f"{{{_EXIF}}}DateTimeDigitized", f"{{{_XMP}}}CreateDate")
_WANTED = frozenset((*ORIGINAL, *DIGITIZED))
_WITHOUT_NULLS = b"\0 \t\r\n"


class _Finder:
    """Takes the wanted texts out of what a parser comes by."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._depth = 0
        self._inside: str | None = None
        self._text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's attributes, and remember whether its text is wanted."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise ParseError("it is too deep")
        for name in _WANTED & attributes.keys():
            self.found.setdefault(name, attributes[name])
        self._inside, self._text = (tag, "") if tag in _WANTED else (None, "")

    def data(self, text: str) -> None:
        """Collect the text of a wanted element."""
        if self._inside is not None and len(self._text) < SEARCHED_BYTES:
            self._text += text

    def end(self, tag: str) -> None:
        """Take the text of a wanted element."""
        self._depth -= 1
        if self._inside == tag:
            self.found.setdefault(tag, self._text)
        self._inside = None


def dates_in(packet: bytes) -> Iterator[Candidate]:
    """Return the dates of an XMP document; none if it is refused.

    What was read before a fault, or before the end of what is read, counts.
    """
    finder = _Finder()
    parser = DefusedXMLParser(target=finder, forbid_dtd=True)
    whole = packet.strip(_WITHOUT_NULLS)[:LONGEST_BYTES]
    try:
        for at in range(0, len(whole), EACH_BYTES):
            parser.feed(whole[at : at + EACH_BYTES])
        parser.close()
    except DefusedXmlException:
        return
    except (ParseError, ValueError, LookupError):
        # LookupError: an encoding that does not exist.
        if not finder.found:
            return
    for trust, names in ((Trust.XMP_ORIGINAL, ORIGINAL), (Trust.XMP_DIGITIZED, DIGITIZED)):
        for name in names:
            yield trust, moment_of(finder.found.get(name))


def packet_in(file: BinaryIO) -> bytes:
    """Return the first XMP near the beginning or the end of any file; empty if there is none.

    XMP is made so that it can be found without knowing the file's format.
    """
    size = file.seek(0, 2)
    for at in (0, max(SEARCHED_BYTES, size - SEARCHED_BYTES)):
        if at >= size and at:
            break
        file.seek(at)
        part = file.read(SEARCHED_BYTES)
        first = part.find(BEGINNING)
        last = part.find(END, first)
        if 0 <= first < last:
            return part[first : last + len(END)]
    return b""
