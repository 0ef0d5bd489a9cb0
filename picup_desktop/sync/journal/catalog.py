"""Import the photos of other computers from their journals into this ledger.

They are listed, read and restored like this computer's own, but this computer never
scans, uploads or deletes them. ``survey`` checks that their objects are there, ``identify``
reads the hash of their contents.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.clock import bounded_moment
from picup_desktop.errors import PicupError
from picup_desktop.ledger.journal.others import ForeignAlbum, ForeignPast, ForeignPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageDenied
from picup_desktop.sync.albums.adopt import name_apart, printable, storable
from picup_desktop.sync.home.hold import continued_ids
from picup_desktop.sync.journal.former import continue_albums
from picup_desktop.sync.journal.said import learn_said
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.seen.listing import all_objects
from picup_desktop.vault.age import Identity
from picup_desktop.vault.journal import Catalog, CatalogAlbum, CatalogPhoto, DeviceState, PhotoWas
from picup_desktop.vault.journal.replay import MILLISECONDS
from picup_desktop.vault.keys import is_better_key
from picup_desktop.words import CopyState, Role

log = logging.getLogger(__name__)


def identify(ledger: Ledger, reader: Reader, scratch: Path, check: Callable[[], None]) -> int:
    """Read each once; return how many were identified. ``check`` may raise to stop it."""
    known = 0
    for photo_id in ledger.journal.unidentified():
        check()
        photo = ledger.photos.get(photo_id)
        if photo is None:
            continue
        file = scratch / f"identify-{secrets.token_hex(4)}"
        try:
            reader.read(photo, file, remote=True)
            known += 1
        except PicupError as error:
            log.warning("what a salvaged photo holds could not be read: %s", error.sentence)
        finally:
            file.unlink(missing_ok=True)
    return known


ASKED_ONE_BY_ONE = 100


def survey(
    ledger: Ledger,
    role: Role,
    storage: Storage,
    there: Mapping[str, int | None] | None = None,
) -> int:
    """Check the presence of every unchecked object; return how many. Any StorageError.

    ``there`` is what ``sizes_of_all`` returned, if it was asked already.
    """
    wanted = ledger.survey.unchecked(role)
    if not wanted:
        return 0
    if there is None and len(wanted) <= ASKED_ONE_BY_ONE:
        there = {name: _size(storage, name) for _, name, _ in wanted}
    elif there is None:
        names = {name for _, name, _ in wanted}
        found = all_objects(storage, ledger.survey.objects())
        there = {info.name: info.size_bytes for info in found if info.name in names}
    states = [(i, _state(there.get(name), sealed_bytes)) for i, name, sealed_bytes in wanted]
    with ledger.database.wide_cache(), ledger.transaction():
        ledger.survey.set_copies(role, states)
        ledger.survey.restate()
    return len(states)


def with_facts(catalog: Catalog, storages: Mapping[Role, Storage], now: float) -> Catalog:
    """Return the catalog with what these storages show about doubtful adoptions (6-4).

    An object counts as gone only where every one of the storages was asked. Any StorageError.
    """
    catalog = replace(catalog, now=now)
    doubtful = catalog.unproven
    if not doubtful or not storages:
        return catalog
    there: set[str] = set()
    for storage in storages.values():
        if len(doubtful) <= ASKED_ONE_BY_ONE:
            there |= {name for name in doubtful if _size(storage, name) is not None}
        else:
            found = all_objects(storage, len(catalog.objects))
            there |= {info.name for info in found if info.name in doubtful}
    if there:
        log.warning("%d adopted photos are listed: their objects are still there", len(there))
    return replace(catalog, gone=doubtful - there)


def sizes_of_all(storage: Storage, expected: int) -> dict[str, int | None]:
    """Return every object on a storage with its size in bytes; ``expected`` are known."""
    return {info.name: info.size_bytes for info in all_objects(storage, expected)}


def _size(storage: Storage, name: str) -> int | None:
    try:
        return storage.stat(name).size_bytes
    except ObjectNotFound:
        return None
    except StorageDenied:
        # The name belongs to something that is not a file.
        return -1


def _state(size: int | None, sealed_bytes: int) -> CopyState:
    if size is None:
        return CopyState.MISSING
    return CopyState.STORED if size == sealed_bytes else CopyState.DAMAGED


@dataclass(frozen=True)
class Imported:
    """The changes made by an import."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unreadable: int = 0
    """The number of photos in albums whose key is in no keys file."""
    past_dropped: bool = False
    """Whether an earlier state can't be restored any more."""


def learn_album_keys(
    ledger: Ledger, keys: Mapping[str, bytes], vault_keys: Sequence[Identity]
) -> None:
    """Record the sealed keys of albums whose key was unknown, or was none; inside a transaction."""
    known = {album.recipient: album.sealed_identity for album in ledger.albums.all(removed=True)}
    ledger.others.learn_keys(
        {
            recipient: keys[recipient]
            for recipient in keys.keys() & known.keys()
            if is_better_key(recipient, known[recipient], keys[recipient], vault_keys)
        }
    )


def import_catalog(
    ledger: Ledger, catalog: Catalog, keys: Mapping[str, bytes], now: float
) -> Imported:
    """Bring the ledger up to date with the catalog of the other computers; one transaction.

    ``keys`` are the sealed identities of albums, by recipient. The photos of a device that
    is not in the catalog stay as they are. A former identity of this home counts as another
    computer: the other half of a copied home may go on under it, and needs its photos (5-6).
    Only where a person said that there is none do its albums go on here (5-5).
    """
    total, continued = Imported(), continued_ids(ledger)
    with ledger.database.wide_cache(), ledger.transaction():
        noted = ledger.journal.last_noted()
        adopted: list[int] = []
        for device_id, state in sorted(catalog.devices.items(), key=_living_first(catalog)):
            adopted += _adopt_again(ledger, device_id, state)
            done = _Import(ledger, catalog, device_id, keys, now).run(state)
            if device_id in continued:
                adopted += continue_albums(ledger, device_id, state, now)
            total = Imported(
                total.added + done.added,
                total.changed + done.changed,
                total.removed + done.removed,
                total.unreadable + done.unreadable,
                total.past_dropped or done.past_dropped,
            )
        if total.changed or total.removed or total.past_dropped:
            ledger.others.forget_unused()
        learn_said(ledger, catalog)
        ledger.survey.restate()
        # The changes of other computers are in their own journals.
        ledger.journal.forget(after=noted)
        for photo_id in adopted:
            ledger.journal.note("photo-adopted", photo_id)
    return total


def _living_first(catalog: Catalog) -> Callable[[tuple[str, DeviceState]], bool]:
    """Return the order of devices: the album of one with living photos keeps its name."""

    def is_past(one: tuple[str, DeviceState]) -> bool:
        device_id, state = one
        return all(
            photo.removed_at is not None or (device_id, photo.photo_id) in catalog.adopted
            for photo in state.photos.values()
        )

    return is_past


def _adopt_again(ledger: Ledger, device_id: str, state: DeviceState) -> list[int]:
    """Match a recovered journal with photos that were adopted while it was lost."""
    ours = ledger.others.adopted_from_salvage()
    if not ours:
        return []
    done = ledger.others.adopted(device_id)
    found = {
        photo.photo_id: ours[photo.object, photo.path]
        for photo in state.photos.values()
        if (photo.object, photo.path) in ours and photo.photo_id not in done
    }
    ledger.others.note_adopted(device_id, found)
    return list(found.values())


class _Import:
    """The import of one device's photos."""

    def __init__(
        self,
        ledger: Ledger,
        catalog: Catalog,
        device_id: str,
        keys: Mapping[str, bytes],
        now: float,
    ) -> None:
        self._ledger = ledger
        self._catalog = catalog
        self._device_id = device_id
        self._keys = keys
        self._now = now

    def run(self, state: DeviceState) -> Imported:
        living = self._living(state)
        removed = self._removed(state)
        past_albums = {one.album_id for one in removed} | {one.album_id for one in state.earlier}
        albums = self._albums(state, {one.album_id for one in living}, past_albums)
        told: dict[int, ForeignPhoto] = {}
        taken: set[tuple[int, str]] = set()
        for photo in living:
            if photo.album_id in albums:
                one = _free(_foreign(photo, albums[photo.album_id], state), taken)
                taken.add((one.album_id, one.path))
                told[photo.photo_id] = one
        done = replace(self._apply(told), unreadable=len(living) - len(told))
        past = [_was(one, albums[one.album_id]) for one in state.earlier if one.album_id in albums]
        past += [
            ForeignPast(
                _foreign(one, albums[one.album_id], state), bounded_moment(one.removed_at or 0)
            )
            for one in removed
            if one.album_id in albums
        ]
        dropped = self._ledger.others.set_past(self._device_id, past, self._now)
        if state.grace_days is not None:
            self._ledger.vaults.note(
                NoteAbout.DEVICE_GRACE.of(self._device_id), str(state.grace_days)
            )
        return replace(done, past_dropped=dropped)

    def _removed(self, state: DeviceState) -> list[CatalogPhoto]:
        """Return the deleted photos whose objects are still there and whose end is not exact.

        An older journal gives the time of a deletion in whole seconds.
        """
        ended = {(was.photo_id, was.until_ms // MILLISECONDS) for was in state.earlier}
        return [
            photo
            for photo in state.photos.values()
            if photo.removed_at is not None
            and (photo.photo_id, photo.removed_at) not in ended
            and state.objects[photo.object].gone_at is None
            and (self._device_id, photo.photo_id) not in self._catalog.adopted
        ]

    def _living(self, state: DeviceState) -> list[CatalogPhoto]:
        ours = self._ledger.others.adopted(self._device_id)
        return [
            photo
            for photo in state.photos.values()
            if photo.removed_at is None
            and photo.photo_id not in ours
            and (self._device_id, photo.photo_id) not in self._catalog.adopted
        ]

    def _apply(self, told: Mapping[int, ForeignPhoto]) -> Imported:
        known = self._ledger.others.photos(self._device_id)
        gone = [photo_id for remote, (photo_id, _) in known.items() if remote not in told]
        changed = {
            known[remote][0]: photo
            for remote, photo in told.items()
            if remote in known and known[remote][1] != photo
        }
        new = [photo for remote, photo in told.items() if remote not in known]
        self._ledger.others.remove_photos(gone)
        self._ledger.others.change_photos(changed, self._now)
        self._ledger.others.add_photos(self._device_id, new, self._now)
        return Imported(len(new), len(changed), len(gone))

    def _albums(self, state: DeviceState, living: set[int], past: set[int]) -> dict[int, int]:
        """Return the local album of each of the device's albums that has photos and a key.

        ``living`` are the albums of living photos, ``past`` those of earlier states.
        """
        here = {
            one.remote_id: one
            for one in self._ledger.others.albums()
            if one.device_id == self._device_id
        }
        found: dict[int, int] = {}
        for album in state.albums.values():
            known = here.get(album.album_id)
            if album.album_id not in living | past:
                continue
            if known is not None and not known.adopted:
                found[album.album_id] = self._renamed(known, album)
            elif known is not None and album.album_id not in living:
                # What it was before it was adopted is shown in it.
                found[album.album_id] = known.album_id
            elif album.recipient in self._keys:
                found[album.album_id] = (
                    self._add_album(album) if known is None else self._beside(album, known.album_id)
                )
        return found

    def _renamed(self, known: ForeignAlbum, album: CatalogAlbum) -> int:
        sealed = self._keys.get(album.recipient)
        if sealed is not None:
            # Its computer may have made a new key for it (6-5).
            self._ledger.trust.follow_album_key(known.album_id, album.recipient, sealed)
        name = self._free_name(album, known.name)
        if name != known.name:
            self._ledger.others.rename_album(known.album_id, name)
        return known.album_id

    def _add_album(self, album: CatalogAlbum) -> int:
        told = ForeignAlbum(
            0, self._device_id, album.album_id, self._free_name(album, None), adopted=False
        )
        return self._ledger.others.add_album(
            told,
            recipient=album.recipient,
            sealed_identity=self._keys[album.recipient],
            at=album.added_at,
        )

    def _beside(self, album: CatalogAlbum, adopted_id: int) -> int:
        """Add a second album: the first one was adopted here, yet its own computer goes on."""
        return self._ledger.others.part_again(
            adopted_id, self._free_name(album, None), self._keys[album.recipient]
        )

    def _free_name(self, album: CatalogAlbum, now: str | None) -> str:
        """Return the album's own name, or a distinct one if that is taken."""
        own = printable(album.name)
        if own == now or self._ledger.albums.named(own) is None:
            return own
        return name_apart(self._ledger, own, self._device_id, album.album_id, now)


def _foreign(photo: CatalogPhoto, album_id: int, state: DeviceState) -> ForeignPhoto:
    content = state.objects[photo.object]
    return ForeignPhoto(
        remote_id=photo.photo_id,
        album_id=album_id,
        path=storable(photo.path),
        mtime_ns=photo.mtime_ns,
        object=photo.object,
        size_bytes=content.size_bytes,
        sealed_bytes=content.sealed_bytes,
        sha256=content.sha256,
        since=bounded_moment(photo.stored_at),
    )


def _was(state: PhotoWas, album_id: int) -> ForeignPast:
    photo = ForeignPhoto(
        remote_id=state.photo_id,
        album_id=album_id,
        path=storable(state.path),
        mtime_ns=state.mtime_ns,
        object=state.object,
        size_bytes=state.size_bytes,
        sealed_bytes=state.sealed_bytes,
        sha256=state.sha256,
        since=bounded_moment(state.since_ms / MILLISECONDS),
    )
    return ForeignPast(photo, bounded_moment(state.until_ms / MILLISECONDS))


def _free(photo: ForeignPhoto, taken: set[tuple[int, str]]) -> ForeignPhoto:
    """Return the photo with a free path; only a foreign journal can have two at one path."""
    if (photo.album_id, photo.path) not in taken:
        return photo
    return replace(photo, path=f"{photo.path} ({photo.remote_id})")
