"""The two ways out of Recently deleted: bring a photo back, or delete it for good (DISASTERS 3-1b).

Bringing back is two independent steps: the deletion is withdrawn, so that the photo is stored
as before; then its file is written back into its album.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePosixPath

from picup_desktop.clock import Clock
from picup_desktop.errors import PicupError
from picup_desktop.files.below import LeadsOut, below
from picup_desktop.files.new_file import MOST_BESIDE, names_beside, part_beside, take_name
from picup_desktop.files.status import file_status
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.deletions.deletions import RemovalState
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord, SeenFile
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.settings import Settings
from picup_desktop.sync.read.local import Original
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.scan.links import link_targets
from picup_desktop.words import AlbumState, CopyState, PhotoState, Role


class TooLate(PicupError):
    """A deletion can't be undone any more."""

    title = "title-too-late"


class NotBroughtBack(PicupError):
    """The photo is stored, but its file could not be put into its album."""

    title = "title-file-not-brought-back"


def withdraw_deletion(ledger: Ledger, photo: PhotoRecord, clock: Clock) -> PhotoRecord:
    """Make a deleted photo a living, stored one and return its new record.

    It is ``remote_only`` unless its file still exists. If another photo has taken its
    path it gets a new one. TooLate if no storage is sure to have it. One transaction.
    """
    with ledger.transaction():
        safe = _withdraw(ledger, photo)
        album = ledger.albums.get(photo.album_id)
        path = photo.path if album is None else _free_path(ledger, album, photo)
        here = None if album is None else _seen(album, path, photo)
        file = here or SeenFile(path, photo.size_bytes, photo.mtime_ns, 0)
        ledger.history.note_restored(photo.id, clock.now())
        ledger.photos.note_moved([(photo.id, photo.album_id, file)], clock.now())
        state = PhotoState.PROTECTED if len(safe) == len(Role) else PhotoState.HALF_PROTECTED
        ledger.photos.set_state(photo.id, state)
        if here is None:
            ledger.photos.keep_remote([photo.id], clock.now())
    restored = ledger.photos.get(photo.id)
    if restored is None:
        raise TooLate("photo-not-known-any-more", photo=shown(photo.path))
    return restored


def _withdraw(ledger: Ledger, photo: PhotoRecord) -> list[Role]:
    """Take the object out of the queue; return the storages that are sure to have it."""
    record = None if photo.object_id is None else ledger.objects.get(photo.object_id)
    if record is None:
        raise TooLate("rests-on-no-storage-any", photo=shown(photo.path))
    states = ledger.deletions.removal_states(record.name)
    copies = ledger.objects.copies(record.id)
    safe = [
        role
        for role in Role
        if copies[role] is CopyState.STORED and states.get(role) is not RemovalState.UNSURE
    ]
    in_hand = RemovalState.IN_HAND in states.values()
    if not safe or in_hand or not ledger.withdrawals.withdraw(record.name, though_unsure=True):
        raise TooLate("being-removed-from-storages-already", photo=shown(photo.path))
    for role, state in states.items():
        if state is RemovalState.UNSURE:
            # The copy may be gone: the next pass uploads it again, or finds it present.
            ledger.objects.set_copy(record.id, role, CopyState.MISSING)
    return safe


def _free_path(ledger: Ledger, album: AlbumRecord, photo: PhotoRecord) -> str:
    names = names_beside(PurePosixPath(photo.path), "restored")
    for path in map(str, islice(names, MOST_BESIDE)):
        living = ledger.photos.at(album.id, path)
        if living is not None and living.state is not PhotoState.DELETED:
            continue
        try:
            file = below(Path(album.path), path)
        except LeadsOut:
            break
        if not os.path.lexists(file) or _seen(album, path, photo) is not None:
            return path
    raise TooLate("no-free-name-in-album", photo=shown(photo.path))


def _seen(album: AlbumRecord, path: str, photo: PhotoRecord) -> SeenFile | None:
    """Return the photo's own file at that path, if it is there unchanged."""
    file = below(Path(album.path), path)
    if not Original(file, photo).unchanged():
        return None
    return SeenFile(path, photo.size_bytes, photo.mtime_ns, file_status(file.lstat()).inode)


def bring_back(ledger: Ledger, reader: Reader, photo: PhotoRecord) -> None:
    """Read a ``remote_only`` photo back into its album; never overwrites a file.

    NotBroughtBack or any error of reading; the photo stays ``remote_only`` then.
    """
    if not photo.remote_only:
        return
    album = ledger.albums.get(photo.album_id)
    if album is None or album.state is AlbumState.REMOVED:
        raise NotBroughtBack("album-not-watched-any-more")
    target = target_in(Path(album.path), photo.path, link_targets(ledger, album.id))
    arriving = part_beside(target)
    try:
        reader.read(photo, arriving, remote=True)
        _place(arriving, target)
    finally:
        with suppress(OSError):
            arriving.unlink()
    status = file_status(target.lstat())
    file = SeenFile(photo.path, status.size_bytes, status.mtime_ns, status.inode)
    with ledger.transaction():
        if (photo.size_bytes, photo.mtime_ns) == (file.size_bytes, file.mtime_ns):
            ledger.photos.note_standing(photo.id, file)
        else:
            # The stored version is older than the deleted file, so the next scan checks it.
            ledger.photos.note_changed([(photo.id, file)])


def target_in(root: Path, path: str, links: Sequence[Path] = ()) -> Path:
    """Return the path to write to; NotBroughtBack if a link leads out of the album.

    ``links`` are the folders that the album's followed links lead to: what is there is in it.
    """
    try:
        target = below(root, path)
        if not root.is_dir():
            raise NotBroughtBack("albums-folder-not", folder=shown(str(root)))
        # Before and after: no folder is made behind a link, nor written to one made meanwhile.
        _check_inside(target.parent, (root, *links))
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_inside(target.parent, (root, *links))
    except OSError as error:
        raise NotBroughtBack("cant-be-written", path=shown(path), why=reason_of(error)) from error
    return target


def _check_inside(folder: Path, roots: Sequence[Path]) -> None:
    real = folder.resolve()
    if not any(real.is_relative_to(root.resolve()) for root in roots):
        raise NotBroughtBack("folder-leads-out-of-album", folder=shown(str(folder)))


def _place(arrived: Path, target: Path) -> None:
    """Give a complete file its name, unless that name is taken."""
    try:
        take_name(arrived, target)
    except FileExistsError as error:
        raise NotBroughtBack(
            "file-stands-already-nothing-overwritten", target=shown(str(target))
        ) from error
    except OSError as error:
        raise NotBroughtBack(
            "cant-be-written", path=shown(str(target)), why=reason_of(error)
        ) from error


def delete_now(
    ledger: Ledger, settings: Settings, photos: Sequence[PhotoRecord], now: float
) -> None:
    """Make the objects of deleted photos removable at once; this can't be undone.

    One transaction. Earlier versions of these photos go with them. An object that
    another photo shares, deleted or not, or has as an earlier version, stays as long as
    that photo keeps it; only these photos end.
    """
    with ledger.transaction():
        objects: dict[int, int] = {}
        for photo in photos:
            current = ledger.photos.get(photo.id)
            if current is not None and current.state is PhotoState.DELETED and current.object_id:
                objects.setdefault(current.object_id, current.id)
                for version in ledger.versions.of_photo(current.id):
                    objects.setdefault(version.object_id, current.id)
        named = {photo.id for photo in photos}
        shared, alone = [], []
        for object_id, photo_id in objects.items():
            owners = {photo.id for photo in ledger.photos.of_object(object_id)}
            if owners | ledger.versions.photos_of(object_id) <= named:
                record = ledger.objects.get(object_id)
                if record is not None:
                    alone.append((record.name, photo_id))
            else:
                shared += list(owners & named)
        ledger.trash.let_go(shared)
        ledger.trash.expedite(alone, now=now, objects_per_message=settings.objects_per_message)
