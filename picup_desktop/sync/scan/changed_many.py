"""Many photos of an album changed: ask, and keep the earlier versions meanwhile (DISASTERS 4-3).

Also records which albums are held because many of their photos are spoiled.
"""

from picup_desktop.attention import items, subjects
from picup_desktop.clock import iso
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout, NoteKey
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.scan.losses import is_many
from picup_desktop.words import AttentionKind


def is_held_for_spoiled(ledger: Ledger, album_id: int) -> bool:
    """Return whether an album waits for an answer about spoiled photos."""
    return ledger.vaults.noted(NoteAbout.ALBUM_SPOILED.of(album_id)) == "yes"


def note_held_for_spoiled(ledger: Ledger, album_id: int, *, held: bool) -> None:
    """Record until the next scan whether it waits; inside a transaction."""
    ledger.vaults.note(NoteAbout.ALBUM_SPOILED.of(album_id), "yes" if held else "no")


PUT_OFF_SECONDS = 60 * 60.0
"""Each postponement of a removal that must wait lasts this long."""
_NONE = ""
EVERY = -1
"""As the limit of a query: none."""


def note_changes(ledger: Ledger, settings: Settings, album_id: int, now: float) -> None:
    """Record the time since which many photos of an album have changed; inside a transaction.

    Changes that still wait for upload count, since uploading very many takes over an hour.
    """
    if _began(ledger, settings, album_id, now) is not None:
        return
    window_start = now - settings.vanished_window_seconds
    since = max(
        window_start,
        _time(ledger, NoteAbout.ALBUM_CHANGES_ACCEPTED.of(album_id), now) or window_start,
    )
    changed = ledger.versions.replaced_since(album_id, since) + ledger.versions.waiting(album_id)
    # Counting the album's photos is slow, so it is done only if it can matter.
    if changed > settings.vanished_photos and is_many(
        changed, len(ledger.photos.living(album_id)), settings
    ):
        ledger.vaults.note(NoteAbout.ALBUM_CHANGES_SINCE.of(album_id), repr(since))


def keep_versions(ledger: Ledger, settings: Settings, now: float) -> None:
    """Open items for albums in which many photos changed, and put off removals that must wait.

    Call it inside a transaction, before anything is removed.
    """
    for album in ledger.albums.all():
        note_changes(ledger, settings, album.id, now)
        until = now + PUT_OFF_SECONDS
        if is_held_for_spoiled(ledger, album.id):
            ledger.versions.put_off_album(album.id, now=now, until=until)
        if _tell(ledger, settings, album, now):
            ledger.versions.put_off_versions(album.id, now=now, until=until)


def removals_kept(ledger: Ledger, settings: Settings, now: float) -> dict[str, set[int]]:
    """Return the messages that wait for an answer about changed photos, by the album's name.

    Not even a person's order to remove everything now works through them: their due times
    stay. Call it inside a transaction, after ``keep_versions``.
    """
    kept: dict[str, set[int]] = {}
    for album in ledger.albums.all():
        messages: set[int] = set()
        if is_held_for_spoiled(ledger, album.id):
            messages |= ledger.versions.removals_of_album(album.id)
        if _began(ledger, settings, album.id, now) is not None:
            messages |= ledger.versions.removals_of_versions(album.id)
        if messages:
            kept[album.name] = messages
    return kept


def changed_photos(
    ledger: Ledger, settings: Settings, album_id: int, now: float
) -> list[items.ChangedPhoto]:
    """Return every photo of an album that the open question about changes is about."""
    began = _began(ledger, settings, album_id, now)
    return [] if began is None else _changed(ledger, album_id, began, EVERY)


def accept_changes(ledger: Ledger, album_id: int, now: float) -> None:
    """Record that a person accepted the changes; the earlier versions' grace runs as usual."""
    ledger.vaults.note(NoteAbout.ALBUM_CHANGES_SINCE.of(album_id), _NONE)
    ledger.vaults.note(NoteAbout.ALBUM_CHANGES_ACCEPTED.of(album_id), repr(now))
    ledger.attention.close(AttentionKind.CHANGED_MANY, subjects.album(album_id))


def _tell(ledger: Ledger, settings: Settings, album: AlbumRecord, now: float) -> bool:
    """Open the item once new versions are protected; return whether earlier ones must stay."""
    began = _began(ledger, settings, album.id, now)
    if began is None:
        return False
    replaced = ledger.versions.replaced_since(album.id, began)
    if replaced:
        last = ledger.versions.last_replaced_at(album.id) or now
        until = iso(last + settings.grace_days * DAY_SECONDS)
        item = items.changed_many(
            album.id,
            album.name,
            replaced,
            since=iso(ledger.versions.first_replaced_at(album.id, began) or began),
            until=until,
            sample=_changed(ledger, album.id, began, items.SAMPLE),
        )
        ledger.attention.open(item, now)
    elif ledger.versions.waiting(album.id) == 0:
        ledger.vaults.note(NoteAbout.ALBUM_CHANGES_SINCE.of(album.id), _NONE)
        ledger.attention.close(AttentionKind.CHANGED_MANY, subjects.album(album.id))
        return False
    return True


def _changed(ledger: Ledger, album_id: int, since: float, at_most: int) -> list[items.ChangedPhoto]:
    return [
        items.ChangedPhoto(one.photo_id, one.path, one.before, one.after)
        for one in ledger.versions.changes_since(album_id, since, at_most)
    ]


def _began(ledger: Ledger, settings: Settings, album_id: int, now: float) -> float | None:
    """Return the time from which changes count; one from a clock that was ahead is ignored."""
    noted = ledger.vaults.noted(NoteAbout.ALBUM_CHANGES_SINCE.of(album_id))
    return min(float(noted), now - settings.vanished_window_seconds) if noted else None


def _time(ledger: Ledger, note: NoteKey, now: float) -> float | None:
    """Return a noted time; None if it is in the future, noted while the clock was ahead."""
    noted = ledger.vaults.noted(note)
    return float(noted) if noted and float(noted) <= now else None
