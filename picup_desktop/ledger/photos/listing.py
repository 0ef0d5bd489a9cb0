"""The lists of photos for a person: each with its album and its copies, or by name."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.photos.photos import PHOTO_COLUMNS, PhotoRecord, photo_record
from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.ledger.schema.models import Album, Photo
from picup_desktop.ledger.turned import turn_of
from picup_desktop.words import CopyState, DateFrom, PhotoState, Role, Turn

PHOTOS_AND_COPIES = (
    "FROM photo JOIN album ON album.id = photo.album_id"
    " LEFT JOIN object ON object.id = photo.object_id"
    " LEFT JOIN copy AS main ON main.object_id = object.id AND main.role = 'main'"
    " LEFT JOIN copy AS backup ON backup.object_id = object.id AND backup.role = 'backup'"
)
"""Each photo with its album, its object and that object's copies, where there are any."""
_LISTED = (
    f"SELECT {PHOTO_COLUMNS}, album.name, object.name, object.sha256, main.state, backup.state,"  # noqa: S608 - of constant parts
    " photo.kind, (SELECT taken_at FROM photo_date WHERE photo_id = photo.id),"
    f" {turn_of('photo')}"
    f" {PHOTOS_AND_COPIES}"
)

PHOTOS_IN_A_PAGE = 1024
"""Of a list that may be very long."""

CONFLICTS = ("conflicted copy", ".sync-conflict-", "(case conflict", "_conflict-")
"""How Dropbox, Nextcloud, Syncthing and older ownCloud name such a copy, in lower case."""


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
    kind: str | None = None
    """The kind that the scan found; None if it did not read the file."""
    corrected: int | None = None
    """The date that a person gave it, in seconds of the wall clock."""
    turn: Turn = Turn.UPRIGHT
    """How a person wants to see it, beyond what its file says."""


@dataclass(frozen=True)
class InOrder:
    """Photos by album and path, by their ids alone; very many need 8 bytes each."""

    ids: "array[int]"
    size_bytes: int

    def pages(self) -> "Iterator[array[int]]":
        """Yield the ids, a page after the other."""
        for start in range(0, len(self.ids), PHOTOS_IN_A_PAGE):
            yield self.ids[start : start + PHOTOS_IN_A_PAGE]


@dataclass(frozen=True)
class Membership:
    """A photo's place in the gallery: its kind, and the id of the photo that leads its shot.

    ``taken_at`` is what tells its date beside a person, in seconds of the wall clock; like
    ``date_from`` None before its file was asked.
    """

    kind: str
    shot: int
    taken_at: int | None
    date_from: DateFrom | None


class Listing:
    """Queries for people, and for code that processes all photos."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def conflict_copies(self) -> int:
        """Return the number of photos that are named as a sync program's copies of a conflict."""
        names = " OR ".join("instr(lower(CAST(path AS TEXT)), ?)" for _ in CONFLICTS)
        sql = f"SELECT COUNT(*) FROM photo WHERE deleted_at IS NULL AND ({names})"  # noqa: S608 - of constant parts
        return int(self._database.scalar(sql, CONFLICTS))

    def photos(
        self,
        *,
        album: str | None = None,
        state: PhotoState | None = None,
        ids: Sequence[int] | None = None,
        contents: Sequence[str] | None = None,
    ) -> list[ListedPhoto]:
        """Return the photos that match the filters, by album and path.

        ``contents`` are hashes of the photos' bytes.
        """
        conditions, values = _filters(album, state)
        if ids is not None:
            conditions.append("photo.id IN (SELECT value FROM json_each(?))")
            values.append(json_keys(ids))
        if contents is not None:
            conditions.append("object.sha256 IN (SELECT value FROM json_each(?))")
            values.append(json_keys(contents))
        sql = (
            f"{_LISTED} WHERE {' AND '.join(conditions)} ORDER BY album.name, photo.path, photo.id"
        )
        return [_listed(row) for row in self._database.query(sql, values)]

    def in_order(self, album: str | None, state: PhotoState | None) -> InOrder:
        """Return the photos that match the filters, the deleted ones too."""
        conditions, values = _filters(album, state)
        return self._in_order(" AND ".join(conditions), values)

    def living(self, album: str | None = None) -> InOrder:
        """Return the photos of an album, or of all, that are not deleted."""
        if album is None:
            return self._in_order("photo.state <> ?", (PhotoState.DELETED,))
        return self._in_order("photo.state <> ? AND album.name = ?", (PhotoState.DELETED, album))

    def protected(self) -> InOrder:
        """Return the photos that both storages have."""
        return self._in_order("photo.state = ?", (PhotoState.PROTECTED,))

    def _in_order(self, where: str, values: Sequence[str]) -> InOrder:
        of_them = f"FROM photo JOIN album ON album.id = photo.album_id WHERE {where}"
        size_bytes = self._database.scalar(f"SELECT TOTAL(photo.size_bytes) {of_them}", values)
        in_order = f"SELECT photo.id {of_them} ORDER BY album.name, photo.path, photo.id"
        return InOrder(self._database.numbers(in_order, values), int(size_bytes or 0))

    def memberships(self, ids: Iterable[int]) -> dict[int, Membership]:
        """Return the membership of photos in the gallery; one without a shot leads its own."""
        found = self._database.query(
            "SELECT m.photo_id, m.kind, s.id, m.dated_at, m.date_from,"
            # The content identifier is known of files that earlier versions asked.
            " (m.told_by IS NOT NULL OR m.content_id IS NOT NULL)"
            # A person's date is read where it is kept: this row may be older than its withdrawal.
            " AND m.date_from <> 'person' FROM shot_photo m"
            " LEFT JOIN shot s ON s.album_id = m.album_id AND s.key = m.key"
            " WHERE m.photo_id IN (SELECT value FROM json_each(?))",
            (json_keys(ids),),
        )
        return {
            photo_id: Membership(
                kind,
                photo_id if shot_id is None else shot_id,
                dated_at if is_known else None,
                DateFrom(date_from) if is_known and date_from else None,
            )
            for photo_id, kind, shot_id, dated_at, date_from, is_known in found
        }


def _filters(album: str | None, state: PhotoState | None) -> tuple[list[str], list[str]]:
    """Return conditions of SQL, which are true of every photo without filters, and their values."""
    conditions, values = ["1"], []
    if album is not None:
        conditions.append("album.name = ?")
        values.append(album)
    if state is not None:
        conditions.append("photo.state = ?")
        values.append(state)
    return conditions, values


def _listed(row: Row) -> ListedPhoto:
    *photo, album, object_name, sha256, main, backup, kind, corrected, turn = row
    copies = {}
    for role, state in ((Role.MAIN, main), (Role.BACKUP, backup)):
        known = CopyState(state or CopyState.NONE)
        copies[role] = ListedCopy(known, None if known is CopyState.NONE else object_name)
    return ListedPhoto(
        photo_record(tuple(photo)), album, sha256, copies, kind, corrected, Turn(turn)
    )


@dataclass(frozen=True)
class FoundPhoto:
    """A photo whose path contains the words."""

    photo_id: int
    album: str
    path: str
    size_bytes: int


def find_by_name(database: Database, words: str, at_most: int) -> list[FoundPhoto]:
    """Return living photos with all the words in their path, ignoring the case of ASCII letters."""
    path = Photo.path.cast("text").coerce(False)  # noqa: FBT003 - Peewee's signature
    query = (
        Photo.select(Photo.id, Album.name, Photo.path, Photo.size_bytes)
        .join(Album)
        .where(Photo.deleted_at.is_null())
        .order_by(Album.name, Photo.path)
        .limit(at_most)
    )
    for word in words.split():
        # SQLite folds the case of ASCII letters only.
        plain = "".join(letter.lower() if letter.isascii() else letter for letter in word)
        query = query.where(fn.INSTR(fn.LOWER(path), plain) > 0)
    return [FoundPhoto(*row) for row in database.query(query)]
