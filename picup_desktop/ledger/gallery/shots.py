"""The upkeep of the gallery: which photos count as one, and where each shot stands.

Triggers note every photo that changed; ``gallery/shots.py`` works out what that means
and writes it here. The tables can be made anew from the photos at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import PathField
from picup_desktop.words import PhotoState

_PATH = PathField()


@dataclass(frozen=True, slots=True)
class ChangedPhoto:
    """A photo to look at anew; ``living`` is False once it is deleted."""

    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    living: bool


@dataclass(frozen=True, slots=True)
class ShotMember:
    """A photo that is part of a shot, or may be; what its file says, if anything.

    ``taken_at`` is in seconds of the wall clock there, ``content_id`` is what the two halves of
    a live picture share.
    """

    photo_id: int
    album_id: int
    key: int
    kind: str
    path: str
    mtime_ns: int
    state: PhotoState
    taken_at: int | None
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class NewMember:
    """A photo, by whose name it may be a shot with the others of its ``family``.

    ``key`` is its shot's while nothing else is known: it stands alone.
    """

    photo_id: int
    album_id: int
    family: int
    key: int
    kind: str
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What the file with that time said; ``kind`` only where its name does not tell it."""

    photo_id: int
    mtime_ns: int
    taken_at: int | None = None
    content_id: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class NewShot:
    """A shot as it is to be shown from now on."""

    month: int
    taken_at: int
    id: int
    album_id: int
    key: int
    state: PhotoState
    words: str


@dataclass(frozen=True, slots=True)
class UnlookedPhoto:
    """A photo on this computer whose file nobody has asked when it was taken."""

    photo_id: int
    kind: str
    album_path: str
    path: str
    mtime_ns: int


ShotKey = tuple[int, int]
"""An album and what the photos of one shot share in it."""
Family = tuple[int, int]
"""An album and what the photos share in it that may be one shot by their names."""


class Shots:
    """Asked inside one transaction, so that what is noted meanwhile is not missed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def noted(self, at_most: int) -> list[int]:
        """Some of the photos that changed, new ones first: they are looked for first."""
        found = self._database.rows_of(
            "SELECT photo_id FROM shot_outbox ORDER BY photo_id DESC LIMIT ?", (at_most,)
        )
        return [photo_id for (photo_id,) in found]

    def settle(self, photo_ids: Iterable[int]) -> None:
        """What was noted of these is done."""
        self._database.run_many(
            "DELETE FROM shot_outbox WHERE photo_id = ?", ((one,) for one in photo_ids)
        )

    def changed(self, photo_ids: Sequence[int]) -> list[ChangedPhoto]:
        """The photos themselves; one that is not in the answer is gone."""
        found = self._database.rows_of_many(
            "SELECT id, album_id, path, mtime_ns, deleted_at IS NULL FROM photo"
            " WHERE id IN (SELECT value FROM json_each(?))",
            photo_ids,
        )
        return [
            ChangedPhoto(photo_id, album_id, _PATH.python_value(path) or "", mtime_ns, bool(living))
            for photo_id, album_id, path, mtime_ns, living in found
        ]

    def keys(self, photo_ids: Sequence[int]) -> set[ShotKey]:
        """The shots that these belonged to so far."""
        found = self._database.rows_of_many(
            "SELECT album_id, key FROM shot_photo"
            " WHERE photo_id IN (SELECT value FROM json_each(?))",
            photo_ids,
        )
        return set(found)

    def families(self, photo_ids: Sequence[int]) -> set[Family]:
        """The families that these belonged to so far."""
        found = self._database.rows_of_many(
            "SELECT album_id, family FROM shot_photo"
            " WHERE photo_id IN (SELECT value FROM json_each(?))",
            photo_ids,
        )
        return set(found)

    def join(self, members: Iterable[NewMember]) -> None:
        """Photos belong to families, and each stands alone until ``show`` says otherwise.

        What a file said is forgotten if it is another file by now.
        """
        self._database.run_many(
            "INSERT INTO shot_photo (photo_id, album_id, family, key, kind)"
            " VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (photo_id) DO UPDATE SET album_id = ?2, family = ?3, key = ?4,"
            " kind = CASE WHEN looked_at_mtime_ns = ?6 THEN kind ELSE ?5 END,"
            " taken_at = CASE WHEN looked_at_mtime_ns = ?6 THEN taken_at END,"
            " content_id = CASE WHEN looked_at_mtime_ns = ?6 THEN content_id END,"
            " looked_at_mtime_ns = CASE WHEN looked_at_mtime_ns = ?6 THEN ?6 END",
            ((m.photo_id, m.album_id, m.family, m.key, m.kind, m.mtime_ns) for m in members),
        )

    def leave(self, photo_ids: Iterable[int]) -> None:
        """Photos belong to no shot any more."""
        self._database.run_many(
            "DELETE FROM shot_photo WHERE photo_id = ?", ((one,) for one in photo_ids)
        )

    def members(self, families: Iterable[Family]) -> list[list[ShotMember]]:
        """Every photo of these families, by family."""
        return [self._members_of(album_id, family) for album_id, family in families]

    def _members_of(self, album_id: int, family: int) -> list[ShotMember]:
        rows = self._database.rows_of(
            "SELECT m.photo_id, m.key, m.kind, p.path, p.mtime_ns, p.state, m.taken_at,"
            " m.content_id FROM shot_photo m JOIN photo p ON p.id = m.photo_id"
            " WHERE m.album_id = ? AND m.family = ? ORDER BY m.photo_id",
            (album_id, family),
        )
        return [
            ShotMember(
                photo_id,
                album_id,
                key,
                kind,
                _PATH.python_value(path) or "",
                mtime_ns,
                PhotoState(state),
                taken_at,
                content_id,
            )
            for photo_id, key, kind, path, mtime_ns, state, taken_at, content_id in rows
        ]

    def show(
        self,
        keys: Iterable[ShotKey],
        keyed: Iterable[tuple[int, int]],
        shots: Iterable[NewShot],
    ) -> None:
        """These shots take the place of those with these keys; ``keyed`` has (key, photo)."""
        self._database.run_many("DELETE FROM shot WHERE album_id = ? AND key = ?", keys)
        self._database.run_many("UPDATE shot_photo SET key = ? WHERE photo_id = ?", keyed)
        self._database.run_many(
            "INSERT INTO shot (month, taken_at, id, album_id, key, state, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((s.month, s.taken_at, s.id, s.album_id, s.key, s.state, s.words) for s in shots),
        )

    def unlooked(self, at_most: int, below: int | None = None) -> list[UnlookedPhoto]:
        """Photos on this computer whose file was not asked when it was taken, newest first.

        ``below`` goes on after an earlier answer.
        """
        found = self._database.rows_of(
            "SELECT m.photo_id, m.kind, a.path, p.path, p.mtime_ns FROM shot_photo m"
            " JOIN photo p ON p.id = m.photo_id JOIN album a ON a.id = p.album_id"
            " WHERE m.content_id IS NULL AND m.photo_id < ? AND m.kind <> 'sidecar'"
            " AND p.missing_since IS NULL AND p.remote_only = 0 AND p.deleted_at IS NULL"
            " ORDER BY m.photo_id DESC LIMIT ?",
            (2**63 - 1 if below is None else below, at_most),
        )
        return [
            UnlookedPhoto(
                photo_id,
                kind,
                _PATH.python_value(album) or "",
                _PATH.python_value(path) or "",
                mtime_ns,
            )
            for photo_id, kind, album, path, mtime_ns in found
        ]

    def on_this_computer(self, photo_ids: Sequence[int]) -> dict[int, tuple[int, int, bool]]:
        """Size and time of living photos' files, and whether each should stand here."""
        found = self._database.rows_of_many(
            "SELECT id, size_bytes, mtime_ns, missing_since IS NULL AND NOT remote_only"
            " FROM photo WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))",
            photo_ids,
        )
        return {photo_id: (size, mtime, bool(here)) for photo_id, size, mtime, here in found}

    def kind(self, photo_id: int) -> str | None:
        """What a photo is by what is known of it; None before anybody looked."""
        found = self._database.rows_of(
            "SELECT kind FROM shot_photo WHERE photo_id = ?", (photo_id,)
        )
        return found[0][0] if found else None

    def note_looked(self, looked: Sequence[Looked]) -> None:
        """What files said."""
        self._database.run_many(
            "UPDATE shot_photo SET looked_at_mtime_ns = ?2, taken_at = ?3, content_id = ?4,"
            " kind = COALESCE(?5, kind) WHERE photo_id = ?1",
            (
                (one.photo_id, one.mtime_ns, one.taken_at, one.content_id, one.kind)
                for one in looked
            ),
        )
        telling = [o for o in looked if o.taken_at is not None or o.content_id or o.kind]
        self._database.run_many(
            "INSERT OR IGNORE INTO shot_outbox (photo_id) VALUES (?)",
            ((one.photo_id,) for one in telling),
        )
