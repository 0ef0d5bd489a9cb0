"""The sealed photos, and the last known state of each copy."""

from collections.abc import Sequence
from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.photos.versions import NEEDED, NEWEST_VERSIONS
from picup_desktop.ledger.schema.database import Database, json_keys
from picup_desktop.ledger.schema.models import Copy, Object, Photo
from picup_desktop.words import CopyState, Role

_OBJECTS = (
    "SELECT object.id, object.name, object.sealed_bytes, object.sha256, object.size_bytes,"
    " object.album_id, object.made_at FROM object"
)
"""The columns in the order of ``ObjectRecord``."""
_ONE = f"{_OBJECTS} WHERE id = ?"
_NAMED = f"{_OBJECTS} WHERE name = ?"
MOST_OF_ONE_SIZE = 64
"""Above it a size says nothing about a content, as with cameras whose raw files all have one."""
_OF_SIZES = (
    "SELECT size_bytes, sha256 FROM object WHERE size_bytes IN"
    " (SELECT wanted.value FROM json_each(?) wanted WHERE (SELECT COUNT(*) FROM"
    " (SELECT 1 FROM object alike WHERE alike.size_bytes = wanted.value LIMIT ?)) <= ?)"
)
_WITH_IDS = f"{_OBJECTS} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - of constant parts
_WITH_CONTENT = (
    f"{_OBJECTS} WHERE sha256 = ?"  # noqa: S608 - of constant parts
    " AND (SELECT COUNT(*) FROM copy WHERE object_id = object.id AND state = 'stored') = ?"
    " AND name NOT IN (SELECT object_name FROM message_object"
    " JOIN message ON message.id = message_object.message_id WHERE message.state = 'leased')"
    " ORDER BY id LIMIT 1"
)
_UNWANTED = f"{_WITH_IDS} AND id NOT IN ({NEWEST_VERSIONS})"
_ON_ONE_ONLY = (
    "WHERE id IN (SELECT object_id FROM copy WHERE state = 'stored'"  # noqa: S608 - of constant parts
    f" GROUP BY object_id HAVING COUNT(*) = 1) AND {NEEDED}"
)
_HALF_STORED = f"{_OBJECTS} {_ON_ONE_ONLY} ORDER BY id DESC"
_COUNT_HALF_STORED = f"SELECT COUNT(*) FROM object {_ON_ONE_ONLY}"  # noqa: S608 - of constant parts

_LOST_CONTENTS = (
    "SELECT photo.id, object.sha256 FROM photo JOIN object ON object.id = photo.object_id"
    " WHERE photo.state IN ('waiting', 'failed') AND photo.remote_only AND object.sha256 <> ''"
    " AND object.id NOT IN (SELECT object_id FROM copy WHERE copy.object_id = photo.object_id"
    " AND copy.state = 'stored')"
    " AND photo.id NOT IN (SELECT photo_id FROM photo_origin WHERE NOT adopted)"
)


@dataclass(frozen=True)
class ObjectRecord:
    """One sealed photo; ``sha256`` and ``size_bytes`` are of the unsealed photo."""

    id: int
    name: str
    sealed_bytes: int
    sha256: str
    size_bytes: int
    album_id: int
    """The album whose key opens it."""
    made_at: float


class Objects:
    """The objects; each exists as long as a photo or a queued message names it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, object_id: int) -> ObjectRecord | None:
        """Return one object by its id."""
        row = self._database.query_one(_ONE, (object_id,))
        return None if row is None else ObjectRecord(*row)

    def with_ids(self, object_ids: Sequence[int]) -> list[ObjectRecord]:
        """Return these objects, unordered."""
        rows = self._database.query(_WITH_IDS, (json_keys(object_ids),))
        return [ObjectRecord(*row) for row in rows]

    def named(self, name: str) -> ObjectRecord | None:
        """Return one object by its path on the storages."""
        row = self._database.query_one(_NAMED, (name,))
        return None if row is None else ObjectRecord(*row)

    def contents_by_size(self, sizes: Sequence[int]) -> dict[int, frozenset[str]]:
        """Return the content hashes of all objects, by these unsealed sizes.

        None of a size that more than ``MOST_OF_ONE_SIZE`` objects have.
        """
        found: dict[int, set[str]] = {}
        keys = json_keys(sorted(set(sizes)))
        rows = self._database.query(_OF_SIZES, (keys, MOST_OF_ONE_SIZE + 1, MOST_OF_ONE_SIZE))
        for size, digest in rows:
            found.setdefault(size, set()).add(digest)
        return {size: frozenset(digests) for size, digests in found.items()}

    def with_content(self, sha256: str) -> ObjectRecord | None:
        """Return an object of this content that is on both storages and not being removed."""
        row = self._database.query_one(_WITH_CONTENT, (sha256, len(Role)))
        return None if row is None else ObjectRecord(*row)

    def lost_contents(self) -> list[tuple[int, str]]:
        """Return this computer's photos that are away on purpose, and whole on no storage.

        As (photo id, SHA-256 of its content).
        """
        return [(photo_id, content) for photo_id, content in self._database.query(_LOST_CONTENTS)]

    def copies(self, object_id: int) -> dict[Role, CopyState]:
        """Return the state of each copy; ``none`` if there is no row."""
        rows = self._database.query(
            "SELECT role, state FROM copy WHERE object_id = ?", (object_id,)
        )
        found = {Role(role): CopyState(state) for role, state in rows}
        return {role: found.get(role, CopyState.NONE) for role in Role}

    def half_stored(self, now: float) -> list[ObjectRecord]:
        """Return objects that are whole on one storage only, newest first (1-3b, 4-1).

        Of living photos, and of deleted and earlier ones within their grace at ``now``.
        """
        return [ObjectRecord(*row) for row in self._database.query(_HALF_STORED, {"now": now})]

    def count_half_stored(self, now: float) -> int:
        """Return the number of ``half_stored``."""
        return int(self._database.scalar(_COUNT_HALF_STORED, {"now": now}))

    def set_copy(
        self, object_id: int, role: Role, state: CopyState, verified_at: float | None = None
    ) -> None:
        """Record the state of one copy."""
        if state is CopyState.NONE:
            self._database.execute(
                Copy.delete().where((Copy.object == object_id) & (Copy.role == role))
            )
            return
        self._database.execute(
            Copy.insert(
                object=object_id, role=role, state=state, verified_at=verified_at
            ).on_conflict("REPLACE")
        )

    def note_content(self, object_id: int, sha256: str) -> None:
        """Record the content hash of an object of which only the header was read before."""
        self._database.execute(Object.update(sha256=sha256).where(Object.id == object_id))

    def present(self, digests: Sequence[str]) -> frozenset[str]:
        """Return those of the content hashes that some object has."""
        found = self._database.query(
            "SELECT sha256 FROM object WHERE sha256 IN (SELECT value FROM json_each(?))",
            (json_keys(digests),),
        )
        return frozenset(digest for (digest,) in found)

    def unwanted(self, object_ids: Sequence[int]) -> list[ObjectRecord]:
        """Return those of the objects that no living photo has as its newest version."""
        rows = self._database.query(_UNWANTED, (json_keys(object_ids),))
        return [ObjectRecord(*row) for row in rows]

    def forget_gone(self, names: Sequence[str]) -> None:
        """Delete the rows of objects without a copy on any storage."""
        query = Object.select(Object.id).where(
            Object.name.in_(list(names)), Object.id.not_in(Copy.select(Copy.object))
        )
        gone = [object_id for (object_id,) in self._database.query(query)]
        if not gone:
            return
        self._database.execute(Photo.update(object=None).where(Photo.object.in_(gone)))
        self._database.execute(Object.delete().where(Object.id.in_(gone)))

    def totals(self) -> dict[Role, tuple[int, int]]:
        """Return the number of objects on each storage, and their sealed bytes."""
        query = (
            Copy.select(Copy.role, fn.COUNT(Object.id), fn.TOTAL(Object.sealed_bytes))
            .join(Object)
            .where(Copy.state == CopyState.STORED)
            .group_by(Copy.role)
        )
        found = {
            Role(role): (int(count), int(size or 0))
            for role, count, size in self._database.query(query)
        }
        return {role: found.get(role, (0, 0)) for role in Role}
