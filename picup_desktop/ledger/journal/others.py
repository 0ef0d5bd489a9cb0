"""The other computers of the vault, and the photos listed in their journals.

Their photos are rows like any others, as photos without a local file, in albums that are
not watched here; an *origin* names the owner. Adopted ones belong to this computer. Whether
the objects are on a storage, this computer checks for itself.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.photos.photos import LOST, STATE_AND_LOSS_BY_COPIES
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.journal_models import (
    AlbumOrigin,
    Device,
    ForeignState,
    PhotoOrigin,
)
from picup_desktop.ledger.schema.models import Album, Object, Photo
from picup_desktop.messages.message import to_json
from picup_desktop.words import AlbumState, CopyState, Role

_ALL = (
    "SELECT device_id, public_key, known_at, head_number, head_hash FROM device ORDER BY device_id"
)


@dataclass(frozen=True)
class DeviceRecord:
    """Another computer; its head is the last segment read from it."""

    device_id: str
    public_key: str
    known_at: float
    head_number: int | None = None
    head_hash: str | None = None


class Devices:
    """Every computer of the vault but this one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[DeviceRecord]:
        """Return every other known computer of the vault."""
        return [DeviceRecord(*row) for row in self._database.query(_ALL)]

    def add(self, device_id: str, public_key: str, at: float) -> None:
        """Insert a computer; a known one is not changed."""
        self._database.execute(
            Device.insert(
                device_id=device_id, public_key=public_key, known_at=at
            ).on_conflict_ignore()
        )

    def note_head(self, device_id: str, number: int, sealed_hash: str) -> None:
        """Record how far its journal was read; never moves backwards."""
        self._database.execute(
            Device.update(head_number=number, head_hash=sealed_hash).where(
                (Device.device_id == device_id)
                & (Device.head_number.is_null() | (Device.head_number < number))
            )
        )


_NUMBER_ON = (
    "UPDATE photo SET version = version + (SELECT COUNT(*) FROM photo_origin origin"
    " JOIN foreign_state was USING (device_id, remote_id)"
    " WHERE origin.photo_id = photo.id AND was.object_id <> COALESCE("
    "  (SELECT later.object_id FROM foreign_state later WHERE later.device_id = was.device_id"
    "   AND later.remote_id = was.remote_id AND later.since > was.since"
    "   ORDER BY later.since LIMIT 1), photo.object_id)) WHERE album_id = ?"
)
"""The versions of adopted photos are numbered on from those that another computer had."""
SALVAGED = ""
"""The device of photos that are known only from their own objects."""
_ANY_SALVAGED = "SELECT EXISTS (SELECT 1 FROM photo_origin WHERE device_id = '' AND NOT adopted)"
UNKNOWN_CONTENT = ""
"""The content hash of an object of which only the header was read."""


@dataclass(frozen=True, slots=True)
class ForeignAlbum:
    """An album of another computer, as it is here."""

    album_id: int
    device_id: str
    remote_id: int
    name: str
    adopted: bool


@dataclass(frozen=True, slots=True)
class ForeignPhoto:
    """A photo as another computer's journal lists it; ``album_id`` is the one here."""

    remote_id: int
    album_id: int
    path: str
    mtime_ns: int
    object: str
    size_bytes: int
    sealed_bytes: int
    sha256: str
    since: float = 0.0
    """When its present state began, in Unix seconds."""


@dataclass(frozen=True, slots=True)
class ForeignPast:
    """An earlier state of another computer's photo, from ``photo.since`` to ``until``."""

    photo: ForeignPhoto
    until: float


class Others:
    """The albums and photos of other computers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def albums(self) -> list[ForeignAlbum]:
        """Return the albums of other computers, including adopted ones."""
        query = AlbumOrigin.select(
            AlbumOrigin.album,
            AlbumOrigin.device_id,
            AlbumOrigin.remote_id,
            Album.name,
            AlbumOrigin.adopted,
        ).join(Album)
        return [ForeignAlbum(*row) for row in self._database.query(query)]

    def of_album(self, album_id: int) -> ForeignAlbum | None:
        """Return the origin of an album; None for one of this computer."""
        found = [a for a in self.albums() if a.album_id == album_id and not a.adopted]
        return found[0] if found else None

    def add_album(
        self, album: ForeignAlbum, *, recipient: str, sealed_identity: bytes, at: float
    ) -> int:
        """Insert an album of another computer; return its id here."""
        album_id = self._database.execute(
            Album.insert(
                name=album.name,
                path="",
                state=AlbumState.REMOVED,
                recipient=recipient,
                sealed_identity=sealed_identity,
                added_at=at,
            )
        )
        self._database.execute(
            AlbumOrigin.insert(album=album_id, device_id=album.device_id, remote_id=album.remote_id)
        )
        return album_id

    def learn_keys(self, keys: Mapping[str, bytes]) -> None:
        """Record the sealed keys of albums, by recipient."""
        for recipient, sealed_identity in keys.items():
            self._database.execute(
                Album.update(sealed_identity=sealed_identity).where(Album.recipient == recipient)
            )

    def part_again(self, adopted_id: int, name: str, sealed_identity: bytes) -> int:
        """Insert an album for the new photos of an adopted album that its own computer still uses.

        Returns the id of the new album. KeyError if there is no album ``adopted_id``.
        """
        row = self._database.query_one(
            Album.select(Album.recipient, Album.added_at).where(Album.id == adopted_id)
        )
        if row is None:
            raise KeyError(adopted_id)
        recipient, added_at = row
        album_id = self._database.execute(
            Album.insert(
                name=name,
                path="",
                state=AlbumState.REMOVED,
                recipient=recipient,
                sealed_identity=sealed_identity,
                added_at=added_at,
            )
        )
        self._database.execute(
            AlbumOrigin.update(album=album_id, adopted=False).where(AlbumOrigin.album == adopted_id)
        )
        return album_id

    def rename_album(self, album_id: int, name: str) -> None:
        """Rename an album as its computer did, or to make the name unique."""
        self._database.execute(Album.update(name=name).where(Album.id == album_id))

    def photos(self, device_id: str) -> dict[int, tuple[int, ForeignPhoto]]:
        """Return the photos of a device with their ids here, by the device's ids."""
        query = (
            PhotoOrigin.select(
                PhotoOrigin.photo_id,
                PhotoOrigin.remote_id,
                Photo.album,
                Photo.path,
                Photo.mtime_ns,
                Object.name,
                Photo.size_bytes,
                Object.sealed_bytes,
                Object.sha256,
                fn.COALESCE(Photo.present_since, 0.0),
            )
            .join(Photo, on=(Photo.id == PhotoOrigin.photo_id))
            .join(Object)
            .where(PhotoOrigin.device_id == device_id, ~PhotoOrigin.adopted)
        )
        return {row[1]: (row[0], ForeignPhoto(*row[1:])) for row in self._database.query(query)}

    def adopted(self, device_id: str) -> frozenset[int]:
        """Return the device's ids of its photos that this computer adopted, deleted ones too."""
        query = PhotoOrigin.select(PhotoOrigin.remote_id).where(
            PhotoOrigin.device_id == device_id, PhotoOrigin.adopted
        )
        return frozenset(remote_id for (remote_id,) in self._database.query(query))

    def adopted_from_salvage(self) -> dict[tuple[str, str], int]:
        """Return adopted photos first known from their objects alone, by object and path."""
        query = (
            PhotoOrigin.select(Object.name, Photo.path, Photo.id)
            .join(Photo, on=(Photo.id == PhotoOrigin.photo_id))
            .join(Object)
            .where(PhotoOrigin.device_id == SALVAGED, PhotoOrigin.adopted)
        )
        return {(name, path): i for name, path, i in self._database.query(query)}

    def note_adopted(self, device_id: str, photos: Mapping[int, int]) -> None:
        """Record photos of a device, by its ids, that are photos of this computer."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO photo_origin (device_id, remote_id, photo_id, adopted)"
            " VALUES (?, ?, ?, 1)",
            ((device_id, remote_id, photo_id) for remote_id, photo_id in photos.items()),
        )

    def add_photos(self, device_id: str, photos: Sequence[ForeignPhoto], at: float) -> None:
        """Insert new photos; ``restate`` computes their state."""
        self._make_room(photos)
        self._add_objects(photos, at)
        first = self._next_photo_id()
        numbered = list(enumerate(photos, start=first))
        self._database.execute_many(
            "INSERT INTO photo (id, album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
            " attempts, due_at, seen_at, missing_since, remote_only, present_since,"
            " stored_mtime_ns)"
            " SELECT ?1, ?2, ?3, ?4, ?5, 0, 'half_protected', id, 0, 0, ?6, ?6, 1, ?7, ?5"
            " FROM object WHERE name = ?8",
            (
                (
                    *(i, p.album_id, os.fsencode(p.path), p.size_bytes, p.mtime_ns),
                    *(at, p.since, p.object),
                )
                for i, p in numbered
            ),
        )
        self._database.execute_many(
            "INSERT OR REPLACE INTO photo_origin (device_id, remote_id, photo_id, adopted)"
            " VALUES (?, ?, ?, 0)",
            ((device_id, p.remote_id, i) for i, p in numbered),
        )

    def change_photos(self, photos: Mapping[int, ForeignPhoto], at: float) -> None:
        """Update photos, by their ids here, with another version, name or album."""
        self._add_objects(list(photos.values()), at)
        # Two photos may have swapped names, so each gets a unique name first.
        self._database.execute_many(
            "UPDATE photo SET path = CAST(char(0) || id AS BLOB) WHERE id = ?",
            ((photo_id,) for photo_id in photos),
        )
        self._database.execute_many(
            "UPDATE photo SET album_id = ?1, path = ?2, size_bytes = ?3, mtime_ns = ?4,"
            " stored_mtime_ns = ?4, present_since = ?5,"
            " object_id = (SELECT id FROM object WHERE name = ?6) WHERE id = ?7",
            (
                (
                    *(p.album_id, os.fsencode(p.path), p.size_bytes, p.mtime_ns),
                    *(p.since, p.object, photo_id),
                )
                for photo_id, p in photos.items()
            ),
        )

    def remove_photos(self, photo_ids: Iterable[int]) -> None:
        """Delete photos that their computers removed."""
        gone = [(photo_id,) for photo_id in photo_ids]
        self._database.execute_many("DELETE FROM photo_origin WHERE photo_id = ?", gone)
        self._database.execute_many("DELETE FROM photo WHERE id = ?", gone)

    def set_past(self, device_id: str, states: Sequence[ForeignPast], at: float) -> bool:
        """Record the earlier states of a device's photos; return whether any was dropped."""
        known = {
            tuple(row): state_id
            for state_id, *row in self._database.query(
                "SELECT foreign_state.id, remote_id, object.name, path, since, until"
                " FROM foreign_state JOIN object ON object.id = object_id WHERE device_id = ?",
                (device_id,),
            )
        }
        wanted = {
            (
                *(state.photo.remote_id, state.photo.object, os.fsencode(state.photo.path)),
                *(state.photo.since, state.until),
            ): state.photo
            for state in states
        }
        dropped = [(known[one],) for one in known.keys() - wanted.keys()]
        new = wanted.keys() - known.keys()
        self._add_objects([wanted[one] for one in new], at)
        self._database.execute_many("DELETE FROM foreign_state WHERE id = ?", dropped)
        self._database.execute_many(
            "INSERT INTO foreign_state (device_id, remote_id, path, since, until, album_id,"
            " mtime_ns, object_id) SELECT ?, ?, ?, ?, ?, ?, ?, id FROM object WHERE name = ?",
            (
                (
                    *(device_id, remote_id, path, since, until),
                    *(wanted[remote_id, name, path, since, until].album_id,),
                    *(wanted[remote_id, name, path, since, until].mtime_ns, name),
                )
                for remote_id, name, path, since, until in new
            ),
        )
        return bool(dropped)

    def forget_unused(self) -> None:
        """Forget objects of other computers without a photo here; their owner removes them.

        Those of earlier states can still be restored, and stay.
        """
        named = Photo.select(Photo.object).where(Photo.object.is_null(is_null=False))
        self._database.execute(
            Object.delete().where(
                Object.album.in_(foreign_albums())
                & Object.id.not_in(named)
                & Object.id.not_in(ForeignState.select(ForeignState.object))
            )
        )

    def adopt(self, album_id: int, files: Mapping[int, tuple[int, int]]) -> None:
        """Make an album of another computer, and its photos, this computer's own.

        ``files`` has time and inode, by photo id, of those present in its folder here.
        """
        mine = Photo.select(Photo.id).where(Photo.album == album_id)
        self._database.execute_many(
            "UPDATE photo SET mtime_ns = ?, inode = ? WHERE id = ?",
            ((mtime_ns, inode, photo_id) for photo_id, (mtime_ns, inode) in files.items()),
        )
        self._database.execute(_NUMBER_ON, (album_id,))
        self._database.execute(
            AlbumOrigin.update(adopted=True).where(AlbumOrigin.album == album_id)
        )
        self._database.execute(
            PhotoOrigin.update(adopted=True).where(PhotoOrigin.photo_id.in_(mine))
        )

    def _make_room(self, photos: Sequence[ForeignPhoto]) -> None:
        """Delete photos known from their objects alone that a journal now lists."""
        if not self._database.scalar(_ANY_SALVAGED):
            return
        salvaged = "(SELECT photo_id FROM photo_origin WHERE device_id = '' AND NOT adopted)"
        self._database.execute_many(
            f"DELETE FROM photo WHERE id IN {salvaged} AND (object_id ="  # noqa: S608 - constant parts
            " (SELECT id FROM object WHERE name = ?) OR (album_id = ? AND path = ?))",
            ((p.object, p.album_id, os.fsencode(p.path)) for p in photos),
        )

    def _add_objects(self, photos: Sequence[ForeignPhoto], at: float) -> None:
        self._database.execute_many(
            "INSERT OR IGNORE INTO object (name, sealed_bytes, sha256, size_bytes, album_id,"
            " made_at) VALUES (?, ?, ?, ?, ?, ?)",
            ((p.object, p.sealed_bytes, p.sha256, p.size_bytes, p.album_id, at) for p in photos),
        )

    def _next_photo_id(self) -> int:
        """Return an id above every id ever used."""
        highest = self._database.scalar("SELECT seq FROM sqlite_sequence WHERE name = 'photo'")
        return int(highest or 0) + 1


def foreign_albums() -> Any:
    """Return a subquery for the ids of albums from other computers."""
    return AlbumOrigin.select(AlbumOrigin.album).where(~AlbumOrigin.adopted)


_UNCHECKED = (
    "SELECT id, name, sealed_bytes FROM object WHERE (id IN"
    " (SELECT object_id FROM photo WHERE object_id IS NOT NULL AND remote_only)"
    " OR id IN (SELECT object_id FROM foreign_state))"
    " AND NOT EXISTS (SELECT 1 FROM copy WHERE copy.object_id = object.id AND copy.role = ?)"
)


class Survey:
    """The checks for the presence of objects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unchecked(self, role: Role) -> list[tuple[int, str, int]]:
        """Return objects never checked for on a storage: (id, name, sealed bytes).

        Objects stored by this computer itself are known from its uploads.
        """
        return self._database.query(_UNCHECKED, (role,))

    def objects(self) -> int:
        """Return how many objects are known, of all computers."""
        return int(self._database.scalar("SELECT COUNT(*) FROM object"))

    def set_copies(self, role: Role, copies: Iterable[tuple[int, CopyState]]) -> None:
        """Record the copies found on a storage, by object id. Their bytes were not read."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO copy (object_id, role, state, verified_at)"
            " VALUES (?, ?, ?, NULL)",
            ((object_id, role, state) for object_id, state in copies),
        )

    def restate(self) -> None:
        """Recompute the state of photos without a local file from the copies of their objects."""
        self._database.execute(
            f"UPDATE photo SET {STATE_AND_LOSS_BY_COPIES}"  # noqa: S608 - of constant parts
            " WHERE remote_only AND deleted_at IS NULL AND object_id IS NOT NULL",
            {"lost": to_json(LOST)},
        )
