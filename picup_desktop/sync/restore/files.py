"""Restore, files: where a photo comes to stand, and how nothing else is ever lost by it.

A catalog may be hostile: no name leads out of the folder that was chosen.
"""

import hashlib
import os
import stat
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from picup_desktop.errors import PicupError
from picup_desktop.files.new_file import fitting_name, take_name
from picup_desktop.files.status import bounded_time_ns
from picup_desktop.names import shown
from picup_desktop.sync.read.local import what_to_do

# What Windows can't have in a name, or as one.
RESERVED_CHARACTERS = '<>:"|?*\\'
RESERVED_NAMES = frozenset(
    {"CON", "PRN", "AUX", "NUL"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in range(1, 10)}
)


class NotPlaced(PicupError):
    """A photo's name can't be a file below the folder that was chosen."""

    title = "The photo was not written"


def relative_place(album: str, path: str, *, windows: bool = os.name == "nt") -> PurePosixPath:
    """``ALBUM/path`` below the chosen folder; NotPlaced for a name that leads out of it.

    Another system's names may be longer than this one takes: they are cut.
    """
    parts = [album, *path.split("/")]
    for part in parts:
        if part in {"", ".", ".."} or "\0" in part:
            raise NotPlaced(
                f"The list of photos names a photo {shown(f'{album}/{path}')}, which is no place"
                " below a folder. It was not written; picup get has it under another name."
            )
    return PurePosixPath(*(_for_windows(part) if windows else fitting_name(part) for part in parts))


def _for_windows(part: str) -> str:
    safe = "".join("_" if c in RESERVED_CHARACTERS or ord(c) < ord(" ") else c for c in part)
    if safe.rstrip(". ") != safe:
        safe = safe.rstrip(". ") + "_"
    return f"_{safe}" if safe.split(".")[0].rstrip().upper() in RESERVED_NAMES else safe


def make_folder(root: Path, folder: Path) -> None:
    """The folder a photo goes into; NotPlaced if it can't be made, or a link leads out."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve().is_relative_to(root.resolve()):
            raise NotPlaced(f"{shown(str(folder))} is a link that leads out of the folder.")
    except OSError as error:
        raise _unwritable(folder, error) from error


class Standing(Enum):
    """What a photo's place holds."""

    NOTHING = auto()
    THE_PHOTO = auto()
    OTHER = auto()


def standing_at(path: Path, size_bytes: int, mtime_ns: int, sha256: str | None) -> Standing:
    """What stands there; where the photo's hash is not known, its time tells."""
    try:
        status = path.lstat()
    except OSError:
        return Standing.NOTHING
    if not stat.S_ISREG(status.st_mode) or status.st_size != size_bytes:
        return Standing.OTHER
    if not sha256:
        same_time = bounded_time_ns(status.st_mtime_ns) == mtime_ns
        return Standing.THE_PHOTO if same_time else Standing.OTHER
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return Standing.OTHER
    return Standing.THE_PHOTO if same else Standing.OTHER


def is_free(path: Path) -> bool:
    """Whether nothing at all has this name."""
    return not os.path.lexists(path)


def place_new(arrived: Path, target: Path) -> bool:
    """Give a whole file its name; False if something has it by now. NotPlaced."""
    try:
        take_name(arrived, target)
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritable(target, error) from error
    return True


def _unwritable(path: Path, error: OSError) -> NotPlaced:
    return NotPlaced(
        f"{shown(str(path))} can't be written ({error.strerror or error}). {what_to_do(error)}"
    )
