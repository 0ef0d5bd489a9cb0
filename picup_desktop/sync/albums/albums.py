"""The albums: the watched folders and their names."""

import os
from pathlib import Path

from picup_desktop.attention import subjects
from picup_desktop.clock import Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.mounts import real_folder
from picup_desktop.files.windows_names import as_known, usual
from picup_desktop.ledger.albums import LONGEST_ALBUM_NAME, AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.settings.albums import chosen
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.albums.adopt import adopt_if_same
from picup_desktop.sync.albums.named import find_album
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.scan.links import followed_links
from picup_desktop.vault.keys import make_album_key
from picup_desktop.words import AlbumState, AttentionKind

_OVERLAPS = {
    0: "album-has-that-folder",
    1: "album-lies-in-another",
    -1: "album-lies-around-another",
}
"""The refusal of a folder by where it lies: an album's own, inside of one, or around one."""


def add_album(ledger: Ledger, path: Path, name: str | None, clock: Clock) -> AlbumRecord:
    """Watch a folder; UsageError if it can't be an album.

    A removed album of that name is watched again, at this folder. No secret is needed.
    """
    folder = album_folder(path)
    title = _name(_folder_name(folder) if name is None else name)
    check_overlap(ledger, folder)
    vault = ledger.vaults.get()
    if vault is None:
        raise UsageError("no-vault-yet")
    with ledger.transaction():
        known = ledger.albums.named(title)
        if known is not None and known.state is not AlbumState.REMOVED:
            raise UsageError("album-named-already-give-one", album=shown(title))
        if known is not None and ledger.others.of_album(known.id) is not None:
            # Another computer's album: it is adopted, or else renamed to free its name.
            known = known if adopt_if_same(ledger, known.id, folder) else None
        if known is not None:
            ledger.albums.revive(known.id, str(folder))
            if _misses_photos(ledger, known.id):
                # It was removed with its question open; removing is no answer (3-4).
                ledger.albums.set_state(known.id, AlbumState.HELD)
        else:
            key = make_album_key(
                [vault.vault_recipient, vault.recovery_recipient], post_quantum=vault.post_quantum
            )
            ledger.albums.add(
                title,
                str(folder),
                recipient=key.recipient,
                sealed_identity=key.sealed_identity,
                at=clock.now(),
            )
    return find_album(ledger, title)


def _misses_photos(ledger: Ledger, album_id: int) -> bool:
    photos = ledger.photos.known(album_id).values()
    return any(photo.missing and not photo.remote_only for photo in photos)


def pause_album(ledger: Ledger, name: str) -> None:
    """Stop scanning and uploading an album until it is resumed."""
    ledger.albums.set_state(find_album(ledger, name).id, AlbumState.PAUSED)


def resume_album(ledger: Ledger, name: str) -> None:
    """Scan and upload an album again; a held one stays held until its question is answered.

    So does one that was held when it was paused, since a pause is no answer (3-4).
    """
    album = find_album(ledger, name)
    if album.state is AlbumState.PAUSED:
        asked = ledger.attention.stands(AttentionKind.ALBUM_VANISHED, subjects.album(album.id))
        ledger.albums.set_state(album.id, AlbumState.HELD if asked else AlbumState.WATCHED)


def choose_for_album(ledger: Ledger, name: str, choice: str, value: str) -> AlbumRecord:
    """Record what a person chose for an album; return it. UsageError.

    What was kept by a choice stays kept when it is taken back: known files are always looked at.
    """
    album = find_album(ledger, name)
    ledger.albums.choose(album.id, chosen(album.choices, choice, value))
    return find_album(ledger, name)


def remove_album(
    ledger: Ledger, name: str, clock: Clock, settings: Settings, *, delete_stored: bool
) -> None:
    """Stop watching a folder; its photos stay stored unless ``delete_stored`` (then as 3-1)."""
    album = find_album(ledger, name)
    with ledger.transaction():
        ledger.albums.set_state(album.id, AlbumState.REMOVED)
        ledger.photos.forget_unstored(album.id)
        ledger.attention.close_about_album(album.id)
        if delete_stored:
            delete_photos(ledger, settings, ledger.photos.living(album.id), clock.now())


def rename_album(ledger: Ledger, name: str, new: str) -> AlbumRecord:
    """Give an album another name, here and for the vault's other computers; return it.

    UsageError if the name is taken, which that of a removed album is too, or is none.
    """
    album, title = find_album(ledger, name), _name(new)
    with ledger.transaction():
        named = ledger.albums.named(title)
        if named is not None and named.id != album.id:
            raise UsageError("album-name-is-taken", album=shown(title))
        ledger.albums.rename(album.id, title)
    return find_album(ledger, title)


def album_folder(path: Path) -> Path:
    """Return the folder that a path names; UsageError if none is there that can be read."""
    folder = path.expanduser().absolute()
    if not folder.exists():
        raise UsageError("no-folder", folder=shown(str(folder)))
    if not folder.is_dir():
        raise UsageError("not-folder-album-folder-photos", folder=shown(str(folder)))
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError("folder-may-not-read-check", folder=shown(str(folder)))
    return Path(usual(str(folder.resolve())))


def _folder_name(folder: Path) -> str:
    return os.fsencode(folder.name).decode("utf-8", "replace")


def _name(name: str) -> str:
    """Return a name as it is kept. UsageError if it can't be an album's."""
    title = name.strip()
    if not title or title in {".", ".."} or any(c in title for c in "/\\\0"):
        raise UsageError("albums-name-must-not-empty")
    if len(title) > LONGEST_ALBUM_NAME or not title.isprintable():
        raise UsageError("albums-name-one-line-most", longest=LONGEST_ALBUM_NAME)
    return title


def check_overlap(ledger: Ledger, folder: Path, *, without: int | None = None) -> None:
    """Raise UsageError if the folder overlaps with an album or with a storage.

    The album with the id ``without`` does not count. On Windows a folder has two spellings.
    """
    folder = Path(as_known(str(folder)))
    for album in ledger.albums.all():
        place = Path(as_known(album.path))
        if album.id != without and _overlaps(folder, place):
            code = _OVERLAPS[_place_among(folder, place)]
            raise UsageError(code, folder=shown(str(folder)), album=shown(album.name))
        if album.id != without:
            for target in followed_links(ledger, album.id).values():
                if _overlaps(folder, Path(as_known(target.path))):
                    raise UsageError(
                        "album-lies-behind-link", folder=shown(str(folder)), album=shown(album.name)
                    )
    for record in ledger.storages.all():
        storage = parse_place(record.url).folder
        if storage is not None and _overlaps(folder, real_folder(storage)):
            raise UsageError(
                "album-lies-in-storage", folder=shown(str(folder)), storage=record.role.value
            )


def _overlaps(one: Path, two: Path) -> bool:
    return one == two or one in two.parents or two in one.parents


def _place_among(folder: Path, album: Path) -> int:
    """Return 0 for the same folder, 1 for one inside the album's, -1 for one around it."""
    if folder == album:
        return 0
    return 1 if album in folder.parents else -1
