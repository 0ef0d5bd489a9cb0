"""Scan every album's folder and record the changes in the ledger.

Moves are matched over all albums together (3-5); losses are judged per album
(3-4). Nothing here uses a storage.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout, NoteKey
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message, joined
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.rescan.aside import is_replaced, record_asides, set_aside
from picup_desktop.sync.rescan.broken_files import without_broken
from picup_desktop.sync.rescan.folder_question import (
    ask_about_folders,
    held_and_asking,
    waits_as_a_whole,
)
from picup_desktop.sync.rescan.in_place import InPlace, changed_in_place
from picup_desktop.sync.rescan.same_contents import SameContents, same_contents
from picup_desktop.sync.rescan.subfolders import is_in, mounts_that_went, vanished_folders
from picup_desktop.sync.scan.changed_many import note_changes
from picup_desktop.sync.scan.left_out import counted, to_text
from picup_desktop.sync.scan.losses import Harm, Losses, Verdict, judge
from picup_desktop.sync.scan.scan import (
    AlbumChanges,
    AlbumFolderGone,
    FolderScan,
    are_inodes_steady,
    compare,
    match_moves,
    scan_folder,
    settle,
)
from picup_desktop.sync.scan.spoiled import Spoil
from picup_desktop.sync.spoiled.files import (
    note_beginnings,
    record_spoiled,
    spoiled_among,
    without_spoiled,
)
from picup_desktop.sync.spoiled.question import tell_spoiled
from picup_desktop.words import AlbumState, AttentionKind, Why

QUIET_LOOKS = 15
PAUSE_SECONDS = 0.001
"""Sleep between two files that are read as a whole, where a pass can be stopped."""

log = logging.getLogger(__name__)


@dataclass
class _Look:
    album: AlbumRecord
    known: dict[str, KnownFile]
    scan: FolderScan
    root: tuple[int, int] | None
    """Device and inode of the folder when the scan began."""
    aside: list[int] = field(default_factory=list)
    """Ids of missing photos whose names other pictures have now."""
    replaced: bool = False
    """Whether this is another folder or disk than at the last scan."""
    spoiled: dict[str, Spoil] = field(default_factory=dict)
    """The damage to known files that are no edits, by path (4-2)."""
    in_place: InPlace = field(default_factory=InPlace)
    """Files of which only the change time is new (4-8)."""
    compared: tuple[FolderScan, AlbumChanges] | None = None
    """A scan, and what it changes."""
    same: SameContents = field(default_factory=SameContents)
    """Files of which only the time or inode changed (4-7)."""


@dataclass(frozen=True)
class RescanReport:
    """The result of a rescan."""

    left_out: Mapping[Why, Mapping[str, int]]
    """The number of files that are not kept, by reason and ending."""
    restless: int
    """Photos that did not become quiet; the next scan checks them again."""
    unreadable: int = 0
    """The number of photos that can't be read."""
    held: tuple[str, ...] = ()
    """The names of albums that wait for an answer."""
    young_in: frozenset[int] = frozenset()
    """The ids of albums with young files, to be scanned again soon."""
    took_seconds: float = 0.0


class YoungFiles:
    """Memory of files that may still be growing, for a program that scans repeatedly.

    How long a file did not change is measured here, since its own time may be wrong.
    """

    def __init__(self) -> None:
        self._first_seen: dict[int, dict[SeenFile, float]] = {}

    def settle(
        self, album_id: int, scan: FolderScan, *, at: float, quiet_seconds: float
    ) -> FolderScan:
        """Count files as quiet that stayed the same long enough; ``at`` is monotonic seconds."""
        before = self._first_seen.get(album_id, {})
        seen = {file: before.get(file, at) for file in scan.young}
        self._first_seen[album_id] = seen
        still = tuple(file for file in scan.young if at - seen[file] >= quiet_seconds)
        young = tuple(file for file in scan.young if at - seen[file] < quiet_seconds)
        return replace(scan, quiet=(*scan.quiet, *still), young=young)


class Rescan:
    """Scans albums into the ledger; used by the engine's own thread."""

    def __init__(self, ledger: Ledger, clock: Clock, settings: Settings) -> None:
        self._ledger = ledger
        self._clock = clock
        self._settings = settings

    def run(
        self, only: frozenset[int] | None = None, young: YoungFiles | None = None
    ) -> RescanReport:
        """Scan every watched and held album once, or only those with these ids.

        Waits for files to be quiet, unless ``young`` remembers them until the next scan.
        """
        began_at = self._clock.monotonic()
        # Photos that a person deleted must not count as missing.
        drain_journal(self._ledger, self._clock)
        albums = [
            album
            for album in self._ledger.albums.all()
            if album.state in {AlbumState.WATCHED, AlbumState.HELD}
            and (only is None or album.id in only)
        ]
        looks = [look for album in albums if (look := self._look(album)) is not None]
        restless = self._wait_for_quiet(looks) if young is None else self._settle(looks, young)
        for look in looks:
            self._inspect(look)
        self._record_all(looks)
        held = [album.name for album in held_and_asking(self._ledger)]
        return RescanReport(
            left_out=counted(one for look in looks for one in look.scan.left_out),
            restless=restless,
            unreadable=sum(item.is_photo for look in looks for item in look.scan.unreadable),
            held=tuple(held),
            young_in=frozenset(look.album.id for look in looks if look.scan.young),
            took_seconds=self._clock.monotonic() - began_at,
        )

    def _record_all(self, looks: Sequence[_Look]) -> None:
        """Record the scans; a file that can't be recorded does not block the others (5-7)."""
        try:
            with self._ledger.transaction():
                self._record(looks)
        except PicupError:
            raise
        except Exception:
            log.exception("a scan could not be recorded in one go")
            for look in looks:
                look.scan = without_broken(self._ledger, look.album.id, look.known, look.scan)
            with self._ledger.transaction():
                self._record(looks)

    def _look(self, album: AlbumRecord) -> _Look | None:
        known, root = self._ledger.photos.known(album.id), _identity(album)
        quiet_before = self._clock.now() - self._settings.quiet_seconds
        try:
            scan = scan_folder(Path(album.path), known, quiet_before_ns=int(quiet_before * 10**9))
        except AlbumFolderGone as gone:
            self._hold_gone(album, known, gone.message)
            return None
        return _Look(album, known, scan, root)

    def _wait_for_quiet(self, looks: Sequence[_Look]) -> int:
        """Wait until young files are quiet; return the number that never were."""
        for _ in range(QUIET_LOOKS):
            young = [look for look in looks if look.scan.young]
            if not young:
                return 0
            self._clock.sleep(self._settings.quiet_seconds)
            for look in young:
                try:
                    # A file's own time may be wrong, so a second scan decides whether it is quiet.
                    again = scan_folder(Path(look.album.path), look.known, quiet_before_ns=None)
                except AlbumFolderGone:
                    return sum(len(look.scan.young) for look in looks)
                look.scan = settle(look.scan, again)
        return sum(len(look.scan.young) for look in looks)

    def _settle(self, looks: Sequence[_Look], young: YoungFiles) -> int:
        """Take files that stayed the same since an earlier scan; return the number of others."""
        at = self._clock.monotonic()
        for look in looks:
            look.scan = young.settle(
                look.album.id, look.scan, at=at, quiet_seconds=self._settings.quiet_seconds
            )
        return sum(len(look.scan.young) for look in looks)

    def _inspect(self, look: _Look) -> None:
        """Read changed files as far as needed to distinguish edits, damage and new times."""
        root, first = Path(look.album.path), _changes(look)
        seen = {file.path for _, file in first.changed}
        look.in_place = changed_in_place(
            self._ledger,
            root,
            look.known,
            [file for file in look.scan.quiet if file.path not in seen],
            pause=self._pause,
        )
        changes = _with_in_place(first, look.in_place)
        look.spoiled = spoiled_among(self._ledger, root, look.known, changes)
        look.same = same_contents(
            self._ledger,
            root,
            look.known,
            without_spoiled(changes, look.spoiled),
            many=self._settings.vanished_photos,
            pause=self._pause,
        )

    def _pause(self) -> None:
        self._clock.sleep(PAUSE_SECONDS)

    def _record(self, looks: Sequence[_Look]) -> None:
        now = self._clock.now()
        changes = {look.album.id: self._set_aside(look, now) for look in looks}
        gone = {i for change in changes.values() for i in (*change.missing, *change.still_missing)}
        gone |= {i for look in looks for i in look.aside}
        missing = {
            known.photo_id: known
            for look in looks
            for known in look.known.values()
            if known.photo_id in gone
        }
        moves = match_moves(
            missing, [(a, file) for a, change in changes.items() for file in change.new]
        )
        self._ledger.photos.note_moved(((m.photo_id, m.album_id, m.file) for m in moves), now)
        moved_files = {(move.album_id, move.file) for move in moves}
        moved_photos = {move.photo_id for move in moves}
        for look in looks:
            album_id, change = look.album.id, changes[look.album.id]
            new = [file for file in change.new if (album_id, file) not in moved_files]
            self._ledger.photos.add(album_id, new, now)
            self._ledger.photos.note_changed(change.changed)
            self._ledger.photos.note_back(change.back)
            self._ledger.photos.note_touched(_touched(look))
            record_spoiled(
                self._ledger,
                Path(look.album.path),
                look.known,
                look.scan,
                look.spoiled,
                album_id=album_id,
                now=now,
            )
            lost = [
                i
                for i in (*change.still_missing, *change.missing, *look.aside)
                if i not in moved_photos
            ]
            self._ledger.photos.note_missing(lost, now)
            self._record_losses(look, lost, now)
            note_changes(self._ledger, self._settings, album_id, now)
            note_beginnings(
                self._ledger, album_id, Path(look.album.path), look.known, look.scan.quiet
            )
            self._ledger.photos.note_ctimes(album_id, _new_ctimes(look))
            left_out = to_text(counted(look.scan.left_out))
            note_if_new(self._ledger, NoteAbout.ALBUM_LEFT_OUT.of(album_id), left_out)
            self._ledger.albums.note_scan(album_id, at=now, skipped_files=len(look.scan.left_out))
            self._record_unreadable(look)

    def _set_aside(self, look: _Look, now: float) -> AlbumChanges:
        """Rename photos whose paths other pictures took; return the changes after that."""
        changes = look.same.taken_from(without_spoiled(_changes(look), look.spoiled))
        many, likely = self._settings.vanished_photos, look.same.likely
        look.replaced = self._is_another_folder(look) or is_replaced(
            look.known, changes, many, likely
        )
        changes, asides = set_aside(look.known, changes, likely, replaced=look.replaced)
        record_asides(self._ledger, look.album.id, asides, now)
        look.aside = [a.known.photo_id for a in asides if not a.known.remote_only]
        return changes

    def _is_another_folder(self, look: _Look) -> bool:
        """Return whether the album's folder is another one or on another disk than before."""
        note = NoteAbout.ALBUM_ROOT.of(look.album.id)
        before, now = self._ledger.vaults.noted(note), str(look.root)
        note_if_new(self._ledger, note, now)
        return before is not None and before != now

    def _record_losses(self, look: _Look, lost: Sequence[int], now: float) -> None:
        """Delete the photos that a person deleted; hold the album in doubt (3-4, 4-3)."""
        album = look.album
        window_start = now - self._settings.vanished_window_seconds
        already = self._ledger.photos.count_lost_and_deleted(album.id, window_start)
        # A spoiled photo that vanishes waits for the answer about it.
        spoiled = self._ledger.spoiled.of_album(album.id)
        lost = [photo_id for photo_id in lost if photo_id not in spoiled]
        losses = Losses(
            known=sum(not known.remote_only for known in look.known.values()) + already,
            lost_now=len(lost),
            lost_within_window=len(lost) + already,
        )
        harm = Harm(
            known=losses.known,
            spoiled=len(spoiled),
            spoiled_within_window=sum(one.since >= window_start for one in spoiled.values()),
            lost_within_window=losses.lost_within_window,
        )
        folders = self._vanished_folders(look, lost, window_start)
        held = tell_spoiled(self._ledger, self._settings, album, harm, now)
        replaced = look.replaced or look.root != _identity(album)
        in_doubt = held or replaced or waits_as_a_whole(self._ledger, album)
        verdict = judge(losses, self._settings, in_doubt=in_doubt)
        if verdict is not Verdict.NOTHING and standing(self._ledger) is not None:
            # An old or copied home can't judge a missing file (5-5, 5-6); the files stay
            # missing, and are judged once the home is in order.
            return
        match verdict:
            case Verdict.HOLD:
                missing = Message("some-of-all-are-missing", lost=len(lost), known=losses.known)
                gone = [
                    Message("folder-inside-is-gone", folder=shown(folder)) for folder in folders
                ]
                reason = joined([missing, *gone])
                self._hold(album, reason, len(lost))
                ask_about_folders(self._ledger, album, {}, now)
                return
            case Verdict.DELETE:
                asked = {i.photo_id for p, i in look.known.items() if is_in(p, folders)}
                deleted = [photo_id for photo_id in lost if photo_id not in asked]
                delete_photos(self._ledger, self._settings, deleted, now)
            case Verdict.NOTHING:
                pass
        ask_about_folders(self._ledger, album, folders, now)
        self._ledger.attention.close(AttentionKind.ALBUM_VANISHED, subjects.album(album.id))
        if held or folders or album.state is AlbumState.HELD:
            state = AlbumState.HELD if held or folders else AlbumState.WATCHED
            self._ledger.albums.set_state(album.id, state)

    def _vanished_folders(self, look: _Look, lost: Sequence[int], since: float) -> dict[str, int]:
        """Return folders in the album that vanished whole, with their number of photos (4-6)."""
        ids, note = set(lost), NoteAbout.ALBUM_MOUNTS.of(look.album.id)
        paths = [path for path, known in look.known.items() if known.photo_id in ids]
        hidden = [item.path for item in look.scan.unreadable]
        there = {file.path for file in (*look.scan.quiet, *look.scan.young)}
        standing = [*there, *hidden]
        before = json.loads(self._ledger.vaults.noted(note) or "{}")
        went = mounts_that_went(before, look.scan.mounts, standing)
        lately = self._ledger.photos.deleted_since(look.album.id, since) if paths else []
        # Until a person has answered, the mount of a vanished folder is remembered.
        asked = {folder for folder in went if any(is_in(path, {folder}) for path in paths)}
        now = {**look.scan.mounts, **{folder: before[folder] for folder in asked}}
        if now != before:
            self._ledger.vaults.note(note, json.dumps(now))
        return vanished_folders(paths, lately, standing, went)

    def _hold_gone(self, album: AlbumRecord, known: dict[str, KnownFile], reason: Message) -> None:
        """Ask about a missing album folder, unless all its photos are remote on purpose."""
        gone = [file.photo_id for file in known.values() if not file.remote_only]
        with self._ledger.transaction():
            self._ledger.photos.note_missing(gone, self._clock.now())
            if gone:
                self._hold(album, reason, len(gone))
            else:
                self._ledger.albums.set_state(album.id, AlbumState.HELD)
                self._ledger.attention.close(AttentionKind.ALBUM_VANISHED, subjects.album(album.id))

    def _hold(self, album: AlbumRecord, reason: Message, missing: int) -> None:
        self._ledger.albums.set_state(album.id, AlbumState.HELD)
        item = items.album_vanished(album.id, album.name, reason, missing)
        self._ledger.attention.open(item, self._clock.now())

    def _record_unreadable(self, look: _Look) -> None:
        album, left_out = look.album, look.scan.unreadable
        unreadable = [(one.path, one.reason) for one in left_out if not one.is_fault]
        broken = [(one.path, one.reason) for one in left_out if one.is_fault]
        if unreadable:
            item = items.unreadable_files(album.id, album.name, unreadable)
            self._ledger.attention.open(item, self._clock.now())
        else:
            self._ledger.attention.close(AttentionKind.UNREADABLE, subjects.album(album.id))
        if broken:
            item = items.files_broken(album.id, album.name, broken)
            self._ledger.attention.open(item, self._clock.now())
        else:
            self._ledger.attention.close(AttentionKind.FAULT, subjects.broken(album.id))


def note_if_new(ledger: Ledger, note: NoteKey, text: str) -> None:
    """Record a note only where it differs: most scans find nothing new."""
    if ledger.vaults.noted(note) != text:
        ledger.vaults.note(note, text)


def _identity(album: AlbumRecord) -> tuple[int, int] | None:
    try:
        status = Path(album.path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _changes(look: _Look) -> AlbumChanges:
    if look.compared is None or look.compared[0] is not look.scan:
        # Once for each scan: an album may have very many files.
        steady = are_inodes_steady(look.known, look.scan)
        look.compared = look.scan, compare(look.known, look.scan, trust_inodes=steady)
    return _with_in_place(look.compared[1], look.in_place)


def _with_in_place(changes: AlbumChanges, in_place: InPlace) -> AlbumChanges:
    return replace(changes, changed=(*changes.changed, *in_place.changed))


def _new_ctimes(look: _Look) -> list[SeenFile]:
    return [
        file
        for file in look.scan.quiet
        if file.path not in look.in_place.unread
        and ((before := look.known.get(file.path)) is None or before.ctime_ns != file.ctime_ns)
    ]


def _touched(look: _Look) -> list[tuple[int, SeenFile]]:
    """Return files whose content is the stored one: only their time or inode is new."""
    return [
        (look.known[file.path].photo_id, file)
        for file in look.scan.quiet
        if file.path in look.same.proved
    ]
