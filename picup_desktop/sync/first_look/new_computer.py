"""Give an old or copied home an identity of its own (DISASTERS 5-5, 5-6).

It gets a new id and a new signing key, and lists all its photos in a new journal.
The journal under the former id counts as another computer's from then on, so
objects that the other copy, or this home before its restore, relies on are never removed.
"""

import logging
import os
import secrets as randomness
from pathlib import Path

from picup_desktop.attention import subjects
from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.home.hold import HomeHold, begin_joining, is_new_computer_asked
from picup_desktop.sync.journal.round import SEEN_NOTE
from picup_desktop.vault.keys import derive_device_key, device_public_key
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import AttentionKind

ID_BYTES = 8
"""The length of a device's id."""

log = logging.getLogger(__name__)


def become_new_computer_if_asked(ledger: Ledger, secrets: Secrets, clock: Clock) -> None:
    """Give this home an identity of its own if a person chose that. One transaction.

    Nothing is removed until the journal under the former id was read on every storage.
    """
    if is_new_computer_asked(ledger):
        _become(ledger, secrets, clock.now())


def _become(ledger: Ledger, secrets: Secrets, now: float) -> None:
    former = ledger.vaults.get()
    if former is None:
        return
    device_id = randomness.token_hex(ID_BYTES)
    key = derive_device_key(bytes.fromhex(secrets.device_key), device_id)
    gone = _missing(ledger)
    with ledger.transaction():
        ledger.devices.add(former.device_id, former.device_key, now)
        ledger.vaults.become(device_id, device_public_key(key))
        ledger.journal.begin_anew()
        # The other copy may have freed, deleted or edited them, so they stay (5-5).
        ledger.photos.keep_remote(gone, now)
        ledger.vaults.note(SEEN_NOTE, "")
        begin_joining(ledger)
        for hold in (HomeHold.OLD, HomeHold.COPIED):
            ledger.attention.close(AttentionKind.HOME, subjects.home(hold.value))
    log.warning("this home was %s and is %s from now on", former.device_id, device_id)


def _missing(ledger: Ledger) -> list[int]:
    """Return this computer's living photos that are stored and have no file here."""
    folders = {album.id: Path(album.path) for album in ledger.albums.all(removed=True)}
    living = [
        photo
        for photo in ledger.journal.photos()
        if photo.deleted_at is None and photo.album_id in folders
    ]
    return [
        photo.photo_id
        for photo in living
        if not os.path.lexists(folders[photo.album_id] / photo.path)
    ]
