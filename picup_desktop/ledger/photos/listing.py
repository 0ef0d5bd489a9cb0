"""The list of photos for a person: each with its album and its copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.photos.photos import PhotoRecord, photo_record
from picup_desktop.ledger.photos.resting import photos_and_copies
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Album, Object, Photo
from picup_desktop.ledger.schema.question import Question
from picup_desktop.words import CopyState, PhotoState, Role


@dataclass(frozen=True)
class ListedCopy:
    """The copy of a photo's newest stored version on one storage."""

    state: CopyState
    object: str | None


@dataclass(frozen=True)
class ListedPhoto:
    """One line of the list of photos."""

    photo: PhotoRecord
    album: str
    sha256: str | None
    copies: dict[Role, ListedCopy]


@dataclass(frozen=True)
class Membership:
    """A photo's place in the gallery: its kind, and the id of the photo that leads its shot."""

    kind: str
    shot: int


class Listing:
    """Queries for people, and for code that processes all photos."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def photos(
        self,
        *,
        album: str | None = None,
        state: PhotoState | None = None,
        ids: Sequence[int] | None = None,
    ) -> list[ListedPhoto]:
        """Return the photos that match the filters, by album and path."""
        if album is None and state is None and ids is None:
            return [_listed(row) for row in self._database.ask(_EVERY)]
        query = _every()
        if album is not None:
            query = query.where(Album.name == album)
        if state is not None:
            query = query.where(Photo.state == state)
        if ids is not None:
            query = query.where(Photo.id.in_(list(ids)))
        return [_listed(row) for row in self._database.rows(query)]

    def memberships(self) -> dict[int, Membership]:
        """Return the membership of every photo in the gallery; one without a shot leads its own."""
        found = self._database.query(
            "SELECT m.photo_id, m.kind, s.id FROM shot_photo m"
            " LEFT JOIN shot s ON s.album_id = m.album_id AND s.key = m.key",
            (),
        )
        return {
            photo_id: Membership(kind, photo_id if shot_id is None else shot_id)
            for photo_id, kind, shot_id in found
        }


def _columns(main: Any, backup: Any) -> Sequence[Any]:
    return (
        Photo,
        Album.name.alias("album_name"),
        Object.name.alias("object_name"),
        Object.sha256,
        main.state.alias("main_state"),
        backup.state.alias("backup_state"),
    )


def _every() -> Any:
    return photos_and_copies(_columns).order_by(Album.name, Photo.path, Photo.id)


_EVERY = Question(_every())


def _listed(row: dict[str, Any]) -> ListedPhoto:
    album, sha256 = row.pop("album_name"), row.pop("sha256")
    object_name = row.pop("object_name")
    copies = {}
    for role in Role:
        state = CopyState(row.pop(f"{role.value}_state") or CopyState.NONE)
        copies[role] = ListedCopy(state, None if state is CopyState.NONE else object_name)
    return ListedPhoto(photo_record(row), album, sha256, copies)
