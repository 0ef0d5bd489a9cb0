"""Scan an album's folder and compare it with the ledger.

A scan is the authority on local files; watch events only say where to scan soon.
Symbolic links are not followed, and only regular files are ever opened.
Files that can't be accessed, or are behind a link, never count as missing.
"""

import logging
import os
import stat
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from picup_desktop.errors import Kind, PicupError
from picup_desktop.files.opening import open_regular
from picup_desktop.files.status import file_status
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import message_of, reason_of
from picup_desktop.names import shown
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.media import (
    APPLE_DOUBLE,
    PARTIAL_SECONDS,
    bare_stem,
    classify,
    is_hidden_name,
    is_of_a_photo,
    is_partial_name,
    is_skipped_folder,
    is_system_folder,
    is_system_name,
    kept_kind,
    may_be_a_memo,
    stems_of_photos,
)
from picup_desktop.sync.scan.spoiled import HEAD_BYTES, digest_of, kind_of
from picup_desktop.words import Why

FILES_THAT_TELL = 50
MOST_HIDDEN = 100_000
"""The most files that are looked at in one hidden folder, by their names only."""

log = logging.getLogger(__name__)


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
    """The contents of one folder now; paths are relative, with ``/`` between their parts."""

    quiet: tuple[SeenFile, ...]
    young: tuple[SeenFile, ...]
    """Files written so recently that they may still be growing."""
    unreadable: tuple[Unreadable, ...]
    left_out: tuple[LeftOut, ...] = ()
    """Files that are not kept."""
    mounts: Mapping[str, int] = field(default_factory=dict)
    """Folders on another device than their parent, with the device's number."""


@dataclass(frozen=True)
class AlbumChanges:
    """The changes that a scan means for the ledger."""

    new: tuple[SeenFile, ...] = ()
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


def scan_folder(
    root: Path, known: Mapping[str, KnownFile], *, quiet_before_ns: int | None
) -> FolderScan:
    """Walk a folder. AlbumFolderGone if it can't be listed.

    Files modified after ``quiet_before_ns`` count as young; None: no file does.
    Files that are known with the same size and time are not opened again.
    """
    walk = _Walk(root, known, quiet_before_ns)
    try:
        for path, status in walk.files():
            walk.take_or_tell(path, status)
    except OSError as error:
        raise AlbumFolderGone(
            "folder-cant-read-if-on", folder=shown(str(root)), why=reason_of(error)
        ) from error
    return FolderScan(
        tuple(walk.quiet),
        tuple(walk.young),
        tuple(walk.unreadable),
        tuple(walk.left_out),
        walk.mounts,
    )


def compare(
    known: Mapping[str, KnownFile], scan: FolderScan, *, trust_inodes: bool = True
) -> AlbumChanges:
    """Return the new, changed, missing and returned files; young files are left for later."""
    new: list[SeenFile] = []
    changed: list[tuple[int, SeenFile]] = []
    back: list[int] = []
    for file in scan.quiet:
        before = known.get(file.path)
        if before is None:
            new.append(file)
        elif not _same(before, file, trust_inodes=trust_inodes):
            changed.append((before.photo_id, file))
        elif before.missing:
            back.append(before.photo_id)
    present = {file.path for file in scan.quiet} | {file.path for file in scan.young}
    hidden = {item.path for item in scan.unreadable}
    gone = [
        before
        for path, before in known.items()
        if not before.remote_only and path not in present and hidden.isdisjoint(_with_parents(path))
    ]
    return AlbumChanges(
        tuple(new),
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
    renumbered = 0
    for file in scan.quiet:
        before = known.get(file.path)
        if before is not None and _same(before, file, trust_inodes=False):
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


def settle(before: FolderScan, after: FolderScan) -> FolderScan:
    """Combine two scans made some time apart: a file is quiet if both saw it the same."""
    seen = {*before.quiet, *before.young}
    now = (*after.quiet, *after.young)
    quiet = tuple(file for file in now if file in seen)
    young = tuple(file for file in now if file not in seen)
    return FolderScan(quiet, young, after.unreadable, after.left_out, after.mounts)


def _same(before: KnownFile, file: SeenFile, *, trust_inodes: bool) -> bool:
    same = before.size_bytes == file.size_bytes and before.mtime_ns == file.mtime_ns
    return same and (not trust_inodes or before.inode == file.inode)


def _is_untouched(before: KnownFile, status: os.stat_result) -> bool:
    """Return whether a file's status is the recorded one, number by number.

    Asked of every file at each scan. A number outside of what can be recorded equals none that
    was, so such a file takes the longer way.
    """
    return (
        status.st_mtime_ns == before.mtime_ns
        and status.st_size == before.size_bytes
        and status.st_ino == before.inode
        and status.st_ctime_ns == before.ctime_ns
    )


def _with_parents(path: str) -> Iterator[str]:
    """Yield a path and every folder above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]


@dataclass
class _Walk:
    """One walk through a folder, with its results so far."""

    root: Path
    known: Mapping[str, KnownFile]
    quiet_before_ns: int | None
    quiet: list[SeenFile] = field(default_factory=list)
    young: list[SeenFile] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    mounts: dict[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """The names in the folder that is walked through now."""
    stems: frozenset[str] | None = None
    """The stems of the photos among them, once they were needed."""

    @cached_property
    def known_places(self) -> frozenset[str]:
        """Return every known file, and every folder that contains one."""
        return frozenset(place for path in self.known for place in _with_parents(path))

    def files(self) -> Iterator[tuple[str, os.stat_result]]:
        """Yield every entry that is neither a folder nor a link; only the root may raise."""
        folders = [("", self.root.stat().st_dev)]
        while folders:
            folder, device = folders.pop()
            for path, status in self._entries(folder):
                if stat.S_ISDIR(status.st_mode):
                    if is_skipped_folder(_name(path)):
                        self._leave_out_folder(path)
                    else:
                        # Windows reports no device here.
                        its_device = status.st_dev or device
                        folders.append((path, its_device))
                        if its_device != device:
                            self.mounts[path] = its_device
                elif not stat.S_ISLNK(status.st_mode):
                    yield path, status
                elif path in self.known_places:
                    # The photos were moved and a link was left in their place: no deletion.
                    self.unreadable.append(Unreadable(path, Message("is-a-link-now")))
                else:
                    self.left_out.append(LeftOut(path, Why.LINK))

    def _entries(self, folder: str) -> Iterator[tuple[str, os.stat_result]]:
        try:
            with os.scandir(self.root / folder) as listing:
                entries = list(listing)
        except OSError as error:
            if not folder:
                raise
            self.unreadable.append(Unreadable(folder, message_of(error)))
            return
        self.names, self.stems = tuple(entry.name for entry in entries), None
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            try:
                yield path, entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.unreadable.append(Unreadable(path, message_of(error)))

    def take_or_tell(self, path: str, status: os.stat_result) -> None:
        """As ``take``; report a file that causes an error, and go on (DISASTERS 5-7)."""
        try:
            self.take(path, status)
        except Exception as error:
            log.exception("a file could not be looked at")
            why = shown(f"{type(error).__name__}: {error}")
            self.unreadable.append(
                Unreadable(path, Message("left-out-by-fault", why=why), is_fault=True)
            )

    def take(self, path: str, status: os.stat_result) -> None:
        """Sort one entry into quiet, young, unreadable or skipped."""
        before = self.known.get(path)
        if before is not None and _is_untouched(before, status):
            file = SeenFile(
                path,
                before.size_bytes,
                before.mtime_ns,
                before.inode,
                ctime_ns=before.ctime_ns,
            )
            self._sort(file, status)
            return
        now = file_status(status)
        file = SeenFile(path, now.size_bytes, now.mtime_ns, now.inode, ctime_ns=now.ctime_ns)
        if before is None or not _same(before, file, trust_inodes=True) or may_differ(before, file):
            try:
                head = self._head_of_photo(path, status, is_known=before is not None)
            except FileNotFoundError:
                return
            except OSError as error:
                is_file = stat.S_ISREG(status.st_mode)
                self.unreadable.append(Unreadable(path, message_of(error), is_photo=is_file))
                return
            if head is None:
                return
            kind = kept_kind(_name(path), head, is_known=before is not None)
            file = replace(
                file,
                content_kind=kind_of(head),
                head_digest=digest_of(head),
                kind=None if kind is None else kind.value,
            )
        self._sort(file, status)

    def _sort(self, file: SeenFile, status: os.stat_result) -> None:
        if self.quiet_before_ns is not None and status.st_mtime_ns > self.quiet_before_ns:
            self.young.append(file)
        else:
            self.quiet.append(file)

    def _leave_out_folder(self, folder: str) -> None:
        """Count the photos and films in a hidden folder, by their names."""
        if is_system_folder(_name(folder)):
            return
        root, left = self.root / folder, MOST_HIDDEN
        for place, folders, files in os.walk(root, onerror=self._hidden_unreadable):
            folders[:] = [name for name in folders if not is_system_folder(name)]
            left -= len(files)
            if left < 0:
                return
            below = Path(place).relative_to(self.root).as_posix()
            self.left_out += (
                LeftOut(f"{below}/{name}", Why.HIDDEN) for name in files if is_of_a_photo(name)
            )

    def _hidden_unreadable(self, error: OSError) -> None:
        log.info("a hidden folder could not be listed: %s", error)

    def _head_of_photo(self, path: str, status: os.stat_result, *, is_known: bool) -> bytes | None:
        """Return the first bytes of a photo; None for no photo. OSError if it can't be read."""
        name = _name(path)
        why = None if is_known else self._why_by_name(name, status)
        if why is not None:
            self.left_out.append(LeftOut(path, why))
            return None
        head = _head(self.root / path, status)
        is_file = stat.S_ISREG(status.st_mode)
        # A known photo stays one even if a crash emptied it; else it would count as deleted.
        if classify(name, head) is not None or (is_known and is_file) or self._is_memo(name):
            return head
        self.left_out.append(LeftOut(path, Why.KIND if is_file else Why.SPECIAL))
        return None

    def _why_by_name(self, name: str, status: os.stat_result) -> Why | None:
        """Return why a file's name says that it is not kept; None if it does not."""
        if is_system_name(name) or name.startswith(APPLE_DOUBLE):
            return Why.NAME
        if is_hidden_name(name):
            return Why.HIDDEN
        if is_partial_name(name):
            age_seconds = time.time() - status.st_mtime
            return None if age_seconds > PARTIAL_SECONDS else Why.NAME
        return None

    def _is_memo(self, name: str) -> bool:
        """Return whether it is sound that a camera or phone put beside a photo."""
        if not may_be_a_memo(name):
            return False
        if self.stems is None:
            self.stems = stems_of_photos(self.names)
        return bare_stem(name) in self.stems


def _head(path: Path, status: os.stat_result) -> bytes:
    """Return the first bytes of a regular file; OSError for anything else."""
    if not stat.S_ISREG(status.st_mode):
        if classify(path.name, b"") is None:
            return b""
        raise OSError(0, "it is not a regular file")
    with open_regular(path) as file:
        return file.read(HEAD_BYTES)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
