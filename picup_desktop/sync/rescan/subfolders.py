"""Decide which folders inside an album vanished as a whole and need a question (DISASTERS 4-6).

Pure decisions over paths relative to the album's folder.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

FOLDER_PHOTOS = 5
"""A folder that had more photos than this and has none now needs a question."""


def vanished_folders(
    lost: Collection[str],
    lately: Collection[str],
    standing: Collection[str],
    mounts_gone: Collection[str],
) -> dict[str, int]:
    """Return folders that vanished as a whole, each with its number of ``lost`` photos.

    ``lately``: photos that were deleted within the last hour. ``standing``: photos present now.
    ``mounts_gone``: folders that were on another device and are not any more; one lost photo
    is enough there. Of nested folders only the outermost is returned.
    """
    if not lost:
        return {}
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
    """Return folders that were mounts before (path to device number) and are not any more.

    A folder with another device number counts only if no file is in it, because device
    numbers change when the computer restarts.
    """
    if not before:
        return frozenset()
    holding = {folder for path in standing for folder in folders_of(path)}
    return frozenset(
        folder
        for folder, device in before.items()
        if folder not in now or (now[folder] != device and folder not in holding)
    )


def exchanged_mounts(
    mounts: Mapping[str, int],
    own_device: int,
    lost: Collection[str],
    holds_earlier: Callable[[str], bool],
) -> frozenset[str]:
    """Return mounts and followed links that have none of their earlier photos any more.

    Another disk or card at the same place has the same path, and often the same numbers, but
    other photos. ``own_device`` is the device of the album's folder: a link to a folder on it
    leads to no other disk. ``holds_earlier``: whether a folder has an earlier photo still.
    """
    return frozenset(
        folder
        for folder, device in mounts.items()
        if device != own_device
        and any(is_in(path, {folder}) for path in lost)
        and not holds_earlier(folder)
    )


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders above a path, innermost first, without the album's own."""
    while path := path.rpartition("/")[0]:
        yield path


def is_in(path: str, folders: Collection[str]) -> bool:
    """Return whether a path is in one of the folders."""
    return any(folder in folders for folder in folders_of(path))
