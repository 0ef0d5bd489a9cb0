"""Place restored photos without ever losing another file.

A catalog may be hostile: no name leads out of the chosen folder.
"""

import os
import stat
from enum import Enum, auto
from pathlib import Path, PurePath, PurePosixPath

from picup_desktop.errors import PicupError
from picup_desktop.files.new_file import fitting_name, take_name
from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import bounded_time_ns, is_link
from picup_desktop.files.windows_names import allowed_name, as_known, reachable
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.sync.read.local import what_to_do
from picup_desktop.sync.scan.media import is_hidden_folder, is_hidden_name


class NotPlaced(PicupError):
    """A photo's name can't be a file below the chosen folder."""

    title = "title-photo-not-written"


def relative_place(album: str, path: str, *, windows: bool = os.name == "nt") -> PurePosixPath:
    """Return ``ALBUM/path`` below the chosen folder; NotPlaced for a name that leads out of it.

    Names of other systems may be too long for this one; they are cut. A hidden name, which no
    scan keeps, gets a ``_`` before it: the chosen folder may be a person's own, where a program
    reads ``.config`` and the like (6-3).
    """
    parts = [album, *path.split("/")]
    for part in parts:
        if part in {"", ".", ".."} or "\0" in part:
            raise NotPlaced("list-photos-names-photo-which", photo=shown(f"{album}/{path}"))
    *folders, name = parts
    seen = [f"_{part}" if is_hidden_folder(part) else part for part in folders]
    seen.append(f"_{name}" if is_hidden_name(name) else name)
    return PurePosixPath(*(allowed_name(part) if windows else fitting_name(part) for part in seen))


def make_folder(root: Path, folder: Path) -> None:
    """Make a photo's folder; NotPlaced if that fails, or a link leads out."""
    try:
        # Before and after: no folder is made behind a link, nor taken behind one made meanwhile.
        _check_inside(root, folder)
        folder.mkdir(parents=True, exist_ok=True)
        _check_inside(root, folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _check_inside(root: Path, folder: Path) -> None:
    place = root
    for part in PurePath(as_known(str(folder))).relative_to(as_known(str(root))).parts:
        place = reachable(place / part)
        if _is_link(place) and not place.resolve().is_relative_to(root.resolve()):
            raise NotPlaced("folder-link-leads-out", folder=shown(as_known(str(folder))))


def _is_link(path: Path) -> bool:
    try:
        return is_link(path.lstat())
    except OSError:
        # Nothing is there yet.
        return False


class Standing(Enum):
    """The state of a photo's place."""

    NOTHING = auto()
    THE_PHOTO = auto()
    OTHER = auto()


def standing_at(path: Path, size_bytes: int, mtime_ns: int, sha256: str | None) -> Standing:
    """Return what is at a path; compares the time if the photo's hash is not known."""
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
        same = sha256_of(path) == sha256
    except OSError:
        return Standing.OTHER
    return Standing.THE_PHOTO if same else Standing.OTHER


def is_free(path: Path) -> bool:
    """Return whether no entry of any kind has this name."""
    return not os.path.lexists(path)


def place_new(arrived: Path, target: Path) -> bool:
    """Give a complete file its name; False if the name is taken by now. NotPlaced."""
    try:
        take_name(arrived, target)
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritable(target, error) from error
    return True


def _unwritable(path: Path, error: OSError) -> NotPlaced:
    return NotPlaced(
        "cant-be-written-do-this",
        target=shown(as_known(str(path))),
        why=reason_of(error),
        advice=what_to_do(error),
    )
