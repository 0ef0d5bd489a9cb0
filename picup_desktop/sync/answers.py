"""The choices that a person has about an attention item, carried out.

``retry`` and ``ignore`` work on every kind; some kinds ask a question with
choices of their own. Each function returns a sentence that says what follows.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.attention import cause_row, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.attention.items import ChangedPhoto
from picup_desktop.clock import Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.below import below
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message, from_plain, joined
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.clock.watch import trust_the_clock
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.first_look.answers import answer_about_home
from picup_desktop.sync.home.hold import check_free
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.sync.scan.changed_many import accept_changes, changed_photos
from picup_desktop.sync.spoiled.question import (
    ask_about_rest,
    keep_good,
    spoiled_photos,
    take_as_they_are,
    unanswered,
)
from picup_desktop.words import AttentionKind, CopyState, PhotoState, Policy

ABOUT_A_STORAGE = (
    AttentionKind.STORAGE_FULL,
    AttentionKind.LOGIN,
    AttentionKind.BACKUP_AWAY,
    AttentionKind.HOST_KEY_CHANGED,
    AttentionKind.CLOCK,
)
LOOKED_AT_AGAIN = Message("looked-again-next-sync-closes")


@dataclass(frozen=True)
class AnswerAboutSome:
    """A choice about some photos of an item, named as for any command."""

    item: AttentionRecord
    choice: str
    photos: Sequence[str]


def find_item(ledger: Ledger, item_id: int) -> AttentionRecord:
    """Return one item by its id; UsageError if there is none."""
    item = ledger.attention.get(item_id)
    if item is None:
        raise UsageError("no-attention-item", item=item_id)
    return item


def answer(  # noqa: PLR0911 - one line per choice
    ledger: Ledger, settings: Settings, clock: Clock, item: AttentionRecord, choice: str
) -> Message:
    """Carry out a choice and return a message about it.

    UsageError if the item has no such choice; HomeHeld if the choice removes something
    while it is not known what this home may remove (5-5, 5-6).
    """
    _check(ledger, item, choice)
    if item.kind is AttentionKind.SPOILED and choice in {cause_row.KEEP, cause_row.ACCEPT}:
        return _spoiled(ledger, settings, item, keep=choice == cause_row.KEEP)
    if item.cause is Cause.CHANGED_MANY and choice in {cause_row.ACCEPT, cause_row.IGNORE}:
        return _changed_many(ledger, settings, clock, item)
    match choice:
        case cause_row.RETRY:
            return retry(ledger, clock, item)
        case cause_row.IGNORE:
            return ignore(ledger, clock, item)
        case cause_row.NEW_COMPUTER | cause_row.ONLY_ONE:
            return answer_about_home(ledger, item, choice)
        case cause_row.KEEP:
            return _keep(ledger, settings, clock, item)
        case cause_row.DELETE:
            return _delete(ledger, settings, clock, item)
        case _:
            return _keep_on_main(ledger, item)


def answer_some(
    ledger: Ledger, settings: Settings, clock: Clock, given: AnswerAboutSome
) -> Message:
    """Carry out a choice about some of an album's spoiled photos only; return a message (4-3).

    The item stays open about the others. UsageError if the item has no such choice, asks
    about no such photo or is answered as a whole; HomeHeld as ``answer``.
    """
    item, keep = given.item, given.choice == cause_row.KEEP
    _check(ledger, item, given.choice)
    if item.cause is not Cause.ALBUM_SPOILED or given.choice not in {
        cause_row.KEEP,
        cause_row.ACCEPT,
    }:
        raise UsageError("item-is-answered-as-a-whole", item=item.id)
    album_id = subjects.album_of(item.subject)
    with ledger.transaction():
        chosen = _named(ledger, item, frozenset(unanswered(ledger, album_id)), given.photos)
        said = keep_good(ledger, chosen) if keep else take_as_they_are(ledger, settings, chosen)
        ask_about_rest(ledger, album_id, clock.now())
        return said


def _check(ledger: Ledger, item: AttentionRecord, choice: str) -> None:
    if choice not in item.choices:
        raise UsageError(
            "item-has-no-choice",
            item=item.id,
            choice=shown(choice),
            choices=", ".join(item.choices),
        )
    if item.cause.row.asks_first(choice) and item.kind is not AttentionKind.HOME:
        check_free(ledger)


def _named(
    ledger: Ledger, item: AttentionRecord, asked: frozenset[int], named: Sequence[str]
) -> list[int]:
    """Return the ids of named photos, each once. UsageError for one that is not asked about."""
    if not named:
        raise UsageError("no-photo-named")
    chosen: dict[int, None] = {}
    for name in named:
        photo = find_photo(ledger, name)
        if photo.id not in asked:
            raise UsageError("photo-not-asked-about", photo=shown(photo.path), item=item.id)
        chosen[photo.id] = None
    return list(chosen)


def in_question(
    ledger: Ledger, settings: Settings, clock: Clock, item: AttentionRecord
) -> list[tuple[ChangedPhoto, Message | None]]:
    """Return the photos that an item about many of an album asks about (4-3).

    Each with the reason why its file is no version; None where it is one. Those that are
    answered already are left out. UsageError if the item asks about no such photos.
    """
    if item.cause is Cause.ALBUM_SPOILED:
        return spoiled_photos(ledger, subjects.album_of(item.subject))
    if item.cause is Cause.CHANGED_MANY:
        album_id = subjects.album_of(item.subject)
        found = changed_photos(ledger, settings, album_id, clock.now())
        return [(photo, None) for photo in found]
    raise UsageError("item-is-answered-as-a-whole", item=item.id)


def ignore(ledger: Ledger, clock: Clock, item: AttentionRecord) -> Message:
    """Hide the item; it is shown again if its cause goes away and comes back."""
    ledger.attention.ignore(item.id, clock.now())
    return Message("not-shown-any-more-if")


def retry(ledger: Ledger, clock: Clock, item: AttentionRecord) -> Message:
    """Try again what can be tried; the next sync checks everything else."""
    match item.cause:
        case Cause.DEAD_LETTER:
            return _revive(ledger, clock, item)
        case Cause.DELETIONS_WAITING:
            return _drain(ledger, clock, item)
        case Cause.VAULT_CHANGED:
            ledger.attention.close(item.kind, item.subject)
            return Message("not-told-again")
        case Cause.CLOCK_WRONG:
            trust_the_clock(ledger)
            return Message("clock-counts-as-right-unless")
        case _ if item.kind in ABOUT_A_STORAGE:
            _upload_all_again(ledger, clock)
        case _ if "photo" in item.details:
            return _upload_again(ledger, clock, item)
    return LOOKED_AT_AGAIN


def _revive(ledger: Ledger, clock: Clock, item: AttentionRecord) -> Message:
    with ledger.transaction():
        ledger.deletions.revive(int(item.details["message"]), clock.now())
        ledger.attention.close(item.kind, item.subject)
    return Message("back-queue-with-all-attempts")


def _upload_again(ledger: Ledger, clock: Clock, item: AttentionRecord) -> Message:
    photo = ledger.photos.get(int(item.details["photo"]))
    if photo is None or photo.state is PhotoState.DELETED:
        ledger.attention.close(item.kind, item.subject)
        return Message("photo-deleted-meanwhile")
    if photo.missing_since is not None:
        return Message("not-on-computer-put-back", photo=shown(photo.path))
    ledger.photos.note_reason(
        photo.id,
        PhotoState.WAITING,
        photo.reason or from_plain(item.details["reason"]),
        clock.now(),
    )
    return Message("uploaded-again-next-sync", photo=shown(photo.path))


def _upload_all_again(ledger: Ledger, clock: Clock) -> None:
    with ledger.transaction():
        for state in (PhotoState.WAITING, PhotoState.FAILED):
            for photo in ledger.photos.in_state(state):
                ledger.photos.note_reason(photo.id, state, photo.reason or Message(""), clock.now())


def _drain(ledger: Ledger, clock: Clock, item: AttentionRecord) -> Message:
    if drain_journal(ledger, clock):
        ledger.attention.close(item.kind, item.subject)
        return Message("journal-queue-now")
    return Message("journal-still-waits-goes-on")


def _keep(ledger: Ledger, settings: Settings, clock: Clock, item: AttentionRecord) -> Message:
    """Keep the photos on the storages though their local files are gone (3-4)."""
    now = clock.now()
    with ledger.transaction():
        missing = _missing(ledger, item)
        stored = [photo for photo in missing if photo.object_id is not None]
        ledger.photos.keep_remote([photo.id for photo in stored], now)
        for photo in stored:
            if photo.state in {PhotoState.WAITING, PhotoState.FAILED}:
                ledger.photos.set_state(photo.id, _state_on_storages(ledger, photo))
        # A photo that was never stored can't be kept there; it is taken again with its file.
        never = [photo.id for photo in missing if photo.object_id is None]
        delete_photos(ledger, settings, never, now)
        ledger.attention.close(item.kind, item.subject)
    album = _album(item)
    stay = Message("photos-stay-on-storages", stored=len(stored), album=album)
    if not never:
        return stay
    lost = Message("were-never-uploaded-taken-when", never=len(never))
    return joined([stay, lost])


def _state_on_storages(ledger: Ledger, photo: PhotoRecord) -> PhotoState:
    copies = ledger.objects.copies(photo.object_id or 0)
    stored = sum(state is CopyState.STORED for state in copies.values())
    return (PhotoState.FAILED, PhotoState.HALF_PROTECTED, PhotoState.PROTECTED)[stored]


def _delete(ledger: Ledger, settings: Settings, clock: Clock, item: AttentionRecord) -> Message:
    """Delete the photos from the storages too, as a person confirmed (3-4)."""
    album = _album(item)
    with ledger.transaction():
        missing = [photo.id for photo in _missing(ledger, item)]
        # Confirmed losses no longer count in the window by which later losses are judged.
        ledger.photos.note_back(missing)
        delete_photos(ledger, settings, missing, clock.now())
        ledger.attention.close(item.kind, item.subject)
    return Message(
        "photos-deleted-until-they-leave",
        missing=len(missing),
        album=album,
        grace_days=settings.grace_days,
    )


def _spoiled(ledger: Ledger, settings: Settings, item: AttentionRecord, *, keep: bool) -> Message:
    """Restore the good versions, or accept the files as they are (4-2, 4-3)."""
    with ledger.transaction():
        if item.cause is Cause.ALBUM_SPOILED:
            photo_ids = unanswered(ledger, subjects.album_of(item.subject))
        else:
            photo_ids = [int(item.details["photo"])]
        ledger.attention.close(item.kind, item.subject)
        if keep:
            return keep_good(ledger, photo_ids)
        return take_as_they_are(ledger, settings, photo_ids)


def _changed_many(
    ledger: Ledger, settings: Settings, clock: Clock, item: AttentionRecord
) -> Message:
    """Accept the changes; later ones open a new item (4-3)."""
    with ledger.transaction():
        accept_changes(ledger, subjects.album_of(item.subject), clock.now())
    return Message("earlier-versions-leave-storages-days", grace_days=settings.grace_days)


def _missing(ledger: Ledger, item: AttentionRecord) -> list[PhotoRecord]:
    """Return the photos that the question was about and that are still missing here."""
    album_id, folder = subjects.album_of(item.subject), subjects.folder_of(item.subject)
    album = ledger.albums.get(album_id)
    if album is None:
        return []
    photos = [ledger.photos.get(photo_id) for photo_id in ledger.photos.living(album_id)]
    return [
        photo
        for photo in photos
        if photo is not None
        and photo.missing_since is not None
        and not photo.remote_only
        and (folder is None or photo.path.startswith(f"{folder}/"))
        and _is_gone(Path(album.path), photo.path)
    ]


def _is_gone(folder: Path, name: str) -> bool:
    """Return whether no file exists there; one that can't be checked counts as present."""
    try:
        os.lstat(below(folder, name))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _album(item: AttentionRecord) -> str:
    return shown(str(item.details.get("album", "the album")))


def _keep_on_main(ledger: Ledger, item: AttentionRecord) -> Message:
    """Count photos on main alone as half protected until backup is back (1-3b, 1-3c)."""
    with ledger.transaction():
        ledger.vaults.choose("policy", Policy.KEEP_ONE.value)
        ledger.vaults.note(Note.UNTIL_BACKUP_IS_BACK, "yes")
        ledger.attention.close(item.kind, item.subject)
    return Message("photos-kept-on-main-alone")
