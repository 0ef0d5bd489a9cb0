"""The photos of the albums, and the state of each."""

import os
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import fn

from picup_desktop.ledger.history import CLOSE_STATE
from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.ledger.schema.models import Photo, SpoiledPhoto
from picup_desktop.messages.message import Message, from_column, to_column, to_json
from picup_desktop.words import EndedBy, PhotoState

LOST = Message("no-storage-has-it-whole-any-more")
LOST_BEFORE = "No storage has it whole any more."
"""The same in ledgers of versions that kept English text."""
WAITS_FOR_UPLOAD = (
    "photo.state IN ('waiting', 'failed') AND photo.missing_since IS NULL"
    " AND album.state IN ('watched', 'held')"
    " AND photo.id NOT IN (SELECT photo_id FROM spoiled_photo)"
)
"""For SQL that joins albums: the photo is here, not protected, not spoiled, and its album
is not paused.
"""
PHOTO_COLUMNS = (
    "photo.id, photo.album_id, photo.path, photo.size_bytes, photo.mtime_ns, photo.inode,"
    " photo.state, photo.object_id, photo.reason, photo.attempts, photo.due_at, photo.seen_at,"
    " photo.missing_since, photo.remote_only, photo.deleted_at"
)
"""The columns that ``photo_record`` takes."""

_PHOTOS = f"SELECT {PHOTO_COLUMNS} FROM photo"  # noqa: S608 - of constant parts
_ONE = f"{_PHOTOS} WHERE id = ?"
_LIVING_AT = f"{_PHOTOS} WHERE album_id = ? AND path = ? AND deleted_at IS NULL"
_LAST_DELETED_AT = (
    f"{_PHOTOS} WHERE album_id = ? AND path = ? AND deleted_at IS NOT NULL"
    " ORDER BY deleted_at DESC LIMIT 1"
)
_OF_OBJECT = f"{_PHOTOS} WHERE object_id = ? ORDER BY id"
_IN_STATE = f"{_PHOTOS} WHERE state = ? ORDER BY id"
_THAT_ARE_DUE = (
    "JOIN album ON album.id = photo.album_id"
    f" WHERE {WAITS_FOR_UPLOAD} AND photo.due_at <= :now"
    " AND (:reason IS NULL OR photo.state <> 'waiting' OR photo.reason IS NOT :reason)"
)
_NEWEST_FIRST = "ORDER BY photo.mtime_ns DESC"
_DUE = f"{_PHOTOS} {_THAT_ARE_DUE} {_NEWEST_FIRST}"
_OF_THESE = "AND photo.id IN (SELECT value FROM json_each(:ids))"
_DUE_OF_THESE = f"{_PHOTOS} {_THAT_ARE_DUE} {_OF_THESE} {_NEWEST_FIRST}"
_BUT_SOME = "AND photo.id NOT IN (SELECT value FROM json_each(:without))"
_DUE_IDS = f"SELECT photo.id FROM photo {_THAT_ARE_DUE} {_BUT_SOME} {_NEWEST_FIRST}"  # noqa: S608 - as above
# TOTAL, not SUM, which refuses sizes that a damaged file system claims.
_DUE_BY_ALBUM = (
    "SELECT photo.album_id, COUNT(*), TOTAL(photo.size_bytes)"  # noqa: S608 - as above
    f" FROM photo {_THAT_ARE_DUE} {_BUT_SOME} GROUP BY photo.album_id"
)
_BY_COPIES = "CASE COUNT(*) WHEN 2 THEN 'protected' WHEN 1 THEN 'half_protected' ELSE 'failed' END"
_STORED = "FROM copy WHERE copy.object_id = photo.object_id AND copy.state = 'stored'"
STATE_BY_COPIES = f"(SELECT {_BY_COPIES} {_STORED})"
"""The state of a photo whose newest version is stored, for an update of photos."""
_STATE_WITHOUT_FILES = (
    f"UPDATE photo SET reason = NULL, state = {STATE_BY_COPIES}"  # noqa: S608 - of constant parts
    " WHERE album_id = ? AND deleted_at IS NULL"
)
STATE_AND_LOSS_BY_COPIES = (
    f"(state, reason) = (SELECT {_BY_COPIES}, CASE COUNT(*) WHEN 0 THEN :lost END {_STORED})"
)
"""The same with the reason ``LOST`` of a photo without a copy, which is the value ``lost``."""


@dataclass(frozen=True)
class PhotoRecord:
    """One photo; size and times are those of the file at its last scan."""

    id: int
    album_id: int
    path: str
    size_bytes: int
    mtime_ns: int
    inode: int
    state: PhotoState
    object_id: int | None
    reason: Message | None
    attempts: int
    due_at: float
    seen_at: float
    missing_since: float | None
    remote_only: bool
    """Its file is missing from this computer on purpose."""
    deleted_at: float | None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a scan compares a file with."""

    photo_id: int
    size_bytes: int
    mtime_ns: int
    inode: int
    missing: bool
    remote_only: bool = False
    ctime_ns: int | None = None
    """None if no scan has recorded it."""


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file found by a scan; ``path`` is relative to the album's folder."""

    path: str
    size_bytes: int
    mtime_ns: int
    inode: int
    content_kind: str | None = field(default=None, compare=False)
    """The type by its first bytes, if they were read; empty for neither picture nor film."""
    head_digest: str | None = field(default=None, compare=False)
    ctime_ns: int | None = field(default=None, compare=False)
    kind: str | None = field(default=None, compare=False)
    """Its kind by name and first bytes, if they were read (``sync.scan.kinds``)."""


class Photos:
    """Queries of scans (in bulk), of uploads, and of people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, album_id: int) -> dict[str, KnownFile]:
        """Return every living photo of an album by its path."""
        rows = self._database.query(
            "SELECT path, id, size_bytes, mtime_ns, inode, missing_since IS NOT NULL, remote_only,"
            " ctime_ns FROM photo WHERE album_id = ? AND deleted_at IS NULL",
            (album_id,),
        )
        return {
            os.fsdecode(path): KnownFile(
                photo_id, size, mtime, inode, bool(missing), bool(remote_only), ctime
            )
            for path, photo_id, size, mtime, inode, missing, remote_only, ctime in rows
        }

    def add(self, album_id: int, files: Iterable[SeenFile], at: float) -> None:
        """Insert new files, which wait for their first upload."""
        self._database.execute_many(
            "INSERT INTO photo (album_id, path, size_bytes, mtime_ns, inode, state, attempts,"
            " due_at, seen_at, remote_only, content_kind, head_digest, ctime_ns, kind)"
            " VALUES (?, ?, ?, ?, ?, 'waiting', 0, 0, ?, 0, ?, ?, ?, ?)",
            (
                (
                    *(album_id, os.fsencode(f.path), f.size_bytes, f.mtime_ns, f.inode, at),
                    *(f.content_kind, f.head_digest, f.ctime_ns, f.kind),
                )
                for f in files
            ),
        )

    def note_changed(self, files: Iterable[tuple[int, SeenFile]]) -> None:
        """Record files with new content, which wait for the upload of a new version."""
        self._database.execute_many(
            "UPDATE photo SET size_bytes = ?, mtime_ns = ?, inode = ?, state = 'waiting',"
            " attempts = 0, due_at = 0, reason = NULL, missing_since = NULL, remote_only = 0,"
            " content_kind = ?, head_digest = ?, kind = COALESCE(?, kind) WHERE id = ?",
            (
                (f.size_bytes, f.mtime_ns, f.inode, f.content_kind, f.head_digest, f.kind, photo_id)
                for photo_id, f in files
            ),
        )

    def note_touched(self, files: Iterable[tuple[int, SeenFile]]) -> None:
        """Record a new time or inode, or the return, of files with unchanged content (4-7)."""
        self._database.execute_many(
            "UPDATE photo SET mtime_ns = ?1, inode = ?2, missing_since = NULL, remote_only = 0,"
            " stored_mtime_ns = CASE WHEN state IN ('protected', 'half_protected') THEN ?1"
            " ELSE stored_mtime_ns END WHERE id = ?3",
            ((f.mtime_ns, f.inode, photo_id) for photo_id, f in files),
        )

    def note_standing(self, photo_id: int, file: SeenFile) -> None:
        """Record that the stored version is in the album again, as this file (4-2)."""
        self._database.execute(
            "UPDATE photo SET size_bytes = ?, mtime_ns = ?, inode = ?, missing_since = NULL,"
            " remote_only = 0 WHERE id = ?",
            (file.size_bytes, file.mtime_ns, file.inode, photo_id),
        )

    def note_moved(self, files: Iterable[tuple[int, int, SeenFile]], at: float) -> None:
        """Record known files at a new album and path, with the same content (3-5).

        The place before, and until when it counted, stays known (4-4).
        """
        moved = [
            (photo_id, album_id, os.fsencode(f.path), f.inode) for photo_id, album_id, f in files
        ]
        self._database.execute_many(
            CLOSE_STATE
            + " AND photo.deleted_at IS NULL AND (photo.album_id <> ? OR photo.path <> ?)",
            ((at, EndedBy.MOVED, i, album_id, path) for i, album_id, path, _ in moved),
        )
        self._database.execute_many(
            "UPDATE photo SET present_since = CASE WHEN object_id IS NULL THEN NULL"
            " WHEN album_id = ?2 AND path = ?3 THEN present_since ELSE ?5 END,"
            " album_id = ?2, path = ?3, inode = ?4, missing_since = NULL, remote_only = 0"
            " WHERE id = ?1",
            ((*one, at) for one in moved),
        )

    def note_ctimes(self, album_id: int, files: Iterable[SeenFile]) -> None:
        """Record the change times of files whose content was looked at, or is looked at next."""
        self._database.execute_many(
            "UPDATE photo SET ctime_ns = ? WHERE album_id = ? AND path = ? AND deleted_at IS NULL",
            ((f.ctime_ns, album_id, os.fsencode(f.path)) for f in files),
        )

    def note_missing(self, photo_ids: Iterable[int], at: float) -> None:
        """Record files that a complete scan did not find; that alone deletes nothing."""
        self._database.execute_many(
            "UPDATE photo SET missing_since = ? WHERE id = ? AND missing_since IS NULL",
            ((at, photo_id) for photo_id in photo_ids),
        )

    def note_back(self, photo_ids: Iterable[int]) -> None:
        """Record missing files that are back in place, unchanged."""
        self._database.execute_many(
            "UPDATE photo SET missing_since = NULL, remote_only = 0 WHERE id = ?",
            ((photo_id,) for photo_id in photo_ids),
        )

    def keep_remote(self, photo_ids: Sequence[int], at: float) -> None:
        """Keep photos on the storages whose files are gone from here, as a person chose."""
        self._database.execute_many(
            "UPDATE photo SET remote_only = 1, missing_since = COALESCE(missing_since, ?)"
            " WHERE id = ?",
            ((at, photo_id) for photo_id in photo_ids),
        )
        # Written to the journal, so that a home restored from a backup is known to be old (5-5).
        self._database.execute_many(
            "INSERT INTO journal_outbox (kind, subject) VALUES ('photo-freed', ?)",
            ((photo_id,) for photo_id in photo_ids),
        )

    def count_lost_and_deleted(self, album_id: int, since: float) -> int:
        """Return the number of photos deleted since then because they were missing (3-4)."""
        query = Photo.select(fn.COUNT(Photo.id)).where(*_lost_and_deleted(album_id, since))
        return int(self._database.scalar(query))

    def deleted_since(self, album_id: int, since: float) -> list[str]:
        """Return the paths of photos deleted since then because they were missing (4-6)."""
        query = Photo.select(Photo.path).where(*_lost_and_deleted(album_id, since))
        return [path for (path,) in self._database.query(query)]

    def note_reason(self, photo_id: int, state: PhotoState, reason: Message, due_at: float) -> None:
        """Record why a photo is not protected, and when it is retried."""
        self._database.execute(
            Photo.update(state=state, reason=to_json(reason), due_at=due_at).where(
                Photo.id == photo_id
            )
        )

    def due(
        self, now: float, waiting_for: Message | None = None, ids: Iterable[int] | None = None
    ) -> list[PhotoRecord]:
        """Return the photos to upload now: here, not protected, in an album that is not paused.

        Waiting photos with the reason ``waiting_for`` are excluded. ``ids`` limits the answer.
        """
        values: dict[str, object] = {"now": now, "reason": to_column(waiting_for)}
        if ids is None:
            rows = self._database.query(_DUE, values)
        else:
            rows = self._database.query(_DUE_OF_THESE, {**values, "ids": json_keys(ids)})
        return [photo_record(row) for row in rows]

    def due_ids(
        self, now: float, waiting_for: Message | None, without: Iterable[int]
    ) -> "array[int]":
        """Return the ids of the same photos, in the same order, in 8 bytes each.

        ``without`` are the ids of photos that are left out.
        """
        values = {"now": now, "reason": to_column(waiting_for), "without": json_keys(without)}
        return self._database.numbers(_DUE_IDS, values)

    def due_by_album(
        self, now: float, waiting_for: Message | None, without: Iterable[int]
    ) -> dict[int, tuple[int, float]]:
        """Return the number of the same photos and their bytes, by the id of their album."""
        values = {"now": now, "reason": to_column(waiting_for), "without": json_keys(without)}
        rows = self._database.query(_DUE_BY_ALBUM, values)
        return {album_id: (count, size_bytes) for album_id, count, size_bytes in rows}

    def waiting(self) -> int:
        """Return the number of photos here whose newest version is not stored."""
        count = self._database.scalar(
            "SELECT COUNT(*) FROM photo WHERE state IN ('waiting', 'failed')"
        )
        return int(count)

    def living(self, album_id: int) -> list[int]:
        """Return the ids of an album's photos that are not deleted."""
        query = Photo.select(Photo.id).where(Photo.album == album_id, Photo.deleted_at.is_null())
        return [photo_id for (photo_id,) in self._database.query(query)]

    def forget_unstored(self, album_id: int) -> None:
        """Forget an album's photos that are on no storage, because it is no longer watched.

        Photos that waited with a newer version get the state of their stored one.
        """
        for sql in (
            "DELETE FROM photo WHERE album_id = ? AND object_id IS NULL",
            _STATE_WITHOUT_FILES,
            "DELETE FROM spoiled_photo WHERE photo_id IN (SELECT id FROM photo WHERE album_id = ?)",
        ):
            self._database.execute(sql, (album_id,))

    def in_state(self, state: PhotoState) -> list[PhotoRecord]:
        """Return every photo in a state."""
        return [photo_record(row) for row in self._database.query(_IN_STATE, (state,))]

    def get(self, photo_id: int) -> PhotoRecord | None:
        """Return one photo by its id."""
        row = self._database.query_one(_ONE, (photo_id,))
        return None if row is None else photo_record(row)

    def at(self, album_id: int, path: str) -> PhotoRecord | None:
        """Return the living photo at a path, else the last deleted one."""
        place = album_id, os.fsencode(path)
        row = self._database.query_one(_LIVING_AT, place) or self._database.query_one(
            _LAST_DELETED_AT, place
        )
        return None if row is None else photo_record(row)

    def of_object(self, object_id: int) -> list[PhotoRecord]:
        """Return the photos whose newest version is this object."""
        return [photo_record(row) for row in self._database.query(_OF_OBJECT, (object_id,))]

    def set_deleted(self, photo_ids: Sequence[int], at: float) -> None:
        """Mark photos as deleted."""
        self._database.execute(
            Photo.update(state=PhotoState.DELETED, deleted_at=at, left_at=at, reason=None).where(
                Photo.id.in_(list(photo_ids))
            )
        )
        spoiled = SpoiledPhoto.photo.in_(list(photo_ids))
        self._database.execute(SpoiledPhoto.delete().where(spoiled))

    def set_state(self, photo_id: int, state: PhotoState) -> None:
        """Set the state of a photo: restored, completed on the second storage, or waiting."""
        values: dict[str, Any] = {"state": state, "due_at": 0}
        if state is not PhotoState.DELETED:
            values["deleted_at"] = values["left_at"] = None
        if state is PhotoState.PROTECTED:
            values["reason"] = None
        self._database.execute(Photo.update(**values).where(Photo.id == photo_id))

    def restate(self, object_id: int) -> None:
        """Recompute the state of the photos of an object after a copy's state changed (2-2, 2-3).

        A photo that waits with a newer version keeps its state.
        """
        self._database.execute(
            f"UPDATE photo SET {STATE_AND_LOSS_BY_COPIES}"  # noqa: S608 - of constant parts
            " WHERE object_id = :object_id"
            " AND (state IN ('protected', 'half_protected') OR reason IN (:lost, :before))",
            {"object_id": object_id, "lost": to_json(LOST), "before": LOST_BEFORE},
        )

    def restate_all(self) -> None:
        """Recompute the state of every photo from its copies, after very many of them changed."""
        self._database.execute(
            f"UPDATE photo SET {STATE_AND_LOSS_BY_COPIES}"  # noqa: S608 - of constant parts
            " WHERE object_id IS NOT NULL"
            " AND (state IN ('protected', 'half_protected') OR reason IN (:lost, :before))",
            {"lost": to_json(LOST), "before": LOST_BEFORE},
        )

    def counts(self) -> dict[PhotoState, int]:
        """Return the number of photos in each state."""
        rows = self._database.query("SELECT state, COUNT(*) FROM photo GROUP BY state")
        found = {PhotoState(state): int(count) for state, count in rows}
        return {state: found.get(state, 0) for state in PhotoState}

    def counts_by_album(self) -> dict[int, dict[PhotoState, int]]:
        """Return the number of photos in each state, for each album."""
        query = Photo.select(Photo.album, Photo.state, fn.COUNT(Photo.id)).group_by(
            Photo.album, Photo.state
        )
        found: dict[int, dict[PhotoState, int]] = {}
        for album_id, state, count in self._database.query(query):
            found.setdefault(album_id, dict.fromkeys(PhotoState, 0))[PhotoState(state)] = count
        return found


def photo_record(row: Row) -> PhotoRecord:
    """Return the record of a row of ``PHOTO_COLUMNS``."""
    photo_id, album_id, path, size_bytes, mtime_ns, inode, state, object_id, *others = row
    reason, attempts, due_at, seen_at, missing_since, remote_only, deleted_at = others
    return PhotoRecord(
        photo_id,
        album_id,
        os.fsdecode(path),
        size_bytes,
        mtime_ns,
        inode,
        PhotoState(state),
        object_id,
        from_column(reason),
        attempts,
        due_at,
        seen_at,
        missing_since,
        bool(remote_only),
        deleted_at,
    )


def _lost_and_deleted(album_id: int, since: float) -> tuple[Any, ...]:
    return (
        Photo.album == album_id,
        Photo.missing_since >= since,
        Photo.deleted_at.is_null(is_null=False),
    )
