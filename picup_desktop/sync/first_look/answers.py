"""The answers of a person about a home that is old or copied (DISASTERS 5-5, 5-6).

One of them makes this home a computer of its own, with a new id, key and journal.
"""

import logging
import secrets as randomness
from pathlib import Path

from picup_desktop.attention import subjects
from picup_desktop.attention.cause_row import NEW_COMPUTER
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.photos.photos import LOST, PhotoRecord, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.names import plain
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.delete.undelete import TooLate, withdraw_deletion
from picup_desktop.sync.home.hold import (
    HomeHold,
    ask_for_new_computer,
    begin_joining,
    is_new_computer_asked,
    names_noted,
    note_names,
)
from picup_desktop.sync.home.own_journal import FORKS_FOLDER
from picup_desktop.sync.journal.trust import add, is_signed_vault
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.sync.read.local import standing_in
from picup_desktop.vault.keys import derive_device_key, device_public_key
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.vault.trust import Kind, state
from picup_desktop.words import AttentionKind, CopyState, PhotoState, Role

ID_BYTES = 8
"""The length of a device's id."""

log = logging.getLogger(__name__)


def become_new_computer_if_asked(ledger: Ledger, secrets: Secrets, clock: Clock) -> None:
    """Give this home an identity of its own if a person chose that. One transaction.

    Nothing is removed until the journal under the former id was read on every storage.
    """
    if is_new_computer_asked(ledger):
        # Deletions that wait beside the queue are older than the answer: withdrawn as all are.
        drain_journal(ledger, clock)
        _become(ledger, secrets, clock)


def _become(ledger: Ledger, secrets: Secrets, clock: Clock) -> None:
    former = ledger.vaults.get()
    if former is None:
        return
    former_key = signer_of(ledger, secrets).signing_key
    device_id = randomness.token_hex(ID_BYTES)
    key = derive_device_key(bytes.fromhex(secrets.device_key), device_id)
    with ledger.transaction():
        _withdraw_removals(ledger, clock)
        ledger.devices.add(former.device_id, former.device_key, clock.now())
        ledger.vaults.become(device_id, device_public_key(key))
        if is_signed_vault(ledger):
            # The former identity vouches for the new one.
            own = {"device": device_id, "key": device_public_key(key)}
            add(ledger, [state(former.vault_id, former_key, Kind.MEMBER, **own)])
        ledger.corrections.take_over()
        ledger.turns.take_over()
        ledger.journal.begin_anew()
        _keep_stored_versions(ledger, clock.now())
        ledger.vaults.note(Note.JOURNAL_SEEN, "")
        begin_joining(ledger, former.device_id)
        for hold in (HomeHold.OLD, HomeHold.COPIED):
            ledger.attention.close(AttentionKind.HOME, subjects.home(hold.value))
    log.warning(
        "this home was %s and is %s from now on",
        plain(former.device_id),
        plain(device_id),
    )


def _withdraw_removals(ledger: Ledger, clock: Clock) -> None:
    """Withdraw every deletion, and every removal of a replaced version, queued so far.

    The photos stay on the storages, as photos without a file here. The remains of failed
    uploads are still removed, unless a photo of any computer needs them.
    """
    for trashed in ledger.trash.listing():
        photo = ledger.photos.get(trashed.photo_id)
        if photo is None or photo.object_id is None:
            continue
        if not ledger.objects.unwanted([photo.object_id]):
            # Another photo needs the object, so nothing is removed for this one.
            continue
        try:
            withdraw_deletion(ledger, photo, clock)
        except TooLate as error:
            log.warning("a deletion stays: %s", error.sentence)
    ledger.withdrawals.withdraw_versions()


def _keep_stored_versions(ledger: Ledger, now: float) -> None:
    """Keep the stored version of every photo whose file is gone or is another one.

    The other copy, or this home before its restore, may have freed, deleted or edited the
    photo, so a file of its name is a new photo beside it, and no new version (5-5).
    """
    folders = {album.id: Path(album.path) for album in ledger.albums.all(removed=True)}
    stored = [
        photo
        for known in ledger.journal.photos()
        if known.deleted_at is None
        and known.album_id in folders
        and (photo := ledger.photos.get(known.photo_id)) is not None
    ]
    kept = []
    for photo in stored:
        if photo.state in {PhotoState.WAITING, PhotoState.FAILED}:
            _back_to_stored(ledger, photo)
            kept.append(photo.id)
        elif standing_in(folders[photo.album_id], photo) is None:
            kept.append(photo.id)
    ledger.photos.keep_remote(kept, now)


def _back_to_stored(ledger: Ledger, photo: PhotoRecord) -> None:
    """Let a photo that waits with newer content be its stored version again.

    The next scan reads its file and decides: the stored content, or a new photo.
    """
    record = None if photo.object_id is None else ledger.objects.get(photo.object_id)
    if record is None:
        return
    # The time of the stored version is not known here; it must differ from the file's.
    seen = SeenFile(photo.path, record.size_bytes, photo.mtime_ns - 1, 0)
    ledger.photos.note_standing(photo.id, seen)
    copies = ledger.objects.copies(record.id)
    stored = sum(state is CopyState.STORED for state in copies.values())
    if stored == 0:
        ledger.photos.note_reason(photo.id, PhotoState.FAILED, LOST, 0.0)
    else:
        whole = stored == len(Role)
        state = PhotoState.PROTECTED if whole else PhotoState.HALF_PROTECTED
        ledger.photos.set_state(photo.id, state)


def answer_about_home(ledger: Ledger, item: AttentionRecord, choice: str) -> Message:
    """Carry out ``new-computer`` or ``only-one`` and return a message about it."""
    if choice == NEW_COMPUTER:
        with ledger.transaction():
            ask_for_new_computer(ledger)
        return Message("next-sync-computer-becomes-one")
    return _only_one(ledger, item)


def _only_one(ledger: Ledger, item: AttentionRecord) -> Message:
    """Record a person's answer that no other copy of this home is in use (5-5, 5-6).

    If this computer's own journal has more than this home wrote, it becomes a computer of its
    own, in which the albums go on.
    """
    place = str(item.details["place"])
    if item.cause is Cause.HOME_MOVED:
        with ledger.transaction():
            machine = ledger.vaults.noted(Note.HOME_ELSEWHERE)
            if machine:
                ledger.vaults.note(Note.HOME_MACHINE, machine)
            ledger.vaults.note(Note.HOME_ELSEWHERE, "")
            ledger.attention.close(item.kind, item.subject)
        return Message("computer-goes-on-as-only")
    if not place.startswith(f"{FORKS_FOLDER}/"):
        with ledger.transaction():
            ask_for_new_computer(ledger, alone=True)
        return Message("next-sync-home-catches-up")
    with ledger.transaction():
        answered = names_noted(ledger, Note.HOME_ANSWERED) | {place}
        note_names(ledger, Note.HOME_ANSWERED, answered)
    return Message("next-sync-looks-again-if")
