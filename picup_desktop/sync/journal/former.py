"""Continue the albums of this home's former identity under its new one (DISASTERS 5-5).

A home that became a computer of its own reads the journal under its former id as another
computer's. Where a person said that nobody else goes on under it, the photos in it belong to
the albums of this home, which have the same keys: those that it knows are not listed a second
time, and those that it does not know become its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from picup_desktop.files.new_file import names_beside
from picup_desktop.ledger.journal.journal import JournalPhoto
from picup_desktop.ledger.journal.others import ForeignPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.vault.journal import DeviceState
from picup_desktop.words import CopyState


@dataclass
class _Own:
    """The living photos of one album of this home."""

    album_id: int
    at: dict[str, JournalPhoto] = field(default_factory=dict)
    """By path."""

    def __post_init__(self) -> None:
        self.by_object: dict[str, list[JournalPhoto]] = {}

    def add(self, photo: JournalPhoto) -> None:
        self.at[photo.path] = photo
        self.by_object.setdefault(photo.object, []).append(photo)


def continue_albums(ledger: Ledger, device_id: str, state: DeviceState, now: float) -> list[int]:
    """Make the imported photos of a former identity photos of this home.

    Return the ids of the adopted photos, for this home's journal. Call it inside the
    transaction of the import.
    """
    own = {album.recipient: _Own(album.album_id) for album in ledger.journal.albums()}
    by_id = {one.album_id: one for one in own.values()}
    for photo in ledger.journal.photos():
        if photo.deleted_at is None:
            by_id[photo.album_id].add(photo)
    adopted: list[int] = []
    for album in [one for one in ledger.others.albums() if one.device_id == device_id]:
        record = ledger.albums.get(album.album_id)
        ours = None if record is None or album.adopted else own.get(record.recipient)
        if ours is None:
            continue
        told = {
            photo_id: photo
            for photo_id, photo in ledger.others.photos(device_id).values()
            if photo.album_id == album.album_id
        }
        adopted += _continue(ledger, device_id, told, ours, now)
        ledger.continued.merge_album(album, ours.album_id)
    for one in own.values():
        _forget_removed(ledger, state, one, now)
    return adopted


def _continue(
    ledger: Ledger, device_id: str, told: Mapping[int, ForeignPhoto], ours: _Own, now: float
) -> Iterator[int]:
    """Match or take over the photos of one album, by their ids here; yield the adopted ids."""
    same = _matches(told, ours)
    known = {told[photo_id].remote_id: own.photo_id for photo_id, own in same.items()}
    ledger.others.remove_photos(same)
    ledger.others.note_adopted(device_id, known)
    taken = set(ours.at)
    for photo_id, own in same.items():
        path = told[photo_id].path
        if path != own.path and path not in taken:
            # It was renamed after the home's backup; the scan finds its file there.
            seen = SeenFile(path, own.size_bytes, own.mtime_ns, 0)
            ledger.photos.note_moved([(own.photo_id, ours.album_id, seen)], now)
            ledger.photos.keep_remote([own.photo_id], now)
            taken.add(path)
    new = {photo_id: photo for photo_id, photo in told.items() if photo_id not in same}
    places = {}
    for photo_id, photo in new.items():
        path = _free(photo.path, taken)
        taken.add(path)
        places[photo_id] = path
    ledger.continued.take_over(ours.album_id, places)
    yield from known.values()
    yield from new


def _matches(told: Mapping[int, ForeignPhoto], ours: _Own) -> dict[int, JournalPhoto]:
    """Return this home's photo for each told one that is the same photo.

    First by path and content, since two photos may have one content; then by the object.
    """
    found: dict[int, JournalPhoto] = {}
    for photo_id, photo in told.items():
        own = ours.at.get(photo.path)
        if own is not None and own.sha256 and own.sha256 == photo.sha256:
            found[photo_id] = own
    left = set(ours.at) - {own.path for own in found.values()}
    for photo_id, photo in told.items():
        if photo_id in found:
            continue
        own = next((one for one in ours.by_object.get(photo.object, ()) if one.path in left), None)
        if own is not None:
            left.remove(own.path)
            found[photo_id] = own
    return found


def _free(path: str, taken: set[str]) -> str:
    names = names_beside(PurePosixPath(path), "earlier")
    return next(name for name in islice(map(str, names), len(taken) + 1) if name not in taken)


def _forget_removed(ledger: Ledger, state: DeviceState, ours: _Own, now: float) -> None:
    """Delete photos that are on no storage, not here, and not named by the former identity.

    It had stored them, so its journal names them until it removed them for good.
    """
    for own in ours.at.values():
        told = state.objects.get(own.object)
        photo = ledger.photos.get(own.photo_id)
        if photo is None or not photo.remote_only or photo.object_id is None:
            continue
        copies = ledger.objects.copies(photo.object_id)
        is_gone = set(copies.values()) <= {CopyState.MISSING, CopyState.NONE}
        if is_gone and (told is None or told.gone_at is not None):
            ledger.photos.set_deleted([photo.id], now)
            for role in copies:
                ledger.objects.set_copy(photo.object_id, role, CopyState.NONE)
            ledger.objects.forget_gone([own.object])
