"""Recover photos that no journal lists from the headers of their objects.

Only the head of each is read: it has the photo's name, album and time, sealed.
Such a photo's content hash is known once it is read for the first time.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePosixPath

from picup_desktop.clock import Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.new_file import names_beside
from picup_desktop.ledger.journal.others import (
    SALVAGED,
    UNKNOWN_CONTENT,
    ForeignAlbum,
    ForeignPhoto,
)
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.sync.albums.adopt import printable, storable
from picup_desktop.sync.journal.catalog import sizes_of_all
from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.keys import open_album_key
from picup_desktop.vault.objects import (
    OpenedPhoto,
    exact_sealed_bytes,
    length_of_named,
    object_name,
)
from picup_desktop.vault.tar_header import PhotoHeader

# The age header and one whole sealed chunk.
HEAD_BYTES = 96 * 1024
AT_ONCE = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Salvaged:
    """The number of recovered photos, and of objects whose head could not be read."""

    photos: int
    unreadable: int


@dataclass(frozen=True)
class _Found:
    name: str
    sealed_bytes: int
    header: PhotoHeader
    recipient: str


class _Head:
    """The first bytes of an object as a source for age."""

    def __init__(self, data: bytes) -> None:
        self._left = memoryview(data)

    def read(self, size: int, /) -> bytes:
        given, self._left = self._left[:size], self._left[size:]
        return bytes(given)


class Salvage:
    """Reads every object of a storage that neither ledger nor catalog has."""

    def __init__(
        self,
        ledger: Ledger,
        storage: Storage,
        recovery_key: age.Identity,
        clock: Clock,
        *,
        known: Collection[str],
    ) -> None:
        self._ledger = ledger
        self._storage = storage
        self._recovery_key = recovery_key
        self._clock = clock
        self._known = known

    def run(
        self,
        keys: Mapping[str, bytes],
        vault_keys: Sequence[age.Identity],
        there: Mapping[str, int | None] | None = None,
    ) -> Salvaged:
        """Add the recovered photos to the ledger. Any StorageError.

        ``there`` is what ``sizes_of_all`` returned; None: it is asked.
        """
        there = sizes_of_all(self._storage, len(self._known)) if there is None else there
        ours = self._ledger.journal.known_objects(list(there))
        unknown = {
            name: size or 0
            for name, size in there.items()
            if name not in ours and name not in self._known and _is_object(name)
        }
        if not unknown:
            return Salvaged(0, 0)
        albums = _album_keys(keys, vault_keys)
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="salvage") as threads:
            found = threads.map(
                lambda item: self._look(item[0], item[1], albums), sorted(unknown.items())
            )
            readable = [one for one in found if one is not None]
        photos = self._record(readable, keys)
        return Salvaged(photos, len(unknown) - len(readable))

    def _look(
        self, name: str, sealed_bytes: int, albums: Mapping[str, age.Identity]
    ) -> _Found | None:
        try:
            data = b"".join(self._storage.get(name, 0, HEAD_BYTES))
            # One that has grown on the storage is read no further than it ever was (6-2).
            whole = length_of_named(name, data)
            if whole is not None:
                data, sealed_bytes = data[:whole], whole
            header = OpenedPhoto(_Head(data), [self._recovery_key]).header
            exact = exact_sealed_bytes(header, age.header_length(_Head(data)))
        except (Damaged, NotForThisKey, ObjectNotFound):
            return None
        if not PurePosixPath(header.path).name:
            return None
        fitting = (of for of, key in albums.items() if _opens(data, key))
        # If no keys file has its album, the album's name is used instead.
        recipient = next(fitting, f"unknown: {printable(header.album)}")
        return _Found(name, min(sealed_bytes, exact), header, recipient)

    def _record(self, found: list[_Found], keys: Mapping[str, bytes]) -> int:
        now = self._clock.now()
        with self._ledger.transaction():
            noted = self._ledger.journal.last_noted()
            albums = _AlbumsByKey(self._ledger, keys, now)
            taken = {
                (one.photo.album_id, one.photo.path): (one.photo.size_bytes, one.photo.mtime_ns)
                for one in self._ledger.listing.photos()
            }
            photos: list[ForeignPhoto] = []
            for one in found:
                album_id, header = albums.id_of(one), one.header
                same = (header.size_bytes, header.mtime_ns)
                if taken.get((album_id, header.path)) == same:
                    # Another attempt at the same photo, which is going to be removed.
                    continue
                paths = map(str, names_beside(PurePosixPath(header.path), "recovered"))
                path = next(p for p in paths if (album_id, p) not in taken)
                taken[album_id, path] = same
                photos.append(_photo(one, album_id, path, len(photos)))
            self._ledger.others.add_photos(SALVAGED, photos, now)
            self._ledger.journal.forget(after=noted)
        return len(photos)


class _AlbumsByKey:
    """The album of each key, created if no journal has it."""

    def __init__(self, ledger: Ledger, keys: Mapping[str, bytes], now: float) -> None:
        self._ledger = ledger
        self._keys = keys
        self._now = now
        self._ids = {album.recipient: album.id for album in ledger.albums.all(removed=True)}

    def id_of(self, found: _Found) -> int:
        known = self._ids.get(found.recipient)
        if known is None:
            known = self._ids[found.recipient] = self._add(found)
        return known

    def _add(self, found: _Found) -> int:
        album = ForeignAlbum(0, SALVAGED, len(self._ids) + 1, self._free_name(found), adopted=False)
        return self._ledger.others.add_album(
            album,
            recipient=found.recipient,
            sealed_identity=self._keys.get(found.recipient, b""),
            at=self._now,
        )

    def _free_name(self, found: _Found) -> str:
        own = printable(found.header.album)
        names = chain((own,), (f"{own} ({number})" for number in count(2)))
        return next(name for name in names if self._ledger.albums.named(name) is None)


def _photo(found: _Found, album_id: int, path: str, number: int) -> ForeignPhoto:
    return ForeignPhoto(
        remote_id=number + 1,
        album_id=album_id,
        path=storable(path),
        mtime_ns=found.header.mtime_ns,
        object=found.name,
        size_bytes=found.header.size_bytes,
        sealed_bytes=found.sealed_bytes,
        sha256=UNKNOWN_CONTENT,
    )


def _album_keys(
    keys: Mapping[str, bytes], vault_keys: Sequence[age.Identity]
) -> dict[str, age.Identity]:
    """Return the keys that open; a damaged one does not block other albums."""
    opened = {}
    for recipient, sealed in keys.items():
        try:
            if sealed:
                opened[recipient] = open_album_key(sealed, vault_keys)
        except (Damaged, NotForThisKey, UsageError, UnicodeDecodeError) as error:
            log.warning("the key of an album does not open (%s)", type(error).__name__)
    return opened


def _opens(data: bytes, key: age.Identity) -> bool:
    try:
        age.Decryptor(_Head(data), [key])
    except NotForThisKey:
        return False
    return True


def _is_object(name: str) -> bool:
    return object_name(name.rpartition("/")[2]) == name
