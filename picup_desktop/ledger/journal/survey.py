"""Records which objects of other computers' journals are on the storages.

Other computers list their objects in their journals; this computer checks for itself
whether they are on a storage.
"""

from collections.abc import Iterable

from picup_desktop.ledger.photos.photos import LOST, STATE_AND_LOSS_BY_COPIES
from picup_desktop.ledger.schema.database import Database
from picup_desktop.words import CopyState, Role

_UNCHECKED = (
    "SELECT id, name, sealed_bytes FROM object WHERE id IN"
    " (SELECT object_id FROM photo WHERE object_id IS NOT NULL AND remote_only)"
    " AND NOT EXISTS (SELECT 1 FROM copy WHERE copy.object_id = object.id AND copy.role = ?)"
)


class Survey:
    """The checks for the presence of objects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unchecked(self, role: Role) -> list[tuple[int, str, int]]:
        """Return objects never checked for on a storage: (id, name, sealed bytes).

        Objects stored by this computer itself are known from its uploads.
        """
        return self._database.query(_UNCHECKED, (role,))

    def set_copies(self, role: Role, copies: Iterable[tuple[int, CopyState]]) -> None:
        """Record the copies found on a storage, by object id. Their bytes were not read."""
        self._database.execute_many(
            "INSERT OR REPLACE INTO copy (object_id, role, state, verified_at)"
            " VALUES (?, ?, ?, NULL)",
            ((object_id, role, state) for object_id, state in copies),
        )

    def restate(self) -> None:
        """Recompute the state of photos without a local file from the copies of their objects."""
        self._database.execute(
            f"UPDATE photo SET {STATE_AND_LOSS_BY_COPIES}"  # noqa: S608 - of constant parts
            " WHERE remote_only AND deleted_at IS NULL AND object_id IS NOT NULL",
            {"lost": LOST},
        )
