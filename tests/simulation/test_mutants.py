"""Faults that are put into the program: a simulation that notices none of them proves nothing."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from picup_desktop.engine.pass_scheduler import PassScheduler
from picup_desktop.engine.work_queue import PassRequest, WorkQueue
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.deletions.deletions import Deletions, MessageRecord
from picup_desktop.ledger.history import History
from picup_desktop.ledger.photos.photos import Photos
from picup_desktop.ledger.photos.uploads import Uploads
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.sync import sync_pass
from picup_desktop.sync.delete import delete, worker
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.rescan.lost_photos import LostPhotos
from picup_desktop.sync.rescan.rescan import Rescan
from picup_desktop.sync.seen import look
from picup_desktop.sync.upload.outcomes import NotSent, Sent
from picup_desktop.sync.upload.recording import Recorder
from picup_desktop.sync.upload.send import Sender
from picup_desktop.sync.verify import verify
from picup_desktop.words import CopyState, Role
from tests.simulation.life import lived

MOST_SEEDS = 12
Fault = Callable[[pytest.MonkeyPatch], None]


def sends_are_believed_whatever_comes(patch: pytest.MonkeyPatch) -> None:
    settled = Sender._settled

    def believed(self: Sender, *told: Any) -> Sent | NotSent:
        settled(self, *told)
        return Sent(self.role, 1)

    patch.setattr(Sender, "_settled", believed)


def removals_are_recorded_and_not_done(patch: pytest.MonkeyPatch) -> None:
    def attempt(_: Any, messages: Sequence[MessageRecord], _storage: Storage) -> list[Any]:
        return [worker._Attempt(message, message.objects, (), None) for message in messages]

    patch.setattr(worker.DeletionWorker, "_attempt", attempt)


def an_old_version_goes_before_the_new_one_is_safe(patch: pytest.MonkeyPatch) -> None:
    note_changed = Photos.note_changed
    record = Rescan._record

    def recorded(self: Rescan, looks: Any) -> None:
        def changed(photos: Photos, files: Iterable[Any]) -> None:
            found = list(files)
            note_changed(photos, found)
            ids = [i for photo_id, _ in found if (i := _object_of(photos, photo_id)) is not None]
            old = self._ledger.objects.with_ids(ids)
            now = self._clock.now()
            undo = [(role, record.name, ids[0]) for record in old for role in Role]
            delete.enqueue_undo(self._ledger, self._settings, undo, now)

        with pytest.MonkeyPatch.context() as within:
            within.setattr(Photos, "note_changed", changed)
            record(self, looks)

    patch.setattr(Rescan, "_record", recorded)
    patch.setattr(Deletions, "needed", lambda *_: frozenset())


def _object_of(photos: Photos, photo_id: int) -> int | None:
    photo = photos.get(photo_id)
    return None if photo is None else photo.object_id


def a_replaced_object_is_removed_at_once(patch: pytest.MonkeyPatch) -> None:
    def removed(self: Recorder, replaced: Sequence[int], now: float) -> None:
        old = self._ledger.objects.unwanted(replaced)
        photo_ids = {one for i in replaced for one in self._ledger.versions.photos_of(i)}
        undo = [(role, record.name, min(photo_ids)) for record in old for role in Role]
        delete.enqueue_undo(self._ledger, self._settings, undo, now)

    patch.setattr(Recorder, "_retire_unwanted", removed)


def an_edit_makes_no_earlier_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Uploads, "_note_earlier", lambda *_: None)


def the_journal_tells_of_no_earlier_state(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(History, "ended", lambda *_: [])
    patch.setattr(History, "ended_after", lambda *_: [])


def a_disk_that_is_away_is_taken_for_deletions(patch: pytest.MonkeyPatch) -> None:
    def gone(self: LostPhotos, album: AlbumRecord, _reason: Message, now: float) -> None:
        here = self._ledger.known.here(album.id)
        delete_photos(self._ledger, self._settings, here, now)

    patch.setattr(LostPhotos, "hold_gone", gone)


def deletions_do_not_wait(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(delete, "DAY_SECONDS", 0.0)


def a_pause_is_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PassScheduler, "_pause", lambda _: None)


def files_are_freed_without_a_note(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Photos, "keep_remote", lambda *_: None)


def nothing_is_made_up_for_after_a_crash(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sync_pass, "recover", lambda *_: [])


def a_look_believes_that_all_is_well(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(verify, "state_of", lambda *_: CopyState.STORED)


def a_listing_finds_nothing_missing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(look, "compared", lambda *_: look.Compared(0, ()))


def there_is_always_something_to_do(patch: pytest.MonkeyPatch) -> None:
    take = WorkQueue.take
    patch.setattr(WorkQueue, "take", lambda self, at: take(self, at) | PassRequest(uploads=True))


def nobody_hears_that_a_message_is_done(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Deletions, "acknowledge", lambda *_: None)


BROKEN = {
    sends_are_believed_whatever_comes: "which is called stored",
    removals_are_recorded_and_not_done: "holds objects that nobody knows of",
    an_old_version_goes_before_the_new_one_is_safe: (
        "with copies on|was replaced, left|which is called stored|as of .* it would be"
    ),
    a_replaced_object_is_removed_at_once: "was replaced, left within its grace",
    an_edit_makes_no_earlier_version: "as of .* it would be",
    the_journal_tells_of_no_earlier_state: "a new computer with .* has",
    a_disk_that_is_away_is_taken_for_deletions: "are deleted, and nobody deleted them",
    deletions_do_not_wait: "within its grace",
    a_pause_is_not_heard: "though the person said pause",
    files_are_freed_without_a_note: "can be read back, and is not deleted",
    nothing_is_made_up_for_after_a_crash: "nobody knows of|never ended|left behind",
    a_look_believes_that_all_is_well: "and nobody noticed",
    a_listing_finds_nothing_missing: "and a face says protected",
    there_is_always_something_to_do: "it turns hot",
    nobody_hears_that_a_message_is_done: "is overdue|are dead",
}
"""What each of them must be seen to break."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("fault", "broken"), BROKEN.items(), ids=[fault.__name__ for fault in BROKEN]
)
def test_simulation_a_fault_is_noticed(
    fault: Fault, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError, match=broken):
        _live_some()


def _live_some() -> None:
    for seed in range(1, MOST_SEEDS + 1):
        lived(seed)
