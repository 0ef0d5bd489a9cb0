"""Other computers of the vault: who they are, and the photos that their journals tell of.

Their photos stand among the others, as photos whose files are not here, in albums
that nobody watches here; an *origin* says whose they are. What is adopted is ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.journal_models import AlbumOrigin, PhotoOrigin
from picup_desktop.ledger.schema.models import Album, Object, PathField, Photo
from picup_desktop.words import AlbumState

_PATH = PathField()
SALVAGED = ""
"""Stands for the device of photos that only their own objects tell of."""
UNKNOWN_CONTENT = ""
"""Stands for the content hash of an object of which only the head was read."""


@dataclass(frozen=True, slots=True)
class ForeignAlbum:
    """An album of another computer, as it stands here."""

    album_id: int
    device_id: str
    remote_id: int
    name: str
    adopted: bool


@dataclass(frozen=True, slots=True)
class ForeignPhoto:
    """A photo as another computer's journal tells it; ``album_id`` is the one here."""

    remote_id: int
    album_id: int
    path: str
    mtime_ns: int
    object: str
    size_bytes: int
    sealed_bytes: int
    sha256: str


class Others:
    """The albums and photos of other computers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def albums(self) -> list[ForeignAlbum]:
        """The albums of other computers, adopted ones too."""
        query = AlbumOrigin.select(
            AlbumOrigin.album,
            AlbumOrigin.device_id,
            AlbumOrigin.remote_id,
            Album.name,
            AlbumOrigin.adopted,
        ).join(Album)
        return [ForeignAlbum(*row) for row in self._database.tuples(query)]

    def of_album(self, album_id: int) -> ForeignAlbum | None:
        """Whose an album is; None for one of this computer."""
        found = [a for a in self.albums() if a.album_id == album_id and not a.adopted]
        return found[0] if found else None

    def add_album(
        self, told: ForeignAlbum, *, recipient: str, sealed_identity: bytes, at: float
    ) -> int:
        """Write an album of another computer; its id here."""
        album_id = self._database.run(
            Album.insert(
                name=told.name,
                path="",
                state=AlbumState.REMOVED,
                recipient=recipient,
                sealed_identity=sealed_identity,
                added_at=at,
            )
        )
        self._database.run(
            AlbumOrigin.insert(album=album_id, device_id=told.device_id, remote_id=told.remote_id)
        )
        return album_id

    def learn_keys(self, keys: Mapping[str, bytes]) -> None:
        """Sealed keys, by recipient, of albums whose key was not known so far."""
        for recipient, sealed_identity in keys.items():
            self._database.run(
                Album.update(sealed_identity=sealed_identity).where(
                    (Album.recipient == recipient) & (fn.LENGTH(Album.sealed_identity) == 0)
                )
            )

    def part_again(self, adopted_id: int, name: str, sealed_identity: bytes) -> int:
        """An adopted album goes on at its own computer too: what is new there has its own album.

        That album's id here. KeyError if there is no album ``adopted_id``.
        """
        row = self._database.row(
            Album.select(Album.recipient, Album.added_at).where(Album.id == adopted_id)
        )
        if row is None:
            raise KeyError(adopted_id)
        album_id = self._database.run(
            Album.insert(
                name=name,
                path="",
                state=AlbumState.REMOVED,
                sealed_identity=sealed_identity,
                **row,
            )
        )
        self._database.run(
            AlbumOrigin.update(album=album_id, adopted=False).where(AlbumOrigin.album == adopted_id)
        )
        return album_id

    def rename_album(self, album_id: int, name: str) -> None:
        """As its computer has it, or to tell it apart."""
        self._database.run(Album.update(name=name).where(Album.id == album_id))

    def photos(self, device_id: str) -> dict[int, tuple[int, ForeignPhoto]]:
        """The photos of a device as they stand here, with their ids here, by its own ids."""
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
            )
            .join(Photo, on=(Photo.id == PhotoOrigin.photo_id))
            .join(Object)
            .where(PhotoOrigin.device_id == device_id, ~PhotoOrigin.adopted)
        )
        return {row[1]: (row[0], ForeignPhoto(*row[1:])) for row in self._database.tuples(query)}

    def adopted(self, device_id: str) -> frozenset[int]:
        """The device's own ids of its photos that are ours now, or were."""
        query = PhotoOrigin.select(PhotoOrigin.remote_id).where(
            PhotoOrigin.device_id == device_id, PhotoOrigin.adopted
        )
        return frozenset(remote_id for (remote_id,) in self._database.tuples(query))

    def adopted_from_salvage(self) -> dict[tuple[str, str], int]:
        """Photos that are ours, and of which at first only an object told: by object and path."""
        query = (
            PhotoOrigin.select(Object.name, Photo.path, Photo.id)
            .join(Photo, on=(Photo.id == PhotoOrigin.photo_id))
            .join(Object)
            .where(PhotoOrigin.device_id == SALVAGED, PhotoOrigin.adopted)
        )
        return {(name, path): i for name, path, i in self._database.tuples(query)}

    def note_adopted(self, device_id: str, photos: Mapping[int, int]) -> None:
        """Photos of a device, by its own ids, that turn out to be ones of ours."""
        self._database.run_many(
            "INSERT OR REPLACE INTO photo_origin (device_id, remote_id, photo_id, adopted)"
            " VALUES (?, ?, ?, 1)",
            ((device_id, remote_id, photo_id) for remote_id, photo_id in photos.items()),
        )

    def add_photos(self, device_id: str, photos: Sequence[ForeignPhoto], at: float) -> None:
        """Photos that are new here; how safe they are is told by ``restate``."""
        self._make_room(photos)
        self._add_objects(photos, at)
        first = self._next_photo_id()
        numbered = list(enumerate(photos, start=first))
        self._database.run_many(
            "INSERT INTO photo (id, album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
            " attempts, due_at, seen_at, missing_since, remote_only)"
            " SELECT ?, ?, ?, ?, ?, 0, 'half_protected', id, 0, 0, ?, ?, 1 FROM object"
            " WHERE name = ?",
            (
                (i, p.album_id, _PATH.db_value(p.path), p.size_bytes, p.mtime_ns, at, at, p.object)
                for i, p in numbered
            ),
        )
        self._database.run_many(
            "INSERT OR REPLACE INTO photo_origin (device_id, remote_id, photo_id, adopted)"
            " VALUES (?, ?, ?, 0)",
            ((device_id, p.remote_id, i) for i, p in numbered),
        )

    def change_photos(self, photos: Mapping[int, ForeignPhoto], at: float) -> None:
        """Photos, by their ids here, that another version, name or album was told of."""
        self._add_objects(list(photos.values()), at)
        # Two photos may have exchanged their names: each first gets one that nothing has.
        self._database.run_many(
            "UPDATE photo SET path = CAST(char(0) || id AS BLOB) WHERE id = ?",
            ((photo_id,) for photo_id in photos),
        )
        self._database.run_many(
            "UPDATE photo SET album_id = ?, path = ?, size_bytes = ?, mtime_ns = ?,"
            " object_id = (SELECT id FROM object WHERE name = ?) WHERE id = ?",
            (
                (p.album_id, _PATH.db_value(p.path), p.size_bytes, p.mtime_ns, p.object, photo_id)
                for photo_id, p in photos.items()
            ),
        )

    def remove_photos(self, photo_ids: Iterable[int]) -> None:
        """Photos that their computers removed."""
        gone = [(photo_id,) for photo_id in photo_ids]
        self._database.run_many("DELETE FROM photo_origin WHERE photo_id = ?", gone)
        self._database.run_many("DELETE FROM photo WHERE id = ?", gone)

    def forget_unused(self) -> None:
        """Objects of other computers that no photo here names: theirs to remove."""
        named = Photo.select(Photo.object).where(Photo.object.is_null(is_null=False))
        self._database.run(
            Object.delete().where(Object.album.in_(foreign_albums()) & Object.id.not_in(named))
        )

    def adopt(self, album_id: int, files: Mapping[int, tuple[int, int]]) -> None:
        """An album of another computer, and its photos here, are ours from now on.

        ``files`` are those that stand in its folder here: time and inode by photo id.
        """
        mine = Photo.select(Photo.id).where(Photo.album == album_id)
        self._database.run_many(
            "UPDATE photo SET mtime_ns = ?, inode = ? WHERE id = ?",
            ((mtime_ns, inode, photo_id) for photo_id, (mtime_ns, inode) in files.items()),
        )
        self._database.run(AlbumOrigin.update(adopted=True).where(AlbumOrigin.album == album_id))
        self._database.run(PhotoOrigin.update(adopted=True).where(PhotoOrigin.photo_id.in_(mine)))

    def _make_room(self, photos: Sequence[ForeignPhoto]) -> None:
        """What a journal tells takes the place of what only an object told."""
        salvaged = "(SELECT photo_id FROM photo_origin WHERE device_id = '' AND NOT adopted)"
        self._database.run_many(
            f"DELETE FROM photo WHERE id IN {salvaged} AND (object_id ="  # noqa: S608 - our own words
            " (SELECT id FROM object WHERE name = ?) OR (album_id = ? AND path = ?))",
            ((p.object, p.album_id, _PATH.db_value(p.path)) for p in photos),
        )

    def _add_objects(self, photos: Sequence[ForeignPhoto], at: float) -> None:
        self._database.run_many(
            "INSERT OR IGNORE INTO object (name, sealed_bytes, sha256, size_bytes, album_id,"
            " made_at) VALUES (?, ?, ?, ?, ?, ?)",
            ((p.object, p.sealed_bytes, p.sha256, p.size_bytes, p.album_id, at) for p in photos),
        )

    def _next_photo_id(self) -> int:
        """Above every id that was ever given."""
        highest = self._database.number(
            Photo.raw("SELECT seq FROM sqlite_sequence WHERE name = 'photo'")
        )
        return highest + 1


def foreign_albums() -> Any:
    """The ids of albums that other computers tell of, as a subquery."""
    return AlbumOrigin.select(AlbumOrigin.album).where(~AlbumOrigin.adopted)
