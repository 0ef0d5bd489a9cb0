"""Queries that decide whether a photo's file may leave this computer (free up space)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.photos.resting import photos_and_copies
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Album, Object, Photo
from picup_desktop.words import AlbumState, CopyState, PhotoState, Role


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
    sha256: str
    main: CopyFacts
    backup: CopyFacts


class Freeing:
    """Queries for people, repeated just before a file moves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, *, after_id: int, at_most: int, albums: Sequence[str] | None = None
    ) -> list[FreeCandidate]:
        """Return the next living photos after an id, of all albums or those with these names."""
        query = self._question().where(Photo.id > after_id).order_by(Photo.id).limit(at_most)
        if albums is not None:
            query = query.where(Album.name.in_(list(albums)))
        return [_candidate(row) for row in self._database.rows(query)]

    def some(self, photo_ids: Sequence[int]) -> list[FreeCandidate]:
        """Return the living ones of at most a few hundred photos."""
        query = self._question().where(Photo.id.in_(list(photo_ids))).order_by(Photo.id)
        return [_candidate(row) for row in self._database.rows(query)]

    @staticmethod
    def _question() -> Any:
        return photos_and_copies(_columns).where(Photo.deleted_at.is_null())

    def away(self, albums: Sequence[str] | None = None) -> tuple[int, int]:
        """Return the number and bytes of photos that are only on the storages."""
        query = self._away(albums, fn.COUNT(Photo.id), fn.SUM(Photo.size_bytes))
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


def _columns(main: Any, backup: Any) -> Sequence[Any]:
    return (
        Photo.id.alias("photo_id"),
        Album.id.alias("album_id"),
        Album.name.alias("album"),
        Album.path.alias("album_path"),
        Album.state.alias("album_state"),
        Photo.path,
        Photo.size_bytes,
        Photo.mtime_ns,
        Photo.state,
        (Photo.missing_since.is_null() & ~Photo.remote_only).alias("here"),
        Object.id.alias("object_id"),
        Object.name.alias("object_name"),
        Object.sha256,
        Object.made_at,
        main.state.alias("main_state"),
        main.verified_at.alias("main_at"),
        backup.state.alias("backup_state"),
        backup.verified_at.alias("backup_at"),
    )


def _candidate(row: dict[str, Any]) -> FreeCandidate:
    made_at = row.pop("made_at")
    for role in Role:
        state, verified_at = row.pop(f"{role.value}_state"), row.pop(f"{role.value}_at")
        row[role.value] = _copy(state, verified_at, made_at)
    row["album_state"] = AlbumState(row["album_state"])
    row["state"] = PhotoState(row["state"])
    row["here"] = bool(row["here"])
    for name in ("object_name", "sha256"):
        row[name] = row[name] or ""
    return FreeCandidate(**row)


def _copy(state: str | None, verified_at: float | None, made_at: float | None) -> CopyFacts:
    # An upload checks the bytes as it sends them; only a later time is a read back.
    read_back = verified_at is not None and made_at is not None and verified_at > made_at
    return CopyFacts(CopyState(state or CopyState.NONE), verified_at if read_back else None)
