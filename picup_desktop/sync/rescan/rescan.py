"""Scan every album's folder and record the changes in the ledger.

Moves are matched over all albums together (3-5); losses are judged per album
(3-4). Nothing here uses a storage.
"""

import logging
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout, NoteKey
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.left_out import to_text
from picup_desktop.settings import Settings
from picup_desktop.sync.albums.walking import walking_of
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.rescan.album_look import (
    AlbumLook,
    changes_of,
    identity,
    new_ctimes,
    touched,
    with_in_place,
)
from picup_desktop.sync.rescan.aside import is_replaced, record_asides, set_aside
from picup_desktop.sync.rescan.broken_files import without_broken
from picup_desktop.sync.rescan.folder_question import (
    held_and_asking,
)
from picup_desktop.sync.rescan.in_place import changed_in_place
from picup_desktop.sync.rescan.lost_photos import LostPhotos
from picup_desktop.sync.rescan.same_contents import same_contents
from picup_desktop.sync.rescan.young_files import YoungFiles
from picup_desktop.sync.scan.changed_many import note_changes
from picup_desktop.sync.scan.known import KnownOfAlbum, all_paths
from picup_desktop.sync.scan.left_out import counted
from picup_desktop.sync.scan.links import followed_links, other_targets
from picup_desktop.sync.scan.scan import (
    AlbumChanges,
    AlbumFolderGone,
    FolderScan,
    Moved,
    match_moves,
    settle,
)
from picup_desktop.sync.scan.walk import scan_folder
from picup_desktop.sync.spoiled.files import (
    HEADS_PER_SCAN,
    note_beginnings,
    record_spoiled,
    spoiled_among,
    without_spoiled,
)
from picup_desktop.words import AlbumState, AttentionKind, Why

QUIET_LOOKS = 15
PAUSE_SECONDS = 0.001
"""Sleep between two files that are read as a whole, where a pass can be stopped."""

log = logging.getLogger(__name__)


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


class Rescan:
    """Scans albums into the ledger; used by the engine's own thread."""

    def __init__(self, ledger: Ledger, clock: Clock, settings: Settings) -> None:
        self._ledger = ledger
        self._clock = clock
        self._settings = settings
        self._lost = LostPhotos(ledger, settings)
        self._lists_in = ledger.database.path.parent
        self._followed: dict[int, list[Path]] = {}
        """Where the links lead that this run followed, by album; they are recorded at its end."""

    def run(
        self, only: frozenset[int] | None = None, young: YoungFiles | None = None
    ) -> RescanReport:
        """Scan every watched and held album once, or only those with these ids.

        Waits for files to be quiet, unless ``young`` remembers them until the next scan.
        """
        began_at = self._clock.monotonic()
        self._followed.clear()
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

    def _record_all(self, looks: Sequence[AlbumLook]) -> None:
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

    def _look(self, album: AlbumRecord) -> AlbumLook | None:
        root = identity(album)
        quiet_before = self._clock.now() - self._settings.quiet_seconds
        unlooked = self._ledger.spoiled.unlooked(album.id, HEADS_PER_SCAN)
        # Whether a spoiled file is good again is asked of the file, though nothing is new about it.
        always = self._ledger.spoiled.of_album(album.id).keys() | {one for one, _ in unlooked}
        try:
            scan = self._scan(album, int(quiet_before * 10**9), frozenset(always))
        except AlbumFolderGone as gone:
            self._lost.hold_gone(album, gone.message, self._clock.now())
            return None
        return AlbumLook(album, scan, root, unlooked, frozenset(always))

    def _scan(
        self, album: AlbumRecord, quiet_before_ns: int | None, always: frozenset[int]
    ) -> FolderScan:
        others = (paths for of, paths in self._followed.items() if of != album.id)
        scan = scan_folder(
            Path(album.path),
            KnownOfAlbum(self._ledger.known, album.id),
            quiet_before_ns=quiet_before_ns,
            always=always,
            lists_in=self._lists_in,
            walking=walking_of(self._ledger, album, chain.from_iterable(others)),
        )
        self._followed[album.id] = [Path(target.path) for target in scan.links.values()]
        return scan

    def _wait_for_quiet(self, looks: Sequence[AlbumLook]) -> int:
        """Wait until young files are quiet; return the number that never were."""
        for _ in range(QUIET_LOOKS):
            young = [look for look in looks if look.scan.young]
            if not young:
                return 0
            self._clock.sleep(self._settings.quiet_seconds)
            for look in young:
                try:
                    # A file's own time may be wrong, so a second scan decides whether it is quiet.
                    again = self._scan(look.album, None, look.always)
                except AlbumFolderGone:
                    return sum(len(look.scan.young) for look in looks)
                look.scan = settle(look.scan, again, self._lists_in)
        return sum(len(look.scan.young) for look in looks)

    def _settle(self, looks: Sequence[AlbumLook], young: YoungFiles) -> int:
        """Take files that stayed the same since an earlier scan; return the number of others."""
        at = self._clock.monotonic()
        for look in looks:
            look.scan = young.settle(
                look.album.id, look.scan, at=at, quiet_seconds=self._settings.quiet_seconds
            )
        return sum(len(look.scan.young) for look in looks)

    def _inspect(self, look: AlbumLook) -> None:
        """Read changed files as far as needed to distinguish edits, damage and new times."""
        root, first = Path(look.album.path), changes_of(look)
        seen = {file.path for _, file in first.changed}
        look.in_place = changed_in_place(
            self._ledger,
            root,
            look.known,
            (file for file in look.scan.quiet if file.path not in seen),
            pause=self._pause,
        )
        changes = with_in_place(first, look.in_place)
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

    def _record(self, looks: Sequence[AlbumLook]) -> None:
        now = self._clock.now()
        changes = {look.album.id: self._set_aside(look, now) for look in looks}
        moves = self._moves(looks, changes)
        self._ledger.photos.note_moved(((m.photo_id, m.album_id, m.file) for m in moves), now)
        moved_photos = frozenset(move.photo_id for move in moves)
        for look in looks:
            moved = [move.file for move in moves if move.album_id == look.album.id]
            change = changes[look.album.id]
            self._record_found(look, change, moved, now)
            gone = (*change.still_missing, *change.missing, *look.aside)
            lost = [photo_id for photo_id in gone if photo_id not in moved_photos]
            self._ledger.photos.note_missing(lost, now)
            self._lost.record(look, lost, now)
            self._record_scan(look, moved, now)

    def _moves(
        self, looks: Sequence[AlbumLook], changes: Mapping[int, AlbumChanges]
    ) -> Sequence[Moved]:
        """Match what is gone with what is new, over all albums together (3-5)."""
        gone = {i for change in changes.values() for i in (*change.missing, *change.still_missing)}
        gone |= {i for look in looks for i in look.aside}
        missing = {
            known.photo_id: known
            for look in looks
            for known in look.known.values()
            if known.photo_id in gone
        }
        new_files = ((a, file) for a, change in changes.items() for file in change.new)
        return match_moves(missing, new_files) if missing else []

    def _record_found(
        self, look: AlbumLook, change: AlbumChanges, moved: Sequence[SeenFile], now: float
    ) -> None:
        """Record the files that are there: new, changed, back, touched or spoiled."""
        photos = self._ledger.photos
        photos.add(look.album.id, _without(change.new, frozenset(moved)), now)
        photos.note_changed(change.changed)
        photos.note_back(change.back)
        photos.note_touched(touched(look))
        record_spoiled(
            self._ledger,
            Path(look.album.path),
            look.known,
            look.scan,
            look.spoiled,
            album_id=look.album.id,
            now=now,
        )

    def _record_scan(self, look: AlbumLook, moved: Sequence[SeenFile], now: float) -> None:
        """Record the scan itself, what it left out, and what the next one compares with."""
        album_id, scan = look.album.id, look.scan
        note_changes(self._ledger, self._settings, album_id, now)
        note_beginnings(self._ledger, look.unlooked, Path(look.album.path), look.known, scan.quiet)
        self._ledger.photos.note_ctimes(album_id, chain(moved, new_ctimes(look)))
        left_out = to_text(counted(scan.left_out))
        note_if_new(self._ledger, NoteAbout.ALBUM_LEFT_OUT.of(album_id), left_out)
        self._ledger.albums.note_scan(album_id, at=now, skipped_files=len(scan.left_out))
        self._record_unreadable(look)

    def _set_aside(self, look: AlbumLook, now: float) -> AlbumChanges:
        """Rename photos whose paths other pictures took; return the changes after that."""
        changes = look.same.taken_from(without_spoiled(changes_of(look), look.spoiled))
        many, likely = self._settings.vanished_photos, look.same.likely
        photos = KnownOfAlbum(self._ledger.known, look.album.id)
        look.replaced = self._is_another_folder(look) or is_replaced(
            look.known,
            changes,
            many,
            likely,
            untouched=look.scan.untouched,
            all_paths=lambda: all_paths(photos),
        )
        changes, asides = set_aside(
            look.known,
            changes,
            likely,
            replaced=look.replaced,
            replaced_folders=other_targets(
                followed_links(self._ledger, look.album.id), look.scan.links
            ),
            is_known=lambda path: photos.at(os.fsencode(path)) is not None,
        )
        record_asides(self._ledger, look.album.id, asides, now)
        look.aside = [a.known.photo_id for a in asides if not a.known.remote_only]
        return changes

    def _is_another_folder(self, look: AlbumLook) -> bool:
        """Return whether the album's folder is another one or on another disk than before."""
        note = NoteAbout.ALBUM_ROOT.of(look.album.id)
        before, now = self._ledger.vaults.noted(note), str(look.root)
        note_if_new(self._ledger, note, now)
        return before is not None and before != now

    def _record_unreadable(self, look: AlbumLook) -> None:
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


def _without(files: Iterable[SeenFile], others: Container[SeenFile]) -> Iterator[SeenFile]:
    return (file for file in files if file not in others)
