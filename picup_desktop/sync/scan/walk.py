"""Walk through an album's folder, in the order of the paths as bytes.

Symbolic links are not followed, and only regular files are ever opened. Nothing is kept of a
file that is as the ledger has it, so an album of a million photos needs no more memory than a
small one.
"""

import logging
import os
import stat
import time
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path

from picup_desktop.files.opening import open_regular
from picup_desktop.files.status import file_status
from picup_desktop.ledger.photos.known import KnownRow
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import message_of, reason_of
from picup_desktop.names import plain, shown
from picup_desktop.sync.scan.file_list import FileList
from picup_desktop.sync.scan.known import Known, Meeting
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
from picup_desktop.sync.scan.scan import (
    AlbumFolderGone,
    FolderScan,
    Unreadable,
    is_same,
    may_differ,
)
from picup_desktop.sync.scan.spoiled import HEAD_BYTES, digest_of, kind_of
from picup_desktop.words import Why

MOST_HIDDEN = 100_000
"""The most files that are looked at in one hidden folder, by their names only."""

Entry = os.DirEntry[bytes]

log = logging.getLogger(__name__)


def scan_folder(
    root: Path,
    known: Known,
    *,
    quiet_before_ns: int | None,
    always: frozenset[int] = frozenset(),
    lists_in: Path | None = None,
) -> FolderScan:
    """Walk a folder. AlbumFolderGone if it can't be listed; LedgerUnusable.

    Files modified after ``quiet_before_ns`` count as young; None: no file does.
    Files that are known with the same size and time are not opened again. The files of the
    photos with the ids ``always`` are returned even if nothing is new about them. ``lists_in`` is
    the folder for long lists.
    """
    walk = _Walk(
        root,
        Meeting(known),
        known,
        inf if quiet_before_ns is None else quiet_before_ns,
        always,
        FileList(lists_in),
    )
    try:
        walk.run()
    except OSError as error:
        raise AlbumFolderGone(
            "folder-cant-read-if-on", folder=shown(str(root)), why=reason_of(error)
        ) from error
    return FolderScan(
        walk.quiet,
        tuple(walk.young),
        tuple(walk.unreadable),
        tuple(walk.left_out),
        walk.mounts,
        walk.meeting.kept,
        walk.untouched,
        tuple(walk.standing),
    )


class _Place:
    """A folder on the way, with those of its entries that are still to come."""

    def __init__(self, path: bytes, device: int, entries: list[Entry]) -> None:
        """``path`` is relative to the album's folder, and empty for that itself."""
        self.begins = path + b"/" if path else b""
        self.device = device
        self.entries = iter(entries)
        self.is_standing = False
        """Whether a file that is present in it was noted."""
        self._all = entries
        self._stems: frozenset[str] | None = None

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the photos among its names."""
        if self._stems is None:
            self._stems = stems_of_photos(os.fsdecode(entry.name) for entry in self._all)
        return self._stems


@dataclass
class _Walk:
    """One walk through a folder, with its results so far."""

    root: Path
    meeting: Meeting
    known: Known
    quiet_before_ns: float
    always: frozenset[int]
    quiet: FileList
    young: list[SeenFile] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    mounts: dict[str, int] = field(default_factory=dict)
    untouched: int = 0
    standing: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Walk. OSError if the root can't be listed."""
        device = self.root.stat().st_dev
        places = [_Place(b"", device, _entries(self.root))]
        while places:
            inner = self._to_next_folder(places[-1])
            if inner is None:
                places.pop()
            else:
                places.append(inner)
        self.meeting.end()

    def _to_next_folder(self, place: _Place) -> _Place | None:
        """Take the entries of a folder up to the next folder in it, which is returned."""
        begins, met_at, always = place.begins, self.meeting.at, self.always
        quiet_before_ns = self.quiet_before_ns
        for entry in place.entries:
            path = begins + entry.name
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.unreadable.append(Unreadable(os.fsdecode(path), message_of(error)))
                continue
            kind = stat.S_IFMT(status.st_mode)
            if kind == stat.S_IFDIR:
                inner = self._enter(path, status, place.device)
                if inner is not None:
                    return inner
            elif kind == stat.S_IFLNK:
                self._note_link(path)
            else:
                before = met_at(path)
                if (
                    before is not None
                    and is_untouched(before, status)
                    and before.mtime_ns <= quiet_before_ns
                    and before.photo_id not in always
                ):
                    self.untouched += 1
                    if not place.is_standing:
                        self._note_standing(place, path)
                else:
                    self._take_or_tell(place, path, before, status)
        return None

    def _enter(self, path: bytes, status: os.stat_result, device: int) -> _Place | None:
        """Return a folder to walk through; None if it is left out or can't be read."""
        name = os.fsdecode(path)
        if is_skipped_folder(_name(name)):
            self._leave_out_folder(name)
            return None
        # Windows reports no device here.
        its_device = status.st_dev or device
        if its_device != device:
            self.mounts[name] = its_device
        try:
            return _Place(path, its_device, _entries(self.root / name))
        except OSError as error:
            self.unreadable.append(Unreadable(name, message_of(error)))
            return None

    def _note_link(self, path: bytes) -> None:
        name = os.fsdecode(path)
        if self.known.holds(path):
            # The photos were moved and a link was left in their place: no deletion.
            self.unreadable.append(Unreadable(name, Message("is-a-link-now")))
        else:
            self.left_out.append(LeftOut(name, Why.LINK))

    def _note_standing(self, place: _Place, path: bytes) -> None:
        place.is_standing = True
        self.standing.append(os.fsdecode(path))

    def _take_or_tell(
        self, place: _Place, path: bytes, before: KnownRow | None, status: os.stat_result
    ) -> None:
        """Take a file; report one that causes an error, and go on (DISASTERS 5-7)."""
        name = os.fsdecode(path)
        try:
            file = self._looked_at(place, name, before, status)
        except Exception as error:
            log.exception("a file could not be looked at")
            why = shown(f"{type(error).__name__}: {error}")
            self.unreadable.append(
                Unreadable(name, Message("left-out-by-fault", why=why), is_fault=True)
            )
            file = None
        if file is None:
            if before is not None:
                self.meeting.keep(before)
            return
        if before is not None:
            self.meeting.kept[name] = before.as_file()
        if not place.is_standing:
            self._note_standing(place, path)
        if status.st_mtime_ns > self.quiet_before_ns:
            self.young.append(file)
        else:
            self.quiet.append(file)

    def _looked_at(
        self, place: _Place, path: str, row: KnownRow | None, status: os.stat_result
    ) -> SeenFile | None:
        """Return the file if it is a photo, with how it begins if that is to be known anew."""
        now, before = file_status(status), None if row is None else row.as_file()
        file = SeenFile(path, now.size_bytes, now.mtime_ns, now.inode, ctime_ns=now.ctime_ns)
        if (
            before is not None
            and is_same(before, file, trust_inodes=True)
            and not may_differ(before, file)
        ):
            return file
        try:
            head = self._head_of_photo(place, path, status, is_known=before is not None)
        except FileNotFoundError:
            return None
        except OSError as error:
            is_file = stat.S_ISREG(status.st_mode)
            self.unreadable.append(Unreadable(path, message_of(error), is_photo=is_file))
            return None
        if head is None:
            return None
        kind = kept_kind(_name(path), head, is_known=before is not None)
        return replace(
            file,
            content_kind=kind_of(head),
            head_digest=digest_of(head),
            kind=None if kind is None else kind.value,
        )

    def _leave_out_folder(self, folder: str) -> None:
        """Count the photos and films in a hidden folder, by their names."""
        if is_system_folder(_name(folder)):
            return
        left = MOST_HIDDEN
        for place, folders, files in os.walk(self.root / folder, onerror=self._hidden_unreadable):
            folders[:] = [name for name in folders if not is_system_folder(name)]
            left -= len(files)
            if left < 0:
                return
            below = Path(place).relative_to(self.root).as_posix()
            self.left_out += (
                LeftOut(f"{below}/{name}", Why.HIDDEN) for name in files if is_of_a_photo(name)
            )

    def _hidden_unreadable(self, error: OSError) -> None:
        log.info("a hidden folder could not be listed: %s", plain(str(error)))

    def _head_of_photo(
        self, place: _Place, path: str, status: os.stat_result, *, is_known: bool
    ) -> bytes | None:
        """Return the first bytes of a photo; None for no photo. OSError if it can't be read."""
        name = _name(path)
        why = None if is_known else _why_by_name(name, status)
        if why is not None:
            self.left_out.append(LeftOut(path, why))
            return None
        head = _head(self.root / path, status)
        is_file = stat.S_ISREG(status.st_mode)
        # A known photo stays one even if a crash emptied it; else it would count as deleted.
        if (
            classify(name, head) is not None
            or (is_known and is_file)
            or (may_be_a_memo(name) and bare_stem(name) in place.stems)
        ):
            return head
        self.left_out.append(LeftOut(path, Why.KIND if is_file else Why.SPECIAL))
        return None


def is_untouched(before: KnownRow, status: os.stat_result) -> bool:
    """Return whether a file is present as it is recorded, number by number.

    Asked of every file at each scan. A number outside of what can be recorded equals none that
    was, so such a file takes the longer way.
    """
    return (
        status.st_mtime_ns == before.mtime_ns
        and status.st_size == before.size_bytes
        and status.st_ino == before.inode
        and status.st_ctime_ns == before.ctime_ns
        and not before.missing
        and not before.remote_only
    )


def _entries(folder: Path) -> list[Entry]:
    """Return a folder's entries in the order of the paths that they lead to. OSError."""
    with os.scandir(os.fsencode(folder)) as listing:
        return sorted(listing, key=_place_of)


def _place_of(entry: Entry) -> bytes:
    """Return what the paths of an entry begin with."""
    try:
        return entry.name + b"/" if entry.is_dir(follow_symlinks=False) else entry.name
    except OSError:
        return entry.name


def _why_by_name(name: str, status: os.stat_result) -> Why | None:
    """Return why a file's name says that it is not kept; None if it does not."""
    if is_system_name(name) or name.startswith(APPLE_DOUBLE):
        return Why.NAME
    if is_hidden_name(name):
        return Why.HIDDEN
    if is_partial_name(name):
        age_seconds = time.time() - status.st_mtime
        return None if age_seconds > PARTIAL_SECONDS else Why.NAME
    return None


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
