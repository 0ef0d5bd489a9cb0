"""Notes of files that are being written into folders of a person, so that none is left behind.

A program that is killed can't remove its half-written file there. A note names exactly that file,
in a folder of the home; the next start removes what the notes name, and looks for nothing else.
"""

import logging
import os
import re
import stat
from pathlib import Path

from picup_desktop.files.new_file import PART_NAME
from picup_desktop.messages.plain import plain

UNFINISHED = "unfinished"
"""The folder of the notes, among what a home keeps for a while."""
PRIVATE_MODE = 0o700

log = logging.getLogger(__name__)


class Unfinished:
    """The notes of one home; may be used by several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, part: Path) -> None:
        """Note a file before it is made. A home that is full stops no photo from being written."""
        try:
            self._write(part)
        except OSError as error:
            log.warning("a half-written file could not be noted (%s)", plain(str(error)))

    def end(self, part: Path) -> None:
        """Forget a file that is gone, or has its own name by now."""
        try:
            self._note(part).unlink(missing_ok=True)
        except OSError as error:
            log.warning("the note of a file could not be removed (%s)", plain(str(error)))

    def sweep(self) -> int:
        """Remove the files that are noted; call it while nobody writes. Return how many went.

        The note of a file on a disk that is not there now stays.
        """
        swept = 0
        try:
            notes = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        except OSError as error:
            log.warning("the notes of half-written files can't be read (%s)", plain(str(error)))
            return 0
        for note in notes:
            try:
                swept += _sweep(note)
            except OSError as error:
                log.warning("a half-written file could not be removed (%s)", plain(str(error)))
        return swept

    def _write(self, part: Path) -> None:
        """Write a note; its folder is made by the first. OSError."""
        note, whole = self._note(part), os.fsencode(part.absolute())
        try:
            file = note.open("wb", buffering=0)
        except FileNotFoundError:
            self._folder.mkdir(PRIVATE_MODE, parents=True, exist_ok=True)
            file = note.open("wb", buffering=0)
        with file:
            file.write(whole)

    def _note(self, part: Path) -> Path:
        return self._folder / part.name


def _sweep(note: Path) -> bool:
    """Remove the file of a note, and the note; return whether a file went. OSError."""
    part = Path(os.fsdecode(note.read_bytes()))
    ours = part.is_absolute() and part.name == note.name and is_part_name(part.name)
    if ours and not part.parent.is_dir():
        return False
    went = ours and _is_own_file(part)
    if went:
        part.unlink()
    note.unlink()
    return went


def is_part_name(name: str) -> bool:
    """Return whether a name is one that only a half-written file of this program has."""
    return re.fullmatch(PART_NAME, name) is not None


def _is_own_file(path: Path) -> bool:
    """Return whether a plain file of this user is there, and no link to one."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    of_this_user = os.name == "nt" or status.st_uid == os.getuid()
    return stat.S_ISREG(status.st_mode) and of_this_user
