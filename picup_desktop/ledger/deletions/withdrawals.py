"""Withdrawals from the deletion queue, so that nothing still needed is removed.

A deletion is withdrawn when its content reappears (DISASTERS 3-5) or a person restores it
(3-1b). What a living photo needs is excluded in any case: ``deletions.py``.
"""

from picup_desktop.ledger.deletions.deletions import Deletions
from picup_desktop.ledger.history import History
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import (
    DeletionMessage,
    MessageObject,
    Object,
    Photo,
    UploadEvent,
)
from picup_desktop.words import MessageState

_NOT_QUEUED = (
    "SELECT object.id, MIN(photo.id), MAX(photo.deleted_at) FROM object"
    " JOIN photo ON photo.object_id = object.id WHERE photo.state = 'deleted'"
    " AND NOT EXISTS (SELECT 1 FROM photo AS living"
    " WHERE living.object_id = object.id AND living.state <> 'deleted')"
    " AND NOT EXISTS (SELECT 1 FROM message_object"
    " WHERE object_name = object.name AND gone_at IS NULL)"
    " GROUP BY object.id"
)
_UNDONE = (
    "SELECT photo.id, living.id FROM photo JOIN photo AS living ON living.album_id = photo.album_id"
    " AND living.path = photo.path AND living.object_id = photo.object_id"
    " WHERE photo.state = 'deleted' AND living.state <> 'deleted'"
)


class Withdrawals:
    """Queries for the transaction that acts on their answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def withdraw(self, object_name: str, *, though_unsure: bool = False) -> bool:
        """Take an object out of the queue before a worker claims it (3-5).

        Returns False if that is too late: a worker is removing it, or (unless ``though_unsure``)
        may have removed it, with an unknown result.
        """
        name = MessageObject.object_name == object_name
        left = name & MessageObject.gone_at.is_null()
        rows = self._database.query(
            MessageObject.select(
                MessageObject.message, DeletionMessage.state, MessageObject.unsure_since
            )
            .join(DeletionMessage)
            .where(left, DeletionMessage.state != MessageState.DONE)
        )
        if any(state == MessageState.LEASED for _, state, _ in rows):
            return False
        if not though_unsure and any(unsure is not None for _, _, unsure in rows):
            return False
        for message_id, _, _ in rows:
            Deletions(self._database).exclude(message_id, [object_name])
        return True

    def withdraw_versions(self) -> None:
        """Take every object that was once a photo's newest version out of the queue (5-5).

        What remains are the remains of failed uploads. Call it while no worker runs.
        """
        rows = self._database.query(
            MessageObject.select(MessageObject.message, MessageObject.object_name)
            .join(DeletionMessage)
            .where(
                DeletionMessage.state != MessageState.DONE,
                MessageObject.gone_at.is_null(),
                MessageObject.object_name.in_(Object.select(Object.name)),
            )
        )
        of_message: dict[int, list[str]] = {}
        for message_id, name in rows:
            of_message.setdefault(message_id, []).append(name)
        for message_id, names in of_message.items():
            Deletions(self._database).exclude(message_id, names)

    def leaves_before(self, object_name: str, at: float) -> bool:
        """Return whether the queue removes an object from some storage before ``at``."""
        query = (
            MessageObject.select(MessageObject.message)
            .join(DeletionMessage)
            .where(
                MessageObject.object_name == object_name,
                MessageObject.gone_at.is_null(),
                DeletionMessage.state == MessageState.QUEUED,
                DeletionMessage.available_at < at,
            )
        )
        return self._database.query_one(query) is not None

    def not_queued(self) -> list[tuple[int, int, float]]:
        """Return unneeded objects of deleted photos that no message names.

        As (object id, photo id, deleted at). They were needed again for a while.
        """
        return self._database.query(_NOT_QUEUED)

    def forget_undone(self) -> None:
        """Delete the row of a deleted photo whose file is back at its path (3-5).

        Its history is moved to the living photo.
        """
        for undone, living in self._database.query(_UNDONE):
            self._database.execute(
                UploadEvent.update(photo=living).where(UploadEvent.photo == undone)
            )
            History(self._database).take_over(undone, living)
            self._database.execute(Photo.delete().where(Photo.id == undone))
