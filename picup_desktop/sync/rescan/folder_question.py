"""The question about folders inside an album that vanished as a whole (DISASTERS 4-6)."""

from collections.abc import Mapping

from picup_desktop.attention import items, subjects
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.words import AlbumState, AttentionKind


def waits_as_a_whole(ledger: Ledger, album: AlbumRecord) -> bool:
    """Return whether an album is held as a whole, not only for folders inside it.

    Nothing of it is deleted then.
    """
    if album.state is not AlbumState.HELD:
        return False
    of_album = ledger.attention.stands(AttentionKind.ALBUM_VANISHED, subjects.album(album.id))
    return of_album or not ledger.attention.subjects_beginning(subjects.folder(album.id, ""))


def held_and_asking(ledger: Ledger) -> list[AlbumRecord]:
    """Return the held albums about which a person is asked.

    An album is held without a question while its folder is gone and all its photos are on the
    storages only, and while its question is ignored.
    """
    asked = {
        subjects.album_of(item.subject)
        for item in ledger.attention.all()
        if item.kind in {AttentionKind.ALBUM_VANISHED, AttentionKind.SPOILED}
        and subjects.is_about_album(item.subject)
    }
    return [a for a in ledger.albums.all() if a.state is AlbumState.HELD and a.id in asked]


def asked_folders(ledger: Ledger, album: AlbumRecord) -> frozenset[str]:
    """Return the folders inside an album about which a question stands, ignored or not."""
    asked = ledger.attention.subjects_beginning(subjects.folder(album.id, ""))
    folders = map(subjects.folder_of, asked)
    return frozenset(folder for folder in folders if folder is not None)


def ask_about_folders(
    ledger: Ledger, album: AlbumRecord, folders: Mapping[str, int], now: float
) -> None:
    """Open an item for each of the folders, given with the number of missing photos.

    Items about other folders of the album are closed.
    """
    asked = {subjects.folder(album.id, folder) for folder in folders}
    for subject in ledger.attention.subjects_beginning(subjects.folder(album.id, "")):
        if subject not in asked:
            ledger.attention.close(AttentionKind.ALBUM_VANISHED, subject)
    for folder, missing in folders.items():
        reason = _missing(missing)
        item = items.subfolder_vanished(album.id, album.name, folder, reason, missing)
        ledger.attention.open(item, now)


def _missing(photos: int) -> Message:
    if photos == 1:
        return Message("one-photo-missing-in-folder")
    return Message("photos-missing-in-folder", photos=photos)
