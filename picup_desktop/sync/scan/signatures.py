"""What a file's first bytes say about its kind.

Each signature is its format's own; where letters may also begin a text, more is checked.
"""

import re
import string

from picup_desktop.sync.scan.kinds import MediaKind

PACKETS_TO_TRUST = 5

_SIGNATURES = (
    (0, b"\xff\xd8\xff", MediaKind.PHOTO),  # JPEG
    (0, b"\x89PNG\r\n\x1a\n", MediaKind.PHOTO),
    (0, b"GIF87a", MediaKind.PHOTO),
    (0, b"GIF89a", MediaKind.PHOTO),
    (0, b"\xff\x0a", MediaKind.PHOTO),  # JPEG XL, bare
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", MediaKind.PHOTO),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", MediaKind.PHOTO),  # JPEG 2000
    (0, b"\xff\x4f\xff\x51", MediaKind.PHOTO),  # JPEG 2000, bare
    (8, b"CR\x02\0", MediaKind.RAW),  # CR2: before TIFF, whose signature it has too
    (0, b"II\x1a\0\0\0HEAPCCDR", MediaKind.RAW),  # CRW
    (0, b"FUJIFILMCCD-RAW", MediaKind.RAW),
    (0, b"IIU\0", MediaKind.RAW),  # RW2, RWL
    (0, b"IIRO", MediaKind.RAW),  # ORF
    (0, b"IIRS", MediaKind.RAW),
    (0, b"MMOR", MediaKind.RAW),
    (0, b"\0MRM", MediaKind.RAW),
    (0, b"FOVb", MediaKind.RAW),  # X3F
    (0, b"II*\0", MediaKind.PHOTO),  # TIFF
    (0, b"MM\0*", MediaKind.PHOTO),
    (0, b"II+\0", MediaKind.PHOTO),  # TIFF above 4 GB
    (0, b"MM\0+", MediaKind.PHOTO),
    (0, b"\x1a\x45\xdf\xa3", MediaKind.VIDEO),  # Matroska, WebM
    (0, b"\0\0\x01\xba", MediaKind.VIDEO),  # MPEG, as programs
    (0, b"\0\0\x01\xb3", MediaKind.VIDEO),  # MPEG, bare
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", MediaKind.VIDEO),  # WMV
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02", MediaKind.VIDEO),  # MXF
    (0, b"8BPS", MediaKind.PHOTO),  # Photoshop
    (0, b"v/1\x01", MediaKind.PHOTO),  # OpenEXR
    (0, b"#?RADIANCE", MediaKind.PHOTO),
    (0, b"#?RGBE", MediaKind.PHOTO),
    (0, b"SDPX", MediaKind.PHOTO),
    (0, b"XPDS", MediaKind.PHOTO),
    (0, b"\x80\x2a\x5f\xd7", MediaKind.PHOTO),  # Cineon
    (0, b"SIMPLE  =", MediaKind.PHOTO),  # FITS
    (0, b"\x8bJNG\r\n\x1a\n", MediaKind.PHOTO),
    (0, b"\x8aMNG\r\n\x1a\n", MediaKind.PHOTO),
    (0, b"BPG\xfb", MediaKind.PHOTO),
    (0, b"FLIF", MediaKind.PHOTO),
    (0, b"\x89LFP\r\n\x1a\n", MediaKind.PHOTO),  # Lytro
    (0, b"gimp xcf", MediaKind.PHOTO),
    (0, b"Paint Shop Pro Image File", MediaKind.PHOTO),
    (0, b"id=ImageMagick", MediaKind.PHOTO),
    (0, b"/* XPM */", MediaKind.PHOTO),
    (2048, b"PCD_IPI", MediaKind.PHOTO),  # Photo CD
    (0, b"PCD_OPA", MediaKind.PHOTO),
    (0, b"FLV\x01", MediaKind.VIDEO),
    (0, b".RMF", MediaKind.VIDEO),  # RealMedia
    (0, b"MLVI", MediaKind.VIDEO),  # Magic Lantern
    (4, b"RED1", MediaKind.VIDEO),
    (4, b"RED2", MediaKind.VIDEO),
    (0, b"\xb7\xd8\x00\x20\x37\x49\xda\x11\xa6\x4e\x00\x07", MediaKind.VIDEO),  # WTV
    (0, b"<?xpacket begin", MediaKind.SIDECAR),
    (0, b"\xef\xbb\xbf<?xpacket begin", MediaKind.SIDECAR),
    (0, b"<x:xmpmeta", MediaKind.SIDECAR),
    (0, b"\xef\xbb\xbf<x:xmpmeta", MediaKind.SIDECAR),
)
_PICTURE_BRANDS = frozenset(
    (
        *(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
        *(b"mif1", b"mif2", b"msf1", b"miaf", b"avif", b"avis"),
        *(b"jxl ", b"jp2 ", b"jpx ", b"jph "),
    )
)
_AUDIO_BRANDS = frozenset((b"M4A ", b"M4B ", b"M4P ", b"F4A ", b"F4B ", b"aax ", b"aaxc"))
_OLD_QUICKTIME_BOXES = frozenset((b"wide", b"free", b"skip", b"pnot"))
_OLD_QUICKTIME_DATA = frozenset((b"moov", b"mdat"))
_TEXT_BYTES = frozenset(string.printable.encode())
_FILMS_IN_OGG = (b"\x80theora", b"\x01video", b"BBCD\0")
_NETPBM = re.compile(
    rb"P[1-6]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d+\s|P7\nWIDTH \d|P[fF]\n\d+ \d+\n"
)
_PCX_VERSIONS = frozenset((0, 2, 3, 4, 5))
_PCX_BITS = frozenset((1, 2, 4, 8))
_TAKEN_AT = b'"photoTakenTime"'
_BMP_HEADER_SIZES = frozenset((12, 16, 40, 52, 56, 64, 108, 124))


_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def is_tiff(head: bytes) -> bool:
    """Return whether a file is TIFF inside, as most RAW formats are."""
    return head.startswith(_TIFF)


def kind_by_content(head: bytes) -> MediaKind | None:
    """Return the kind of a file from its first 4096 bytes; None if they say nothing."""
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    looks = (_by_box, _by_riff, _by_ogg, _by_bitmap, _by_pixels, _by_packets, _by_json)
    return next((found for look in looks if (found := look(head)) is not None), None)


def _by_box(head: bytes) -> MediaKind | None:
    """Classify the ISO media family: HEIC, AVIF, CR3, MP4, MOV, 3GP."""
    box, brand = head[4:8], head[8:12]
    if box in _OLD_QUICKTIME_BOXES:
        # These letters occur in plain text as well, but no text begins with a zero byte.
        return MediaKind.VIDEO if head.startswith(b"\0") else None
    if box in _OLD_QUICKTIME_DATA:
        # The size before the picture data may have any bytes, but hardly all letters.
        return None if set(head[:4]) <= _TEXT_BYTES else MediaKind.VIDEO
    if box != b"ftyp" or brand in _AUDIO_BRANDS:
        return None
    if brand == b"crx ":
        return MediaKind.RAW
    # Every vendor invents brands of its own, so an unknown one counts as a video.
    return MediaKind.PHOTO if brand in _PICTURE_BRANDS else MediaKind.VIDEO


def _by_riff(head: bytes) -> MediaKind | None:
    if not head.startswith(b"RIFF"):
        return None
    return {
        b"WEBP": MediaKind.PHOTO,
        b"AVI ": MediaKind.VIDEO,
        b"CDXA": MediaKind.VIDEO,  # Video CD
    }.get(head[8:12])


def _by_ogg(head: bytes) -> MediaKind | None:
    """Classify Ogg, which carries films and music."""
    has_film = head.startswith(b"OggS") and any(mark in head for mark in _FILMS_IN_OGG)
    return MediaKind.VIDEO if has_film else None


def _by_pixels(head: bytes) -> MediaKind | None:
    """Classify the old formats that begin with a few numbers: Netpbm, PCX, SGI."""
    if _NETPBM.match(head):
        return MediaKind.PHOTO
    if len(head) < 64:
        return None
    magic, version, encoding, bits = head[:4]
    is_pcx = magic == 0x0A and version in _PCX_VERSIONS and encoding == 1 and bits in _PCX_BITS
    # In a PCX file the byte after the palette is reserved, and always 0.
    is_sgi = head[:2] == b"\x01\xda" and head[2] in {0, 1} and head[3] in {1, 2}
    return MediaKind.PHOTO if is_sgi or (is_pcx and head[64:65] == b"\0") else None


def _by_json(head: bytes) -> MediaKind | None:
    """Classify what Google Takeout writes beside each photo: its date, place and words."""
    is_takeout = head.lstrip().startswith(b"{") and _TAKEN_AT in head
    return MediaKind.SIDECAR if is_takeout else None


def _by_bitmap(head: bytes) -> MediaKind | None:
    """Classify BMP; its two letters also begin text, so the header must be valid too."""
    fits = head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES
    return MediaKind.PHOTO if fits else None


def _by_packets(head: bytes) -> MediaKind | None:
    """Classify MPEG transport streams: a sync byte every 188 bytes, or 192 with a time code."""
    for first, size in ((0, 188), (4, 192)):
        marks = head[first::size]
        if len(marks) >= PACKETS_TO_TRUST and marks == b"\x47" * len(marks):
            return MediaKind.VIDEO
    return None
