"""Commands about deleted photos and attention items."""

import json
from collections.abc import Sequence

from picup_desktop.app import Engine
from picup_desktop.attention.cause_row import IGNORE, RETRY
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.deletions import (
    AnswerItem,
    BringBackDeleted,
    DeleteNow,
    EmptyTrash,
    IgnoreItem,
    ListInQuestion,
    Remove,
    RestoreDeleted,
    RetryItem,
    RunDeletions,
)
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.sync.answers import AnswerAboutSome, answer, answer_some, find_item, in_question
from picup_desktop.sync.delete.delete import remove_photos, system_trash
from picup_desktop.sync.delete.undelete import TooLate, bring_back, delete_now, withdraw_deletion
from picup_desktop.sync.home.hold import NothingRemoved, check_free, why_nothing_is_removed
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.sync.scan.changed_many import keep_versions, removals_kept
from picup_desktop.words import PhotoState

MOST_UNDONE = 50_000
MOST_LISTED = 5_000
"""More photos than a person decides about one by one."""
MOST_LISTED_CHARACTERS = 1_000_000
"""The paths of one answer; with all else, the socket's longest line has room for them."""


def rm(ledger: Ledger, clock: Clock, given: Remove) -> answers.Removed:
    """Delete photos: originals to the system's trash, copies after the grace (3-1)."""
    check_free(ledger)
    report = remove_photos(ledger, ledger.vaults.settings(), clock, given.photos, system_trash)
    return {
        "deleted": [_photo(photo) for photo in report.deleted],
        "already": [_photo(photo) for photo in report.already],
        "kept": [{**_photo(photo), "reason": reason} for photo, reason in report.kept],
        "journaled": report.journaled,
    }


def trash_restore(ledger: Ledger, clock: Clock, given: RestoreDeleted) -> answers.Undeleted:
    """Undo deletions; ``trash_bring_back`` reads the missing files back."""
    found = {photo.id: photo for photo in [_deleted(ledger, name) for name in given.photos]}
    restored, failed = [], []
    for photo in found.values():
        try:
            restored.append(withdraw_deletion(ledger, photo, clock))
        except TooLate as error:
            failed.append(
                Message("title-and-message", title=Message(error.title), message=error.message)
            )
    return {"restored": [_restored(photo) for photo in restored], "failed": failed}


def trash_delete(ledger: Ledger, clock: Clock, given: DeleteNow) -> answers.DeletedNow:
    """Delete photos for good now, without their grace (3-1b)."""
    check_free(ledger)
    photos = [_deleted(ledger, name) for name in given.photos]
    delete_now(ledger, ledger.vaults.settings(), photos, clock.now())
    return {"deleted": len({photo.id for photo in photos})}


def trash_empty(ledger: Ledger, clock: Clock, _given: EmptyTrash) -> answers.DeletedNow:
    """Do the same for all photos deleted by now."""
    check_free(ledger)
    listed = [ledger.photos.get(entry.photo_id) for entry in ledger.trash.listing()]
    photos = [photo for photo in listed if photo is not None]
    delete_now(ledger, ledger.vaults.settings(), photos, clock.now())
    return {"deleted": len(photos)}


def trash_bring_back(parts: Engine, given: BringBackDeleted) -> answers.Returned:
    """Read files of restored photos back into their albums."""
    reader = parts.reader()
    restored: list[answers.ReturnedPhoto] = []
    for photo in [find_photo(parts.ledger, name) for name in given.photos]:
        reason = None
        try:
            bring_back(parts.ledger, reader, photo)
        except PicupError as error:
            reason = error.message
        now = parts.ledger.photos.get(photo.id) or photo
        restored.append({**_restored(now), "reason": reason})
    return {"restored": restored}


def deletions_run(parts: Engine, given: RunDeletions) -> answers.DeletionsRun:
    """Remove what is due; with ``now``, all that is queued: a person's own request (4-5).

    What waits for an answer about changed photos is kept all the same, and reported (4-3).
    """
    parts = parts.without(parts.look_first())
    check_free(parts.ledger)
    kept: list[answers.CopiesKept] = []
    if given.now:
        kept = _make_due(parts)
    else:
        parts.clock_watch().look(parts.storages)
        reason = why_nothing_is_removed(parts.ledger)
        if reason is not None:
            raise NothingRemoved.of(reason)
    # Told before it is done: who reads a storage alone meanwhile expects nothing that is gone.
    parts.announcement().run()
    report = parts.deletion_worker().run()
    left, dead = parts.ledger.deletions.counts()
    return {
        "removed": report.removed,
        "queued_objects": left,
        "dead_letters": dead,
        "new_dead_letters": report.dead,
        "away": {role.value: reason for role, reason in report.away.items()},
        "refused": {in_english(reason): count for reason, count in report.refused.items()},
        "kept": kept,
    }


def _make_due(parts: Engine) -> list[answers.CopiesKept]:
    """Make all due that does not wait for an answer; return the albums whose copies do."""
    ledger, settings, now = parts.ledger, parts.settings, parts.clock.now()
    with ledger.transaction():
        keep_versions(ledger, settings, now)
        kept = removals_kept(ledger, settings, now)
        ledger.deletions.make_due(now, but=set().union(*kept.values()))
        return [
            {"album": album, "copies": ledger.deletions.objects_of(messages)}
            for album, messages in kept.items()
        ]


def attention_retry(ledger: Ledger, clock: Clock, given: RetryItem) -> answers.Answered:
    """Retry failed work."""
    return _answered(ledger, clock, given.id, RETRY)


def attention_ignore(ledger: Ledger, clock: Clock, given: IgnoreItem) -> answers.Answered:
    """Hide an item."""
    return _answered(ledger, clock, given.id, IGNORE)


def attention_photos(ledger: Ledger, clock: Clock, given: ListInQuestion) -> answers.InQuestion:
    """List the photos that an item asks about, before and after (4-3)."""
    item = find_item(ledger, given.id)
    found = in_question(ledger, ledger.vaults.settings(), clock, item)
    listed = found[: _fitting([photo.path for photo, _ in found])]
    return {
        "photos": [
            {
                "photo": one.photo,
                "path": one.path,
                "before": one.before,
                "after": one.after,
                "reason": None if reason is None else Message("as-a-sentence", words=reason),
            }
            for one, reason in listed
        ],
        "more": len(found) - len(listed),
    }


def _fitting(paths: Sequence[str]) -> int:
    """Return how many photos with these paths one answer lists; at least one."""
    left = MOST_LISTED_CHARACTERS
    for number, path in enumerate(paths[:MOST_LISTED]):
        left -= len(json.dumps(path))
        if left < 0:
            return max(1, number)
    return min(len(paths), MOST_LISTED)


def attention_answer(ledger: Ledger, clock: Clock, given: AnswerItem) -> answers.Answered:
    """Answer the question of an item."""
    return _answered(ledger, clock, given.id, given.choice, given.photos)


def _answered(
    ledger: Ledger, clock: Clock, number: int, choice: str, photos: Sequence[str] | None = None
) -> answers.Answered:
    item = find_item(ledger, number)
    may_take_away = item.cause.row.asks_first(choice)
    before = _deleted_ids(ledger) if may_take_away else set()
    settings = ledger.vaults.settings()
    if photos is None:
        said = answer(ledger, settings, clock, item, choice)
    else:
        said = answer_some(ledger, settings, clock, AnswerAboutSome(item, choice, photos))
    answered: answers.Answered = {"id": number, "choice": choice, "said": said}
    if may_take_away:
        deleted = sorted(_deleted_ids(ledger) - before)
        # Recently deleted lists them if there are more: a line on the socket has a maximum length.
        answered["deleted"] = deleted if len(deleted) <= MOST_UNDONE else []
    return answered


def _deleted_ids(ledger: Ledger) -> set[int]:
    return {photo.photo_id for photo in ledger.trash.listing()}


def _deleted(ledger: Ledger, named: str) -> PhotoRecord:
    photo = find_photo(ledger, named)
    if photo.state is not PhotoState.DELETED:
        raise UsageError("photo-is-not-deleted", photo=shown(photo.path))
    return photo


def _photo(photo: PhotoRecord) -> answers.Photo:
    return {"id": photo.id, "path": photo.path}


def _restored(photo: PhotoRecord) -> answers.UndeletedPhoto:
    return {**_photo(photo), "state": photo.state.value, "here": not photo.remote_only}
