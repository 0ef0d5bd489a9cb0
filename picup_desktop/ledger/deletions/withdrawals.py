"""Withdrawals: what is asked of the queue so that nothing goes that somebody still needs.

A deletion is withdrawn when its content reappears (DISASTERS 3-5) or a person
restores it (3-1b), and an object that a living photo needs is spared in any case.
"""

from collections.abc import Sequence
from enum import Enum

from peewee import fn

from picup_desktop.attention import subjects
from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import (
    AttentionItem,
    EarlierVersion,
    Message,
    MessageObject,
    Object,
    Photo,
    UploadEvent,
)
from picup_desktop.ledger.schema.question import Question
from picup_desktop.words import AttentionKind, MessageState, PhotoState, Role

_ALIVE, _NAMED = Photo.alias(), MessageObject.alias()
_UNASKED = Question(
    Object.select(Object.id, fn.MIN(Photo.id), fn.MAX(Photo.deleted_at))
    .join(Photo, on=(Photo.object == Object.id))
    .where(
        Photo.state == PhotoState.DELETED,
        ~fn.EXISTS(
            _ALIVE.select(_ALIVE.id).where(
                _ALIVE.object == Object.id, _ALIVE.state != PhotoState.DELETED
            )
        ),
        ~fn.EXISTS(
            _NAMED.select(_NAMED.message).where(
                _NAMED.object_name == Object.name, _NAMED.gone_at.is_null()
            )
        ),
    )
    .group_by(Object.id)
)
_UNDONE = Question(
    Photo.select(Photo.id, _ALIVE.id)
    .join(
        _ALIVE,
        on=(
            (_ALIVE.album == Photo.album)
            & (_ALIVE.path == Photo.path)
            & (_ALIVE.object == Photo.object)
        ),
    )
    .where(Photo.state == PhotoState.DELETED, _ALIVE.state != PhotoState.DELETED)
)


class Fate(Enum):
    """What the queue holds for an object on one storage."""

    WAITS = "waits"
    IN_HAND = "in_hand"
    """A worker removes it at this moment."""
    UNSURE = "unsure"
    """A worker was told to remove it, and nobody heard how that ended."""


class Withdrawals:
    """Asked inside the transaction that follows from the answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def withdraw(self, object_name: str, *, though_unsure: bool = False) -> bool:
        """Make sure that an object stays: out of the queue before a worker has it (3-5).

        False if that is too late: a worker has it in hand, or (unless that is
        accepted) had it and nobody heard how that ended.
        """
        name = MessageObject.object_name == object_name
        left = name & MessageObject.gone_at.is_null()
        rows = self._database.tuples(
            MessageObject.select(MessageObject.message, Message.state, MessageObject.unsure_since)
            .join(Message)
            .where(left, Message.state != MessageState.DONE)
        )
        if any(state == MessageState.LEASED for _, state, _ in rows):
            return False
        if not though_unsure and any(unsure is not None for _, _, unsure in rows):
            return False
        for message_id, _, _ in rows:
            self.spare(message_id, [object_name])
        return True

    def spare(self, message_id: int, names: Sequence[str]) -> None:
        """These objects stay: the message no longer names them, and ends with the last one."""
        of_message = MessageObject.message == message_id
        self._database.run(
            MessageObject.delete().where(
                of_message & MessageObject.object_name.in_(list(names)),
            )
        )
        left = MessageObject.select().where(of_message, MessageObject.gone_at.is_null())
        if self._database.row(left) is not None:
            return
        # What it removed before stays on record; a message that removed nothing never was.
        if self._database.row(MessageObject.select().where(of_message)) is None:
            self._database.run(Message.delete().where(Message.id == message_id))
        else:
            ended = Message.update(
                state=MessageState.DONE, ended_at=Message.available_at, lease=None
            )
            self._database.run(ended.where(Message.id == message_id))
        self._database.run(
            AttentionItem.delete().where(
                (AttentionItem.kind == AttentionKind.DEAD_LETTER)
                & (AttentionItem.subject == subjects.message(message_id))
            )
        )

    def fates(self, object_name: str) -> dict[Role, Fate]:
        """On which storages an object waits to be removed, is in a worker's hands, or may be gone.

        A storage that is not named holds what the ledger says of the copy.
        """
        rows = self._database.tuples(
            MessageObject.select(Message.role, Message.state, MessageObject.unsure_since)
            .join(Message)
            .where(
                MessageObject.object_name == object_name,
                MessageObject.gone_at.is_null(),
                Message.state != MessageState.DONE,
            )
        )
        fates: dict[Role, Fate] = {}
        for role, state, unsure in rows:
            fate = Fate.WAITS if unsure is None else Fate.UNSURE
            fates[Role(role)] = Fate.IN_HAND if state == MessageState.LEASED else fate
        return fates

    def leaves_before(self, object_name: str, at: float) -> bool:
        """Whether the queue would remove an object from some storage before ``at``."""
        query = (
            MessageObject.select(MessageObject.message)
            .join(Message)
            .where(
                MessageObject.object_name == object_name,
                MessageObject.gone_at.is_null(),
                Message.state == MessageState.QUEUED,
                Message.available_at < at,
            )
        )
        return self._database.row(query) is not None

    def needed(self, names: Sequence[str]) -> frozenset[str]:
        """Those of the objects that a living photo has as its newest version: never to be removed.

        Asked again before every removal, whatever a message says (promise 1).
        """
        query = (
            Object.select(Object.name)
            .join(Photo, on=(Photo.object == Object.id))
            .where(Object.name.in_(list(names)), Photo.state != PhotoState.DELETED)
        )
        return frozenset(name for (name,) in self._database.tuples(query))

    def unasked(self) -> list[tuple[int, int, float]]:
        """Objects of deleted photos that nobody needs and no message names any more.

        As (object id, photo id, deleted at): one was wanted again for a while.
        """
        return self._database.ask_plainly(_UNASKED)

    def forget_undone(self) -> None:
        """A photo that was deleted and stands at its place again was never deleted (3-5).

        Its history goes on with the living one.
        """
        for undone, living in self._database.ask_plainly(_UNDONE):
            self._database.run(UploadEvent.update(photo=living).where(UploadEvent.photo == undone))
            versions = EarlierVersion.update(photo=living)
            self._database.run(versions.where(EarlierVersion.photo == undone))
            self._database.run(Photo.delete().where(Photo.id == undone))
