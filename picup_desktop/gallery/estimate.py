"""How many photos a folder seems to have, before it becomes an album.

Names alone decide, so that a large folder on a slow disk is counted in seconds; the scan that
follows also looks into files whose names say nothing.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import is_skipped_folder, is_skipped_name, named_kind

FILES_PER_WORD = 2_000
"""After so many files the one who waits is told how many there are so far."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was counted so far."""

    photos: int = 0
    """Files that are kept: photos, films and what belongs to them."""
    size_bytes: int = 0
    others: int = 0
    """Files that are not kept, or whose names do not say."""
    unreadable: int = 0
    """Folders that can't be listed."""
    done: bool = False


def estimate(folder: Path, tell: Callable[[Estimate], bool]) -> Estimate:
    """Count the photos of a folder; ``tell`` is given what is so far, and ends it with False.

    Links are not followed, and hidden folders and those of systems are passed over, as in an
    album with its choices by default.
    """
    photos = size = others = unreadable = seen = 0
    folders = [os.fsencode(folder)]
    while folders:
        try:
            with os.scandir(folders.pop()) as listing:
                entries = list(listing)
        except OSError:
            unreadable += 1
            continue
        for entry in entries:
            name = os.fsdecode(entry.name)
            if _is_folder(entry):
                if not is_skipped_folder(name):
                    folders.append(entry.path)
                continue
            bytes_kept = _bytes_kept(entry, name)
            if bytes_kept is None:
                others += 1
            else:
                photos, size = photos + 1, size + bytes_kept
            seen += 1
            if seen % FILES_PER_WORD == 0 and not tell(Estimate(photos, size, others, unreadable)):
                return Estimate(photos, size, others, unreadable)
        if not tell(Estimate(photos, size, others, unreadable)):
            return Estimate(photos, size, others, unreadable)
    return Estimate(photos, size, others, unreadable, done=True)


def _is_folder(entry: os.DirEntry[bytes]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _bytes_kept(entry: os.DirEntry[bytes], name: str) -> int | None:
    """Return the size of a file that is kept; None for any other."""
    kind = named_kind(name)
    if kind is None or kind is MediaKind.OTHER or is_skipped_name(name):
        return None
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return status.st_size if S_ISREG(status.st_mode) else None
