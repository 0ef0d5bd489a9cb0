"""Photos whose files are gone: deleted by a person, or a question about their album.

What many losses mean is decided in ``sync/scan/losses.py`` (3-4, 4-3), and what a folder that
vanished as a whole means in ``subfolders.py`` (4-6). Here it is recorded.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TypeVar

from picup_desktop.attention import items, subjects
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.messages.message import Message, joined
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.home.hold import standing
from picup_desktop.sync.rescan.album_look import AlbumLook, holds_earlier, identity
from picup_desktop.sync.rescan.folder_question import (
    ask_about_folders,
    asked_folders,
    waits_as_a_whole,
)
from picup_desktop.sync.rescan.subfolders import (
    exchanged_mounts,
    is_in,
    mounts_that_went,
    vanished_folders,
)
from picup_desktop.sync.scan.known import KnownOfAlbum
from picup_desktop.sync.scan.links import followed_links, other_targets
from picup_desktop.sync.scan.links import to_text as to_links_text
from picup_desktop.sync.scan.losses import Harm, Losses, Verdict, judge
from picup_desktop.sync.spoiled.question import tell_spoiled
from picup_desktop.words import AlbumState, AttentionKind

T = TypeVar("T")


class LostPhotos:
    """Records the losses of one album after the other; within the transaction of a scan."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self._ledger = ledger
        self._settings = settings

    def record(self, look: AlbumLook, lost: Sequence[int], now: float) -> None:
        """Delete the photos that a person deleted; hold the album in doubt (3-4, 4-3)."""
        album = look.album
        window_start = now - self._settings.vanished_window_seconds
        # A spoiled photo that vanishes waits for the answer about it.
        spoiled = self._ledger.spoiled.of_album(album.id)
        lost = [photo_id for photo_id in lost if photo_id not in spoiled]
        losses = self._losses(look, len(lost), window_start)
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
        if verdict is Verdict.HOLD:
            self._hold(album, _reason(losses, folders), losses.lost_now, now)
            ask_about_folders(self._ledger, album, {}, now)
            return
        if verdict is Verdict.DELETE:
            asked = {one.photo_id for path, one in look.known.items() if is_in(path, folders)}
            deleted = [photo_id for photo_id in lost if photo_id not in asked]
            delete_photos(self._ledger, self._settings, deleted, now)
        ask_about_folders(self._ledger, album, folders, now)
        self._ledger.attention.close(AttentionKind.ALBUM_VANISHED, subjects.album(album.id))
        if held or folders or album.state is AlbumState.HELD:
            state = AlbumState.HELD if held or folders else AlbumState.WATCHED
            self._ledger.albums.set_state(album.id, state)

    def hold_gone(self, album: AlbumRecord, reason: Message, now: float) -> None:
        """Ask about a missing album folder, unless all its photos are remote on purpose."""
        gone = self._ledger.known.here(album.id)
        with self._ledger.transaction():
            self._ledger.photos.note_missing(gone, now)
            if gone:
                self._hold(album, reason, len(gone), now)
            else:
                self._ledger.albums.set_state(album.id, AlbumState.HELD)
                self._ledger.attention.close(AttentionKind.ALBUM_VANISHED, subjects.album(album.id))

    def _hold(self, album: AlbumRecord, reason: Message, missing: int, now: float) -> None:
        self._ledger.albums.set_state(album.id, AlbumState.HELD)
        item = items.album_vanished(album.id, album.name, reason, missing)
        self._ledger.attention.open(item, now)

    def _losses(self, look: AlbumLook, lost_now: int, window_start: float) -> Losses:
        """Count what the album lost now and lately, and what it had."""
        already = self._ledger.photos.count_lost_and_deleted(look.album.id, window_start)
        touched = sum(not known.remote_only for known in look.known.values())
        return Losses(
            known=look.scan.untouched + touched + already,
            lost_now=lost_now,
            lost_within_window=lost_now + already,
        )

    def _vanished_folders(
        self, look: AlbumLook, lost: Sequence[int], since: float
    ) -> dict[str, int]:
        """Return folders in the album that vanished whole, with their number of photos (4-6)."""
        album_id, ids = look.album.id, set(lost)
        paths = [path for path, known in look.known.items() if known.photo_id in ids]
        hidden = {item.path for item in look.scan.unreadable}
        there = [*look.scan.standing, *hidden, *look.scan.not_here]
        mounts_note = NoteAbout.ALBUM_MOUNTS.of(album_id)
        mounts_before = json.loads(self._ledger.vaults.noted(mounts_note) or "{}")
        links_before = followed_links(self._ledger, album_id)
        went = mounts_that_went(mounts_before, look.scan.mounts, there)
        went |= links_before.keys() - look.scan.links.keys()
        went |= other_targets(links_before, look.scan.links)
        # Other files in a folder, or some that are back, are no answer about those still missing.
        went |= asked_folders(self._ledger, look.album)
        if look.root is not None:
            photos = KnownOfAlbum(self._ledger.known, album_id)
            went |= exchanged_mounts(
                look.scan.mounts, look.root[0], paths, partial(holds_earlier, look, photos)
            )
        # Mounts and links are remembered until a person has answered about their folder, and as
        # long as it can't be looked into.
        unanswered = {folder for folder in went if any(is_in(path, {folder}) for path in paths)}
        remembered = unanswered | hidden
        mounts = {**look.scan.mounts, **_only(mounts_before, remembered)}
        if mounts != mounts_before:
            self._ledger.vaults.note(mounts_note, json.dumps(mounts))
        links = {**look.scan.links, **_only(links_before, remembered)}
        if links != links_before:
            self._ledger.vaults.note(NoteAbout.ALBUM_LINKS.of(album_id), to_links_text(links))
        lately = self._ledger.photos.deleted_since(album_id, since) if paths else []
        return vanished_folders(paths, lately, there, went)


def _reason(losses: Losses, folders: Collection[str]) -> Message:
    missing = Message("some-of-all-are-missing", lost=losses.lost_now, known=losses.known)
    gone = [Message("folder-inside-is-gone", folder=shown(folder)) for folder in folders]
    return joined([missing, *gone])


def _only(noted: Mapping[str, T], folders: Collection[str]) -> dict[str, T]:
    return {folder: value for folder, value in noted.items() if folder in folders}
