"""Scan every album's folder and record the changes in the ledger.

Moves are matched over all albums together (3-5); losses are judged per album
(3-4). Nothing here uses a storage.
"""

import json
import logging
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
from picup_desktop.messages.message import Message, joined
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.albums.walking import walking_of
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.rescan.album_look import (
    AlbumLook,
    changes_of,
    holds_earlier,
    identity,
    new_ctimes,
    touched,
    with_in_place,
)
from picup_desktop.sync.rescan.aside import is_replaced, record_asides, set_aside
from picup_desktop.sync.rescan.broken_files import without_broken
from picup_desktop.sync.rescan.folder_question import (
    ask_about_folders,
    asked_folders,
    held_and_asking,
    waits_as_a_whole,
)
from picup_desktop.sync.rescan.in_place import changed_in_place
from picup_desktop.sync.rescan.same_contents import same_contents
from picup_desktop.sync.rescan.subfolders import (
    exchanged_mounts,
    is_in,
    mounts_that_went,
    vanished_folders,
)
from picup_desktop.sync.rescan.young_files import YoungFiles
from picup_desktop.sync.scan.changed_many import note_changes
from picup_desktop.sync.scan.known import KnownOfAlbum, all_paths
from picup_desktop.sync.scan.left_out import counted
from picup_desktop.sync.scan.links import followed_links, other_targets
from picup_desktop.sync.scan.links import to_text as to_links_text
from picup_desktop.sync.scan.losses import Harm, Losses, Verdict, judge
from picup_desktop.sync.scan.scan import (
    AlbumChanges,
    AlbumFolderGone,
    FolderScan,
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
from picup_desktop.sync.spoiled.question import tell_spoiled
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
            self._hold_gone(album, gone.message)
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
        gone = {i for change in changes.values() for i in (*change.missing, *change.still_missing)}
        gone |= {i for look in looks for i in look.aside}
        missing = {
            known.photo_id: known
            for look in looks
            for known in look.known.values()
            if known.photo_id in gone
        }
        new_files = ((a, file) for a, change in changes.items() for file in change.new)
        moves = match_moves(missing, new_files) if missing else []
        self._ledger.photos.note_moved(((m.photo_id, m.album_id, m.file) for m in moves), now)
        moved_photos = {move.photo_id for move in moves}
        for look in looks:
            album_id, change = look.album.id, changes[look.album.id]
            moved = [move.file for move in moves if move.album_id == album_id]
            new = _without(change.new, frozenset(moved))
            self._ledger.photos.add(album_id, new, now)
            self._ledger.photos.note_changed(change.changed)
            self._ledger.photos.note_back(change.back)
            self._ledger.photos.note_touched(touched(look))
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
                self._ledger, look.unlooked, Path(look.album.path), look.known, look.scan.quiet
            )
            self._ledger.photos.note_ctimes(album_id, chain(moved, new_ctimes(look)))
            left_out = to_text(counted(look.scan.left_out))
            note_if_new(self._ledger, NoteAbout.ALBUM_LEFT_OUT.of(album_id), left_out)
            self._ledger.albums.note_scan(album_id, at=now, skipped_files=len(look.scan.left_out))
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

    def _record_losses(self, look: AlbumLook, lost: Sequence[int], now: float) -> None:
        """Delete the photos that a person deleted; hold the album in doubt (3-4, 4-3)."""
        album = look.album
        window_start = now - self._settings.vanished_window_seconds
        already = self._ledger.photos.count_lost_and_deleted(album.id, window_start)
        # A spoiled photo that vanishes waits for the answer about it.
        spoiled = self._ledger.spoiled.of_album(album.id)
        lost = [photo_id for photo_id in lost if photo_id not in spoiled]
        losses = Losses(
            known=look.scan.untouched
            + sum(not known.remote_only for known in look.known.values())
            + already,
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
        replaced = look.replaced or look.root != identity(album)
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

    def _vanished_folders(
        self, look: AlbumLook, lost: Sequence[int], since: float
    ) -> dict[str, int]:
        """Return folders in the album that vanished whole, with their number of photos (4-6)."""
        ids, note = set(lost), NoteAbout.ALBUM_MOUNTS.of(look.album.id)
        links, links_note = look.scan.links, NoteAbout.ALBUM_LINKS.of(look.album.id)
        paths = [path for path, known in look.known.items() if known.photo_id in ids]
        hidden = {item.path for item in look.scan.unreadable}
        standing = [*look.scan.standing, *hidden, *look.scan.not_here]
        before = json.loads(self._ledger.vaults.noted(note) or "{}")
        links_before = followed_links(self._ledger, look.album.id)
        went = mounts_that_went(before, look.scan.mounts, standing)
        went |= links_before.keys() - links.keys() | other_targets(links_before, links)
        # Other files in a folder, or some that are back, are no answer about those still missing.
        went |= asked_folders(self._ledger, look.album)
        if look.root is not None:
            photos = KnownOfAlbum(self._ledger.known, look.album.id)
            went |= exchanged_mounts(
                look.scan.mounts, look.root[0], paths, partial(holds_earlier, look, photos)
            )
        lately = self._ledger.photos.deleted_since(look.album.id, since) if paths else []
        # Until a person has answered, the mount or link of a vanished folder is remembered; and
        # as long as it can't be looked into.
        asked = {folder for folder in went if any(is_in(path, {folder}) for path in paths)}
        remembered = asked | hidden
        now = {**look.scan.mounts, **{f: before[f] for f in before if f in remembered}}
        links_now = {**links, **{f: links_before[f] for f in links_before if f in remembered}}
        if links_now != links_before:
            self._ledger.vaults.note(links_note, to_links_text(links_now))
        if now != before:
            self._ledger.vaults.note(note, json.dumps(now))
        return vanished_folders(paths, lately, standing, went)

    def _hold_gone(self, album: AlbumRecord, reason: Message) -> None:
        """Ask about a missing album folder, unless all its photos are remote on purpose."""
        gone = self._ledger.known.here(album.id)
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
