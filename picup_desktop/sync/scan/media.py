"""Decide which files are photos, by their names and first bytes.

A known extension alone is enough, and so is a known signature: a camera's broken
file and a photo that lost its extension are both still photos. Names may contain
undecodable bytes (as surrogates), line breaks and any Unicode.
"""

import re
import string
import sys
from enum import Enum

PACKETS_TO_TRUST = 5
COMPANION_EXTENSIONS = frozenset(("lrv", "lrf", "thm"))
"""Small copies of a film, by GoPro, DJI and Canon."""
FOLDS_CASE = sys.platform in {"win32", "darwin"}
"""Whether this system treats file names that differ only in case as the same."""
_HALF_OF_A_PAIR = re.compile(
    r"(.+)(?:_HEVC|\.MP)|([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})_3",
    re.IGNORECASE | re.DOTALL,
)


class MediaKind(Enum):
    """The kind of photo that a file is."""

    PHOTO = "photo"
    RAW = "raw"
    VIDEO = "video"
    SIDECAR = "sidecar"
    """A file that belongs to a photo: its edits, ratings and places (XMP, AAE)."""


_NAMED = {
    MediaKind.PHOTO: (
        "jpg jpeg jpe jfif jif mpo insp png apng heic heif heics heifs hif avif avifs webp"
        " tif tiff gif bmp dib jxl jp2 j2k jpf jpx j2c jpc jph"
    ),
    MediaKind.RAW: (
        "3fr arw bay cr2 cr3 crw dcr dcs dng drf eip erf fff gpr iiq k25 kdc mef mos mrw nef nrw"
        " orf ori pef ptx raf raw rw2 rwl rwz sr2 srf srw x3f"
    ),
    # .ts is missing on purpose: TypeScript uses it too, so only the content counts there.
    MediaKind.VIDEO: (
        "mp4 m4v mov qt mts m2ts m2t avi mkv webm 3gp 3gpp 3g2 mpg mpeg mpe m2v wmv asf mxf insv dv"
    ),
    MediaKind.SIDECAR: "xmp aae",
}
KIND_BY_EXTENSION = {
    extension: kind for kind, extensions in _NAMED.items() for extension in extensions.split()
}
# Music and films share containers, so for these names such a container proves nothing.
_AUDIO_EXTENSIONS = frozenset(
    ("3ga", "aac", "aax", "f4a", "f4b", "m4a", "m4b", "m4p", "m4r", "mka", "oga", "weba", "wma")
)

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
_BMP_HEADER_SIZES = frozenset((12, 16, 40, 52, 56, 64, 108, 124))

_PARTIAL_ENDINGS = (
    "~",
    ".tmp",
    ".part",
    ".partial",
    ".filepart",
    ".crdownload",
    ".download",
)
_PARTIAL_BEGINNINGS = (".", "~$", "~syncthing~")
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))
_SYSTEM_FOLDERS = frozenset(
    (
        "@eadir",
        "#recycle",
        "@recycle",
        "#snapshot",
        "$recycle.bin",
        "system volume information",
        "lost+found",
    )
)


def classify(name: str, head: bytes) -> MediaKind | None:
    """Return the kind of a file from its name and first 4096 bytes; None for no photo.

    The extension or the content is enough. If ``head`` is empty the extension alone
    decides.
    """
    extension = _split(name)[1]
    by_name = KIND_BY_EXTENSION.get(extension)
    by_content = _by_content(head)
    if by_name is None:
        music = by_content is MediaKind.VIDEO and extension in _AUDIO_EXTENSIONS
        return None if music else by_content
    # NEF, DNG and most similar formats are TIFF inside, so the name is more precise.
    if by_content is None or by_name is MediaKind.RAW:
        return by_name
    return by_content


def is_skipped_name(name: str) -> bool:
    """Return whether a file is hidden, half written, or an operating system's own."""
    folded = name.casefold()
    return (
        folded.startswith(_PARTIAL_BEGINNINGS)
        or folded.endswith(_PARTIAL_ENDINGS)
        or folded in _SYSTEM_FILES
    )


def is_skipped_folder(name: str) -> bool:
    """Return whether a folder is hidden, a NAS's own, or a recycle bin."""
    return name.startswith(".") or name.casefold() in _SYSTEM_FOLDERS


def extension_of(path: str) -> str:
    """Return the extension of a file name in lower case, without its dot."""
    return _split(path.rpartition("/")[2])[1]


def is_companion(path: str) -> bool:
    """Return whether a file is a camera's small copy of a film (LRV, LRF, THM)."""
    return extension_of(path) in COMPANION_EXTENSIONS


def described_name(path: str) -> str | None:
    """Return the file that a sidecar names (``a/IMG.JPG`` for ``a/IMG.JPG.xmp``), else None."""
    folder, slash, name = path.rpartition("/")
    stem, extension = _split(name)
    if KIND_BY_EXTENSION.get(extension) is not MediaKind.SIDECAR:
        return None
    return f"{folder}{slash}{stem}" if _is_media_extension(_split(stem)[1]) else None


def stem_of(path: str) -> str:
    """Return folder and stem; files of one photo share them, but so may unrelated ones.

    ``path`` has ``/`` between its parts. Suffixes that Apple and Google add to one half of
    a pair are dropped: ``IMG_3_HEVC.MOV``, ``<UUID>_3.mov``, ``PXL_1.MP.jpg``.
    """
    folder, slash, name = path.rpartition("/")
    stem, extension = _split(name)
    if KIND_BY_EXTENSION.get(extension) is MediaKind.SIDECAR:
        inner, inner_extension = _split(stem)
        if _is_media_extension(inner_extension):
            stem, extension = inner, inner_extension
    ending = _HALF_OF_A_PAIR.fullmatch(stem)
    return f"{folder}{slash}{stem if ending is None else ending[1] or ending[2]}"


def family_key(path: str) -> str:
    """Return the key that files of one shot share: the folder, and the stem without case.

    It only selects the files to compare; ``gallery/one_shot.py`` decides.
    """
    folder, slash, stem = stem_of(path).rpartition("/")
    return f"{as_compared(folder)}{slash}{stem.casefold()}"


def as_compared(name: str, *, folds_case: bool = FOLDS_CASE) -> str:
    """Return a name normalized for comparison as this system compares file names."""
    return name.casefold() if folds_case else name


def _is_media_extension(extension: str) -> bool:
    return extension in KIND_BY_EXTENSION or extension in COMPANION_EXTENSIONS


def _split(name: str) -> tuple[str, str]:
    """Return the stem, and the extension in lower case without its dot."""
    stem, _, extension = name.rpartition(".")
    return (stem, extension.strip().casefold()) if stem else (name, "")


def _by_content(head: bytes) -> MediaKind | None:
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    return _by_box(head) or _by_riff(head) or _by_bitmap(head) or _by_packets(head)


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
    return {b"WEBP": MediaKind.PHOTO, b"AVI ": MediaKind.VIDEO}.get(head[8:12])


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
