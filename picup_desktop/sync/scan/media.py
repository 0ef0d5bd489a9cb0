"""Decide which files are photos, by their names and first bytes.

A known extension alone is enough, and so is a known signature: a camera's broken
file and a photo that lost its extension are both still photos. Names may contain
undecodable bytes (as surrogates), line breaks and any Unicode.
"""

import re
import sys
from collections.abc import Iterable

from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.signatures import is_tiff, kind_by_content

_COMPANIONS = {"lrv": MediaKind.VIDEO, "lrf": MediaKind.VIDEO, "thm": MediaKind.PHOTO}
COMPANION_EXTENSIONS = frozenset(_COMPANIONS)
"""Small copies of a film, by GoPro, DJI and Canon."""
FOLDS_CASE = sys.platform in {"win32", "darwin"}
"""Whether this system treats file names that differ only in case as the same."""
_NAMES_OF_VENDORS = (
    # Apple: the film of a live picture, as Photos and iCloud name it; edits, and their notes.
    (r"(.+)_HEVC", r"\1"),
    (r"([0-9A-F]{4,}(?:-[0-9A-F]{4,})*)_3", r"\1"),
    (r"IMG_[EO](\d{4,})", r"IMG_\1"),
    # Google: motion photos and RAW, and further words about a picture.
    (r"(PXL_\d{8}_\d{6,})[.~].*", r"\1"),
    (r"(.+)\.MP", r"\1"),
    # GoPro: GL is the small copy of GX (HEVC) or GH (AVC).
    (r"G[HLX](\d{6})", r"GX\1"),
)
"""What vendors add to the name of one half of a pair, and the name without it."""
_KINDRED = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), plain) for pattern, plain in _NAMES_OF_VENDORS
)


# Music and films share containers, so for these names such a container proves nothing.
_AUDIO_EXTENSIONS = frozenset(
    ("3ga", "aac", "aax", "f4a", "f4b", "m4a", "m4b", "m4p", "m4r", "mka", "oga", "weba", "wma")
)

_NAMED = {
    MediaKind.PHOTO: (
        "jpg jpeg jpe jfif jif mpo insp png apng heic heif heics heifs hif avif avifs webp"
        " tif tiff gif bmp dib jxl jp2 j2k jpf jpx j2c jpc jph"
        " psd psb tga pcx ppm pgm pbm pnm pam pfm pcd psp pspimage xcf exr hdr dpx cin fits fit fts"
        " jng mng bpg flif lfp lfr svg svgz miff sgi pict pct xpm xbm ico jxr wdp livp"
    ),
    MediaKind.RAW: (
        "3fr arw bay cr2 cr3 crw dcr dcs dng drf eip erf fff gpr iiq k25 kdc mef mos mrw nef nrw"
        " orf ori pef ptx raf raw rw2 rwl rwz sr2 srf srw x3f"
    ),
    # .ts is missing on purpose: TypeScript uses it too, so only the content counts there.
    MediaKind.VIDEO: (
        "mp4 m4v mov qt mts m2ts m2t avi mkv webm 3gp 3gpp 3g2 mpg mpeg mpe m2v wmv asf mxf insv dv"
        " flv f4v ogv ogm rm rmvb swf mlv r3d wtv divx amv vob tod 360 osv"
    ),
    MediaKind.SIDECAR: "xmp aae pp3 dop acr on1 cos nksc arp vrd dr4 srt gpx",
}
KIND_BY_EXTENSION = {
    extension: kind for kind, extensions in _NAMED.items() for extension in extensions.split()
}
MEMO_EXTENSIONS = frozenset(("wav", "m4a", "aac", "mp3", "amr", "3ga"))
"""Sound that cameras and phones keep beside a photo, under its name."""
_PICASA_FILES = frozenset(("picasa.ini", ".picasa.ini"))
"""Albums, faces and edits of a folder, by Picasa."""
TAKEOUT_CHARACTERS = 46
"""So many characters of a name Google Takeout writes before ``.json``."""
_NUMBERED = re.compile(r"(.+)(\(\d+\))", re.DOTALL)
PICASA_ORIGINALS = ".picasaoriginals"
"""The hidden folder in which Picasa keeps the untouched originals of edited photos."""
_WORDS_OF_TAKEOUT = re.compile(r"(?:\.(?:s[a-z-]*)?)?(\(\d+\))?\Z", re.IGNORECASE)
"""What Google Takeout adds to a photo's name for the JSON file beside it; long ones are cut."""
APPLE_DOUBLE = "._"
"""Begins the names of what macOS writes beside files on other systems' disks."""
PARTIAL_SECONDS = 24 * 3600.0
"""A file that did not change for so long is not being written any more, whatever its name."""
_PARTIAL_ENDINGS = (
    *("~", ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download"),
    *(".!sync", ".bts", ".nextcloud-part", ".aria2", ".upload", ".swp", "_exiftool_tmp"),
    *(".tmp123", ".mtptemp"),
)
_PARTIAL_PART = ".octransferid"
_PARTIAL_BEGINNINGS = ("~$", "~syncthing~")
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))
_SYSTEM_FOLDERS = frozenset(
    (
        *("@eadir", "#recycle", "@recycle", "#snapshot", "$recycle.bin", "lost+found"),
        *("system volume information", ".thumbnails", ".appledouble", ".apdisk", ".fseventsd"),
        *(".spotlight-v100", ".temporaryitems", ".documentrevisions-v100", ".stfolder", ".git"),
        *(".stversions", ".cache", ".sync", ".comments", ".@__thumb", ".picup"),
    )
)
_TRASH_BEGINNINGS = (".trash", ".dtrash", ".sync_", ".tmp")


def classify(name: str, head: bytes) -> MediaKind | None:
    """Return the kind of a file from its name and first 4096 bytes; None for no photo.

    The extension or the content is enough. If ``head`` is empty the extension alone
    decides.
    """
    extension = _split(name)[1]
    by_name = named_kind(name)
    by_content = kind_by_content(head)
    if by_name is None:
        music = by_content is MediaKind.VIDEO and extension in _AUDIO_EXTENSIONS
        return None if music else by_content or _COMPANIONS.get(extension)
    # NEF, DNG and most similar formats are TIFF inside, so the name is more precise.
    if by_content is None or (by_name is MediaKind.RAW and is_tiff(head)):
        return by_name
    return by_content


def kept_kind(name: str, head: bytes, *, is_known: bool) -> MediaKind | None:
    """Return the kind of a file that an album keeps; None if a known one is what it was.

    A known photo stays one even if a crash emptied it, and then nothing tells its kind.
    """
    kind = classify(name, head)
    if kind is not None or is_known:
        return kind
    # Sound is only ever kept beside the photo that it belongs to.
    return MediaKind.SIDECAR if may_be_a_memo(name) else MediaKind.OTHER


def is_skipped_name(name: str) -> bool:
    """Return whether a file is hidden, half written, or an operating system's own."""
    return is_hidden_name(name) or is_partial_name(name) or is_system_name(name)


def is_hidden_name(name: str) -> bool:
    """Return whether a name hides its file; Picasa's own file is kept."""
    return name.startswith(".") and name.casefold() not in _PICASA_FILES


def is_system_name(name: str) -> bool:
    """Return whether a file is an operating system's own."""
    return name.casefold() in _SYSTEM_FILES


def is_partial_name(name: str) -> bool:
    """Return whether a program names files so while it writes them."""
    folded = name.casefold()
    return (
        folded.startswith(_PARTIAL_BEGINNINGS)
        or folded.endswith(_PARTIAL_ENDINGS)
        or _PARTIAL_PART in folded
    )


def is_skipped_folder(name: str) -> bool:
    """Return whether a folder is hidden, a NAS's own, or a recycle bin."""
    return is_hidden_folder(name) or is_system_folder(name)


def is_hidden_folder(name: str) -> bool:
    """Return whether a name hides its folder; Picasa's originals are kept."""
    return name.startswith(".") and name.casefold() != PICASA_ORIGINALS


def is_system_folder(name: str) -> bool:
    """Return whether a folder has only what a system or a program made for itself."""
    folded = name.casefold()
    return folded in _SYSTEM_FOLDERS or folded.startswith(_TRASH_BEGINNINGS)


def named_kind(name: str) -> MediaKind | None:
    """Return the kind that a file's name says; None if it says none."""
    stem, extension = _split(name)
    if name.casefold() in _PICASA_FILES:
        return MediaKind.SIDECAR
    if extension == "json" and _named_by_takeout(stem) is not None:
        return MediaKind.SIDECAR
    return KIND_BY_EXTENSION.get(extension)


def may_be_a_memo(name: str) -> bool:
    """Return whether a file is sound that belongs to a photo of the same name, if there is one."""
    return extension_of(name) in MEMO_EXTENSIONS


def stems_of_photos(names: Iterable[str]) -> frozenset[str]:
    """Return the stems, without case, of the photos and films among a folder's names.

    A name without an ending counts: only the content says what it is.
    """
    return frozenset(bare_stem(name) for name in names if _may_be_a_photo(name))


def _may_be_a_photo(name: str) -> bool:
    kind = named_kind(name)
    return extension_of(name) == "" if kind is None else kind is not MediaKind.SIDECAR


def bare_stem(name: str) -> str:
    """Return a file name without its extension, and without case."""
    return _split(name)[0].casefold()


def _named_by_takeout(stem: str) -> str | None:
    """Return the photo that a JSON file of Google Takeout is about; None for any other stem.

    The number of one of several photos of a name stands elsewhere in the photo's own name:
    ``IMG.jpg(1).json`` is about ``IMG(1).jpg``.
    """
    if _is_media_extension(_split(stem)[1]):
        return stem
    words = _WORDS_OF_TAKEOUT.search(stem)
    name, number = (stem, "") if words is None else (stem[: words.start()], words[1] or "")
    bare, dot, extension = name.rpartition(".")
    return f"{bare}{number}{dot}{extension}" if _is_media_extension(_split(name)[1]) else None


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
    if named_kind(name) is not MediaKind.SIDECAR:
        return None
    if extension == "json":
        stem = _named_by_takeout(stem) or stem
    return f"{folder}{slash}{stem}" if _is_media_extension(_split(stem)[1]) else None


def cut_sidecar_of(path: str) -> str | None:
    """Return the JSON file of Google Takeout about a photo whose name is too long for it.

    Takeout cuts the name, even within its ending, and puts the number of one of several photos of
    a name behind it. None for a name that is short enough for ``described_name``, and for a
    JSON file.
    """
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    numbered = _NUMBERED.fullmatch(stem)
    stem, number = (stem, "") if numbered is None else (numbered[1], numbered[2])
    whole = f"{stem}{dot}{ending}"
    if len(whole) <= TAKEOUT_CHARACTERS or ending.casefold() == "json":
        return None
    return f"{folder}{slash}{whole[:TAKEOUT_CHARACTERS]}{number}.json"


def stem_of(path: str) -> str:
    """Return folder and stem; files of one photo share them, but so may unrelated ones.

    ``path`` has ``/`` between its parts.
    """
    folder, slash, name = path.rpartition("/")
    described = described_name(name)
    return f"{folder}{slash}{_split(name if described is None else described)[0]}"


def kindred_stem(path: str) -> str:
    """Return folder and stem without what vendors add to one half of a pair.

    ``IMG_3`` for ``IMG_3_HEVC.MOV``, ``PXL_1`` for ``PXL_1.MP.jpg``, ``IMG_1`` for its edit
    ``IMG_E1``. It says less than ``stem_of``: an edit is not its original.
    """
    folder, slash, stem = stem_of(path).rpartition("/")
    for pattern, plain in _KINDRED:
        found = pattern.fullmatch(stem)
        if found is not None:
            return f"{folder}{slash}{found.expand(plain)}"
    return f"{folder}{slash}{stem}"


def family_key(path: str) -> str:
    """Return the key that files of one shot share: the folder, and the kindred stem without case.

    It only selects the files to compare; ``gallery/one_shot.py`` decides.
    """
    folder, slash, stem = kindred_stem(path).rpartition("/")
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
