"""Subfolders: a part of an album that goes as a whole is a question (DISASTERS 4-6).

Pure decisions over paths relative to the album's folder.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

FOLDER_PHOTOS = 5
"""A folder that held more photos than this and holds none is a question."""


def vanished_folders(
    lost: Collection[str],
    lately: Collection[str],
    standing: Collection[str],
    mounts_gone: Collection[str],
) -> dict[str, int]:
    """Folders inside an album that went as a whole, each with how many of ``lost`` it held.

    ``lately``: photos that were deleted within the last hour. ``standing``: what is there now.
    ``mounts_gone``: folders that stood on another device and do not any more; one photo lost
    in such a one is enough. Of folders within one another the outermost is told.
    """
    holding = {folder for path in standing for folder in folders_of(path)}
    held = Counter(folder for path in {*lost, *lately} for folder in folders_of(path))
    found = Counter(folder for path in lost for folder in folders_of(path))
    gone = {
        folder
        for folder in found
        if folder in mounts_gone or (folder not in holding and held[folder] > FOLDER_PHOTOS)
    }
    return {
        folder: found[folder]
        for folder in sorted(gone)
        if not any(outer in gone for outer in folders_of(folder))
    }


def mounts_that_went(
    before: Mapping[str, int], now: Mapping[str, int], standing: Collection[str]
) -> frozenset[str]:
    """Folders that stood on another device, by path and device, and do not any more.

    One with another device at its place has only gone if nothing stands in it: numbers of
    devices change when a computer starts anew.
    """
    holding = {folder for path in standing for folder in folders_of(path)}
    return frozenset(
        folder
        for folder, device in before.items()
        if folder not in now or (now[folder] != device and folder not in holding)
    )


def folders_of(path: str) -> Iterator[str]:
    """Every folder above a path, the innermost first; the album's own is not among them."""
    while path := path.rpartition("/")[0]:
        yield path


def is_in(path: str, folders: Collection[str]) -> bool:
    """Whether a path lies in one of the folders."""
    return any(folder in folders for folder in folders_of(path))
