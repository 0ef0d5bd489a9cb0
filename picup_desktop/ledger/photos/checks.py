"""Queries of the verifier: which copies to read next, and what a storage may contain."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from picup_desktop.ledger.photos.versions import NEEDED
from picup_desktop.ledger.schema.database import Database, Row, in_parts, json_keys
from picup_desktop.ledger.schema.models import Photo
from picup_desktop.words import CopyState, PhotoState, Role

_NEEDED_COPIES = (
    "SELECT object.id, object.name, object.sealed_bytes, object.sha256, copy.state,"  # noqa: S608 - of constant parts
    " copy.verified_at, copy.asked_at FROM object"
    " JOIN copy ON copy.object_id = object.id AND copy.role = :role"
    f" WHERE {NEEDED}"
)
_OLDEST_FIRST = f"{_NEEDED_COPIES} ORDER BY copy.verified_at, object.id"
_LOOKED_AT_FIRST = (
    # The later of both times; MAX of SQLite is NULL if one of them is.
    f"{_NEEDED_COPIES} ORDER BY COALESCE(MAX(copy.verified_at, copy.asked_at),"
    " copy.verified_at, copy.asked_at), copy.verified_at, object.id"
)
_IN_FOLDER = (
    "SELECT object.id, object.name, object.sealed_bytes, copy.state FROM object"  # noqa: S608 - of constant parts
    " JOIN copy ON copy.object_id = object.id AND copy.role = :role"
    f" WHERE {NEEDED} AND object.name >= :first AND object.name < :end"
)
_DIGITS = "0123456789abcdef"
_FOLDERS = (
    # Names end in hexadecimal digits, so each folder leaves one row, and few for any other name.
    "SELECT rtrim(object.name, :digits), COUNT(*) FROM object"  # noqa: S608 - of constant parts
    " JOIN copy ON copy.object_id = object.id AND copy.role = :role"
    f" WHERE {NEEDED} GROUP BY 1"
)
_COUNT_BAD = (
    "SELECT COUNT(*) FROM object"  # noqa: S608 - of constant parts
    " JOIN copy ON copy.object_id = object.id AND copy.role = :role"
    f" AND copy.state <> 'stored' WHERE {NEEDED}"
)
_OF_THESE = f"{_NEEDED_COPIES} AND object.id IN (SELECT value FROM json_each(:ids))"  # noqa: S608 - as above
_ONLY_ON = (
    "SELECT COUNT(*) FROM object"  # noqa: S608 - of constant parts
    " JOIN copy ON copy.object_id = object.id AND copy.role = :role AND copy.state = 'stored'"
    " WHERE NOT EXISTS (SELECT 1 FROM copy twin WHERE twin.object_id = object.id"
    " AND twin.role <> :role AND twin.state = 'stored')"
    " AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.object_id = object.id"
    " AND photo.missing_since IS NULL AND NOT photo.remote_only AND photo.state <> 'deleted')"
    f" AND {NEEDED}"
)
_PART_SUMS = (
    "SELECT object_id, sha256, part_bytes FROM part_sum"
    " WHERE object_id IN (SELECT value FROM json_each(?))"
)
_KNOWN = (
    "SELECT asked.value FROM json_each(?) asked WHERE"
    " EXISTS (SELECT 1 FROM object WHERE name = asked.value)"
    " OR asked.value IN (SELECT object_name FROM attempt WHERE object_name IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM message_object"
    " WHERE object_name = asked.value AND gone_at IS NULL)"
)


@dataclass(frozen=True, slots=True)
class CopyToCheck:
    """One copy that is needed; ``verified_at`` is None if its bytes were never read back."""

    object_id: int
    name: str
    sealed_bytes: int
    sha256: str
    state: CopyState
    verified_at: float | None
    asked_at: float | None = None
    """When the storage was last asked what it has noted of it, which is no reading."""


class NeededCopy(NamedTuple):
    """One copy that is needed on a storage, with the state that the ledger has for it."""

    object_id: int
    name: str
    sealed_bytes: int
    state: CopyState


class Checks:
    """Queries over very many copies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def for_each(
        self,
        role: Role,
        now: float,
        take: Callable[[CopyToCheck], None],
        *,
        asking_counts: bool = False,
    ) -> None:
        """Call ``take`` with every needed copy on a storage, the one unread for longest first.

        With ``asking_counts``, first the one that was neither read nor asked about for longest.
        Needed are those of living photos, and of deleted and earlier ones within their grace
        at ``now`` (3-1b, 4-1). ``take`` must not use the ledger.
        """
        query = _LOOKED_AT_FIRST if asking_counts else _OLDEST_FIRST
        values = {"role": role, "now": now}
        self._database.for_each(query, values, lambda row: take(_copy(row)))

    def copies_of(self, role: Role, now: float, object_ids: Iterable[int]) -> list[CopyToCheck]:
        """Return those of the needed copies that are of these objects."""
        values = {"role": role, "now": now, "ids": json_keys(object_ids)}
        return [_copy(row) for row in self._database.query(_OF_THESE, values)]

    def folders(self, role: Role, now: float) -> dict[str, int]:
        """Return how many copies are needed in each folder of a storage that should have any."""
        found: dict[str, int] = {}
        values = {"role": role, "now": now, "digits": _DIGITS}
        for start, count in self._database.query(_FOLDERS, values):
            folder = start.rpartition("/")[0]
            found[folder] = found.get(folder, 0) + count
        return found

    def in_folder(self, role: Role, now: float, folder: str) -> list[NeededCopy]:
        """Return every needed copy that is directly in one folder of a storage."""
        # The sign after "/" is "0".
        ends = {"first": f"{folder}/", "end": f"{folder}0"}
        rows = self._database.query(_IN_FOLDER, {"role": role, "now": now, **ends})
        states = {state.value: state for state in CopyState}
        return [
            NeededCopy(object_id, name, sealed_bytes, states[state])
            for object_id, name, sealed_bytes, state in rows
            if name.rpartition("/")[0] == folder
        ]

    def count_bad(self, role: Role, now: float) -> int:
        """Return how many of the needed copies on a storage are not known to be whole."""
        return int(self._database.scalar(_COUNT_BAD, {"role": role, "now": now}))

    def record(
        self,
        role: Role,
        seen: Iterable[tuple[int, CopyState, CopyState]],
        verified_at: float | None,
    ) -> None:
        """Record the result of checks: (object id, state before, state now) for each copy.

        A copy whose state has changed meanwhile is skipped, because the newer state is right.
        ``verified_at`` None keeps the time when its bytes were read.
        """
        self._database.execute_many(
            "UPDATE copy SET state = ?, verified_at = COALESCE(?, verified_at)"
            " WHERE object_id = ? AND role = ? AND state = ?",
            ((now, verified_at, object_id, role, before) for object_id, before, now in seen),
        )

    def record_asked(self, role: Role, asked: Iterable[tuple[int, bool]], at: float) -> None:
        """Record that a storage was asked about copies: (object id, whether it vouched) for each.

        Its word alone changes no state, and counts for stored copies only.
        """
        self._database.execute_many(
            "UPDATE copy SET asked_at = ?1, vouched_at = CASE WHEN ?2 THEN ?1 ELSE vouched_at END"
            " WHERE object_id = ?3 AND role = ?4 AND state = 'stored'",
            ((at, vouched, object_id, role) for object_id, vouched in asked),
        )

    def part_sums(self, object_ids: Collection[int]) -> dict[int, tuple[str, int]]:
        """Return what is known of the parts of objects: (hash, bytes of a part) by object id."""
        rows = self._database.query(_PART_SUMS, (json_keys(object_ids),))
        return {object_id: (sha256, part_bytes) for object_id, sha256, part_bytes in rows}

    def note_part_sums(self, sums: Iterable[tuple[int, str, int]]) -> None:
        """Record (object id, hash, bytes of a part) of objects whose bytes were read and whole."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO part_sum (object_id, sha256, part_bytes) VALUES (?, ?, ?)", sums
        )

    def only_on(self, role: Role, now: float) -> int:
        """Return the number of needed objects that are whole on this storage and not on the other.

        Without those of which this computer has a photo's file that it could send again.
        """
        return int(self._database.scalar(_ONLY_ON, {"role": role, "now": now}))

    def forget_copies(self, role: Role) -> None:
        """Delete all copies on a storage: another place takes its part (5-3)."""
        self._database.execute("DELETE FROM copy WHERE role = ?", (role,))

    def known(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of the names that are of an object, being uploaded, or to be removed."""
        return frozenset(name for (name,) in self._database.query(_KNOWN, (json_keys(names),)))

    def photos(self, object_ids: Sequence[int]) -> dict[int, list[int]]:
        """Return the living photos of objects, by object id."""
        found: dict[int, list[int]] = {}
        for some in in_parts(object_ids):
            query = Photo.select(Photo.object, Photo.id).where(
                Photo.object.in_(some), Photo.state != PhotoState.DELETED
            )
            for object_id, photo_id in self._database.query(query):
                found.setdefault(object_id, []).append(photo_id)
        return found


def _copy(row: Row) -> CopyToCheck:
    object_id, name, sealed_bytes, sha256, state, *times = row
    return CopyToCheck(object_id, name, sealed_bytes, sha256, CopyState(state), *times)
