r"""Windows' own rules for names and paths, as pure functions: every system tests them.

Through its usual calls Windows reads ``a.jpg.`` as ``a.jpg`` and ``CON.jpg`` as a device, and
refuses a path of 260 characters unless its owner allowed longer ones. A path with ``\\?\`` before
it is taken letter by letter, and may be long. A colon leads into a second stream of a file, which
no folder lists, and a backslash is a folder.
"""

import os
import re
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote, urlsplit

RESERVED_CHARACTERS = '<>:"|?*\\'
"""Characters that Windows does not allow in a name."""
RESERVED_NAMES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in "123456789¹²³"}
)
FIRST_HALF_LETTER, LAST_HALF_LETTER = "\ud800", "\udfff"
FOLDED_AT_THE_END = ". "
LONGEST_NAME_UNITS = 255
"""The limit for one name, in the two-byte units that NTFS, FAT and exFAT count."""
LONGEST_USUAL_PATH = 220
"""Characters; a folder may have 248, and a file that is not whole yet stands beside its target."""
TAKEN_LITERALLY = "\\\\?\\"
SHARE_LITERALLY = "\\\\?\\UNC\\"
DRIVE_IN_AN_ADDRESS = re.compile(r"/[A-Za-z]:(/|$)")
LITERAL_ALREADY = (TAKEN_LITERALLY, "\\\\.\\", "\\??\\")


def allowed_name(part: str) -> str:
    """Return a name that Windows takes as it is, as like as can be to one of another system."""
    safe = "".join("_" if _is_forbidden(c) else c for c in part)
    if safe.rstrip(FOLDED_AT_THE_END) != safe:
        safe = safe.rstrip(FOLDED_AT_THE_END) + "_"
    return _cut(f"_{safe}" if _is_device(safe) else safe)


def leads_elsewhere(name: str) -> bool:
    """Return whether a ``/``-separated name would mean something else than a file of that name."""
    return ":" in name or "\\" in name


def reachable(path: Path, *, windows: bool = os.name == "nt") -> Path:
    """Return a path that means the same and is not folded or too long for Windows' usual calls."""
    return Path(literal(str(path))) if windows else path


def literal(path: str) -> str:
    r"""Return an absolute path of Windows with ``\\?\`` before it, where it needs that."""
    if path.startswith(LITERAL_ALREADY) or not _needs_that(PureWindowsPath(path)):
        return path
    return _literally(path)


def as_known(path: str) -> str:
    r"""Return a path as people know it: without ``\\?\``."""
    if path.startswith(SHARE_LITERALLY):
        return "\\\\" + path.removeprefix(SHARE_LITERALLY)
    return path.removeprefix(TAKEN_LITERALLY)


def usual(path: str) -> str:
    r"""Return a path without ``\\?\``, unless Windows means something else, or nothing, without."""
    known = as_known(path)
    return known if literal(known) == known else path


def share_folder(server: str, path: str) -> str:
    r"""Return the folder of an address with a server: ``\\nas\photos`` for ``//nas/photos``."""
    return f"\\\\{server}{path}".replace("/", "\\")


def folder_of_address(address: str) -> str | None:
    """Return the folder of a ``file:`` address as people know it; None for an address elsewhere."""
    parts = urlsplit(address)
    if parts.scheme != "file":
        return None
    return folder_shown(unquote(parts.path), unquote(parts.netloc))


def address_shown(address: str) -> str:
    """Return an address in a sentence: a folder as people know it, any other as it is."""
    return folder_of_address(address) or address


def folder_shown(path: str, server: str = "") -> str:
    r"""Return the path of a ``file:`` address as people know it: ``C:\main`` for ``/C:/main``."""
    if server:
        return share_folder(server, path)
    if DRIVE_IN_AN_ADDRESS.match(path):
        return path[1:].replace("/", "\\")
    return path


def _literally(path: str) -> str:
    share = path.startswith("\\\\")
    return SHARE_LITERALLY + path.removeprefix("\\\\") if share else TAKEN_LITERALLY + path


def _needs_that(path: PureWindowsPath) -> bool:
    below = path.parts[1:]
    if not path.is_absolute() or ".." in below:
        return False
    return len(str(path)) > LONGEST_USUAL_PATH or any(map(_is_folded, below))


def _is_folded(part: str) -> bool:
    return part.rstrip(FOLDED_AT_THE_END) != part or _is_device(part)


def _is_forbidden(character: str) -> bool:
    """Half a letter, as bytes are that were none, has names that hardly any program opens."""
    half = FIRST_HALF_LETTER <= character <= LAST_HALF_LETTER
    return half or character in RESERVED_CHARACTERS or character < " "


def _is_device(part: str) -> bool:
    return part.split(".", maxsplit=1)[0].rstrip().upper() in RESERVED_NAMES


def _cut(name: str) -> str:
    """Return a name of at most so many units; its ending stays."""
    stem, dot, ending = name.rpartition(".")
    if not stem or _units(ending) > LONGEST_NAME_UNITS // 4:
        stem, dot, ending = name, "", ""
    while _units(f"{stem}{dot}{ending}") > LONGEST_NAME_UNITS:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
