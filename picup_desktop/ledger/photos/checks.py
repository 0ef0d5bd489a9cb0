"""Queries of the verifier: which copies to read next, and what a storage may contain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from picup_desktop.ledger.schema.database import Database, in_parts
from picup_desktop.ledger.schema.models import Attempt, Copy, MessageObject, Object, Photo
from picup_desktop.ledger.schema.question import Question, given
from picup_desktop.ledger.staying import STAYING
from picup_desktop.words import CopyState, PhotoState, Role

_NEEDED_COPIES = Question(
    Object.select(
        Object.id,
        Object.name,
        Object.sealed_bytes,
        Object.sha256,
        Copy.state,
        Copy.verified_at,
    )
    .join(Copy, on=((Copy.object == Object.id) & (Copy.role == given("role"))))
    .where(
        Object.id.in_(
            Photo.select(Photo.object).where(
                Photo.object.is_null(is_null=False), Photo.state != PhotoState.DELETED
            )
        )
        | Object.id.in_(STAYING)
    )
    .order_by(Copy.verified_at, Object.id)
)
_MAY_REST = (
    Question(Object.select(Object.name)),
    Question(Attempt.select(Attempt.object_name).where(Attempt.object_name.is_null(is_null=False))),
    Question(
        MessageObject.select(MessageObject.object_name).where(MessageObject.gone_at.is_null())
    ),
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


class Checks:
    """Queries over very many copies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def copies(self, role: Role) -> list[CopyToCheck]:
        """Return every needed copy on a storage, the one unread for longest first.

        Needed are those of living photos, and of earlier versions that are not being removed (4-1).
        """
        rows = self._database.ask_plainly(_NEEDED_COPIES, role=role)
        return [
            CopyToCheck(object_id, name, size, sha256, CopyState(state), verified_at)
            for object_id, name, size, sha256, state, verified_at in rows
        ]

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

    def may_rest(self) -> frozenset[str]:
        """Return every object that is known, being uploaded, or waiting for removal."""
        return frozenset(
            name for question in _MAY_REST for (name,) in self._database.ask_plainly(question)
        )

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
