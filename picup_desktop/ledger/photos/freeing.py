"""Queries that decide whether a photo's file may leave this computer (free up space)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.photos.listing import PHOTOS_AND_COPIES
from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.ledger.schema.models import Album, Photo
from picup_desktop.words import AlbumState, CopyState, PhotoState

_LIVING = (
    "SELECT photo.id, album.id, album.name, album.path, album.state, photo.path,"
    " photo.size_bytes, photo.mtime_ns, photo.state,"
    " photo.missing_since IS NULL AND NOT photo.remote_only,"
    " object.id, object.name, object.sealed_bytes, object.sha256, object.made_at,"
    " main.state, main.verified_at, backup.state, backup.verified_at"
    f" {PHOTOS_AND_COPIES} WHERE photo.deleted_at IS NULL"
)
_SOME = f"{_LIVING} AND photo.id IN (SELECT value FROM json_each(?)) ORDER BY photo.id"  # noqa: S608 - of constant parts
_AFTER = f"{_LIVING} AND photo.id > :after_id"
_IN_ORDER = "ORDER BY photo.id LIMIT :at_most"
_PAGE = f"{_AFTER} {_IN_ORDER}"
_PAGE_OF_ALBUMS = f"{_AFTER} AND album.name IN (SELECT value FROM json_each(:albums)) {_IN_ORDER}"  # noqa: S608 - of constant parts


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One copy; ``read_at`` is when its bytes were read back, None if not since the upload."""

    state: CopyState
    read_at: float | None


@dataclass(frozen=True, slots=True)
class FreeCandidate:
    """A living photo with all facts that decide whether its file may go; times are Unix seconds."""

    photo_id: int
    album_id: int
    album: str
    album_path: str
    album_state: AlbumState
    path: str
    size_bytes: int
    mtime_ns: int
    state: PhotoState
    here: bool
    object_id: int | None
    object_name: str
    sealed_bytes: int
    sha256: str
    main: CopyFacts
    backup: CopyFacts


class FreeablePhotos:
    """Queries for people, repeated just before a file moves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, *, after_id: int, at_most: int, albums: Sequence[str] | None = None
    ) -> list[FreeCandidate]:
        """Return the next living photos after an id, of all albums or those with these names."""
        if albums is None:
            rows = self._database.query(_PAGE, {"after_id": after_id, "at_most": at_most})
        else:
            values = {"after_id": after_id, "at_most": at_most, "albums": json_keys(albums)}
            rows = self._database.query(_PAGE_OF_ALBUMS, values)
        return [_candidate(row) for row in rows]

    def some(self, photo_ids: Sequence[int]) -> list[FreeCandidate]:
        """Return the living ones of these photos."""
        return [_candidate(row) for row in self._database.query(_SOME, (json_keys(photo_ids),))]

    def away(self, albums: Sequence[str] | None = None) -> tuple[int, int]:
        """Return the number and bytes of photos that are only on the storages."""
        query = self._away(albums, fn.COUNT(Photo.id), fn.TOTAL(Photo.size_bytes))
        ((count, size_bytes),) = self._database.query(query)
        return int(count), int(size_bytes or 0)

    def away_ids(self, albums: Sequence[str]) -> list[int]:
        """Return the photos of some albums that are only on the storages."""
        query = self._away(albums, Photo.id).order_by(Photo.id)
        return [int(photo_id) for (photo_id,) in self._database.query(query)]

    @staticmethod
    def _away(albums: Sequence[str] | None, *columns: Any) -> Any:
        query = Photo.select(*columns).where(Photo.remote_only, Photo.deleted_at.is_null())
        if albums is None:
            return query
        named = Album.select(Album.id).where(Album.name.in_(list(albums)))
        return query.where(Photo.album.in_(named))


def _candidate(row: Row) -> FreeCandidate:
    photo_id, album_id, album, album_path, album_state, path, size_bytes, mtime_ns, *others = row
    state, here, object_id, object_name, sealed_bytes, sha256, made_at, *copies = others
    main_state, main_at, backup_state, backup_at = copies
    return FreeCandidate(
        photo_id,
        album_id,
        album,
        os.fsdecode(album_path),
        AlbumState(album_state),
        os.fsdecode(path),
        size_bytes,
        mtime_ns,
        PhotoState(state),
        bool(here),
        object_id,
        object_name or "",
        sealed_bytes or 0,
        sha256 or "",
        main=_copy(main_state, main_at, made_at),
        backup=_copy(backup_state, backup_at, made_at),
    )


def _copy(state: str | None, verified_at: float | None, made_at: float | None) -> CopyFacts:
    # An upload checks the bytes as it sends them; only a later time is a read back.
    read_back = verified_at is not None and made_at is not None and verified_at > made_at
    return CopyFacts(CopyState(state or CopyState.NONE), verified_at if read_back else None)
