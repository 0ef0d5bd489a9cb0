"""What a scan of an album's folder found, and what that means: pure decisions.

``walk.py`` makes the scan. It is the authority on local files; watch events only say where to
scan soon. Files that can't be accessed, are behind a link, or in a cloud only never count as
missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest
from pathlib import Path

from picup_desktop.errors import Kind, PicupError
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.sync.scan.file_list import FileList, Files
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.links import Target

FILES_THAT_TELL = 50


class AlbumFolderGone(PicupError):
    """The album's folder does not exist, or can't be listed (DISASTERS 3-4)."""

    title = "title-albums-folder-gone"
    kind = Kind.PERMANENT


@dataclass(frozen=True)
class Unreadable:
    """A folder or possible photo that can't be read; ``path`` is relative to the album."""

    path: str
    reason: Message
    is_photo: bool = True
    """False for a pipe, a socket or a device with a photo's name: no photo is at risk."""
    is_fault: bool = False
    """True if an error of this program left it out."""


@dataclass(frozen=True)
class FolderScan:
    """The contents of one folder now; paths are relative, with ``/`` between their parts.

    Files that are as the ledger has them, in every number, are only counted.
    """

    quiet: Collection[SeenFile]
    """May be very many, and is gone through from its beginning each time."""
    young: tuple[SeenFile, ...]
    """Files written so recently that they may still be growing."""
    unreadable: tuple[Unreadable, ...]
    left_out: tuple[LeftOut, ...] = ()
    """Files that are not kept."""
    mounts: Mapping[str, int] = field(default_factory=dict)
    """Folders on another device than their parent, and followed links, with the device's number."""
    known: Mapping[str, KnownFile] = field(default_factory=dict)
    """The records, by path, of the known files that are quiet, young or nowhere to be seen."""
    untouched: int = 0
    """The number of known files that are as the ledger has them."""
    standing: tuple[str, ...] = ()
    """One present file of each folder that has any."""
    links: Mapping[str, Target] = field(default_factory=dict)
    """The followed links, with where they lead."""
    not_here: frozenset[str] = frozenset()
    """Known files that are in a cloud only now."""


@dataclass(frozen=True)
class AlbumChanges:
    """The changes that a scan means for the ledger."""

    new: Collection[SeenFile] = ()
    changed: tuple[tuple[int, SeenFile], ...] = ()
    missing: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    still_missing: tuple[int, ...] = ()
    """Photos that were missing before this scan, and were neither seen nor hidden in it."""


@dataclass(frozen=True)
class Moved:
    """A known photo whose file is at another path now."""

    photo_id: int
    album_id: int
    file: SeenFile


def compare(
    known: Mapping[str, KnownFile], scan: FolderScan, *, trust_inodes: bool = True
) -> AlbumChanges:
    """Return the new, changed, missing and returned files; young files are left for later.

    ``known`` may lack the files that the scan found untouched.
    """
    changed: list[tuple[int, SeenFile]] = []
    back: list[int] = []
    present = {file.path for file in scan.young}
    for file in scan.quiet:
        before = known.get(file.path)
        if before is None:
            continue
        present.add(file.path)
        if not is_same(before, file, trust_inodes=trust_inodes):
            changed.append((before.photo_id, file))
        elif before.missing:
            back.append(before.photo_id)
    hidden = {item.path for item in scan.unreadable} | scan.not_here
    gone = [
        before
        for path, before in known.items()
        if not before.remote_only and path not in present and hidden.isdisjoint(_with_parents(path))
    ]
    return AlbumChanges(
        Files(lambda: (file for file in scan.quiet if file.path not in known)),
        tuple(changed),
        missing=tuple(before.photo_id for before in gone if not before.missing),
        back=tuple(back),
        still_missing=tuple(before.photo_id for before in gone if before.missing),
    )


def match_moves(
    missing: Mapping[int, KnownFile], new: Iterable[tuple[int, SeenFile]]
) -> list[Moved]:
    """Pair missing files with new ones that are the same file (DISASTERS 3-5).

    ``missing`` is by photo id, over all albums; ``new`` has (album id, file). A file
    keeps its inode, size and time when it is moved on one disk; hard links share them.
    """
    by_trace: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    for photo_id, before in missing.items():
        if before.inode:
            by_trace[before.inode, before.size_bytes, before.mtime_ns].append(photo_id)
    moves = []
    for album_id, file in new:
        same = by_trace.get((file.inode, file.size_bytes, file.mtime_ns))
        if same:
            moves.append(Moved(same.pop(0), album_id, file))
    return moves


def are_inodes_steady(known: Mapping[str, KnownFile], scan: FolderScan) -> bool:
    """Return whether inodes are stable here; on some shares each mount assigns new ones.

    If every one of many known files kept its size and time but not its inode, the
    numbers changed and not the files.
    """
    if scan.untouched:
        return True
    renumbered = 0
    for file in scan.quiet:
        before = known.get(file.path)
        if before is not None and is_same(before, file, trust_inodes=False):
            if before.inode == file.inode:
                return True
            renumbered += 1
    return renumbered < FILES_THAT_TELL


def may_differ(before: KnownFile, file: SeenFile) -> bool:
    """Return whether a file of the same size, time and inode changed in place (DISASTERS 4-8).

    Only the system sets a change time. It moves with names and permissions too, so the content
    decides.
    """
    return before.ctime_ns is not None and before.ctime_ns != file.ctime_ns


def settle(before: FolderScan, after: FolderScan, lists_in: Path | None = None) -> FolderScan:
    """Combine two scans made some time apart: a file is quiet if both saw it the same.

    ``lists_in`` is the folder for long lists.
    """
    quiet, young = FileList(lists_in), []
    for file, was_same in _seen_twice(chain(before.quiet, before.young), after):
        if was_same:
            quiet.append(file)
        else:
            young.append(file)
    return replace(after, quiet=quiet, young=tuple(young))


def _seen_twice(before: Iterable[SeenFile], after: FolderScan) -> Iterator[tuple[SeenFile, bool]]:
    """Yield each file of the second scan, and whether the first one saw it the same.

    Scans have the same order, so few files wait for their like, in whatever order they are.
    """
    first: dict[str, SeenFile] = {}
    second: dict[str, SeenFile] = {}
    for one, other in zip_longest(before, chain(after.quiet, after.young)):
        if one is not None:
            first[one.path] = one
        if other is not None:
            second[other.path] = other
        for file in (one, other):
            if file is not None and file.path in first and file.path in second:
                now = second.pop(file.path)
                yield now, first.pop(file.path) == now
    yield from ((file, False) for file in second.values())


def is_same(before: KnownFile, file: SeenFile, *, trust_inodes: bool) -> bool:
    """Return whether size, time and, if that is to count, inode are the recorded ones."""
    same = before.size_bytes == file.size_bytes and before.mtime_ns == file.mtime_ns
    return same and (not trust_inodes or before.inode == file.inode)


def _with_parents(path: str) -> Iterator[str]:
    """Yield a path and every folder above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]
