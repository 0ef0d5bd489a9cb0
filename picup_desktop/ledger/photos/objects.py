"""The sealed photos, and the last known state of each copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from picup_desktop.ledger.schema.database import Database, json_keys
from picup_desktop.ledger.schema.models import Copy, Message, MessageObject, Object, Photo
from picup_desktop.ledger.schema.question import Question, given
from picup_desktop.ledger.staying import STAYING
from picup_desktop.words import CopyState, MessageState, PhotoState, Role

_ONE = Question(Object.select().where(Object.id == given("object_id")))
_HALF_STORED = Question(
    Object.select()
    .where(
        Object.id.in_(
            Copy.select(Copy.object)
            .where(Copy.state == CopyState.STORED)
            .group_by(Copy.object)
            .having(fn.COUNT(Copy.role) == 1)
        ),
        Object.id.in_(
            Photo.select(Photo.object).where(
                Photo.object.is_null(is_null=False), Photo.state != PhotoState.DELETED
            )
        )
        | Object.id.in_(STAYING),
    )
    .order_by(Object.id.desc())
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
        row = self._database.ask_one(_ONE, object_id=object_id)
        return None if row is None else _plain(row)

    def with_ids(self, object_ids: Sequence[int]) -> list[ObjectRecord]:
        """Return these objects, unordered."""
        rows = self._database.query(
            "SELECT id, name, sealed_bytes, sha256, size_bytes, album_id, made_at"
            " FROM object WHERE id IN (SELECT value FROM json_each(?))",
            (json_keys(object_ids),),
        )
        return [ObjectRecord(*row) for row in rows]

    def named(self, name: str) -> ObjectRecord | None:
        """Return one object by its path on the storages."""
        row = self._database.row(Object.select().where(Object.name == name))
        return None if row is None else _plain(row)

    def contents_by_size(self, sizes: Sequence[int]) -> dict[int, frozenset[str]]:
        """Return the content hashes of all objects, by these unsealed sizes."""
        found: dict[int, set[str]] = {}
        rows = self._database.query(
            "SELECT size_bytes, sha256 FROM object"
            " WHERE size_bytes IN (SELECT value FROM json_each(?))",
            (json_keys(sorted(set(sizes))),),
        )
        for size, digest in rows:
            found.setdefault(size, set()).add(digest)
        return {size: frozenset(digests) for size, digests in found.items()}

    def with_content(self, sha256: str) -> ObjectRecord | None:
        """Return an object of this content that is on both storages and not being removed."""
        leaving = (
            MessageObject.select(MessageObject.object_name)
            .join(Message)
            .where(Message.state == MessageState.LEASED)
        )
        stored = (
            Copy.select(Copy.object)
            .where(Copy.state == CopyState.STORED)
            .group_by(Copy.object)
            .having(fn.COUNT(Copy.role) == len(Role))
        )
        query = (
            Object.select()
            .where(Object.sha256 == sha256, Object.id.in_(stored), Object.name.not_in(leaving))
            .order_by(Object.id)
        )
        row = self._database.row(query)
        return None if row is None else _plain(row)

    def copies(self, object_id: int) -> dict[Role, CopyState]:
        """Return the state of each copy; ``none`` if there is no row."""
        query = Copy.select(Copy.role, Copy.state).where(Copy.object == object_id)
        found = {Role(role): CopyState(state) for role, state in self._database.query(query)}
        return {role: found.get(role, CopyState.NONE) for role in Role}

    def half_stored(self) -> list[ObjectRecord]:
        """Return objects that are whole on one storage only, newest first (1-3b, 4-1).

        Of living photos, and of earlier versions that are not being removed.
        """
        return [_plain(row) for row in self._database.ask(_HALF_STORED)]

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
        wanted = Photo.select(Photo.object).where(
            Photo.object.is_null(is_null=False), Photo.state != PhotoState.DELETED
        )
        query = Object.select().where(Object.id.in_(list(object_ids)), Object.id.not_in(wanted))
        return [_plain(row) for row in self._database.rows(query)]

    def forget_gone(self, names: Sequence[str]) -> None:
        """Delete the rows of objects without a copy on any storage."""
        copied = Copy.select(Copy.object)
        gone = [
            row["id"]
            for row in self._database.rows(
                Object.select(Object.id).where(
                    Object.name.in_(list(names)), Object.id.not_in(copied)
                )
            )
        ]
        if not gone:
            return
        self._database.execute(Photo.update(object=None).where(Photo.object.in_(gone)))
        self._database.execute(Object.delete().where(Object.id.in_(gone)))

    def totals(self) -> dict[Role, tuple[int, int]]:
        """Return the number of objects on each storage, and their sealed bytes."""
        query = (
            Copy.select(Copy.role, fn.COUNT(Object.id), fn.SUM(Object.sealed_bytes))
            .join(Object)
            .where(Copy.state == CopyState.STORED)
            .group_by(Copy.role)
        )
        found = {
            Role(role): (int(count), int(size or 0))
            for role, count, size in self._database.query(query)
        }
        return {role: found.get(role, (0, 0)) for role in Role}


def _plain(row: dict[str, Any]) -> ObjectRecord:
    row["album_id"] = row.pop("album")
    return ObjectRecord(**row)
