"""Walk through an album's folder, in the order of the paths as bytes.

Only regular files are ever opened, links to folders are followed where a person chose it, and
what its cloud keeps elsewhere is never read. Nothing is kept of a file that is as the ledger has
it, so an album of a million photos needs no more memory than a small one.
"""

import logging
import os
import stat
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path

from picup_desktop.files.opening import open_regular
from picup_desktop.files.status import file_status, is_link
from picup_desktop.files.windows_names import reachable
from picup_desktop.ledger.photos.known import KnownRow
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import message_of, reason_of
from picup_desktop.names import shown
from picup_desktop.settings.albums import Files, Hidden
from picup_desktop.settings.albums import Links as LinkChoice
from picup_desktop.sync.scan.by_name import (
    is_wanted,
    not_here,
    photo_at,
    photos_in,
    why_by_name,
)
from picup_desktop.sync.scan.file_list import FileList
from picup_desktop.sync.scan.known import Known, Meeting
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.links import Links, Walking
from picup_desktop.sync.scan.media import (
    bare_stem,
    classify,
    is_skipped_folder,
    is_system_folder,
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

AS_IT_STANDS = Walking()

Entry = os.DirEntry[bytes]

log = logging.getLogger(__name__)


def scan_folder(
    root: Path,
    known: Known,
    *,
    quiet_before_ns: int | None,
    always: frozenset[int] = frozenset(),
    lists_in: Path | None = None,
    walking: Walking = AS_IT_STANDS,
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
        walking,
        Links(root, walking),
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
        walk.links.followed,
        frozenset(walk.not_here),
    )


class _Place:
    """A folder on the way, with those of its entries that are still to come."""

    def __init__(
        self, path: bytes, device: int, entries: list[Entry], only_known: Why | None = None
    ) -> None:
        """``path`` is relative to the album's folder, and empty for that itself.

        ``only_known`` is why only known files in it are kept; None: all are.
        """
        self.begins = path + b"/" if path else b""
        self.only_known = only_known
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
    walking: Walking
    links: Links
    young: list[SeenFile] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    mounts: dict[str, int] = field(default_factory=dict)
    untouched: int = 0
    standing: list[str] = field(default_factory=list)
    not_here: set[str] = field(default_factory=set)

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
            leads_on = is_link(status)
            if leads_on or stat.S_ISDIR(status.st_mode):
                enter = self._enter_link if leads_on else self._enter
                inner = enter(path, status, place)
                if inner is not None:
                    return inner
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

    def _enter(self, path: bytes, status: os.stat_result, place: _Place) -> _Place | None:
        """Return a folder to walk through; None if it is left out or can't be read."""
        name, why = os.fsdecode(path), place.only_known
        if is_skipped_folder(_name(name)):
            if is_system_folder(_name(name)):
                return None
            if self.walking.choices.hidden is Hidden.TELL:
                why = Why.HIDDEN
        if why is not None and not self.known.holds(path):
            self.left_out += photos_in(self.root, name, why)
            return None
        # Windows reports no device here.
        device = status.st_dev or place.device
        if device != place.device:
            self.mounts[name] = device
        return self._opened(path, device, why)

    def _enter_link(self, path: bytes, _status: os.stat_result, place: _Place) -> _Place | None:
        """Return the folder behind a link to walk through; None if the link is only told."""
        name, is_known = os.fsdecode(path), self.known.holds(path)
        follows = self._follows(name, place)
        # What was kept behind a link stays kept when links are not followed any more.
        if follows or (is_known and name in self.walking.followed):
            target = self.links.follow(name)
            if target is not None:
                # Noted whatever its device: if the link goes, a person is asked (3-4).
                self.mounts[name] = target.device
                return self._opened(path, target.device, None if follows else Why.LINK)
        if not is_known:
            self.left_out.append(LeftOut(name, Why.LINK))
        elif (self.root / name).exists():
            # The photos were moved and a link was left in their place: no deletion.
            self.unreadable.append(Unreadable(name, Message("is-a-link-now")))
        else:
            self.unreadable.append(Unreadable(name, Message("link-leads-nowhere")))
        return None

    def _follows(self, name: str, place: _Place) -> bool:
        """Return whether a link such as this one is to be followed."""
        hides = is_skipped_folder(_name(name)) and (
            self.walking.choices.hidden is Hidden.TELL or is_system_folder(_name(name))
        )
        follows = self.walking.choices.links is LinkChoice.FOLLOW
        return follows and place.only_known is None and not hides

    def _opened(self, path: bytes, device: int, only_known: Why | None) -> _Place | None:
        """Return a folder with its entries; None if it can't be read, which is noted."""
        name = os.fsdecode(path)
        try:
            return _Place(path, device, _entries(reachable(self.root / name)), only_known)
        except OSError as error:
            self.unreadable.append(Unreadable(name, message_of(error)))
            return None

    def _note_standing(self, place: _Place, path: bytes) -> None:
        place.is_standing = True
        self.standing.append(os.fsdecode(path))

    def _take_or_tell(
        self, place: _Place, path: bytes, before: KnownRow | None, status: os.stat_result
    ) -> None:
        """Take a file; report one that causes an error, and go on (DISASTERS 5-7)."""
        name = os.fsdecode(path)
        if before is None and place.only_known is not None:
            self.left_out += photo_at(name, place.only_known)
            return
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
        status = self._with_inode(path, status)
        now, before = file_status(status), None if row is None else row.as_file()
        file = SeenFile(path, now.size_bytes, now.mtime_ns, now.inode, ctime_ns=now.ctime_ns)
        if (
            before is not None
            and is_same(before, file, trust_inodes=True)
            and not may_differ(before, file)
        ):
            return file
        if self._is_not_here(path, status, is_known=before is not None):
            return None
        try:
            head = self._head_of_photo(place, path, status, is_known=before is not None)
        except FileNotFoundError:
            return None
        except OSError as error:
            is_file = stat.S_ISREG(status.st_mode)
            self.unreadable.append(Unreadable(path, message_of(error), is_photo=is_file))
            if not is_file and before is None:
                self.left_out.append(LeftOut(path, Why.SPECIAL))
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

    def _with_inode(self, path: str, status: os.stat_result) -> os.stat_result:
        """Return the status with the inode, which Windows does not tell where it lists a folder.

        Of each untouched file it is not asked: that would open every file at each scan.
        """
        if status.st_ino:
            return status
        try:
            return reachable(self.root / path).lstat()
        except OSError:
            # Whoever opens it now learns why, and tells.
            return status

    def _is_not_here(self, path: str, status: os.stat_result, *, is_known: bool) -> bool:
        """Return whether a file is a placeholder, and note it; it is never opened then."""
        name = _name(path)
        stood_for = not_here(name, status)
        if stood_for is None or (is_known and stood_for != name):
            return False
        place = f"{path.removesuffix(name)}{stood_for}"
        if is_known or self.known.at(os.fsencode(place)) is not None:
            self.not_here.add(place)
        elif is_wanted(stood_for, self.walking.choices):
            self.left_out.append(LeftOut(path, Why.NOT_HERE))
        elif stood_for == name:
            self.left_out.append(LeftOut(path, Why.KIND))
        else:
            return False
        return True

    def _head_of_photo(
        self, place: _Place, path: str, status: os.stat_result, *, is_known: bool
    ) -> bytes | None:
        """Return the first bytes of a photo; None for no photo. OSError if it can't be read."""
        name = _name(path)
        why = None if is_known else why_by_name(name, status, self.walking.choices)
        if why is not None:
            self.left_out.append(LeftOut(path, why))
            return None
        head = _head(reachable(self.root / path), status)
        is_file = stat.S_ISREG(status.st_mode)
        # A known photo stays one even if a crash emptied it; else it would count as deleted.
        if (
            classify(name, head) is not None
            or (is_known and is_file)
            or (may_be_a_memo(name) and bare_stem(name) in place.stems)
            or (is_file and self.walking.choices.files is Files.ALL)
        ):
            return head
        self.left_out.append(LeftOut(path, Why.KIND if is_file else Why.SPECIAL))
        return None


def is_untouched(before: KnownRow, status: os.stat_result) -> bool:
    """Return whether a file is present as it is recorded, number by number.

    Asked of every file at each scan. A number outside of what can be recorded equals none that
    was, so such a file takes the longer way. Windows lists a folder without the inodes.
    """
    return (
        status.st_mtime_ns == before.mtime_ns
        and status.st_size == before.size_bytes
        and (status.st_ino == before.inode or not status.st_ino)
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
        is_folder = entry.is_dir(follow_symlinks=False) or entry.is_symlink()
        return entry.name + b"/" if is_folder else entry.name
    except OSError:
        return entry.name


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
