"""Files that stand for one that is not on this computer, because a cloud keeps it.

Reading such a file makes its cloud's program download the whole, so none is ever read
unasked. iCloud, OneDrive and Dropbox mark a file by attributes; older iCloud and the virtual
files of Nextcloud and ownCloud have a name of their own.
"""

from collections.abc import Iterator
from pathlib import Path

_WINDOWS_OFFLINE = 0x0000_1000
_WINDOWS_RECALL_ON_OPEN = 0x0004_0000
_WINDOWS_RECALL_ON_DATA_ACCESS = 0x0040_0000
_WINDOWS_NOT_HERE = _WINDOWS_OFFLINE | _WINDOWS_RECALL_ON_OPEN | _WINDOWS_RECALL_ON_DATA_ACCESS
"""Bits of ``st_file_attributes`` (winnt.h); Python's ``stat`` names only the first."""
_MAC_DATALESS = 0x4000_0000
"""The bit of ``st_flags`` (SF_DATALESS in sys/stat.h)."""
_ICLOUD = ".icloud"
_ENDINGS = (".nextcloud", ".owncloud")
_MOST_BYTES = 1
"""The size of a virtual file; a larger one has a content of its own."""


def is_in_a_cloud_only(status: object) -> bool:
    """Return whether a file's attributes say that its content is not on this computer."""
    attributes = getattr(status, "st_file_attributes", 0)
    flags = getattr(status, "st_flags", 0)
    return bool(attributes & _WINDOWS_NOT_HERE or flags & _MAC_DATALESS)


def placeholders_of(path: Path) -> Iterator[Path]:
    """Yield the names under which a file that is not here may have a placeholder."""
    yield path.with_name(f".{path.name}{_ICLOUD}")
    for ending in _ENDINGS:
        yield path.with_name(f"{path.name}{ending}")


def stands_for(name: str, size_bytes: int) -> str | None:
    """Return the name of the file that one stands for by its name; None for any other."""
    folded = name.casefold()
    if folded.startswith(".") and folded.endswith(_ICLOUD) and len(name) > len(_ICLOUD) + 1:
        return name[1 : -len(_ICLOUD)]
    if size_bytes <= _MOST_BYTES:
        for ending in _ENDINGS:
            if folded.endswith(ending) and len(name) > len(ending):
                return name[: -len(ending)]
    return None
